"""How good a forecast has been: the same measures for a series' own past and for a backtest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.forecast.past import Past
from planner.forecast.spread import QUANTILES

Array = NDArray[np.float64]
YEAR = 52
OPENING = 3
"""Weeks of an opening: those in which a film earns most of what it will (40% in the first: Einav
2007)."""
SOONEST = 5
"""Weeks ahead of the first opening that is judged: nobody opens a film sooner."""


class Band(NamedTuple):
    """A stretch of weeks ahead, both ends included."""

    first: int
    last: int


BANDS = (Band(1, 26), Band(27, 52), Band(53, 78))


@dataclass(frozen=True, slots=True)
class Skill:
    """How good forecasts were at a distance; NaN where it is not known.

    `wape` is the sum of errors as a share of the sum of demand, `mase` the mean error beside that
    of repeating the week a year before (Hyndman & Koehler 2006), `naive` the same for that
    repetition at these origins, `regret` the share of the best opening's demand that is lost by
    opening where the forecast peaks, `coverage` the share of weeks inside 80% intervals.
    """

    band: Band
    origins: int
    wape: float
    mase: float
    naive: float
    regret: float
    coverage: float


def scale_of(history: Array) -> float:
    """Return the mean change from a week to the same week a year on.

    NaN under a year, and where each year was as the one before: nothing can be scaled by that.
    """
    return mean(np.abs(history[YEAR:] - history[:-YEAR])) or np.nan


def regret(actual: Array, predicted: Array, band: Band) -> float:
    """Return the share of the best opening lost at the forecast's peak; NaN where not known.

    Both arrays start with the first week ahead. Openings that are not wholly observed don't count.
    """
    start, end = max(band.first, SOONEST) - 1, min(band.last, len(actual)) - OPENING + 1
    if end <= start:
        return np.nan
    came, shown = (_openings(one)[start:end] for one in (actual, predicted))
    known = ~np.isnan(came) & ~np.isnan(shown)
    if known.sum() < 2 or not came[known].max() > 0:
        return np.nan
    return float(1 - came[known][np.argmax(shown[known])] / came[known].max())


def _openings(weeks: Array) -> Array:
    return np.convolve(weeks, np.ones(OPENING), mode="valid")


def of_past(past: Past, history: Array, quantiles: Array, zero: float = 0.0) -> Iterator[Skill]:
    """Yield the skill that a series' own past shows, for each band that some of it reaches.

    `history` is the demand observed (NaN where not), `quantiles` those of the error in
    standard deviations, as `planner.forecast.spread.scores` gives them, `zero` what was added to
    demand before its logarithm.
    """
    actual, shown = np.exp(past.actual) - zero, np.exp(past.predicted) - zero
    low, high = (past.spread * quantiles[QUANTILES.index(share)] for share in (0.10, 0.90))
    inside = (past.errors >= low) & (past.errors <= high)
    naive = _year_before(past, history)
    scale = scale_of(history)
    for band in BANDS:
        at = slice(band.first - 1, band.last)
        came, said, known = actual[:, at], shown[:, at], ~np.isnan(past.errors[:, at])
        if not known.any():
            continue
        error = np.abs(came - said)
        regrets = [regret(a, s, band) for a, s in zip(actual, shown, strict=True)]
        yield Skill(
            band,
            int(known.any(axis=1).sum()),
            float(np.nansum(error) / max(came[known].sum(), np.finfo(float).tiny)),
            float(np.nanmean(error) / scale),
            mean(np.abs(came - naive[:, at])) / scale,
            mean(np.array(regrets)),
            float(inside[:, at][known].mean()),
        )


def _year_before(past: Past, history: Array) -> Array:
    """Return for each origin and week ahead the last value a whole number of years before it."""
    weeks = np.arange(past.predicted.shape[1])
    back = YEAR * (weeks // YEAR + 1)
    at = past.ends[:, None] + weeks - back
    return np.asarray(history[np.clip(at, 0, len(history) - 1)], dtype=np.float64)


def mean(values: Array) -> float:
    """Return the mean of what is known; NaN where nothing is."""
    return float(np.nanmean(values)) if np.isfinite(values).any() else np.nan
