"""Solving one box of the search: under the budget alone by its price, under groups as a whole."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from planner.spend.batch import Batch, Box
from planner.spend.forms import Flags, Floats
from planner.spend.interior import Problem, maximise, pieces_of
from planner.spend.price import THRIFT, Relaxed, by_price, real
from planner.spend.rows import Rows

HAIR = 1e-9
"""Part of the money by which rounding may miss a limit."""

END = 1e-6
"""Part of a cell's room at whose ends it counts as there."""

_PLAY = HAIR / 10
"""Part of the money that limits are widened by inside, so that a single amount has an inside."""

_SPECK = 1e-290
"""Width that is none: to divide by less could leave what floats can hold."""


class Relax:
    """The limits of a problem; `gain` is the size of what there is to gain, `money` of its money.

    Calling it maximises the envelopes in a box, starting near `prices`; None where the limits
    leave nothing in it.
    """

    def __init__(self, batch: Batch, rows: Rows, money: float, gain: float) -> None:
        self.batch, self.rows, self.money, self.gain = batch, rows, money, gain
        self.alone = rows.names == ("budget",)
        self._places = [
            np.unique([getattr(cell, kind) for cell in batch.cells], return_inverse=True)[1]
            for kind in ("region", "channel")
        ]

    def keeps(self, spend: Floats) -> bool:
        """Return whether the limits allow `spend`."""
        return self.rows.keep(spend, HAIR * self.money)

    def near(self, at: int) -> Flags:
        """Return which cells compete with one for the same money."""
        region, channel = self._places
        if self.alone:
            return np.ones(len(region), dtype=np.bool_)
        return np.asarray((region == region[at]) | (channel == channel[at]))

    def region(self, at: int) -> int:
        """Return a number for the region of a cell."""
        return int(self._places[0][at])

    def by_region(self, each: Floats) -> Floats:
        """Return for each cell the sum over its region."""
        places = self._places[0]
        return np.bincount(places, each)[places].astype(np.float64)

    def twins(self, at: int) -> list[int]:
        """Return the cells just like one, in their order: which gets more does not matter."""
        cells, matrix = self.batch.cells, self.rows.matrix
        own = replace(cells[at], cell="")
        return [
            other
            for other, cell in enumerate(cells)
            if cell.scale == own.scale
            and replace(cell, cell="") == own
            and (matrix[:, other] == matrix[:, at]).all()
        ]

    def charge(self, prices: Floats) -> Floats:
        """Return what a unit of money in each cell costs at the limits' prices."""
        return self.rows.charge(prices)

    def __call__(self, box: Box, prices: Floats | None) -> Relaxed | None:
        """Maximise the envelopes in `box`."""
        least = self.rows.least_used(box.lo, box.hi)
        if (least > self.rows.right + HAIR * self.money).any():
            return None
        if not len(self.rows.names):
            return self._free(box)
        if self.alone:
            shares, budget = self.rows.matrix[0], float(self.rows.right[0])
            guess = None if prices is None else float(prices[0])
            return by_price(self.batch, box, shares, max(budget, float(least[0])), self.gain, guess)
        return self._together(box, prices)

    def _free(self, box: Box) -> Relaxed:
        """No limit can be reached: every cell gets all that brings something."""
        zero = np.zeros(self.batch.size)
        spend, surplus = self.batch.demand(box, zero)
        return Relaxed(spend, math.fsum(surplus), zero, np.zeros(0))

    def _together(self, box: Box, prices: Floats | None) -> Relaxed:
        batch, rows = self.batch, self.rows
        box, touch = batch.touched(box)
        pieces = pieces_of(batch, box, touch, self.money)
        right = rows.right - rows.used(box.lo) + _PLAY * self.money
        problem = Problem(batch, pieces, rows, right, THRIFT * self.gain / self.money)
        y, found = maximise(problem, self.gain)
        spend = self._cleaned(box, touch, pieces.spend(box, y))
        bounds = [(self.bound(box, one), one) for one in (found, prices) if one is not None]
        bound, prices = min(bounds, key=lambda pair: pair[0])
        return Relaxed(spend, bound, self._over(box, touch, spend), prices)

    def _cleaned(self, box: Box, touch: Floats, spend: Floats) -> Floats:
        """Return spend without the solver's rounding; where limits leave no play, as it is."""
        snapped = settle(_snapped(spend, box, touch), box, self.rows)
        return snapped if self.keeps(snapped) else settle(spend, box, self.rows)

    def bound(self, box: Box, prices: Floats) -> float:
        """Return the Lagrangian at `prices`: nothing in the box brings more."""
        _, surplus = self.batch.demand(box, self.rows.charge(prices))
        return float(prices @ self.rows.right) + math.fsum(surplus)

    def _over(self, box: Box, touch: Floats, spend: Floats) -> Floats:
        base, width = self.batch.value(box.lo), touch - box.lo
        part = np.divide(spend - box.lo, width, out=np.ones(len(width)), where=width > _SPECK)
        inside = (part > END) & (part < 1 - END)
        top = base + part * (self.batch.value(touch) - base)
        if self.batch.tables.size:
            inside |= self.batch.is_table
            top = self._tables(box, spend, top)
        return np.where(inside, np.maximum(top - real(self.batch, box, spend), 0.0), 0.0)

    def _tables(self, box: Box, spend: Floats, top: Floats) -> Floats:
        for row, at in enumerate(self.batch.tables):
            top[at] = np.interp(spend[at], *_rising(box.hull_x[row], box.hull_y[row]))
        return top


def _rising(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    kept = np.append(True, np.diff(x) > 0)
    return x[kept], y[kept]


def _snapped(spend: Floats, box: Box, touch: Floats) -> Floats:
    """Return spend with cells that are all but at an end of their straight piece, there."""
    width = touch - box.lo
    spend = np.where(np.abs(spend - touch) < END * width, touch, spend)
    spend = np.where(spend - box.lo < END * width, box.lo, spend)
    return np.clip(spend, box.lo, box.hi)


def settle(spend: Floats, box: Box, rows: Rows) -> Floats:
    """Take the solver's rounding out: minimums are met, then no maximum is exceeded by a hair.

    Smallest flights stay as they are while other cells can give way.
    """
    for sign in (-1.0, 1.0):
        used = rows.used(spend)
        for at in np.flatnonzero((used > rows.right) & (rows.sign == sign)):
            for end in (np.where(spend >= box.floor, box.floor, box.lo), box.lo):
                spend = _moved(spend, end if sign > 0 else box.hi, rows.matrix[at], rows.right[at])
    return np.clip(spend, box.lo, box.hi)


def _moved(spend: Floats, end: Floats, row: Floats, right: float) -> Floats:
    """Return spend moved towards `end` until the limit holds, or all the way."""
    over, room = float(row @ spend) - right, float(row @ (spend - end))
    if over <= 0 or room <= 0:
        return spend
    return np.where(row != 0, spend + (end - spend) * min(over / room, 1.0), spend)
