"""From observations on any day to one value for each week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pandas as pd

from planner.audience.observe import Observation
from planner.audience.table import KEY
from planner.audience.weeks import week_of
from planner.errors import Problem

FEWEST_DAYS_OF_A_MONTH = 28
"""Dates that lie this far apart are monthly: too coarse to choose a week by."""


def to_weeks(
    observations: list[Observation], *, weekly: bool = False, shift: int = 0
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return rows of file, line, region, signal, week and value, and what is wrong with them.

    `weekly` says that they are weeks however far apart they lie, as in kept files; `shift` is how
    many days behind its date the middle of a week lies, where that is known.

    A series whose usual step is one day is summed to weeks: a week of which fewer than seven days
    were observed is NaN, since part of a sum would look like low demand.
    """
    frame = pd.DataFrame(observations, columns=list(Observation._fields))
    problems: list[Problem] = []
    if frame.empty:
        return frame.assign(week=pd.Series(dtype="datetime64[us]")), problems
    by_series = frame.groupby(["region", "signal"])
    pieces = [
        _series(rows, 7 if weekly else _usual_step(rows["day"]), shift, problems)
        for _, rows in by_series
    ]
    return pd.concat(pieces, ignore_index=True), problems


def steps(observations: list[Observation]) -> str:
    """Return in words how far apart the observations lie: daily, or weekly and on which day."""
    by_series: dict[tuple[str, str], set[date]] = defaultdict(set)
    for one in observations:
        by_series[one.region, one.signal].add(one.day)
    daily = {_usual_step(days) == 1 for days in by_series.values()}
    if len(daily) != 1:
        return "daily and weekly" if daily else ""
    if True in daily:
        return "daily"
    weekdays = {f"{day:%A}" for days in by_series.values() for day in days}
    return f"weekly, dated by {next(iter(weekdays))}" if len(weekdays) == 1 else "weekly"


def _series(rows: pd.DataFrame, step: float, shift: int, problems: list[Problem]) -> pd.DataFrame:
    moved = timedelta(days=0 if step == 1 else shift)
    mondays = rows["day"].map(lambda day: week_of(day + moved))
    rows = rows.assign(week=pd.to_datetime(mondays).dt.as_unit("us"))
    if step >= FEWEST_DAYS_OF_A_MONTH:
        problems.append(_too_coarse(rows, step))
        return rows
    daily = step == 1
    problems += _duplicates(rows, "day" if daily else "week")
    return _summed(rows, problems) if daily else rows


def _usual_step(days: Iterable[date]) -> float:
    ordered = sorted(set(days))
    return float(median([(after - before).days for before, after in pairwise(ordered)] or [7]))


def _summed(rows: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    groups = rows.groupby([*KEY, "file"], as_index=False)
    weeks = groups.agg(line=("line", "first"), value=("value", _whole_week))
    if weeks["value"].isna().all() and rows["value"].notna().any():
        first = rows.iloc[0]
        what = f"no week of {first['region']} {first['signal']} has all its seven days"
        problems.append(Problem(what, file=first["file"], line=int(first["line"])))
    return weeks


def _whole_week(days: pd.Series[float]) -> float:
    return float(days.sum(min_count=7))


def _too_coarse(rows: pd.DataFrame, step: float) -> Problem:
    first = rows.iloc[0]
    what = f"the dates of {first['region']} {first['signal']} lie {step:g} days apart"
    hint = "Give weekly or daily figures: a release week cannot be chosen from months."
    return Problem(what, file=first["file"], line=int(first["line"]), hint=hint)


def _duplicates(rows: pd.DataFrame, by: str) -> list[Problem]:
    lines = rows.drop_duplicates(by).set_index(by)["line"].to_dict()
    again = rows[rows.duplicated(by)]
    return [
        Problem(
            f"{row['region']} {row['signal']} has two values for the same {by}",
            file=row["file"],
            line=row["line"],
            value=row["day"].isoformat(),
            hint=f"The first is on line {int(lines[row[by]])}.",
        )
        for row in again.to_dict("records")
    ]
