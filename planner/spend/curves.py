"""Response curves: what a cell (a channel in a region) brings for the money spent in it.

Forms, for spend x >= 0: `hill` scale * x^s / (k^s + x^s); `reach` scale * (x / (k + x))^s, the
share of people met at least s times by contacts that are negative binomial with shape 1; `exp`
scale * (1 - e^(-x/k)); `log` scale * ln(1 + x/k); `table` straight lines through points, from
(0, 0) if they start later, flat beyond the last. The concave envelope of a curve is the least
concave function above it where the cell may spend; maximising envelopes is easy and bounds what
the curves can bring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from planner.spend import lines
from planner.spend.envelope import concave_from, tangency
from planner.spend.forms import Exponential, Floats, Logarithm, Sigmoid
from planner.spend.forms import Form as Formula
from planner.spend.lines import Point

Key = tuple[str, str]
"""A cell: region, channel."""
Form = Literal["hill", "exp", "log", "table", "reach"]


def cell_of(key: Key) -> str:
    """Return a cell's name, `FR.paid_social`."""
    return ".".join(key)


def key_of(cell: str) -> Key:
    """Return the region and channel of a cell's name."""
    region, channel = cell.split(".", 1)
    return region, channel


@dataclass(frozen=True)
class Curve:
    """The response of one cell to spend that is lo, or `least` or more, up to hi.

    `scale` is in units of response, `k`, `lo`, `hi` and `least` in money, `s` has no unit.
    `points` are (spend, response) in rising spend; the form `table` uses them alone, the others do
    not. `least` is the smallest sensible flight, above lo = 0; it counts for nothing where lo > 0.
    """

    cell: str
    form: Form
    scale: float
    k: float
    s: float
    lo: float
    hi: float
    region: str = ""
    channel: str = ""
    points: tuple[Point, ...] = ()
    least: float = 0.0

    def value(self, x: npt.ArrayLike) -> Floats:
        """Return the response to spend `x`, in the shape of `x`."""
        spend = np.asarray(x, dtype=np.float64)
        if self.form == "table":
            return np.asarray(np.interp(spend, *self.corners))
        return np.asarray(self.formula.value(spend))

    def slope(self, x: npt.ArrayLike) -> Floats:
        """Return the response per extra unit of money at `x`; to the right of a table's corner.

        Infinite at zero for a hill or reach with s < 1.
        """
        spend = np.asarray(x, dtype=np.float64)
        if self.form == "table":
            return lines.right_slope(spend, *self.corners)
        return np.asarray(self.formula.slope(spend))

    @property
    def floor(self) -> float:
        """The least that may be spent, if more than lo is."""
        return max(self.least, self.lo) if self.lo == 0 else self.lo

    @property
    def top(self) -> float:
        """The most that may be spent: lo where the smallest flight is above hi."""
        return self.hi if self.floor <= self.hi else self.lo

    @cached_property
    def tangency(self) -> float:
        """Spend from which a smooth curve is its own envelope; below it runs a chord from lo."""
        lo, start, hi = (np.array([x]) for x in (self.lo, self._concave_from, self.top))
        return float(tangency(self.formula, lo, start, hi)[0])

    @cached_property
    def hull(self) -> tuple[Floats, Floats]:
        """The corners of a table's envelope from lo to hi."""
        return lines.upper_hull(*lines.inside(*self.corners, self.lo, self.floor, self.top))

    def envelope_value(self, x: npt.ArrayLike) -> Floats:
        """Return the concave envelope at `x` in [lo, hi]."""
        spend = np.asarray(x, dtype=np.float64)
        if self.form == "table":
            return np.asarray(np.interp(spend, *self.hull))
        if self.tangency <= self.lo:
            return self.value(spend)
        chord = self.value(self.lo) + self._chord * (spend - self.lo)
        return np.where(spend < self.tangency, chord, self.value(spend))

    def envelope_slope(self, x: npt.ArrayLike) -> Floats:
        """Return the slope of the concave envelope at `x`, to the right of its corners.

        At hi, to the left: so the line through any point with this slope is above the envelope.
        """
        spend = np.asarray(x, dtype=np.float64)
        if self.form == "table":
            xs, ys = self.hull
            last = float(xs[-2]) if len(xs) > 1 else float(xs[0])
            return lines.right_slope(np.minimum(spend, last), xs, ys)
        if self.tangency <= self.lo:
            return self.slope(spend)
        chord = np.float64(self._chord)
        last_is_chord = (spend < self.tangency) | (self.tangency >= self.top)
        return np.where(last_is_chord, chord, np.minimum(chord, self.slope(spend)))

    @cached_property
    def formula(self) -> Formula:
        """The curve's formula, for a smooth form."""
        scale, k, s = np.array(self.scale), np.array(self.k), np.array(self.s)
        return formula_of([self.form], scale, k, s)

    @cached_property
    def corners(self) -> tuple[Floats, Floats]:
        """Spend and response at a table's corners."""
        return lines.from_zero(self.points)

    @property
    def _concave_from(self) -> float:
        floor, top = np.array(self.floor), np.array(self.top)
        return float(concave_from(self.formula, floor, top))

    @cached_property
    def _chord(self) -> float:
        rise = float(self.value(self.tangency)) - float(self.value(self.lo))
        return rise / (self.tangency - self.lo)


def formula_of(forms: Sequence[str], scale: Floats, k: Floats, s: Floats) -> Formula:
    """Return the formula of smooth curves of one family; `hill` and `reach` are one."""
    if forms[0] == "exp":
        return Exponential(scale, k, np.zeros_like(k))
    if forms[0] == "log":
        return Logarithm(scale, k, np.zeros_like(k))
    hill = np.array([form == "hill" for form in forms]).reshape(np.shape(s))
    return Sigmoid.of(scale, k, s, hill)
