"""The weekly model in closed form: what Prophet's fit comes to, at a fiftieth of its cost.

With normal priors told in standard deviations of the noise the model is a conjugate linear
regression (Bishop 2006, section 3.3): coefficients, their uncertainty, the noise and the evidence
come from one Cholesky factor. It chooses priors, replays past origins and starts Prophet's search.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from planner.forecast.design import Design, Stiffness

Array = NDArray[np.float64]
INTERCEPT = 30.0
"""Prior of the level itself, in standard deviations of the noise: as good as unknown."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the observed weeks: of squared features, features times logs, squared logs."""

    gram: Array
    cross: Array
    square: float
    count: int


@dataclass(frozen=True, slots=True)
class Posterior:
    """What the observed weeks say of the coefficients (intercept first)."""

    coefficients: Array
    noise: float
    """Standard deviation of a week's log demand around the model."""
    evidence: float
    """Logarithm of how probable the observed weeks are, up to a constant."""
    _root: Array
    _spreads: Array

    def predict(self, features: Array) -> tuple[Array, Array]:
        """Return median and standard deviation of log demand for rows of features."""
        scaled = _triangular(self._root, (features * self._spreads).T)
        return features @ self.coefficients, self.noise * np.sqrt(1 + (scaled**2).sum(axis=0))


def with_intercept(values: Array) -> Array:
    """Return features with a leading column of ones."""
    return np.asarray(np.column_stack([np.ones(len(values)), values]), dtype=np.float64)


def moments(features: Array, logs: Array) -> Moments:
    """Return the sums over the weeks whose `logs` are observed (not NaN)."""
    seen = ~np.isnan(logs)
    rows, values = features[seen], logs[seen]
    return Moments(rows.T @ rows, rows.T @ values, float(values @ values), len(values))


def add(one: Moments, other: Moments) -> Moments:
    """Return the sums over both."""
    return Moments(
        one.gram + other.gram,
        one.cross + other.cross,
        one.square + other.square,
        one.count + other.count,
    )


def spreads_of(design: Design, stiffness: Stiffness) -> Array:
    """Return the priors of intercept and columns, in standard deviations of the noise."""
    return np.asarray(np.r_[INTERCEPT, design.spreads_for(stiffness)], dtype=np.float64)


def posterior(sums: Moments, spreads: Array, least_noise: float = 1e-6) -> Posterior:
    """Return what the sums say under these priors; the noise is its most probable value."""
    scaled = sums.gram * spreads * spreads[:, None]
    scaled[np.diag_indices_from(scaled)] += 1.0
    root: Array = np.asarray(np.linalg.cholesky(scaled), dtype=np.float64)
    half = _triangular(root, sums.cross * spreads)
    left = max(sums.square - float(half @ half), max(sums.count, 1) * least_noise**2)
    evidence = -0.5 * sums.count * np.log(left) - np.log(np.diag(root)).sum()
    coefficients: Array = np.multiply(spreads, _triangular(root, half, transposed=True))
    noise = float(np.sqrt(left / max(sums.count, 1)))
    return Posterior(coefficients, noise, float(evidence), root, spreads)


def _triangular(root: Array, right: Array, *, transposed: bool = False) -> Array:
    """Solve with a lower triangle; by LAPACK itself, since SciPy's checks take longer."""
    found, _ = lapack.dtrtrs(root, right, lower=1, trans=int(transposed))
    return np.asarray(found, dtype=np.float64)
