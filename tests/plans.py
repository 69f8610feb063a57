"""Small plans that tests change where they need to, and flat demand around them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from planner.model.plan import Plan
from planner.plan import edit

AS_OF = date(2026, 6, 1)
FILM: dict[str, object] = {
    "title": "Quince Spring",
    "origin": ["GE"],
    "original_language": "ka",
    "genres": ["Drama"],
    "comps": [
        {"title": "Plum", "region": "FR", "admissions": 40_000, "source": "a test"},
        {"title": "Pear", "region": "FR", "admissions": 90_000, "source": "a test"},
    ],
}
WINDOW: dict[str, object] = {"from": "2027-03-01", "to": "2027-09-30"}


def make_plan(
    regions: Mapping[str, Mapping[str, object]],
    *,
    total: float = 400_000,
    film: Mapping[str, object] | None = None,
    goals: Mapping[str, object] | None = None,
    overrides: Sequence[tuple[str, bool | float | date]] = (),
) -> Plan:
    """A plan as of 1 June 2026 with these regions; `overrides` are (at, value)."""
    usual: dict[str, object] = {
        "budget": {"total": total},
        "window": WINDOW,
        "regions": {code: dict(region) for code, region in regions.items()},
    }
    plan = edit.new_plan(
        "quince-spring", FILM | dict(film or {}), usual | dict(goals or {}), as_of=AS_OF
    )
    decided = [{"at": at, "value": value} for at, value in overrides]
    return edit.replace(plan, {"overrides": decided}) if decided else plan


def make_index(
    regions: Sequence[str], level: Callable[[date], float] = lambda _: 1.0
) -> pd.DataFrame:
    """The demand index of each region: `level` by Monday, from 2026 to 2028, 20 % either way."""
    mondays = [date(2026, 6, 1) + timedelta(weeks=number) for number in range(110)]
    rows = [
        (code, pd.Timestamp(week), level(week), 0.8 * level(week), level(week), 1.2 * level(week))
        for code in regions
        for week in mondays
    ]
    return pd.DataFrame(rows, columns=["region", "week", "mean", "p10", "p50", "p90"])
