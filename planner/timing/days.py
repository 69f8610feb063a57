"""The calendar of a region: what it keeps, its events, and what the plan adds to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from planner.facts.rows import Event
from planner.facts.table import Facts
from planner.model.goals import IN_CINEMAS
from planner.model.names import region as region_name
from planner.model.plan import Plan
from planner.timing.events import Occurrence, events_of, occurrences
from planner.timing.kept import kept
from planner.timing.mine import of_the_plan
from planner.timing.observance import Kind, Observance
from planner.timing.stale import is_old

__all__ = ["Observance", "blocked", "closures", "holidays_near", "observances"]

KINDS: dict[str, Kind] = {
    "festival": "festival",
    "mourning": "mourning",
    "silent": "silent",
    "school": "school",
    "big_event": "event",
    "protected": "protected",
}
"""The kind of an event in the facts, in a region's calendar."""
CLOSE = "cinemas_close"
"""The rule in the facts that names the days on which cinemas close."""
GRAVE: frozenset[Kind] = frozenset({"mourning", "silent"})
OFF: frozenset[Kind] = frozenset({"public", "festive", "new_year"})
"""Kinds on which people are off."""


def observances(
    code: str, plan: Plan, facts: Facts, first: date, last: date
) -> tuple[Observance, ...]:
    """Return what a region of the plan observes between two days, also in part; by start, name.

    A group has what its members observe, told once for days and name that several share, with
    their names in the note. A code that is neither in the plan nor in ISO 3166 has the plan's own
    events alone.
    """
    members = plan.goals.members(code)
    found = [one for member in members for one in _of_member(member, plan, facts, first, last)]
    if members != [code]:
        found = list(_joined(code, found))
    return tuple(sorted([*found, *of_the_plan(code, plan, first, last)], key=_order))


def holidays_near(
    code: str, plan: Plan, facts: Facts, day: date, weeks: int = 2
) -> tuple[Observance, ...]:
    """Return the public and festive holidays of a region within some weeks of a day."""
    span = timedelta(weeks=weeks)
    found = observances(code, plan, facts, day - span, day + span)
    return tuple(one for one in found if one.kind in OFF)


def closures(
    code: str, plan: Plan, facts: Facts, first: date, last: date
) -> tuple[Observance, ...]:
    """Return the days between two on which the film can't open in the cinemas of a region.

    These are the days on which cinemas close there (the facts' `cinemas_close`) and, for a film
    that is not from there, weeks kept for domestic films. A group is closed where any member is.
    """
    region = plan.goals.regions.get(code)
    if region and region.release not in IN_CINEMAS:
        return ()
    found = [
        replace(one, region=code)
        for member in plan.goals.members(code)
        for one in _of_member(member, plan, facts, first, last)
        if _closes(one, member, plan, facts)
    ]
    return tuple(sorted(found, key=_order))


def blocked(code: str, plan: Plan, facts: Facts, day: date) -> Observance | None:
    """Return why the film can't open in a region's cinemas on a day, or None; see `closures`."""
    return next(iter(closures(code, plan, facts, day, day)), None)


def _order(one: Observance) -> tuple[date, str, str]:
    return (one.start, one.name, one.kind)


def _of_member(
    member: str, plan: Plan, facts: Facts, first: date, last: date
) -> Iterator[Observance]:
    for year in range(max(first.year - 1, 1), last.year + 1):
        for one in kept(member, year, facts):
            if one.start <= last and one.end >= first:
                yield one
    for event in events_of(member, facts):
        for time in occurrences(event, first, last):
            yield _observed(event, time, member, old=is_old(event, plan.as_of, facts))


def _observed(event: Event, time: Occurrence, member: str, *, old: bool) -> Observance:
    moved = f"Dates estimated from {event.start.year}" if time.estimated else ""
    return Observance(
        member,
        time.start,
        time.end,
        event.name,
        KINDS[event.kind],
        estimated=time.estimated,
        source=event.source,
        stale=old or time.estimated,
        note=". ".join(filter(None, (moved, event.note))),
    )


def _joined(code: str, found: Iterable[Observance]) -> Iterator[Observance]:
    """Yield what members of a group share as one, with their names in the note."""
    shared: dict[tuple[date, date, str, str], list[Observance]] = {}
    for one in found:
        shared.setdefault((one.start, one.end, one.name, one.kind), []).append(one)
    for ones in shared.values():
        names = ", ".join(region_name(one.region) for one in ones)
        note = ". ".join(filter(None, (names, ones[0].note)))
        estimated = any(one.estimated for one in ones)
        yield replace(ones[0], region=code, estimated=estimated, note=note)


def _closes(one: Observance, member: str, plan: Plan, facts: Facts) -> bool:
    country = member.partition("-")[0]
    if one.kind == "protected":
        return country not in plan.film.origin
    names = [rule.text for place in (member, country) for rule in facts.rules(place, CLOSE)]
    return one.kind in GRAVE and one.name.startswith(tuple(names))
