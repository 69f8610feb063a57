"""From one task to its forecast: with Prophet, or with what other series lend."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.errors import PlanError
from planner.forecast.borrow import LENT, borrow
from planner.forecast.design import STEADY, Design, make_design
from planner.forecast.past import Past, drift_ahead, replay
from planner.forecast.series import Task
from planner.forecast.skill import Skill, of_past
from planner.forecast.spread import NORMAL, natural, scores

Array = NDArray[np.float64]
BARE_SPREAD = 0.38
"""Standard deviation of log demand around a season that is wholly borrowed: the root mean square
error a year ahead of FR, GB, US and KR, each with the season of the other three, origins 2010 to
mid-2016."""


@dataclass(frozen=True, slots=True)
class Result:
    """One series' forecast.

    `numbers` is (weeks ahead x (mean, quantiles)) in the signal's unit. `parts` are factors by week
    of history and future: level in the signal's unit, season and holidays around 1; `effects` the
    factor of each holiday's week. Both are empty where the season is borrowed. `error` is the
    standard deviation of its log error, known or assumed.
    """

    numbers: Array
    parts: Mapping[str, Array]
    effects: Mapping[str, float]
    skill: tuple[Skill, ...]
    error: float
    method: str


def run(task: Task) -> Result:
    """Return the forecast of one task; raises `PlanError` where Prophet finds no fit."""
    if task.series.long:
        return _with_prophet(task)
    if task.series.observed:
        return _with_loans(task)
    return _bare(task)


def design_of(task: Task) -> Design:
    """Return the features of a task's weeks, past and future."""
    series = task.series
    weeks = pd.DatetimeIndex([*series.demand.index, *task.future])
    return make_design(
        series.region, weeks, len(series.demand), members=series.members, steps=series.steps
    )


def logs_of(demand: pd.Series[float]) -> tuple[Array, float]:
    """Return log demand (NaN where not observed) and what was added to allow for zeros.

    Half the smallest demand seen stands for "too small to count".
    """
    zero = float(demand[demand > 0].min()) / 2 if demand.min() == 0 else 0.0
    return np.log(demand.to_numpy() + zero), zero


def _with_prophet(task: Task) -> Result:
    model = _prophet()
    design, (logs, zero) = design_of(task), logs_of(task.series.demand)
    stiffness, past = replay(design, logs)
    try:
        fit = model.fit(design, logs, stiffness, task.seed)
    except (RuntimeError, OSError) as error:
        raise PlanError(f"Prophet could not be fitted to {task.series.name}: {error}") from error
    ahead = drift_ahead(fit.noise, stiffness, len(task.future))
    spread, quantiles = np.sqrt(fit.spread**2 + ahead), scores(past)
    history = np.asarray(task.series.demand, dtype=np.float64)
    return Result(
        natural(fit.median, spread, quantiles, zero),
        {name: np.exp(values) for name, values in fit.parts.items()},
        {name: float(np.exp(value)) for name, value in fit.effects.items()},
        tuple(of_past(past, history, quantiles, zero)),
        _error(past, spread),
        "prophet",
    )


def _error(past: Past, spread: Array) -> float:
    """Return the error of the first year ahead: the past's own, else what the model expects."""
    known = past.errors[:, :52]
    if np.isfinite(known).any():
        return float(np.sqrt(np.nanmean(known**2)))
    return float(np.sqrt(np.mean(spread[:52] ** 2)))


def _with_loans(task: Task) -> Result:
    design, (logs, zero) = design_of(task), logs_of(task.series.demand)
    median, spread = borrow(design, logs, task.loans)
    spread = np.sqrt(spread**2 + drift_ahead(float(spread.mean()), STEADY, len(median)))
    numbers = natural(median, spread, NORMAL, zero)
    return Result(numbers, {}, {}, (), float(np.sqrt(np.mean(spread[:52] ** 2))), "borrowed")


def _bare(task: Task) -> Result:
    """Return an index whose mean over a year is 1: there is no level to tell."""
    season = np.mean([one.season.loc[task.future].to_numpy() for one in task.loans], axis=0)
    season = LENT * season if len(task.loans) > 1 else season
    season -= np.log(np.exp(season[:52]).mean())
    ahead = drift_ahead(BARE_SPREAD, STEADY, len(season))
    spread = np.sqrt(BARE_SPREAD**2 + ahead)
    numbers = natural(season - spread**2 / 2, spread, NORMAL)
    return Result(numbers, {}, {}, (), BARE_SPREAD, "borrowed")


class _NoPlotly(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Importing plotly failed")


def quiet() -> None:
    """Silence what chatters when Prophet loads and fits; once or often makes no difference."""
    plots = logging.getLogger("prophet.plot")
    if not any(isinstance(one, _NoPlotly) for one in plots.filters):
        plots.addFilter(_NoPlotly())
    from cmdstanpy.utils import get_logger  # noqa: PLC0415  # slow to load

    get_logger().setLevel(logging.WARNING)


def _prophet() -> ModuleType:
    """Return the module that knows Prophet."""
    quiet()
    from planner.forecast import prophet_model  # noqa: PLC0415  # Prophet takes a second to load

    return prophet_model
