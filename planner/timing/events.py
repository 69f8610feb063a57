"""When the events of the facts take place: as dated, or estimated from the year that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from planner.audience.words import unaccented
from planner.facts.rows import Event
from planner.facts.table import Facts

ON_THE_DATE = frozenset({"mourning", "silent"})
"""Kinds that keep the date of the calendar; all others keep the day of the week."""
FILLERS = frozenset({"festival", "film", "filmfest", "international", "the", "of", "de"})
"""Words that tell no festival from another."""
FURTHEST = 100
"""Years on either side of the dated one for which a yearly event is estimated."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The days, both included, of an event once; `estimated` from another year's dates."""

    start: date
    end: date
    estimated: bool


def occurrences(event: Event, first: date, last: date) -> list[Occurrence]:
    """Return each time that an event falls between two days, also in part, by day.

    A yearly event comes 52 or 53 weeks after the last one, so that its day of the week stays and
    its date moves by three days at most; days of remembrance come on their date. What is moved
    is marked as estimated, except a remembrance, which is bound to its date.
    """
    if not event.yearly:
        found = [Occurrence(event.start, event.end, estimated=False)]
    else:
        years = range(max(first.year - 1, 1), min(last.year + 1, date.max.year - 1) + 1)
        near = (year for year in years if abs(year - event.start.year) <= FURTHEST)
        found = [_moved(event, year) for year in near]
    return [one for one in found if one.start <= last and one.end >= first]


def _moved(event: Event, year: int) -> Occurrence:
    """Return the event as it may come in another year."""
    if year == event.start.year:
        return Occurrence(event.start, event.end, estimated=False)
    fixed = event.kind in ON_THE_DATE
    start = anniversary(event.start, year)
    if not fixed:
        start += timedelta(days=(event.start.weekday() - start.weekday() + 3) % 7 - 3)
    return Occurrence(start, start + (event.end - event.start), estimated=not fixed)


def anniversary(day: date, year: int) -> date:
    """Return the same date in another year; 29 February falls on the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def related(one: str, other: str) -> bool:
    """Tell whether two ISO 3166 codes are the same place, or one is a part of the other."""
    return one == other or one == other.partition("-")[0] or one.partition("-")[0] == other


def events_of(place: str, facts: Facts) -> tuple[Event, ...]:
    """Return the events of a place, of its country, of parts of it, and of everywhere."""
    return tuple(
        event for event in facts.events() if event.region == "*" or related(event.region, place)
    )


def festival_of(name: str, facts: Facts) -> Event | None:
    """Return the festival that a person means by its id or name, or None.

    `cannes`, `festival.cannes`, `Cannes` and `San Sebastian` are found; case and accents don't
    matter, nor does what stands between brackets.
    """
    return _names(facts).get(_plain(name.removeprefix("festival.")))


def unknown_festival(name: str, facts: Facts) -> str:
    """Say in words that a festival is not in the tables, and which one may be meant."""
    close = get_close_matches(_plain(name), _names(facts), n=1)
    meant = f": did you mean {_names(facts)[close[0]].name}?" if close else "."
    return (
        f"The festival '{name}' is not in the tables{meant} "
        "Give it a date and a country to plan around it."
    )


def _names(facts: Facts) -> dict[str, Event]:
    """Return the festivals by each plain name they go by."""
    found: dict[str, Event] = {}
    for event in facts.events("festival"):
        slug = event.id.removeprefix("festival.")
        short, _, inside = event.name.rstrip(")").partition(" (")
        for name in (slug, event.name, short, inside):
            if name:
                found.setdefault(_plain(name), event)
    return found


def _plain(name: str) -> str:
    """Return a name in small letters and digits alone, without accents."""
    letters = unaccented(name.casefold())
    words = "".join(sign if sign.isalnum() else " " for sign in letters).split()
    return " ".join(word for word in words if word not in FILLERS)
