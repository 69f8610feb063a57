"""Forecasts as tables: the weeks ahead, what drives them, and how good they have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from planner.audience.table import WEEK_TYPE
from planner.forecast.engine import Result
from planner.forecast.series import Task
from planner.forecast.skill import Skill
from planner.forecast.spread import QUANTILES

NUMBERS = ["mean", *(f"p{round(share * 100):02d}" for share in QUANTILES)]
COLUMNS = ["region", "signal", "week", *NUMBERS, "method", "error"]
SKILL_COLUMNS = [
    "region", "signal", "first", "last", "origins", "wape", "mase", "naive", "regret", "coverage",
]  # fmt: skip
PART_COLUMNS = ["region", "signal", "week", "level", "season", "holidays"]
EFFECT_COLUMNS = ["region", "signal", "holiday", "factor"]


@dataclass(frozen=True, slots=True)
class Forecasts:
    """All that was worked out of some series.

    `frame`: region, signal, week, mean, p05 to p95 in the signal's unit, method ("prophet" or
    "borrowed") and error (standard deviation of the log error).
    `skill`: a row per series and distance, see `planner.forecast.skill.Skill`.
    `parts`: level in the signal's unit, season and holidays as factors, past weeks and future ones.
    `effects`: the factor of each holiday's own week.
    The last three have no rows for borrowed series.
    """

    frame: pd.DataFrame
    skill: pd.DataFrame
    parts: pd.DataFrame
    effects: pd.DataFrame


def assemble(tasks: list[Task], results: Mapping[str, Result]) -> Forecasts:
    """Return the tables of some tasks, in their order."""
    pairs = [(task, results[task.fingerprint]) for task in tasks]
    return Forecasts(
        _stacked([_ahead(*pair) for pair in pairs], COLUMNS),
        pd.DataFrame(
            [_skill_row(task, one) for task, result in pairs for one in result.skill],
            columns=SKILL_COLUMNS,
        ),
        _stacked([_parts(*pair) for pair in pairs if pair[1].parts], PART_COLUMNS),
        pd.DataFrame(
            [
                (task.series.region, task.series.signal, name, factor)
                for task, result in pairs
                for name, factor in result.effects.items()
            ],
            columns=EFFECT_COLUMNS,
        ),
    )


class _Piece(NamedTuple):
    """What one series adds to a table: its weeks, and a column or one value for all of them."""

    task: Task
    weeks: pd.DatetimeIndex
    values: Mapping[str, Any]


def _stacked(pieces: list[_Piece], columns: list[str]) -> pd.DataFrame:
    """Return one table of many series.

    Whole columns are joined, since a table for each series takes longer than its forecast.
    """
    if not pieces:
        return pd.DataFrame(columns=columns)
    counts = [len(one.weeks) for one in pieces]
    data: dict[str, Any] = {
        "region": np.repeat([one.task.series.region for one in pieces], counts),
        "signal": np.repeat([one.task.series.signal for one in pieces], counts),
        "week": np.concatenate([one.weeks.to_numpy() for one in pieces]),
    }
    for name in columns[len(data) :]:
        parts = [np.broadcast_to(one.values[name], len(one.weeks)) for one in pieces]
        data[name] = np.concatenate(parts)
    return pd.DataFrame(data).astype({"region": "str", "signal": "str", "week": WEEK_TYPE})


def _ahead(task: Task, result: Result) -> _Piece:
    numbers = dict(zip(NUMBERS, result.numbers.T, strict=True))
    values = {**numbers, "method": result.method, "error": result.error}
    return _Piece(task, task.future, values)


def _parts(task: Task, result: Result) -> _Piece:
    weeks = pd.DatetimeIndex([*task.series.demand.index, *task.future])
    return _Piece(task, weeks, result.parts)


def _skill_row(task: Task, skill: Skill) -> dict[str, object]:
    row = asdict(skill)
    band = row.pop("band")
    return {
        "region": task.series.region,
        "signal": task.series.signal,
        "first": band[0],
        "last": band[1],
        **row,
    }
