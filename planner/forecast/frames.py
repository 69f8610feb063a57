"""Forecasts as tables: the weeks ahead, what drives them, and how good they have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

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
        _joined([_ahead(*pair) for pair in pairs], COLUMNS),
        pd.DataFrame(
            [_skill_row(task, one) for task, result in pairs for one in result.skill],
            columns=SKILL_COLUMNS,
        ),
        _joined([_parts(*pair) for pair in pairs if pair[1].parts], PART_COLUMNS),
        pd.DataFrame(
            [
                (task.series.region, task.series.signal, name, factor)
                for task, result in pairs
                for name, factor in result.effects.items()
            ],
            columns=EFFECT_COLUMNS,
        ),
    )


def _joined(pieces: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    if not pieces:
        return pd.DataFrame(columns=columns)
    return pd.concat(pieces, ignore_index=True)[columns]


def _ahead(task: Task, result: Result) -> pd.DataFrame:
    frame = pd.DataFrame(result.numbers, columns=NUMBERS)
    frame["week"] = task.future.astype(WEEK_TYPE)
    return _named(frame, task).assign(method=result.method, error=result.error)


def _parts(task: Task, result: Result) -> pd.DataFrame:
    frame = pd.DataFrame(dict(result.parts))
    frame["week"] = pd.DatetimeIndex([*task.series.demand.index, *task.future]).astype(WEEK_TYPE)
    return _named(frame, task)


def _named(frame: pd.DataFrame, task: Task) -> pd.DataFrame:
    return frame.assign(region=task.series.region, signal=task.series.signal)


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
