"""PyMC-Marketing's saturations: what a scaled, adstocked spend brings, in scaled outcome.

From 0.19, `mmm/components/saturation.py` and `mmm/transformers.py`. Each takes spend (draws x
anything) and its parameters (draws x 1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from planner.spend.forms import Floats

Formula = Callable[[Floats, Mapping[str, Floats]], Floats]


def _logistic(x: Floats, p: Mapping[str, Floats]) -> Floats:
    return np.asarray(p["beta"] * np.tanh(p["lam"] * x / 2))


def _inverse_logistic(x: Floats, p: Mapping[str, Floats]) -> Floats:
    return np.asarray(p["beta"] * np.tanh(np.log(3) / p["lam"] * x / 2))


def _baselined(x: Floats, p: Mapping[str, Floats]) -> Floats:
    top = p["beta"] * p["gain"] * p["x0"] / p["r"]
    return np.asarray(top * np.tanh(x * np.arctanh(p["r"]) / p["x0"]))


def _hill(x: Floats, p: Mapping[str, Floats]) -> Floats:
    power = x ** p["slope"]
    return np.asarray(p["beta"] * power / (p["kappa"] ** p["slope"] + power))


def _sigmoid(x: Floats, p: Mapping[str, Floats]) -> Floats:
    rise = 1 / (1 + np.exp(-p["beta"] * (x - p["lam"])))
    return np.asarray(p["sigma"] * (rise - 1 / (1 + np.exp(p["beta"] * p["lam"]))))


FORMULAS: dict[str, Formula] = {
    "logistic": _logistic,
    "inverse_scaled_logistic": _inverse_logistic,
    "tanh": lambda x, p: p["b"] * np.tanh(x / (p["b"] * p["c"])),
    "tanh_baselined": _baselined,
    "michaelis_menten": lambda x, p: p["alpha"] * x / (p["lam"] + x),
    "hill": _hill,
    "hill_sigmoid": _sigmoid,
    "root": lambda x, p: p["beta"] * x ** p["alpha"],
    "no_saturation": lambda x, p: p["beta"] * x,
}
PARAMETERS: dict[str, tuple[str, ...]] = {
    "logistic": ("lam", "beta"),
    "inverse_scaled_logistic": ("lam", "beta"),
    "tanh": ("b", "c"),
    "tanh_baselined": ("x0", "gain", "r", "beta"),
    "michaelis_menten": ("alpha", "lam"),
    "hill": ("slope", "kappa", "beta"),
    "hill_sigmoid": ("sigma", "beta", "lam"),
    "root": ("alpha", "beta"),
    "no_saturation": ("beta",),
}
