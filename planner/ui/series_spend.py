"""What page Spend draws: pure functions from the plan's money to the rows of its charts."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from planner.charts.theme import compact
from planner.model import overrides
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.ui import show, spend_words, words

STEPS = (0.05, 0.15, 0.35, 0.65)
"""Shares of the largest amount at which the next of `spend_words.GRADES` begins."""
HEAT = ["region", "channel", "grade", "amount", "share", "exact", "told", "locked"]


def channels(spend: Spend) -> list[str]:
    """Return the ids of all channels, those with the most money first."""
    sums = dict.fromkeys(words.CHANNEL_HELP, Decimal(0))
    for region in spend.regions.values():
        for name, amount in region.by_channel.items():
            sums[name] = sums.get(name, Decimal(0)) + amount
    return sorted(sums, key=lambda name: (-sums[name], name))


def heat(spend: Spend, plan: Plan) -> pd.DataFrame:
    """Return the cells of the heat map: regions and channels with the most money first."""
    amounts = {
        (code, name): amount
        for code, region in spend.regions.items()
        for name, amount in region.by_channel.items()
    }
    whole, largest = sum(amounts.values(), Decimal(0)), max(amounts.values(), default=Decimal(0))
    decided = overrides.cells(plan.overrides)
    codes = sorted(spend.regions, key=lambda code: (-spend.regions[code].media_total, code))
    rows = [
        (
            show.region(code, plan.goals),
            words.channel(name),
            grade(amount, largest),
            compact(float(amount), spend.currency),
            share(amount, whole),
            show.exact_money(amount, spend.currency),
            _told(spend.regions[code], locked=(code, name) in decided),
            (code, name) in decided,
        )
        for code in codes
        for name in channels(spend)
        for amount in [amounts.get((code, name), Decimal(0))]
    ]
    return pd.DataFrame(rows, columns=HEAT)


def grade(amount: Decimal, largest: Decimal) -> str:
    """Return the name of a cell's grade: how much of the largest amount it gets."""
    if not amount:
        return spend_words.NOTHING
    part = float(amount / largest)
    return spend_words.GRADES[sum(part >= step for step in STEPS)]


def share(amount: Decimal, whole: Decimal) -> str:
    """Return what part of all media an amount is: `3%`; `<1%` for what would read as none."""
    part = float(amount / whole) if whole else 0.0
    return "<1%" if 0 < part < 0.005 else show.percent(part)


def _told(region: RegionSpend, *, locked: bool) -> str:
    if region.flight_start is None:
        return "The region has no date"
    return "You decided this amount" if locked else spend_words.PAYERS[region.pays]
