"""The critical path: what must start by when for a date, and how much room there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from planner.facts.table import Facts
from planner.model.film import Kind
from planner.model.plan import Plan
from planner.timing.gates import network
from planner.timing.lead import Unit, backward, forward
from planner.timing.premieres import is_premiere


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work before a release, or a thing whose day is given."""

    name: str
    start_by: date
    """The last day on which it may start; where its day is given, by when it is needed."""
    due: date
    """When it must be ready, for what follows it."""
    earliest: date
    """When it can start, if everything before it starts today; where its day is given, that."""
    slack: int
    """Days of the calendar from `earliest` to `start_by`; negative where it is late."""
    after: tuple[str, ...]
    """What must be ready before it starts."""
    days: int
    """How long it takes, in `unit`; 0 where its day is given."""
    unit: Unit
    fact: str
    """The fact or key of the plan that says so."""
    late: bool


@dataclass(frozen=True, slots=True)
class CriticalDate:
    """A task with the regions that need it and what follows it there."""

    task: Task
    regions: tuple[str, ...]
    """More than one where they share it, as a language version; the first needs it first."""
    release: date
    """Of the region that needs it first."""
    before: tuple[str, ...]
    """The tasks that wait for it; none where the release itself does."""
    own: str
    """The region that it belongs to alone; empty for what regions share. A name that lasts."""


def tasks(code: str, plan: Plan, facts: Facts, day: date) -> tuple[Task, ...]:
    """Return what must be ready for region `code` to open on `day`, each after what it needs.

    The latest days follow back from the release, the earliest ones forward from `as_of`: the day
    can be kept exactly where no slack is negative.
    """
    steps = network(code, plan.goals, plan.planned_film, facts, plan.as_of)
    first, last = forward(steps, plan.as_of), backward(steps, day)
    found = []
    for step in steps:
        early, late = first[step.name], last[step.name]
        slack = (late.start - early.start).days
        lead = step.lead
        found.append(
            Task(
                name=step.name,
                start_by=late.start,
                due=late.ready,
                earliest=early.start,
                slack=slack,
                after=step.after,
                days=lead.count if lead else 0,
                unit=lead.unit if lead else "days",
                fact=step.fact,
                late=slack < 0,
            )
        )
    return tuple(found)


def start_by(tasks: Iterable[Task]) -> dict[str, date]:
    """Return when each task must start, without those whose day is given."""
    return {task.name: task.start_by for task in tasks if task.days}


def dates(plan: Plan, facts: Facts, region: str | None = None) -> tuple[CriticalDate, ...]:
    """Return what is still to be done for the dates of a plan: what is late first, then by day.

    For all regions, or for one alone.

    What several regions share, a language version or a premiere, is told once, with the region
    that needs it first. What is ready already is left out, and so are regions without a date.
    """
    shared: dict[tuple[str, str], list[CriticalDate]] = defaultdict(list)
    for code, day in released(plan, region).items():
        found = tasks(code, plan, facts, day)
        for task in found:
            if task.days or task.earliest > plan.as_of:
                before = tuple(other.name for other in found if task.name in other.after)
                own = "" if _is_shared(task.name) else code
                shared[task.name, own].append(CriticalDate(task, (code,), day, before, own))
    merged = (_merged(entries) for entries in shared.values())
    return tuple(sorted(merged, key=_order))


def released(plan: Plan, region: str | None = None) -> Mapping[str, date]:
    """Return the date of each region that has one; of one region alone, if it is named."""
    known = plan.timing.regions if plan.timing else {}
    wanted = (code for code in plan.goals.regions if code in known and region in (None, code))
    found = ((code, known[code].date) for code in wanted)
    return {code: day for code, day in found if day}


def _is_shared(name: str) -> bool:
    return name.partition(" ")[2] in get_args(Kind) or is_premiere(name)


def _merged(entries: list[CriticalDate]) -> CriticalDate:
    ranked = sorted(entries, key=lambda entry: (entry.task.start_by, entry.release, entry.regions))
    first = ranked[0]
    regions = tuple(code for entry in ranked for code in entry.regions)
    before = tuple(dict.fromkeys(name for entry in ranked for name in entry.before))
    return CriticalDate(first.task, regions, first.release, before, first.own)


def _order(entry: CriticalDate) -> tuple[bool, date, str, tuple[str, ...]]:
    task = entry.task
    return not task.late, task.start_by, task.name, entry.regions
