"""The days on which a region may open, and what its demand is worth from each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from planner.facts.market import Market
from planner.facts.table import Fact, Facts
from planner.model.base import Range
from planner.model.goals import IN_CINEMAS, Release
from planner.timing.gates import Span

Levels = Mapping[date, tuple[float, float, float]]
"""Low, middle and high demand index by the Monday of each week."""


def monday(day: date) -> date:
    """Return the Monday of the ISO week that holds `day`."""
    return day - timedelta(days=day.weekday())


def weekday(market: Market, release: Release, facts: Facts) -> Fact:
    """Return the ISO weekday (1 is Monday) on which releases of this type open here."""
    if release in IN_CINEMAS:
        return facts.number(f"release_weekday.{market.countries[0]}", "release_weekday")
    return facts.number("release_weekday")


def candidates(span: Span, iso_weekday: int) -> list[date]:
    """Return each day of that weekday inside the span."""
    first = span.earliest + timedelta(days=(iso_weekday - span.earliest.isoweekday()) % 7)
    weeks = max((span.latest - first).days // 7 + 1, 0)
    return [first + timedelta(weeks=week) for week in range(weeks)]


def levels(index: pd.DataFrame, region: str) -> Levels:
    """Return a region's weekly demand index; `index` has region, week, p10, mean and p90."""
    rows = index[index["region"] == region]
    weeks = [week.date() for week in rows["week"]]
    return dict(zip(weeks, zip(rows["p10"], rows["mean"], rows["p90"], strict=True), strict=True))


def run_demand(levels: Levels, day: date, shares: list[float]) -> Range:
    """Return the demand index over the first run from `day`, weighted by the life cycle.

    A week without a forecast counts as an average one.
    """
    weeks = [monday(day) + timedelta(weeks=number) for number in range(len(shares))]
    rows = [levels.get(week, (1.0, 1.0, 1.0)) for week in weeks]
    low, base, high = (
        round(sum(share * row[part] for share, row in zip(shares, rows, strict=True)), 3)
        for part in range(3)
    )
    return Range(low=low, base=base, high=high)
