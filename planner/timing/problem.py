"""What a schedule is: its regions with their days, what they are worth together, and how good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.timing.calendar import monday
from planner.timing.limits import Limit


@dataclass(frozen=True, slots=True)
class Problem:
    """Regions with their days and values, what the dates must keep to, lag and spill-over."""

    values: Mapping[str, Mapping[date, float]]
    """Admissions by region and day, before lag and spill-over; at least one day each."""
    fixed: frozenset[str] = frozenset()
    """Regions that keep their one day, whatever it breaks."""
    limits: tuple[Limit, ...] = ()
    lag: float = 0.0
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The regions whose earlier opening helps a region."""
    spill_over: float = 0.0
    kernel: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Solution:
    """The dates, what they are worth, and what no dates can be worth more than."""

    days: Mapping[str, date]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """Return how much more than found could be there, as a share of what was found."""
        return self.bound / self.value - 1 if self.value else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """What makes up a region's value on its date: value x lag x spill_over."""

    value: float
    lag: float
    spill_over: float

    @property
    def whole(self) -> float:
        """Return the admissions."""
        return self.value * self.lag * self.spill_over


def evaluate(problem: Problem, days: Mapping[str, date]) -> dict[str, Part]:
    """Return what each dated region is worth when all open on these days."""
    weeks = {code: monday(day) for code, day in days.items()}
    first = min(weeks.values(), default=None)
    return {
        code: Part(
            problem.values[code][day],
            (1 - problem.lag) ** (between(first, weeks[code]) if first else 0),
            1 + sum(_spill(problem, weeks, code, source) for source in sources(problem, code)),
        )
        for code, day in days.items()
    }


def _spill(problem: Problem, weeks: Mapping[str, date], code: str, source: str) -> float:
    if source not in weeks:
        return 0.0
    return problem.spill_over * echo(problem, weeks[source], weeks[code])


def echo(problem: Problem, source: date, week: date) -> float:
    """Return what is left of a source's effect by some week; none before it opened."""
    since = between(source, week)
    return problem.kernel[since - 1] if 1 <= since <= len(problem.kernel) else 0.0


def sources(problem: Problem, code: str) -> tuple[str, ...]:
    """Return the regions whose earlier opening helps a region, if anything does."""
    return problem.sources.get(code, ()) if problem.spill_over else ()


def between(first: date, week: date) -> int:
    """Return the weeks from one Monday to another."""
    return (week - first).days // 7
