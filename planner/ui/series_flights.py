"""What page Spend draws of the weeks of media: pure functions from the plan to the chart's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.sections import Spend
from planner.spend.flight import WEEK, mondays, paused, phase
from planner.spend.runs import money_by_week
from planner.timing.observance import Observance
from planner.ui import show, spend_words, words

OFF = frozenset({"public", "festive", "new_year"})
"""Kinds of days on which people are off: the weeks of media mark these."""
MOST_NAMED = 3
"""Holidays of a week that a block names; the rest are counted."""
COLUMNS = ["name", "week", "phase", "part", "opens", "holiday", "amount", "when", "kept"]
Money = Mapping[date, Decimal]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the chart: its name, region, channel ("" for all of them) and money by Monday."""

    name: str
    code: str
    channel: str
    money: Money


def weeks(
    spend: Spend,
    plan: Plan,
    facts: Facts,
    calendars: Mapping[str, Sequence[Observance]],
    region: str | None = None,
) -> pd.DataFrame:
    """Return the weeks of media: a row for each region, or for each channel of one region.

    Rows come by their first week; those without money are left out. `calendars` is what each
    region observes.
    """
    found = channel_rows(spend, region) if region else region_rows(spend, plan)
    rows = sorted(
        (row for row in found if any(row.money.values())),
        key=lambda row: (min(week for week, x in row.money.items() if x), row.name),
    )
    held = [week for row in rows for week, x in row.money.items() if x]
    shown = mondays(min(held), max(held)) if held else []
    cells = [
        _cell(row, week, plan, facts, calendars.get(row.code, ()), spend.currency)
        for row in rows
        for week in shown
    ]
    return pd.DataFrame(cells, columns=COLUMNS)


def region_rows(spend: Spend, plan: Plan) -> list[Row]:
    """Return a row for each region with media, over all of its channels."""
    return [
        Row(show.region(code, plan.goals), code, "", _all(channel_rows(spend, code)))
        for code in spend.regions
    ]


def channel_rows(spend: Spend, code: str) -> list[Row]:
    """Return a row for each channel of a region."""
    one = spend.regions[code]
    return [Row(words.channel(name), code, name, money_by_week(one, name)) for name in one.media]


def _all(rows: Sequence[Row]) -> Money:
    found: dict[date, Decimal] = {}
    for row in rows:
        for week, amount in row.money.items():
            found[week] = found.get(week, Decimal(0)) + amount
    return found


def _cell(
    row: Row,
    week: date,
    plan: Plan,
    facts: Facts,
    calendar: Sequence[Observance],
    currency: str,
) -> tuple[object, ...]:
    amount = row.money.get(week, Decimal(0))
    opening = plan.timing.regions[row.code].date if plan.timing else None
    off = [
        one.name
        for one in calendar
        if one.kind in OFF and one.start < week + WEEK and one.end >= week
    ]
    return (
        row.name,
        week.isoformat(),
        _phase(row, week, amount, plan, opening, facts),
        float(amount / max(row.money.values())),
        opening is not None and week <= opening < week + WEEK,
        bool(off),
        show.money(amount, currency),
        f"{show.week(week)}, from {show.short_day(week)}",
        _named(off),
    )


def _phase(
    row: Row, week: date, amount: Decimal, plan: Plan, opening: date | None, facts: Facts
) -> str:
    if not amount and paused(plan, row.code, row.channel, week):
        return spend_words.HIATUS
    return spend_words.PHASES[phase(week, opening or week, facts)]


def _named(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = len(unique) - MOST_NAMED
    told = ", ".join(unique[:MOST_NAMED])
    return (f"{told} and {more} more" if more > 0 else told) or "No local holiday"
