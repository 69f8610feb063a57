"""What each region would bring in each week of the window: the table behind the heat map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from planner.timing.calendar import monday
from planner.timing.compare import Field, moved
from planner.timing.problem import Problem, evaluate
from planner.timing.schedule import Setting, undated
from planner.timing.worth import Assumptions

COLUMNS = (
    "region", "week", "day", "value", "demand", "holidays", "competition", "lag", "spill_over",
    "blocked", "chosen",
)  # fmt: skip


def openings(
    problem: Problem,
    days: Mapping[str, date],
    around: Mapping[str, Field],
    found: Setting,
    assumed: Assumptions,
) -> pd.DataFrame:
    """Return a row per region and week; see `planner.timing.dates.Dates`.

    A region without a date is valued as if it opened beside the dates of the others.
    """
    rows = [
        row
        for code in found.cases
        for row in _region(code, problem, days, around.get(code), found, assumed)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["week"] = pd.to_datetime(frame["week"]).dt.as_unit("us")
    return frame


def _region(
    code: str,
    problem: Problem,
    days: Mapping[str, date],
    around: Field | None,
    found: Setting,
    assumed: Assumptions,
) -> Iterator[tuple[object, ...]]:
    around = around or undated(found.cases[code], assumed)
    every = {day: (one, "") for day, one in around.free.items()} | dict(around.blocked)
    base = problem if code in problem.values else _with(problem, code)
    for day in sorted(every):
        option, blocked = every[day]
        part = evaluate(moved(base, code, option), {**days, code: day})[code]
        yield (
            code,
            monday(day),
            day,
            part.whole,
            option.base,
            option.holidays,
            option.competition,
            part.lag,
            part.spill_over,
            blocked,
            days.get(code) == day,
        )


def _with(problem: Problem, code: str) -> Problem:
    """Return the problem with a region that can't open, so that its days can be valued."""
    return replace(problem, values={**problem.values, code: {}})
