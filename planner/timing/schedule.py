"""Chooses the dates of all regions together, and says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.optimize import linear_sum_assignment

from planner.model.base import Range
from planner.timing.calendar import monday

ALTERNATIVES = 3
"""Other dates shown for each region: more than a person compares at once is clutter."""
TIE = 1e-9
"""Bonus for the first region by name and the earlier day, as a share of the highest value: enough
to decide between equals, too little to change a figure that is shown."""


@dataclass(frozen=True, slots=True)
class Option:
    """A day on which a region may open, and the admissions expected of it."""

    day: date
    demand: Range
    value: float


@dataclass(frozen=True, slots=True)
class Slots:
    """How many regions may open in one week, and which weeks are taken by fixed dates."""

    per_week: int
    taken: Counter[date]

    def free(self, week: date) -> int:
        """Return how many more may open in the week of that Monday."""
        return max(self.per_week - self.taken[week], 0)


def choose(options: Mapping[str, list[Option]], slots: Slots) -> dict[str, Option | None]:
    """Return the option of each region so that the sum of values is the highest possible.

    Exact (an assignment problem); among equals the first region by name and the earlier day win.
    A region gets None where its options are empty or every free week is another's.
    """
    regions = sorted(options)
    weeks = sorted({monday(option.day) for items in options.values() for option in items})
    places = [week for week in weeks for _ in range(min(slots.free(week), len(regions)))]
    chosen: dict[str, Option | None] = dict.fromkeys(regions)
    if not places:
        return chosen
    by_week = {region: {monday(item.day): item for item in options[region]} for region in regions}
    worth = _worth(regions, places, by_week)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    for row, column in zip(rows, columns, strict=True):
        chosen[regions[row]] = (
            by_week[regions[row]].get(places[column]) if column < len(places) else None
        )
    return chosen


def _worth(
    regions: list[str], places: list[date], by_week: Mapping[str, Mapping[date, Option]]
) -> np.ndarray:
    """Return regions x (places + one way out for each region); the way out is worth nothing."""
    values = np.array(
        [[_value(by_week[region].get(week)) for week in places] for region in regions]
    )
    first = np.outer(np.linspace(2, 1, len(regions)), np.linspace(2, 1, len(places)))
    impossible = -(values.max() + 1.0) * len(regions)
    open_ = np.where(values >= 0, values + TIE * max(values.max(), 1.0) * first, impossible)
    return np.hstack([open_, np.zeros((len(regions), len(regions)))])


def _value(option: Option | None) -> float:
    return option.value if option else -1.0


def alternatives(options: list[Option], chosen: Option | None) -> dict[date, float]:
    """Return the best other days, by day, with their value as a share of the chosen one's.

    Without a chosen day, or where that is worth nothing, it is a share of the best one's.
    """
    worth = {
        option.day: option.value for option in options if not chosen or option.day != chosen.day
    }
    reference = (chosen.value if chosen else 0.0) or max(worth.values(), default=0.0) or 1.0
    others = sorted(worth, key=lambda day: (-worth[day], day))
    return {day: round(worth[day] / reference, 4) for day in sorted(others[:ALTERNATIVES])}


def start_by(day: date, days: Mapping[str, int]) -> dict[str, date]:
    """Return when each gate's work must start for a release on `day`; `days` are lead times."""
    return {name: day - timedelta(days=lead) for name, lead in days.items() if lead}
