"""The simplest of our curve forms that a curve given by points has, and how far off it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import least_squares

from planner.spend.forms import Floats
from planner.spend.lines import Point

ShapeForm = Literal["hill", "exp", "log", "table"]
CLOSE = 0.005
"""Largest difference, as a share of the largest response, at which a form is taken for the curve:
well below the credible intervals that models report."""
TABLE_POINTS = 41
WORDS: dict[str, str] = {
    "hill": "Hill",
    "exp": "exponential",
    "log": "logarithm",
    "table": "straight lines between points",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A form with its parameters; `error` is the largest difference from what was exported.

    `scale` is in the outcome's unit, `k` in money; `error` is a share of the largest response.
    """

    form: ShapeForm
    scale: float = 0.0
    k: float = 1.0
    s: float = 1.0
    points: tuple[Point, ...] = ()
    error: float = 0.0

    def __str__(self) -> str:
        """Return the form in words, such as "Hill, s 1.2"."""
        if self.form == "hill":
            return "Michaelis-Menten" if self.s == 1 else f"Hill, s {self.s:.3g}"
        return WORDS[self.form]


def spends(most: float) -> Floats:
    """Return the money at which a curve up to `most` is looked at: closer where it bends."""
    return np.asarray(most * np.linspace(0, 1, TABLE_POINTS) ** 2)


def simplest(xs: Floats, ys: Floats, *, between: tuple[Floats, Floats] | None = None) -> Shape:
    """Return the simplest form within `CLOSE` of the points, else a table of them.

    `xs` rises from 0 and so does the response `ys`; `between` are further points of the curve, at
    which the form is checked as well.
    """
    most, top = float(xs[-1]), float(ys.max())
    if top > 0:
        checks = (xs, ys) if between is None else tuple(map(np.append, (xs, ys), between))
        for form, start in STARTS.items():
            found = _fitted(form, start, xs / most, ys / top, (checks[0] / most, checks[1] / top))
            if found.error <= CLOSE:
                s = 1.0 if form == "mm" else found.s
                return Shape(found.form, found.scale * top, found.k * most, s, error=found.error)
    error = 0.0
    if between is not None and top > 0:
        error = float(np.abs(np.interp(between[0], xs, ys) - between[1]).max()) / top
    points = tuple(zip(xs.tolist(), ys.tolist(), strict=True))
    return Shape("table", points=points, error=error)


FORMULAS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "mm": lambda x, p: p[0] * x / (p[1] + x),
    "exp": lambda x, p: -p[0] * np.expm1(-x / p[1]),
    "hill": lambda x, p: p[0] * x ** p[2] / (p[1] ** p[2] + x ** p[2]),
    "log": lambda x, p: p[0] * np.log1p(x / p[1]),
}
STARTS = {"mm": (1.5, 0.5), "exp": (1.2, 0.5), "hill": (1.2, 0.5, 1.5), "log": (1.0, 0.5)}
"""Simplest first, those with a top before that without; scale, k and s to start from, where both
spend and response go up to 1."""


def _fitted(
    name: str, start: tuple[float, ...], xs: Floats, ys: Floats, checks: tuple[Floats, Floats]
) -> Shape:
    formula = FORMULAS[name]

    def off(logs: Floats) -> Floats:
        return np.asarray(formula(xs, np.exp(logs)) - ys)

    logs = np.log(start)
    found = least_squares(off, logs, bounds=(logs - 12, logs + 12), xtol=1e-14, ftol=1e-14)
    scale, k, *s = np.exp(found.x).tolist()
    error = float(np.abs(formula(checks[0], np.exp(found.x)) - checks[1]).max())
    form: ShapeForm = "exp" if name == "exp" else "log" if name == "log" else "hill"
    return Shape(form, scale, k, s[0] if s else 1.0, error=error)
