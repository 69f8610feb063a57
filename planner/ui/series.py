"""What pages draw: pure functions from a plan to the rows of its charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

import pandas as pd

from planner.model.plan import Plan
from planner.model.sections import Audience, Creators, Spend, Timing
from planner.ui import show, words


def potential(section: Audience, plan: Plan) -> pd.DataFrame:
    """Return region, low, base, high and basis, the largest first, for the chart."""
    return pd.DataFrame(
        [
            {
                "region": show.region(code, plan.goals),
                "low": found.potential.low,
                "base": found.potential.base,
                "high": found.potential.high,
                "basis": words.BASES[found.basis],
            }
            for code, found in section.regions.items()
        ],
        columns=["region", "low", "base", "high", "basis"],
    ).sort_values(["base", "region"], ascending=[False, True])


def timeline(section: Timing, plan: Plan) -> pd.DataFrame:
    """Return region, name, earliest, latest and release, for the chart."""
    return pd.DataFrame(
        [
            {
                "region": code,
                "name": show.region(code, plan.goals),
                "earliest": one.earliest,
                "latest": one.latest,
                "release": one.date,
            }
            for code, one in section.regions.items()
        ]
    )


def split(spend: Spend, plan: Plan) -> pd.DataFrame:
    """Return region, channel and amount of all media money, whoever pays, for the chart."""
    return pd.DataFrame(
        [
            {
                "region": show.region(code, plan.goals),
                "channel": name,
                "amount": float(amount),
            }
            for code, region in spend.regions.items()
            for name, amount in region.by_channel.items()
        ],
        columns=["region", "channel", "amount"],
    )


def flight(spend: Spend) -> pd.DataFrame:
    """Return week (Monday), channel and amount: all media money, whoever pays, over all regions."""
    sums: dict[tuple[object, str], Decimal] = {}
    for region in spend.regions.values():
        if region.flight_start is None:
            continue
        for channel, weeks in region.media.items():
            for at, amount in enumerate(weeks):
                key = (region.flight_start + timedelta(weeks=at), channel)
                sums[key] = sums.get(key, Decimal(0)) + amount
    rows = [(week, channel, float(amount)) for (week, channel), amount in sums.items() if amount]
    return pd.DataFrame(rows, columns=["week", "channel", "amount"])


def reach(section: Creators) -> pd.DataFrame:
    """Return creator, added_reach and cumulative reach, for the chart."""
    frame = pd.DataFrame(
        [{"creator": name, "added_reach": one.added_reach} for name, one in section.chosen.items()],
        columns=["creator", "added_reach"],
    )
    return frame.assign(cumulative=frame["added_reach"].cumsum())


def openings(plans: Mapping[str, Plan]) -> pd.DataFrame:
    """Return film, region and day of each release of the campaigns (slug -> plan).

    Films of the same title are told apart by their campaigns' names.
    """
    titles = [plan.film.title for plan in plans.values()]
    rows = [
        (
            plan.film.title
            if titles.count(plan.film.title) == 1
            else f"{plan.film.title} ({slug})",
            show.region(code, plan.goals),
            one.date,
        )
        for slug, plan in plans.items()
        if plan.timing
        for code, one in plan.timing.regions.items()
        if one.date
    ]
    return pd.DataFrame(rows, columns=["film", "region", "day"])
