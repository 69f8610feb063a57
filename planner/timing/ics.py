"""The critical dates as an iCalendar file, for people's own calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.english import plural
from planner.model.plan import Plan
from planner.timing.critical import CriticalDate, Task, dates, released
from planner.timing.premieres import is_premiere

PRODUCER = "-//Microhit//Critical dates//EN"
WARNING = timedelta(weeks=1)
"""How long before each day its alarm rings."""


def calendar(plan: Plan, facts: Facts, region: str | None = None) -> bytes:
    """Return each start and each release of a plan as a day of an iCalendar file (RFC 5545).

    For all regions, or for one alone.

    An event keeps its UID from version to version, so that a calendar that reads the file again
    moves it; the stamp is when the plan was saved, so that the same plan gives the same bytes.
    """
    found = Calendar()
    found.add("prodid", PRODUCER)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", plan.film.title)
    for event in (*_tasks(plan, facts, region), *_releases(plan, region)):
        found.add_component(event)
    return bytes(found.to_ical())


def what_follows(entry: CriticalDate) -> str:
    """Say what waits for a critical date, and how much room it has."""
    task = entry.task
    if is_premiere(task.name):
        return f"No opening before it in {', '.join(names.region(one) for one in entry.regions)}."
    follows = ", ".join(names.line(name) for name in entry.before)
    first = names.region(entry.regions[0])
    then = follows or f"the release in {first} on {spoken(entry.release)}"
    return f"{takes(task)} {room(task)} Then comes: {then}."


def takes(task: Task) -> str:
    """Say how long a task takes, or when what is delivered comes."""
    if not task.days:
        return f"Comes on {spoken(task.earliest)}; needed by {spoken(task.due)}."
    unit = task.unit.removesuffix("s") if task.days == 1 else task.unit
    return f"Takes {task.days} {unit}, to be ready by {spoken(task.due)}."


def room(task: Task) -> str:
    """Say how many days a task can still wait, or by how many it is late."""
    days = plural(abs(task.slack), "day")
    return f"{days} late." if task.late else f"{days} of slack."


def title(entry: CriticalDate) -> str:
    """Return a critical date with its regions, in words: `Start: German dub (Germany, Austria)`."""
    regions = ", ".join(names.region(code) for code in entry.regions)
    what = names.line(entry.task.name)
    if is_premiere(entry.task.name):
        return what
    return f"{'Start' if entry.task.days else 'Needed'}: {what} ({regions})"


def _tasks(plan: Plan, facts: Facts, region: str | None) -> Iterator[Event]:
    for entry in dates(plan, facts, region):
        key = f"{entry.own}/{entry.task.name}"
        yield _event(
            plan,
            key,
            entry.task.earliest if is_premiere(entry.task.name) else entry.task.start_by,
            f"{plan.film.title}: {title(entry)}",
            what_follows(entry),
            ("Microhit", "Late" if entry.task.late else "Start"),
        )


def _releases(plan: Plan, region: str | None) -> Iterator[Event]:
    for code, day in sorted(released(plan, region).items(), key=lambda item: (item[1], item[0])):
        goal = plan.goals.regions[code]
        partner = f" with {goal.partner.name}" if goal.partner else ""
        text = f"Release in {names.region(code)}{partner}, {goal.release}."
        summary = f"{plan.film.title}: opens in {names.region(code)}"
        yield _event(plan, f"{code}/release", day, summary, text, ("Microhit", "Release"))


def _event(
    plan: Plan, key: str, day: date, summary: str, text: str, categories: tuple[str, ...]
) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"microhit:{plan.campaign}/{key}")))
    event.add("dtstamp", _stamp(plan))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", text)
    event.add("categories", list(categories))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(summary))
    return event


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -WARNING)
    alarm.add("description", summary)
    return alarm


def _stamp(plan: Plan) -> datetime:
    return plan.saved or datetime.combine(plan.as_of, time(), UTC)
