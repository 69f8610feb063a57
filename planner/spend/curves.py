"""Response curves: what a cell (a channel in a region) brings for the money spent in it.

Forms, for spend x >= 0: `hill` scale * x^s / (k^s + x^s); `exp` scale * (1 - e^(-x/k));
`log` scale * ln(1 + x/k); `table` straight lines through points, from (0, 0) if they start later,
flat beyond the last. The concave envelope of a curve is the least concave function above it on
[lo, hi]; maximising envelopes is easy and bounds what the curves can bring.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import expit

Floats = npt.NDArray[np.float64]
Form = Literal["hill", "exp", "log", "table"]
Point = tuple[float, float]

_NO_MONEY = 1e-250
"""Money at which a hill's slope is that at zero: less of it cannot be divided by."""
_SMALLEST = 1e-250
"""Spend, as a share of hi, below which a hill curve with s < 1 is not searched: its slope at zero
is infinite."""


@dataclass(frozen=True)
class Curve:
    """The response of one cell to spend in [lo, hi].

    `scale` is in units of response, `k`, `lo` and `hi` in money, `s` has no unit. `points` are
    (spend, response) in rising spend; the form `table` uses them alone, the others do not.
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

    def value(self, x: npt.ArrayLike) -> Floats:
        """Return the response to spend `x`, in the shape of `x`."""
        spend = np.asarray(x, dtype=np.float64)
        if self.form == "hill":
            return np.asarray(self.scale * self._share(spend))
        if self.form == "exp":
            return np.asarray(-self.scale * np.expm1(-spend / self.k))
        if self.form == "log":
            return np.asarray(self.scale * np.log1p(spend / self.k))
        return np.asarray(np.interp(spend, *self._table))

    def slope(self, x: npt.ArrayLike) -> Floats:
        """Return the response per extra unit of money at `x`; to the right of a table's corner.

        Infinite at zero for a hill with s < 1.
        """
        spend = np.asarray(x, dtype=np.float64)
        if self.form == "hill":
            return self._hill_slope(spend)
        if self.form == "exp":
            return np.asarray(self.scale / self.k * np.exp(-spend / self.k))
        if self.form == "log":
            return np.asarray(self.scale / (self.k + spend))
        return _right_slope(spend, *self._table)

    @cached_property
    def is_concave(self) -> bool:
        """Whether each extra unit of money on [lo, hi] brings no more than the one before."""
        if self.form == "table":
            xs, ys = self._inside
            return bool(np.allclose(np.interp(xs, *self.hull), ys, rtol=1e-12, atol=0))
        return self.tangency <= self.lo

    @cached_property
    def tangency(self) -> float:
        """Spend from which a smooth curve is its own envelope; below it runs a chord from lo.

        There f(x) - f(lo) = f'(x) (x - lo): past the inflection, or hi where none is reached.
        """
        if self.form != "hill" or self.s <= 1:
            return self.lo
        bend = self.k * ((self.s - 1) / (self.s + 1)) ** (1 / self.s)
        if self.lo >= bend:
            return self.lo
        if self.hi <= bend or self._over_chord(self.hi) <= 0:
            return self.hi
        return float(brentq(self._over_chord, bend, self.hi, xtol=1e-12 * self.hi))

    @cached_property
    def hull(self) -> tuple[Floats, Floats]:
        """The corners of a table's envelope on [lo, hi]."""
        return _upper_hull(*self._inside)

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
            return _right_slope(np.minimum(spend, last), xs, ys)
        if self.tangency <= self.lo:
            return self.slope(spend)
        chord = np.float64(self._chord)
        return np.where(spend < self.tangency, chord, np.minimum(chord, self.slope(spend)))

    def surplus(self, price: float) -> tuple[float, float]:
        """Return the spend that is best at `price` per unit, and a bound of value - price * spend.

        The bound holds for every spend in [lo, hi], however exact the search was: a concave
        function lies below each of its tangents.
        """
        if self.form == "table":
            xs, ys = self.hull
            best = int(np.argmax(ys - price * xs))
            return float(xs[best]), float(ys[best] - price * xs[best])
        x = self._best_at(price)
        profit = float(self.envelope_value(x)) - price * x
        steeper = float(self.envelope_slope(x)) - price
        if (x == self.lo and steeper <= 0) or (x == self.hi and steeper >= 0):
            return x, profit
        return x, profit + max(steeper * (self.lo - x), steeper * (self.hi - x))

    def _best_at(self, price: float) -> float:
        start = self.tangency
        if start > self.lo and price >= self._chord:
            return self.lo
        if float(self.slope(start)) <= price:
            return start
        if start >= self.hi or float(self.slope(self.hi)) >= price:
            return self.hi
        return min(max(self._spend_at_slope(price, start), start), self.hi)

    def _spend_at_slope(self, price: float, start: float) -> float:
        if self.form == "exp":
            return self.k * math.log(self.scale / (self.k * price))
        if self.form == "log":
            return self.scale / price - self.k
        low, high = math.log(max(start, self.hi * _SMALLEST)), math.log(self.hi)
        wanted = math.log(price)
        if self._log_slope(low) <= wanted:
            return math.exp(low)
        return math.exp(float(brentq(lambda u: self._log_slope(u) - wanted, low, high, xtol=1e-13)))

    def _log_slope(self, log_spend: float) -> float:
        """Return the logarithm of a hill's slope: nearly straight, so roots are found fast."""
        z = abs(self.s * (log_spend - math.log(self.k)))
        return math.log(self.scale * self.s) - log_spend - z - 2 * math.log1p(math.exp(-z))

    def _share(self, spend: Floats) -> Floats:
        """Return x^s / (k^s + x^s)."""
        return np.asarray(expit(self._logit(spend)))

    def _logit(self, spend: Floats) -> Floats:
        """Return ln(x^s / k^s): large powers would overflow."""
        with np.errstate(divide="ignore"):
            return np.asarray(self.s * (np.log(spend) - math.log(self.k)))

    def _hill_slope(self, spend: Floats) -> Floats:
        logit = self._logit(spend)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            slope = self.scale * self.s / spend * expit(logit) * expit(-logit)
        return np.where(spend > _NO_MONEY, slope, self._slope_at_zero)

    @property
    def _slope_at_zero(self) -> float:
        if self.s == 1:
            return self.scale / self.k
        return math.inf if self.s < 1 and self.scale > 0 else 0.0

    @cached_property
    def _chord(self) -> float:
        rise = float(self.value(self.tangency)) - float(self.value(self.lo))
        return rise / (self.tangency - self.lo)

    def _over_chord(self, x: float) -> float:
        rise = float(self.value(x)) - float(self.value(self.lo))
        return rise - float(self.slope(x)) * (x - self.lo)

    @cached_property
    def _table(self) -> tuple[Floats, Floats]:
        points = self.points if self.points[0][0] <= 0 else ((0.0, 0.0), *self.points)
        xs, ys = np.array(points, dtype=np.float64).T
        return xs, ys

    @cached_property
    def _inside(self) -> tuple[Floats, Floats]:
        xs, ys = self._table
        inner = (xs > self.lo) & (xs < self.hi)
        ends = [self.lo] if self.lo == self.hi else [self.lo, self.hi]
        spend = np.sort(np.concatenate([xs[inner], ends]))
        return spend, np.asarray(np.interp(spend, xs, ys))


def _right_slope(x: Floats, xs: Floats, ys: Floats) -> Floats:
    slopes = np.append(np.diff(ys) / np.diff(xs), 0.0)
    return np.asarray(slopes[np.clip(np.searchsorted(xs, x, side="right") - 1, 0, None)])


def _upper_hull(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """Return the corners of the least concave function above the points (Andrew's chain)."""
    hull: list[Point] = []
    for point in zip(xs.tolist(), ys.tolist(), strict=True):
        while len(hull) > 1 and not _bends_down(hull, point):
            hull.pop()
        hull.append(point)
    corners = np.array(hull)
    return corners[:, 0], corners[:, 1]


def _bends_down(hull: Sequence[Point], point: Point) -> bool:
    (x0, y0), (x1, y1) = hull[-2], hull[-1]
    return (y1 - y0) * (point[0] - x1) > (point[1] - y1) * (x1 - x0)
