"""Replaying a series' own past: which stiffness served it best, and how far off it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.forecast.design import STEADY, STIFFNESSES, Design, Stiffness
from planner.forecast.exact import Moments, add, moments, posterior, spreads_of, with_intercept

Array = NDArray[np.float64]
STEP = 13
"""Weeks between past origins."""
FEWEST_BEFORE = 130
"""Weeks before the first past origin: two and a half years hold two of each week."""
FEWEST_SEEN = 104
"""Of those, weeks that were observed: from fewer no forecast by Prophet would have been made."""
FAR = 78
"""Weeks ahead that are replayed: as far as releases are planned."""
NEAR = 26
"""Weeks ahead by which stiffnesses are compared."""
LEAST_DRIFT = 0.25
"""Drift a year, in standard deviations of the noise, that intervals allow for at least: FR, GB and
US, origins 2010 to mid-2018, scores spread 1.16 in weeks 1 to 26 and 1.21 in weeks 53 to 78."""
CLEAR_GAIN = 0.04
"""A looser level must have been this much better: on FR, GB and US, origins to the end of 2015, the
least error alone chose a looser one in half the cases and lost 1.6%; with this margin in none."""


@dataclass(frozen=True, slots=True)
class Past:
    """What past origins forecast and what came; each array is (origins x weeks ahead), in logs.

    NaN where nothing was observed or the history ends. `ends` counts the weeks before each origin.
    """

    ends: NDArray[np.int64]
    predicted: Array
    actual: Array
    spread: Array

    @property
    def errors(self) -> Array:
        """Return actual minus predicted."""
        return self.actual - self.predicted

    @property
    def standardised(self) -> Array:
        """Return the known errors in standard deviations that the model gave them, flat."""
        scores = (self.errors / self.spread).ravel()
        return scores[~np.isnan(scores)]


def replay(design: Design, logs: Array) -> tuple[Stiffness, Past]:
    """Return the stiffness that served the past best, and the past under it.

    `logs` are the history's log demand (NaN where not observed). Looser levels are tried as long
    as each is better than the one before. Without enough history the level is steady, the past
    empty.
    """
    features = with_intercept(design.values)
    ends = _ends(logs)
    centre = float(np.nanmean(logs[: ends[0]])) if ends else 0.0  # what all origins knew
    sums = _growing(features, logs - centre, ends)
    best, past = STEADY, _past(design, features, logs - centre, ends, sums, STEADY)
    limit = least = _loss(past)
    for one in STIFFNESSES[1:]:
        tried = _past(design, features, logs - centre, ends, sums, one)
        if not _loss(tried) < least:
            break
        least = _loss(tried)
        if least < limit * (1 - CLEAR_GAIN):
            best, past = one, tried
    return best, replace(past, predicted=past.predicted + centre, actual=past.actual + centre)


def _ends(logs: Array) -> list[int]:
    """Return the weeks before each past origin, oldest first."""
    seen = np.cumsum(~np.isnan(logs))
    ends = range(len(logs) - STEP, FEWEST_BEFORE - 1, -STEP)
    return [end for end in ends if seen[end - 1] >= FEWEST_SEEN][::-1]


def _loss(past: Past) -> float:
    errors = np.abs(past.errors[:, :NEAR])
    return float(np.nanmean(errors)) if np.isfinite(errors).any() else np.inf


def _past(
    design: Design,
    features: Array,
    logs: Array,
    ends: list[int],
    sums: list[Moments],
    stiffness: Stiffness,
) -> Past:
    spreads = spreads_of(design, stiffness)
    predicted, actual, spread = (np.full((len(ends), FAR), np.nan) for _ in range(3))
    for at, (end, known) in enumerate(zip(ends, sums, strict=True)):
        upto = min(end + FAR, len(logs))
        found = posterior(known, spreads)
        median, deviation = found.predict(features[end:upto])
        # Past its origin a replay has the drift of its later ramps already.
        more = drift_ahead(found.noise, stiffness, upto - end) - drift_ahead(
            found.noise, stiffness, upto - end, least=0.0
        )
        predicted[at, : upto - end] = median
        spread[at, : upto - end] = np.sqrt(deviation**2 + more)
        actual[at, : upto - end] = logs[end:upto]
    return Past(np.array(ends, dtype=np.int64), predicted, actual, spread)


def drift_ahead(
    noise: float, stiffness: Stiffness, weeks: int, least: float = LEAST_DRIFT
) -> Array:
    """Return the variance that the level's drift adds 1 to `weeks` weeks ahead."""
    yearly = max(stiffness.drift, least) * noise
    return np.asarray(yearly**2 * np.arange(1, weeks + 1) / 52, dtype=np.float64)


def _growing(features: Array, logs: Array, ends: list[int]) -> list[Moments]:
    """Return the sums up to each origin, each built on the one before."""
    found: list[Moments] = []
    for start, end in pairwise([0, *ends]):
        piece = moments(features[start:end], logs[start:end])
        found.append(add(found[-1], piece) if found else piece)
    return found
