"""Carry-over: how the money of earlier weeks counts, as each package computes it.

Weights by lag, the week of the spend first. The weights' sum is what a steady weekly spend counts
as in the end; where a package normalises, that is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy.stats import weibull_min

from planner.spend.forms import Floats

LONGEST = 520
"""Periods after which what is left of a geometric carry-over is nothing: ten years of weeks."""
PARAMETERS: dict[str, tuple[str, ...]] = {
    "geometric": ("alpha",),
    "binomial": ("alpha",),
    "delayed": ("alpha", "theta"),
    "weibull_pdf": ("lam", "k"),
    "weibull_cdf": ("lam", "k"),
    "no_adstock": (),
}
"""The parameters of PyMC-Marketing's adstocks (0.19, `mmm/components/adstock.py`)."""


def pymc_weights(name: str, values: Mapping[str, Floats], lags: int, *, normalise: bool) -> Floats:
    """Return draws x lags of an adstock of PyMC-Marketing (`mmm/transformers.py`).

    `values` holds each parameter by draw.
    """
    lag = np.arange(lags, dtype=np.float64)
    columns = {key: value[:, None] for key, value in values.items()}
    weights = np.atleast_2d(_KERNELS[name](lag, columns))
    return weights / weights.sum(axis=1, keepdims=True) if normalise else weights


def _binomial(lag: Floats, p: Mapping[str, Floats]) -> Floats:
    return np.asarray((1 - lag / (len(lag) + 1)) ** (1 / p["alpha"] - 1))


def _weibull_pdf(lag: Floats, p: Mapping[str, Floats]) -> Floats:
    density = np.asarray(weibull_min.pdf(lag + 1, p["k"], scale=p["lam"]))
    low, high = density.min(axis=1, keepdims=True), density.max(axis=1, keepdims=True)
    return np.asarray((density - low) / (high - low))


def _weibull_cdf(lag: Floats, p: Mapping[str, Floats]) -> Floats:
    left = np.asarray(weibull_min.sf(lag + 1, p["k"], scale=p["lam"]))
    first = np.ones((len(left), 1))
    return np.asarray(np.hstack([first, left]).cumprod(axis=1))


_KERNELS: dict[str, Callable[[Floats, Mapping[str, Floats]], Floats]] = {
    "geometric": lambda lag, p: p["alpha"] ** lag,
    "binomial": _binomial,
    "delayed": lambda lag, p: p["alpha"] ** ((lag - p["theta"]) ** 2),
    "weibull_pdf": _weibull_pdf,
    "weibull_cdf": _weibull_cdf,
    "no_adstock": lambda lag, _: np.where(lag == 0, 1.0, 0.0),
}


def robyn_geometric(theta: float) -> Floats:
    """Return the weights of Robyn's geometric adstock, never normalised."""
    return np.asarray(theta ** np.arange(LONGEST, dtype=np.float64))


def robyn_weibull(shape: float, scale: float, periods: int, *, pdf: bool) -> Floats:
    """Return the weights of Robyn's Weibull adstocks over the `periods` of its data.

    `scale` is the share of the periods at which the Weibull's scale lies (`adstock_weibull`).
    """
    bins = np.arange(1, periods + 1, dtype=np.float64)
    if shape == 0 or scale == 0:
        return np.ones(1)
    middle = float(round(float(np.quantile(bins, scale))))
    if pdf:
        density = np.asarray(weibull_min.pdf(bins, shape, scale=middle))
        return np.asarray((density - density.min()) / (density.max() - density.min()))
    left = weibull_min.sf(bins[:-1], shape, scale=middle)
    return np.asarray(np.append(1.0, left).cumprod())


def flight(weights: Floats, periods: int) -> Floats:
    """Return draws x periods: what 1 a period, for so many, counts as, with its start and end."""
    ones = np.ones(periods)
    return np.array([np.convolve(ones, row) for row in np.atleast_2d(weights)])
