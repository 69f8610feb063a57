"""All cells at once: their responses, and what each would buy at its price of money.

A `Box` says what each cell may spend in one branch of the search; a branch changes one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.spend import lines
from planner.spend.curves import Curve, formula_of
from planner.spend.envelope import Ends, best_at, concave_from, tangency
from planner.spend.forms import Flags, Floats, Form

Index = slice | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Box:
    """What each cell may spend: exactly `lo`, or `floor` to `hi`; concave from `start` to `hi`.

    `hull_x` and `hull_y` are the corners of the tables' envelopes, one row each, the last repeated.
    `touch` is from where each smooth envelope runs along its curve (lo for tables), once asked for.
    """

    lo: Floats
    floor: Floats
    hi: Floats
    start: Floats
    hull_x: Floats
    hull_y: Floats
    touch: Floats | None = None


class Batch:
    """Curves by family, in one order; `cells` are the curves themselves."""

    def __init__(self, cells: Sequence[Curve]) -> None:
        self.cells = tuple(cells)
        self.size = len(cells)
        self.parts: list[tuple[Index, Form]] = []
        for forms in (("hill", "reach"), ("exp",), ("log",)):
            self._add([at for at, cell in enumerate(cells) if cell.form in forms])
        self.tables = np.array([at for at, c in enumerate(cells) if c.form == "table"], dtype=int)
        corners = [cells[at].corners for at in self.tables]
        longest = max((len(x) for x, _ in corners), default=0)
        self.table_x, self.table_y = _padded(corners, longest)
        self._width = longest + 3  # an envelope has its three ends besides
        self._place = {int(at): row for row, at in enumerate(self.tables)}
        self.is_table = np.isin(np.arange(self.size), self.tables)

    def _add(self, at: Sequence[int]) -> None:
        if not at:
            return
        cells = [self.cells[one] for one in at]
        numbers = np.array([(cell.scale, cell.k, cell.s) for cell in cells]).T
        scale, k, s = np.ascontiguousarray(numbers)
        form = formula_of([cell.form for cell in cells], scale, k, s)
        self.parts.append((slice(None) if len(at) == self.size else np.array(at), form))

    def box(self, lo: Floats, floor: Floats, hi: Floats) -> Box:
        """Return the box of these ends; cells whose floor is above hi stay at lo."""
        hi = np.where(floor <= hi, hi, lo)
        floor = np.minimum(floor, hi)
        start = floor.copy()
        for at, form in self.parts:
            start[at] = concave_from(form, floor[at], hi[at])
        hulls = [self._hull(int(at), lo[at], floor[at], hi[at]) for at in self.tables]
        hull_x, hull_y = _padded(hulls, self._width)
        return Box(lo, floor, hi, start, hull_x, hull_y)

    def _hull(self, at: int, lo: float, floor: float, hi: float) -> tuple[Floats, Floats]:
        corners = lines.inside(*self.cells[at].corners, lo, floor, hi)
        return lines.upper_hull(*corners)

    def changed(self, box: Box, at: int, lo: float, floor: float, hi: float) -> Box:
        """Return the box with other ends for one cell."""
        lows, floors, tops, start = (
            _put(array, at, value)
            for array, value in (
                (box.lo, lo),
                (box.floor, floor),
                (box.hi, hi),
                (box.start, floor),
            )
        )
        x, y = box.hull_x, box.hull_y
        row = self._place.get(at)
        if row is None:
            start[at] = min(max(float(self.cells[at].formula.bend), floor), hi)
        else:
            x, y = x.copy(), y.copy()
            x[row], y[row] = _stretched(self._hull(at, lo, floor, hi), self._width)
        after = Box(lows, floors, tops, start, x, y)
        if box.touch is None:
            return after
        return replace(after, touch=_put(box.touch, at, self._touch_of(after, at)))

    def only(self, box: Box, on: Flags) -> Box:
        """Return the box where cells that are `on` spend where they are concave, others lo."""
        lo = np.where(on, box.start, box.lo)
        hi = np.where(on, box.hi, box.lo)
        if not self.tables.size:
            return Box(lo, lo, hi, lo, box.hull_x, box.hull_y, touch=lo)
        return self.box(lo, lo, hi)

    def value(self, x: Floats) -> Floats:
        """Return each cell's response to its spend."""
        found = np.empty(self.size)
        for at, form in self.parts:
            found[at] = form.value(x[at])
        if self.tables.size:
            found[self.tables] = _interpolated(x[self.tables], self.table_x, self.table_y)
        return found

    def slopes(self, x: Floats) -> tuple[Floats, Floats]:
        """Return each smooth cell's slope at its spend, and the derivative of that."""
        slope, bent = np.zeros(self.size), np.zeros(self.size)
        for at, form in self.parts:
            slope[at], bent[at] = form.slope(x[at]), form.curvature(x[at])
        return slope, bent

    def demand(self, box: Box, price: Floats) -> tuple[Floats, Floats]:
        """Return each cell's best spend at its price, and a bound of value - price * spend."""
        spend, bound = np.empty(self.size), np.empty(self.size)
        for at, form in self.parts:
            ends = Ends(box.lo[at], box.floor[at], box.start[at], box.hi[at])
            spend[at], bound[at] = best_at(form, ends, price[at])
        if self.tables.size:
            profit = box.hull_y - price[self.tables, None] * box.hull_x
            best = profit.argmax(axis=1)[:, None]
            spend[self.tables] = np.take_along_axis(box.hull_x, best, axis=1)[:, 0]
            bound[self.tables] = np.take_along_axis(profit, best, axis=1)[:, 0]
        return spend, bound

    def touched(self, box: Box) -> tuple[Box, Floats]:
        """Return the box with its tangencies, and these."""
        if box.touch is not None:
            return box, box.touch
        found = box.lo.copy()
        for at, form in self.parts:
            found[at] = tangency(form, box.lo[at], box.start[at], box.hi[at])
        return replace(box, touch=found), found

    def _touch_of(self, box: Box, at: int) -> float:
        if at in self._place:
            return float(box.lo[at])
        ends = (box.lo[at : at + 1], box.start[at : at + 1], box.hi[at : at + 1])
        return float(tangency(self.cells[at].formula, *ends)[0])


def scaled(cell: Curve, money: float, response: float) -> Curve:
    """Return the curve in units of `money` and `response`."""
    points = tuple((x / money, y / response) for x, y in cell.points)
    lo, hi, least, k = (x / money for x in (cell.lo, cell.hi, cell.least, cell.k))
    scale = cell.scale / response
    return replace(cell, scale=scale, k=k, lo=lo, hi=hi, least=least, points=points)


def _put(array: Floats, at: int, value: float) -> Floats:
    found = array.copy()
    found[at] = value
    return found


def _padded(tables: Sequence[tuple[Floats, Floats]], width: int) -> tuple[Floats, Floats]:
    whole = [_stretched(table, width) for table in tables]
    if not whole:
        return np.empty((0, 0)), np.empty((0, 0))
    return np.array([x for x, _ in whole]), np.array([y for _, y in whole])


def _stretched(table: tuple[Floats, Floats], width: int) -> tuple[Floats, Floats]:
    x, y = (np.pad(one, (0, width - len(one)), mode="edge") for one in table)
    return x, y


def _interpolated(x: Floats, xs: Floats, ys: Floats) -> Floats:
    """Return the height above x of one line per row; flat beyond its ends."""
    after = np.minimum((xs <= x[:, None]).sum(axis=1), xs.shape[1] - 1)
    rows = np.arange(len(x))
    x0, x1 = xs[rows, np.maximum(after - 1, 0)], xs[rows, after]
    y0, y1 = ys[rows, np.maximum(after - 1, 0)], ys[rows, after]
    part = np.divide(x - x0, x1 - x0, out=np.zeros(len(x)), where=x1 > x0)
    return np.asarray(y0 + np.clip(part, 0.0, 1.0) * (y1 - y0))
