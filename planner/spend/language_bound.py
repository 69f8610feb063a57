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
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

import numpy as np

from planner.spend.curves import Curve, Form
from planner.spend.forms import Floats

NEAREST, FURTHEST, PLACES = 1e-9, 1e15, 2401
"""Spend at which a curve's tangents are taken, in its own k: each 2.3 % further, so what lies
between two of them is below 1e-4 of what the money costs."""
WIDE, AROUND = np.geomspace(1e-15, 1.0, 400), np.geomspace(1 / 16, 16, 97)
"""Prices of a region's money that are tried, as shares of the dearest and as multiples of the best
of these."""


class Tangents(NamedTuple):
    """A curve's profit (value - price * spend) at rising prices, its limits left out."""

    price: Floats
    profit: Floats
    bends_until: float
    """Spend from which the curve is its own envelope."""


class Cell:
    """A curve at all prices of money at once, for any factor.

    `capped` tells whether its hi may be less than all of the money; if not, it is left out.
    """

    def __init__(self, curve: Curve, *, capped: bool = True) -> None:
        self.curve, self.capped = curve, capped
        self.tangents = _table(curve) if curve.form == "table" else _stretched(curve)

    def profit_at(self, price: Floats) -> Floats:
        """Return a bound on value - price * spend for factor 1 and no limits; falls with price.

        Straight between tangents: a convex function lies below its chords.
        """
        return np.asarray(np.interp(price, self.tangents.price, self.tangents.profit))

    def profits(self, price: Floats, factors: Floats) -> Floats:
        """Return the bound for each factor (rows) at each price (columns), limits kept.

        Where the curve no longer bends up, more than a limit would be best only where its slope
        there is above the price; the limit itself is then best. Less, the other way round.
        """
        curve = self.curve
        if curve.lo == curve.hi:
            return factors[:, None] * self._at(curve.lo, price, factors)[0]
        most = np.broadcast_to(self.profit_at(price), (len(factors), len(price)))
        if self.capped:
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
        rises = np.where(y >= self.tangents.bends_until, self.curve.slope(y) - price, np.nan)
        return np.asarray(self.curve.value(y) - price * y), rises


@cache
def _formula(form: Form, s: float) -> Tangents:
    """Return the tangents of a formula with scale and k of 1."""
    curve = Curve("", form, 1.0, 1.0, s, 0.0, FURTHEST)
    return _tangents(curve, np.geomspace(NEAREST, FURTHEST, PLACES))


def _stretched(curve: Curve) -> Tangents:
    price, profit, bends = _formula(curve.form, curve.s)
    return Tangents(price * (curve.scale / curve.k), profit * curve.scale, bends * curve.k)


def _table(curve: Curve) -> Tangents:
    xs = np.array([0.0, *(x for x, _ in curve.points if x > 0)])
    return _tangents(replace(curve, lo=0.0, hi=float(xs[-1]) or 1.0, least=0.0), xs)


def _tangents(curve: Curve, spend: Floats) -> Tangents:
    """Return the tangents at `spend`; at price 0, all that the curve can bring."""
    top, slope = curve.envelope_value(spend), curve.envelope_slope(spend)
    price, first = np.unique([*slope, 0.0], return_index=True)
    profit = np.append(top - slope * spend, top[-1])[first]
    apart = np.flatnonzero(curve.value(spend) < top * (1 - 1e-12))
    last = int(apart[-1]) + 1 if len(apart) else -1
    bends = 0.0 if last < 0 else float(spend[last]) if last < len(spend) else math.inf
    return Tangents(price, profit, bends)


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
    _known: dict[float, Floats] = field(default_factory=dict)
    _levels: dict[tuple[float, float], tuple[float, float]] = field(default_factory=dict)

    def per_factor(self, prices: Floats) -> Floats:
        """Return a bound for factor 1, limits left out: other factors bring that many times it."""
        profit = [cell.profit_at(prices * self.share) for cell in self.cells]
        return np.asarray(self.base + sum(profit, np.zeros(len(prices))))

    def at(self, prices: Floats, factors: Floats) -> Floats:
        """Return the bound for each factor (rows) at each price of our money (columns).

        A limit of the region has a price of its own: with it, money here costs q, and the limit is
        paid back (q - price) * limit. For a most q is at least the price, for a least at most; the
        best q does not depend on the price.
        """
        ours = prices * self.share
        found = self._profits(ours, factors)
        for limit, sign in ((self.most, 1.0), (self.least, -1.0)):
            if self.cells and math.isfinite(limit) and (limit > 0 or sign > 0):
                q, whole = self._priced(limit, factors)
                there = whole - ours * limit
                found = np.where(sign * (q - ours) >= 0, np.minimum(found, there), found)
        return found

    def _priced(self, limit: float, factors: Floats) -> tuple[Floats, Floats]:
        """Return the best price of a limit for each factor, and the bound with the limit at it."""
        new = np.array([one for one in factors.tolist() if (limit, one) not in self._levels])
        if len(new):
            grid = self._near(limit)
            each = self._profits(grid, new) + grid * limit
            best = grid[each.argmin(axis=1)].tolist()
            for one, q, whole in zip(new.tolist(), best, each.min(axis=1).tolist(), strict=True):
                self._levels[limit, one] = q, whole
        known = np.array([self._levels[limit, one] for one in factors.tolist()])
        return known[:, :1], known[:, 1:]

    def _near(self, limit: float) -> Floats:
        """Return prices around the one at which all of a limit is spent."""
        if limit not in self._known:
            top = max(float(cell.tangents.price[-1]) for cell in self.cells)
            wide = top * WIDE
            profit = sum(cell.profit_at(wide) for cell in self.cells) + wide * limit
            self._known[limit] = float(wide[int(np.argmin(profit))]) * AROUND
        return self._known[limit]

    def _profits(self, prices: Floats, factors: Floats) -> Floats:
        start = np.repeat(factors[:, None] * self.base, len(prices), axis=1)
        return np.asarray(sum((cell.profits(prices, factors) for cell in self.cells), start))
