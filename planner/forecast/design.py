"""The features of the weekly model: level, season and holidays, and how far each may move demand.

The logarithm of demand is a level that drifts, a yearly season of Fourier terms, an effect for the
week of each holiday and those around it, and noise. Every coefficient has a normal prior around
zero, told in standard deviations of the noise, so that one choice fits loud and quiet series alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.forecast.feasts import holiday_weeks

Array = NDArray[np.float64]
YEARS = 8
"""Of history at most, as DESIGN.md's figures were measured."""
MOST_WEEKS = YEARS * 52
TERMS = 26
"""Fourier terms: 26 resolve single weeks, and their prior keeps the fine ones small."""
SEASON, KNEE, FALL = 1.5, 4.0, 1.5
"""Prior of the k-th Fourier term: SEASON / (1 + (k / KNEE)^2)^(FALL / 2). Chosen on FR, GB and US,
origins to the end of 2015, among SEASON 0.5 to 3, KNEE 2 to 8 and FALL 1 to 2.5: flat around it."""
HOLIDAY, BESIDE = 1.0, 0.8
"""Priors of a holiday's own week and of those before and after it; two weeks off added nothing."""
DAYS_TO_MIDDLE = 3


@dataclass(frozen=True, slots=True)
class Stiffness:
    """How far the level may drift and slope in a year, in standard deviations of the noise."""

    name: str
    drift: float
    slope: float


STEADY = Stiffness("steady", 0.075, 0.025)
STIFFNESSES = (
    STEADY,
    Stiffness("moving", 0.25, 0.15),
    Stiffness("fast", 0.75, 0.5),
    Stiffness("very fast", 2.0, 1.5),
)
"""Steady fits cinema markets best; page views and searches move faster. Which one a series takes is
chosen by its own past (see `planner.forecast.past`)."""
STEP = 3.0
"""Prior of the step over a disruption: demand may come back on another level."""


@dataclass(frozen=True, slots=True)
class Design:
    """Features of consecutive weeks, history first; `values` is (weeks x columns).

    `parts` names what each column belongs to: level, season, or a holiday's name. `spreads` are
    the priors of all but the level's drift and slope, which `spreads_for` fills in.
    """

    weeks: pd.DatetimeIndex
    values: Array
    spreads: Array
    parts: tuple[str, ...]
    drifts: int
    """Columns of drift; they come first, the slope before them."""

    def spreads_for(self, stiffness: Stiffness) -> Array:
        """Return each column's prior standard deviation, in those of the noise."""
        level = np.r_[stiffness.slope, np.full(self.drifts, stiffness.drift)]
        return np.concatenate([level, self.spreads[1 + self.drifts :]])

    def season_scaled(self, scale: float) -> Design:
        """Return the design with the priors of season and holidays multiplied by `scale`."""
        level = np.array([part == "level" for part in self.parts])
        return replace(self, spreads=np.where(level, self.spreads, self.spreads * scale))


def make_design(
    region: str,
    weeks: pd.DatetimeIndex,
    history: int,
    *,
    members: Sequence[str] = (),
    steps: Sequence[pd.Timestamp] = (),
) -> Design:
    """Return the features of some consecutive Mondays, of which the first `history` are past.

    `steps` are weeks in which a disruption ended: the level may differ before and after.
    """
    level = _level(weeks, history, steps)
    season = _fourier(weeks[0], len(weeks))
    names, holidays = _holidays(region, weeks[0], len(weeks), tuple(members))
    drifts = level.shape[1] - 1 - len(steps)
    beside = np.tile([BESIDE, HOLIDAY, BESIDE], len(names))
    spreads = [
        np.zeros(1 + drifts),
        np.full(len(steps), STEP),
        _season_spreads(),
        beside,
    ]
    parts = ("level",) * level.shape[1] + ("season",) * season.shape[1]
    parts += tuple(name for name in names for _ in range(3))
    values = np.column_stack([level, season, holidays])
    return Design(weeks, values, np.concatenate(spreads), parts, drifts)


def _level(weeks: pd.DatetimeIndex, history: int, steps: Sequence[pd.Timestamp]) -> Array:
    """Return slope, a ramp for each year of drift, and steps; all are 0 in the last past week.

    A ramp rises over one year and stays: the level after the last week is the one reached then.
    """
    years = (np.arange(len(weeks)) - (history - 1)) * 7 / 365.25
    starts = np.arange(-YEARS, 0)
    ramps = [-np.clip(start + 1 - years, 0, 1) for start in starts]
    before = [-(weeks < step).astype(float) for step in steps]
    return np.column_stack([years, *ramps, *before])


@lru_cache(maxsize=512)
def _fourier(first: pd.Timestamp, count: int) -> Array:
    days = (first - pd.Timestamp(1970, 1, 1)).days + DAYS_TO_MIDDLE + 7 * np.arange(count)
    angle = 2 * np.pi * days / 365.25
    pairs = [(np.sin(term * angle), np.cos(term * angle)) for term in range(1, TERMS + 1)]
    return np.column_stack([wave for pair in pairs for wave in pair])


def _season_spreads() -> Array:
    terms = np.arange(1, TERMS + 1)
    return np.repeat(SEASON / (1 + (terms / KNEE) ** 2) ** (FALL / 2), 2)


@lru_cache(maxsize=512)
def _holidays(
    region: str, first: pd.Timestamp, count: int, members: tuple[str, ...]
) -> tuple[tuple[str, ...], Array]:
    """Return names and, for each, whether the week after, this week, the week before holds it."""
    around = pd.date_range(first - pd.Timedelta(days=7), periods=count + 2, freq="7D")
    feasts = holiday_weeks(region, around, members)
    shifted = [feasts.values[2:], feasts.values[1:-1], feasts.values[:-2]]
    values = np.stack(shifted, axis=2).reshape(count, -1)
    return feasts.names, values
