"""Which dates of a calendar should be read again before anybody relies on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from planner.facts.rows import Event
from planner.facts.table import Facts
from planner.model.names import region as region_name
from planner.model.plan import Plan
from planner.timing.events import Occurrence, events_of, occurrences
from planner.timing.public import is_known

SITE = re.compile(r"Check ([\w.-]+\.\w+)")
"""Where the note of an event says that its dates stand."""


def is_old(event: Event, as_of: date, facts: Facts) -> bool:
    """Tell whether an event was stated or re-checked longer ago than `stale_after.calendar`."""
    seen = event.checked or event.as_of
    return seen is None or (as_of - seen).days > facts.number("stale_after.calendar").value


def stale_notes(code: str, plan: Plan, facts: Facts) -> tuple[str, ...]:
    """Say which dates of a region's calendar, up to the window's end, should be read again."""
    first, last = min(plan.as_of, plan.goals.window.from_), plan.goals.window.to
    found: dict[str, None] = {}
    for member in plan.goals.members(code):
        found |= dict.fromkeys(_missing(member, first, last))
        for event in events_of(member, facts):
            times = occurrences(event, first, last)
            found |= dict.fromkeys(_notes(event, times, plan.as_of, facts))
    return tuple(found)


def _missing(member: str, first: date, last: date) -> Iterator[str]:
    """Say for which years the `holidays` package knows no public holidays here."""
    gone = [year for year in range(first.year, last.year + 1) if not is_known(member, year)]
    if gone:
        yield (
            f"{region_name(member)}: no table of public holidays for {_years(gone)}; "
            "check them there."
        )


def _years(years: list[int]) -> str:
    """Return years in words: 2027; 2027 and 2028; 2027 to 2031."""
    if len(years) > 2:
        return f"{years[0]} to {years[-1]}"
    return " and ".join(map(str, years))


def _notes(event: Event, times: list[Occurrence], as_of: date, facts: Facts) -> Iterator[str]:
    site = SITE.search(event.note)
    where = f"check {site[1]}" if site else "check them"
    name = event.name if event.region == "*" else f"{event.name} ({event.region})"
    if event.kind == "festival":
        name = event.name
    moved = _years(sorted({one.start.year for one in times if one.estimated}))
    if moved:
        yield f"{name}: dates of {moved} are estimated from {event.start.year}; {where}."
    elif times and is_old(event, as_of, facts):
        seen = event.checked or event.as_of
        since = f"were last read on {seen}" if seen else "were never dated"
        yield f"{name}: dates {since}; {where}."
