"""A bound on what any set of language versions can bring, from prices of money.

At a price m of our net money, no set V with factors f brings more than
m * money(V) + sum over regions of f * base + sum over cells of max over x of
f * C(x / f) - m * share * x (Lagrangian duality). With x = f * y the last part is
f * max over y of C(y) - m * share * y: linear in the factor, but for the cells' own limits, which
are kept where that is easy and left out where it is not: either way the bound holds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.spend.curves import Curve

Floats = npt.NDArray[np.float64]

PLACES = 512
"""Tangents that stand for a curve: each 4 % further, so what lies between them is below 1e-4."""
DECADES = 9
"""How far below its highest spend a curve's first tangent is."""
TILTS = np.geomspace(1 / 16, 16, 33)
"""Prices of a region's limits that are tried, as multiples of the price of money."""


class Cell:
    """A curve at all prices of money at once, for any factor; `shapes` does not change.

    `factors` is the smallest that will be asked for.
    """

    def __init__(self, curve: Curve, smallest: float) -> None:
        self.curve = curve
        far = max(curve.hi, curve.least, 1.0) / min(smallest, 1.0)
        self.whole = replace(curve, lo=0.0, hi=far, least=0.0)
        spend = far * np.geomspace(10.0**-DECADES, 1.0, PLACES)
        if curve.form == "table":
            corners = [x for x, _ in curve.points if 0 < x < far]
            spend = np.unique([*spend, *corners])
        top, slope = self.whole.envelope_value(spend), self.whole.envelope_slope(spend)
        self.bends_until = self._bends_until(spend, top)
        price, first = np.unique([*slope, 0.0], return_index=True)
        profit = np.append(top - slope * spend, top[-1])
        self.price, self.profit = price, profit[first]

    def _bends_until(self, spend: Floats, top: Floats) -> float:
        """Return the spend from which the curve is its own envelope."""
        apart = np.flatnonzero(self.whole.value(spend) < top * (1 - 1e-12))
        if not len(apart):
            return 0.0
        return float(spend[apart[-1] + 1]) if apart[-1] + 1 < len(spend) else math.inf

    def profit_at(self, price: Floats) -> Floats:
        """Return a bound on value - price * spend for factor 1 and no limits; falls with price.

        Straight between tangents: a convex function lies below its chords.
        """
        return np.asarray(np.interp(price, self.price, self.profit))

    def profits(self, price: Floats, factors: Floats) -> Floats:
        """Return the bound for each factor (rows) at each price (columns), limits kept.

        Where the curve no longer bends up, more than a limit would be best only where its slope
        there is above the price; the limit itself is then best. Less, the other way round.
        """
        curve = self.curve
        if curve.lo == curve.hi:
            return factors[:, None] * self._at(curve.lo, price, factors)[0]
        most = np.broadcast_to(self.profit_at(price), (len(factors), len(price)))
        there, rises = self._at(curve.hi, price, factors)
        most = np.where(rises > 0, np.minimum(most, there), most)
        for least, floor in ((curve.lo, -np.inf), (0.0 if curve.lo else curve.least, 0.0)):
            if least > 0:
                there, rises = self._at(least, price, factors)
                most = np.where(rises <= 0, np.minimum(most, np.maximum(there, floor)), most)
        return factors[:, None] * most

    def _at(self, spend: float, price: Floats, factors: Floats) -> tuple[Floats, Floats]:
        """Return value - price * spend where the scaled curve gets `spend`, and how it rises.

        NaN where the curve may still bend up further on.
        """
        y = (spend / factors)[:, None]
        rises = np.where(y >= self.bends_until, self.whole.slope(y) - price, np.nan)
        return np.asarray(self.whole.value(y) - price * y), rises


@dataclass(frozen=True)
class RegionBound:
    """What a region can bring at each price of money.

    `share` is our part of each unit spent; `least` and `most` limit the whole of it.
    """

    base: float
    share: float
    cells: Sequence[Cell]
    least: float = 0.0
    most: float = math.inf

    def per_factor(self, prices: Floats) -> Floats:
        """Return a bound for factor 1, limits left out: other factors bring that many times it."""
        profit = [cell.profit_at(prices * self.share) for cell in self.cells]
        return np.asarray(self.base + sum(profit, np.zeros(len(prices))))

    def at(self, prices: Floats, factors: Floats) -> Floats:
        """Return the bound for each factor (rows) at each price of our money (columns)."""
        plain = self._profits(prices * self.share, factors)
        if self.least <= 0 and math.isinf(self.most):
            return plain
        tilted = prices[:, None] * self.share * TILTS
        over = np.maximum(tilted - prices[:, None] * self.share, 0.0)
        under = np.maximum(prices[:, None] * self.share - tilted, 0.0)
        kept = over == 0 if math.isinf(self.most) else np.ones_like(over, dtype=bool)
        cost = np.where(over > 0, over * min(self.most, 1e300), 0.0) - under * self.least
        each = self._profits(tilted.ravel(), factors).reshape(len(factors), *tilted.shape) + cost
        return np.asarray(np.minimum(plain, np.where(kept, each, np.inf).min(axis=2)))

    def _profits(self, prices: Floats, factors: Floats) -> Floats:
        start = np.repeat(factors[:, None] * self.base, len(prices), axis=1)
        return np.asarray(sum((cell.profits(prices, factors) for cell in self.cells), start))
