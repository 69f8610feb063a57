"""What page Timing lists: pure functions from tasks and calendars to the rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from planner.model.plan import Plan
from planner.timing.observance import Observance
from planner.ui import show, timing_texts, words

if TYPE_CHECKING:  # slow to load
    from planner.timing.critical import CriticalDate, Task

MOST_REGIONS = 3
"""Regions that a line names; the rest are counted."""


def preparations(tasks: Sequence[Task]) -> pd.DataFrame:
    """Return what must be ready before a region opens, what starts first on top."""
    return pd.DataFrame(
        [
            {
                "What": words.line(task.name),
                "Start by": show.day(task.start_by) if task.days else show.NOTHING,
                "Ready by": show.day(task.due),
                "Takes": takes(task),
                "Room": room(task),
                "After": ", ".join(map(words.line, task.after)) or show.NOTHING,
            }
            for task in sorted(tasks, key=lambda task: (task.start_by, task.name))
        ]
    )


def critical(found: Sequence[CriticalDate], plan: Plan) -> pd.DataFrame:
    """Return a row for each critical date, in the order given."""
    return pd.DataFrame(
        [
            {
                "Start by": show.day(one.task.start_by),
                "What": words.line(one.task.name),
                "For": _regions(one.regions, plan),
                "Room": room(one.task),
                "Takes": takes(one.task),
                "Ready by": show.day(one.task.due),
                "Then comes": ", ".join(map(words.line, one.before)) or "The release",
            }
            for one in found
        ]
    )


def takes(task: Task) -> str:
    """Return how long a task takes (`21 days`, `10 working days`), or when it comes."""
    if not task.days:
        return f"Comes on {show.short_day(task.earliest)}"
    return show.plural(task.days, task.unit.removesuffix("s"))


def room(task: Task) -> str:
    """Return how long a task can still wait, or by how much it is late."""
    days = show.plural(abs(task.slack), "day")
    return f"{days} late" if task.late else days


def _regions(codes: Sequence[str], plan: Plan) -> str:
    named = ", ".join(show.region(code, plan.goals) for code in codes[:MOST_REGIONS])
    more = len(codes) - MOST_REGIONS
    return f"{named} and {more} more" if more > 0 else named


def calendar(days: Sequence[Observance]) -> pd.DataFrame:
    """Return a region's calendar, in the order given."""
    return pd.DataFrame(
        [
            {
                "Days": _days(one.start, one.end),
                "What": one.name,
                "Kind": timing_texts.KINDS[one.kind],
                "How sure": "Estimated" if one.estimated else "Read again" if one.stale else "",
                "Note": one.note,
                "Source": one.source,
            }
            for one in days
        ]
    )


def _days(start: date, end: date) -> str:
    first, last = (date(day.year, day.month, day.day) for day in (start, end))
    return show.day(first) if first == last else f"{show.day(first)} to {show.day(last)}"
