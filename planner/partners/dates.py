"""What the partner does by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from planner.facts.decided import facts_of
from planner.partners.budget import NOTHING, paid_weeks
from planner.partners.choice import Chosen
from planner.partners.names import EMBARGOED, GATES
from planner.partners.parts import Kind, Row, Table
from planner.partners.writer import Writer
from planner.timing import critical
from planner.timing.premieres import is_premiere

Entry = tuple[date | None, date | None, str, Kind]
"""Start by, ready by, what, and its weight on the page."""


def table(chosen: Chosen, write: Writer) -> Table:
    """Return the key dates in order, then embargoes; without a release date, what could be ready.

    An embargo's end is told as clocks show it at the partner's.
    """
    found = _open_dates(chosen, write) if chosen.timing.date is None else _set_dates(chosen, write)
    return replace(found, notes=(*found.notes, *_embargoes(chosen, write)))


def _embargoes(chosen: Chosen, write: Writer) -> Iterator[str]:
    partner = chosen.region.partner
    zone = ZoneInfo((partner and partner.time_zone) or "UTC")
    for one in sorted(chosen.plan.goals.embargoes, key=lambda one: (one.until, one.what)):
        if not one.regions or chosen.code in one.regions:
            yield write.say(
                "Embargo until {day}, {time} ({zone}): {what}",
                day=write.day(one.until.astimezone(zone).date()),
                time=write.clock(one.until, zone),
                zone=zone.key,
                what=write.word(EMBARGOED, one.what),
            )


def due(chosen: Chosen) -> dict[str, date]:
    """Return by when each task must be ready, for what follows it and for the release."""
    if chosen.timing.date is None:
        return {}
    facts = facts_of(chosen.plan)
    made = critical.tasks(chosen.code, chosen.plan, facts, chosen.timing.date)
    return {task.name: task.due if task.days else task.earliest for task in made}


def _set_dates(chosen: Chosen, write: Writer) -> Table:
    tasks, ready = {*chosen.timing.gates, *chosen.timing.start_by}, due(chosen)
    entries: list[Entry] = [
        (
            chosen.timing.start_by.get(task),
            ready.get(task, chosen.timing.date),
            _name(write, task),
            "plain",
        )
        for task in sorted(tasks)
    ]
    start = first_paid_week(chosen)
    if start is not None:
        entries.append((start, None, write.say("Media campaign"), "plain"))
    entries.append((None, chosen.timing.date, write.say("Release"), "strong"))
    entries.sort(key=lambda entry: (entry[0] or entry[1] or date.max, entry[2]))
    return Table(
        title=write.say("What to do by when"),
        head=(write.say("Task"), write.say("Start by"), write.say("Ready by")),
        rows=tuple(_row(chosen, write, *entry) for entry in entries),
    )


def first_paid_week(chosen: Chosen) -> date | None:
    """Return the Monday of the first week with media money; None if there is none."""
    used, start = paid_weeks(chosen), chosen.spend.flight_start
    return start + timedelta(weeks=min(used)) if used and start is not None else None


def _row(
    chosen: Chosen, write: Writer, start: date | None, end: date | None, name: str, kind: Kind
) -> Row:
    late = start is not None and start < chosen.plan.as_of
    begin = write.day(start) if start else NOTHING
    if late:
        begin = write.say("{day} (overdue)", day=begin)
    cells = (name, begin, write.day(end) if end else NOTHING)
    return Row(tuple(write.text(cell) for cell in cells), "late" if late else kind)


def _open_dates(chosen: Chosen, write: Writer) -> Table:
    """List what is known before a date is agreed."""
    timing, window = chosen.timing, chosen.plan.goals.window
    entries = sorted((day, _name(write, task)) for task, day in timing.gates.items())
    entries.append((timing.earliest, write.say("Earliest possible release")))
    entries.append((timing.latest, write.say("Latest possible release")))
    return Table(
        title=write.say("What is known so far"),
        head=(
            write.say("Task"),
            write.say("Ready by, if started on {day}", day=write.day(chosen.plan.as_of)),
        ),
        rows=tuple(Row((write.text(name), write.text(write.day(day)))) for day, name in entries),
        notes=(
            write.say(
                "The release date is still to be agreed, between {first} and {last}.",
                first=write.day(window.from_),
                last=write.day(window.to),
            ),
        ),
    )


def _name(write: Writer, task: str) -> str:
    if is_premiere(task):
        return write.say("Premiere at {festival}", festival=task.partition(" ")[2])
    return write.version(task) or write.call(GATES, task)
