"""Lead times: how long work takes, and the two passes over work that waits for other work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from planner.errors import PlanError
from planner.facts.table import Fact, Facts
from planner.timing.working import LONGEST, WorkingDays

Unit = Literal["days", "working days"]
DAY = timedelta(days=1)
DAYS_OF = {"days": 1.0, "weeks": 7.0, "months": 365.25 / 12}
"""Days of the calendar in each unit of the facts."""
WORKING: Unit = "working days"
WEEKEND = 7 / 5
"""Days of the calendar in a working day, before any holiday."""


@dataclass(frozen=True, slots=True)
class Lead:
    """How long a piece of work takes, counted as the fact that says so counts."""

    count: int
    unit: Unit
    fact: str
    countries: tuple[str, ...]
    """ISO 3166 codes whose weekends and holidays count, where the unit is working days."""

    @classmethod
    def of(cls, fact: Fact, countries: Sequence[str]) -> Lead:
        """Return the lead time that a fact tells.

        Raises:
            PlanError: It has a unit that is none of time, is negative, or lasts over ten years.
        """
        if fact.unit != WORKING and fact.unit not in DAYS_OF:
            raise PlanError(
                f"The fact {fact.id} has the unit '{fact.unit}'; a lead time needs one of "
                f"{', '.join([*DAYS_OF, WORKING])}."
            )
        count = fact.value * DAYS_OF.get(fact.unit, 1.0)
        if not 0 <= count <= LONGEST:
            raise PlanError(
                f"The fact {fact.id} is {fact.value:g} {fact.unit}. A lead time lies between 0 "
                f"and {LONGEST:,} days: change the override or the row."
            )
        unit = WORKING if fact.unit == WORKING else "days"
        return cls(round(count), unit, fact.id, tuple(countries))

    @property
    def length(self) -> float:
        """Return about how many days of the calendar it takes."""
        return self.count * (WEEKEND if self.unit == WORKING else 1)

    def ready(self, start: date) -> date:
        """Return when work that starts on a day is done."""
        if self.unit == WORKING:
            return WorkingDays(self.countries).ahead(start, self.count)
        return start + timedelta(days=self.count)

    def start_by(self, due: date) -> date:
        """Return the last day on which work may start that is to be done on `due`.

        Work may start on this day or any earlier one, and on no later one: so a date is feasible
        exactly where nothing must start before today.
        """
        if self.unit != WORKING:
            return due - timedelta(days=self.count)
        start = WorkingDays(self.countries).back(due, self.count)
        while self.ready(start) > due:
            start -= DAY
        while self.ready(start + DAY) <= due:
            start += DAY
        return start


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of work, or a thing whose day is given, and what it waits for."""

    name: str
    lead: Lead | None
    """None where the day is given."""
    given: date | None = None
    fact: str = ""
    """The key of the plan that gives the day, or the fact behind the lead time."""
    after: tuple[str, ...] = ()
    """What must be ready before it starts; always earlier steps."""


@dataclass(frozen=True, slots=True)
class Times:
    """From start to ready."""

    start: date
    ready: date


def slowest(name: str, facts: Facts, countries: Iterable[str], *, usual: str = "") -> Lead | None:
    """Return the longest of the countries' lead times `lead_time.<name>.<country>`.

    A country without a row has that of `usual`, if it is given, else none; None where none has.
    """
    leads = []
    for country in dict.fromkeys(countries):
        ids = (f"lead_time.{name}.{country}", *([usual] if usual else []))
        fact = facts.number(*ids) if usual else facts.find(*ids)
        if fact:
            leads.append(Lead.of(fact, (country,)))
    return max(leads, key=lambda lead: lead.length, default=None)


def forward(steps: Iterable[Step], as_of: date) -> dict[str, Times]:
    """Return when each step can start and be ready at the earliest, if work starts on `as_of`."""
    found: dict[str, Times] = {}
    for step in steps:
        start = max([as_of, *(found[name].ready for name in step.after)])
        if step.lead:
            found[step.name] = Times(start, step.lead.ready(start))
        else:
            day = step.given or start
            found[step.name] = Times(day, day)
    return found


def backward(steps: Sequence[Step], day: date) -> dict[str, Times]:
    """Return when each step must start and be ready at the latest for a release on `day`."""
    found: dict[str, Times] = {}
    for step in reversed(steps):
        needed = [found[later.name].start for later in steps if step.name in later.after]
        due = min([day, *needed])
        found[step.name] = Times(step.lead.start_by(due) if step.lead else due, due)
    return {step.name: found[step.name] for step in steps}


def critical(steps: Iterable[Step], times: Mapping[str, Times]) -> dict[str, str]:
    """Return, for each step that starts late because of another, the name of that one."""
    return {
        step.name: max(step.after, key=lambda name: (times[name].ready, name))
        for step in steps
        if step.after and any(times[name].ready == times[step.name].start for name in step.after)
    }
