"""What opening on a day is worth in a region, and the assumptions that this rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.facts.run import life_cycle
from planner.facts.table import Facts
from planner.model.base import Range
from planner.timing.calendar import Levels, monday, run_demand
from planner.timing.competition import Pressure, weeks_after

SPILL_WEEKS = 5
"""Weeks for which the facts spill_over.week.* say what an earlier opening does."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is not known of how openings work, and may be drawn from its range."""

    lag: float
    """Share of demand lost for each week after the campaign's first opening."""
    spill_over: float
    """Share of demand that each source adds a week after it opened."""
    kernel: tuple[float, ...]
    """Of that, by weeks since the source opened; the first is one week."""
    competition: float
    """Multiplies what each competing title takes."""
    shares: tuple[float, ...]
    """Of admissions, by week of the run."""

    @classmethod
    def usual(cls, facts: Facts) -> Assumptions:
        """Return the values that the facts hold likeliest."""
        return cls(
            facts.number("lag_loss").value,
            facts.number("spill_over.size").value,
            _kernel(facts),
            1.0,
            tuple(life_cycle(facts)),
        )

    @classmethod
    def drawn(cls, facts: Facts, source: np.random.Generator) -> Assumptions:
        """Return one draw from the ranges of the facts: triangular, highest at their values."""
        size = facts.number("competition.size.medium").value or 1.0
        first = _draw("week_one_share", facts, source)
        return cls(
            _draw("lag_loss", facts, source),
            _draw("spill_over.size", facts, source),
            _kernel(facts),
            _draw("competition.size.medium", facts, source) / size,
            tuple(life_cycle(facts, first)),
        )


def _kernel(facts: Facts) -> tuple[float, ...]:
    weeks = range(1, SPILL_WEEKS + 1)
    return tuple(facts.number(f"spill_over.week.{week}").value for week in weeks)


def _draw(name: str, facts: Facts, source: np.random.Generator) -> float:
    fact = facts.number(name)
    low = fact.value if fact.low is None else fact.low
    high = fact.value if fact.high is None else fact.high
    return float(source.triangular(low, fact.value, high)) if low < high else fact.value


@dataclass(frozen=True, slots=True)
class Option:
    """A day on which a region may open, and what it brings before lag and spill-over."""

    day: date
    demand: Range
    """Demand index over the run, with its holidays and without competition."""
    base: float
    """The same without the effect of holidays."""
    holidays: float
    """What holidays make of it."""
    competition: float
    """What competing titles and big events leave of it."""
    value: float
    """Admissions: potential x base x holidays x competition."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a region's weeks: potential, demand, holidays, competition."""

    potential: float
    levels: Levels
    holidays: Mapping[date, float]
    """What the holidays of a week do to its demand, as a factor; 1 where a week is missing."""
    pressure: Pressure


def options(place: Place, days: Iterable[date], assumed: Assumptions) -> list[Option]:
    """Return what each of some days is worth in a region."""
    return [_option(place, day, assumed) for day in days]


def _option(place: Place, day: date, assumed: Assumptions) -> Option:
    opening, shares = monday(day), list(assumed.shares)
    weeks = weeks_after(opening, len(shares))
    index = [place.levels.get(week, (1.0, 1.0, 1.0))[1] for week in weeks]
    feasts = [place.holidays.get(week) or 1.0 for week in weeks]
    left = [place.pressure.factor(opening, week, assumed.competition) for week in weeks]
    whole = sum(s * level for s, level in zip(shares, index, strict=True))
    plain = sum(s * n / feast for s, n, feast in zip(shares, index, feasts, strict=True))
    kept = sum(s * level * share for s, level, share in zip(shares, index, left, strict=True))
    return Option(
        day=day,
        demand=run_demand(place.levels, day, shares),
        base=plain,
        holidays=whole / plain if plain else 1.0,
        competition=kept / whole if whole else 1.0,
        value=place.potential * kept,
    )
