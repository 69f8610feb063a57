"""The premiere ladder: what a festival's first screening forbids before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.facts.table import Event, Facts
from planner.model.base import spoken
from planner.model.film import Festival, Film, Premiere
from planner.model.plan import Plan
from planner.timing.continents import continent
from planner.timing.events import festival_of, occurrences
from planner.timing.lead import Step

AROUND = timedelta(weeks=104)
"""Festivals that come every year or every other year are looked for so far ahead and back."""
ASKS = {
    "world": "a world premiere",
    "international": "an international premiere",
    "continental": "a premiere on its continent",
    "national": "a premiere in its country",
    "none": "no premiere",
}


@dataclass(frozen=True, slots=True)
class Screening:
    """A film's first screening at a festival, and what that festival asks of it."""

    name: str
    day: date
    country: str
    """ISO 3166-1."""
    premiere: Premiere
    status: str
    key: str
    """The key of the plan that it comes from."""

    def forbids(self, countries: Iterable[str], origin: Iterable[str]) -> bool:
        """Tell whether it forbids the public to see the film in any of some countries before it.

        World: everywhere. International: everywhere but in the film's countries of origin.
        Continental: on the festival's continent, but not in those. National: in its country.
        """
        home = set(origin)
        away = [country for country in countries if country not in home]
        if self.premiere == "world":
            return True
        if self.premiere == "international":
            return bool(away)
        if self.premiere == "continental":
            here = continent(self.country)
            return any(bool(here) and continent(country) == here for country in away)
        return self.premiere == "national" and self.country in countries


def screenings(film: Film, facts: Facts, as_of: date) -> tuple[Screening, ...]:
    """Return the film's screenings at festivals, by day.

    A festival without a date of the plan's own counts from its next first day after `as_of`, one
    that was played from its last one before. One that is not in the tables and has no date or
    country is left out: the calendar tells of it.
    """
    found = (_screening(item, number, facts, as_of) for number, item in enumerate(film.festivals))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.day, one.name)))


def _screening(item: Festival, number: int, facts: Facts, as_of: date) -> Screening | None:
    event = festival_of(item.festival, facts)
    day = item.date
    if day is None and event:
        day = _first_day(event, item.status, as_of)
    country = item.country or (event.region[:2] if event else None)
    if day is None or country is None:
        return None
    asked = item.premiere or (event.premiere if event else "") or "none"
    name = event.name.partition(" (")[0] if event else item.festival
    return Screening(name, day, country, asked, item.status, f"film.festivals.{number}")


def is_premiere(name: str) -> bool:
    """Tell whether a gate of this name is a festival's first screening."""
    return name.startswith("premiere ")


def _first_day(event: Event, status: str, as_of: date) -> date | None:
    if status == "played":
        past = occurrences(event, as_of - AROUND, as_of)
        return max((one.start for one in past), default=None)
    times = occurrences(event, as_of, as_of + AROUND)
    return min((one.start for one in times if one.start >= as_of), default=None)


def premiere_steps(
    countries: Iterable[str], film: Film, facts: Facts, as_of: date
) -> Iterator[Step]:
    """Yield the festivals before whose first screening a region of these countries can't open.

    Only an invitation binds: a hope is told of by `hopes`, what was played is past.
    """
    places, named = tuple(countries), set()
    for one in screenings(film, facts, as_of):
        name = f"premiere {one.name}"
        binding = one.status == "invited" and one.forbids(places, film.origin)
        if binding and name not in named:
            named.add(name)
            yield Step(name, None, one.day, one.key)


def hopes(code: str, plan: Plan, facts: Facts, day: date) -> tuple[str, ...]:
    """Say which hopes for a festival a region would end by opening on `day`."""
    places = [member[:2] for member in plan.goals.members(code)]
    return tuple(
        f"Opening before {spoken(one.day)} would end the hope for {one.name}, which asks for "
        f"{ASKS[one.premiere]}."
        for one in screenings(plan.film, facts, plan.as_of)
        if one.status == "hoped" and day < one.day and one.forbids(places, plan.film.origin)
    )


def ladder_notes(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """Say where an earlier festival takes away the premiere that a later one asks for."""
    return tuple(ladder_note(first, later) for first, later in clashes(plan, facts))


def clashes(plan: Plan, facts: Facts) -> tuple[tuple[Screening, Screening], ...]:
    """Return each earlier screening with the later one whose premiere it takes away.

    Two that are only hoped for may stand side by side, one in case the other declines.
    """
    found = screenings(plan.film, facts, plan.as_of)
    return tuple(
        (first, later)
        for later in found
        for first in found
        if first.day < later.day
        and later.status != "played"
        and not first.status == later.status == "hoped"
        and first.name != later.name
        and later.forbids([first.country], plan.film.origin)
    )


def ladder_note(first: Screening, later: Screening) -> str:
    """Say that `first` takes away the premiere that `later` asks for, and what to do."""
    asks = f"{later.name} asks for {ASKS[later.premiere]} on {spoken(later.day)}"
    other = f"ask {later.name} for another section."
    if first.status == "played":
        return f"{asks}, and the film has played at {first.name} already: {other}"
    return (
        f"{asks}, and the film is at {first.name} on {spoken(first.day)}, before it. "
        f"Choose one of the two, or {other}"
    )
