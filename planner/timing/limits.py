"""What a schedule must keep to, in words and as sums of choices that may not be exceeded.

A choice is a region and a day. Every limit is a set of rows "of these choices at most n", since
each region has one choice: this form is tight, so that the solver's bound is close.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from planner.timing.calendar import monday

Choices = Mapping[str, Sequence[tuple[int, date]]]
"""The numbered days of each region, by day."""
Row = tuple[list[int], int]
"""Choices by number, and how many of them may be taken."""


class Limit(Protocol):
    """Something that dates must keep to."""

    @property
    def words(self) -> str:
        """Return it as part of a sentence: "Germany opens at least 4 weeks after France"."""

    @property
    def relax(self) -> str:
        """Return what would make room: "shorten the 4 weeks"."""

    def rows(self, choices: Choices) -> Iterator[Row]:
        """Yield its rows; regions without choices are not bound."""


@dataclass(frozen=True, slots=True)
class After:
    """One region opens a number of days after another, counted between Mondays or days."""

    first: str
    then: str
    at_least: int | None
    at_most: int | None
    by_week: bool
    words: str
    relax: str

    def rows(self, choices: Choices) -> Iterator[Row]:
        """Yield the rows; each rules out a late first opening with an early second one."""
        earlier, later = (
            [(number, self._place(day)) for number, day in choices.get(code, ())]
            for code in (self.first, self.then)
        )
        for _, day in earlier:
            if self.at_least is not None:
                late = [number for number, other in earlier if other >= day]
                soon = day + timedelta(days=self.at_least)
                early = [number for number, other in later if other < soon]
                yield late + early, 1
            if self.at_most is not None:
                early = [number for number, other in earlier if other <= day]
                end = day + timedelta(days=self.at_most)
                yield early + [number for number, other in later if other > end], 1

    def _place(self, day: date) -> date:
        return monday(day) if self.by_week else day


@dataclass(frozen=True, slots=True)
class Spread:
    """Of some regions at most a number opens within some weeks: the team's limit, regions apart."""

    regions: tuple[str, ...]
    weeks: int
    most: int
    words: str
    relax: str

    def rows(self, choices: Choices) -> Iterator[Row]:
        """Yield a row for each run of weeks that starts with an opening."""
        own = [
            (monday(day), number) for code in self.regions for number, day in choices.get(code, ())
        ]
        for start in sorted({week for week, _ in own}):
            end = start + timedelta(weeks=self.weeks)
            yield [number for week, number in own if start <= week < end], self.most


@dataclass(frozen=True, slots=True)
class Same:
    """Two regions open in the same week."""

    one: str
    other: str
    words: str
    relax: str

    def rows(self, choices: Choices) -> Iterator[Row]:
        """Yield a row for each week: one opens in it, or the other does elsewhere."""
        pairs = ((self.one, self.other), (self.other, self.one))
        for mine, theirs in pairs:
            others = [(number, monday(day)) for number, day in choices.get(theirs, ())]
            for week in sorted({monday(day) for _, day in choices.get(mine, ())}):
                own = [number for number, day in choices[mine] if monday(day) == week]
                yield own + [number for number, at in others if at != week], 1


@dataclass(frozen=True, slots=True)
class Closed:
    """A region does not open between two days, both included."""

    regions: tuple[str, ...]
    start: date
    end: date
    words: str
    relax: str

    def rows(self, choices: Choices) -> Iterator[Row]:
        """Yield the days that are closed."""
        for code in self.regions:
            shut = [number for number, day in choices.get(code, ()) if self.holds(day)]
            if shut:
                yield shut, 0

    def holds(self, day: date) -> bool:
        """Return whether a day is closed."""
        return self.start <= day <= self.end
