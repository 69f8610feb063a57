"""The mean of a cell's curves over draws, as a curve of its own.

A mean of curves of any form is a `table`: straight lines between points that lie so close that what
they miss is below a thousandth of what the cell brings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.spend.curves import Curve
from planner.spend.draws import Draws, Part
from planner.spend.forms import Floats

STEP = 1.025
"""Each point is this many times the one before: straight lines then miss about STEP's log squared
over 8 of a curve's bend, some 0.008 %, and below 0.1 % of one that rises with the fourth power."""
NEAR = 1e-3
"""The first point, as a part of the smallest k of all draws: below it curves are nearly straight,
or (S-shaped) bring nearly nothing."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The cells that can be spent on, and what each brings at its points in each draw."""

    curves: tuple[Curve, ...]
    spend: tuple[Floats, ...]
    values: tuple[Floats, ...]
    """By cell: a row for each draw, a column for each point."""

    @classmethod
    def of(cls, draws: Draws, curves: Sequence[Curve]) -> Grid:
        """Return the points of each curve (its lo, hi and least hold) and their values."""
        part = draws.value
        columns = [part.cells.index(curve.cell) for curve in curves]
        spend = tuple(
            _points(curve, part, column) for curve, column in zip(curves, columns, strict=True)
        )
        values = tuple(part.cell_at(at, xs) for at, xs in zip(columns, spend, strict=True))
        return cls(tuple(curves), spend, values)

    def mean(self, weights: Floats) -> dict[str, Curve]:
        """Return the mean curve of each cell; `weights` of the draws sum to 1."""
        return {
            curve.cell: _table(curve, xs, weights @ values)
            for curve, xs, values in zip(self.curves, self.spend, self.values, strict=True)
        }

    def missed(self, weights: Floats) -> float:
        """Return about how much the straight lines between points can miss, over all cells.

        Half as many points miss four times as much, which is seen at the points left out.
        """
        pairs = zip(self.spend, self.values, strict=True)
        return sum(_missed(xs, weights @ values) for xs, values in pairs)


def _points(curve: Curve, part: Part, column: int) -> Floats:
    if curve.hi <= curve.lo:
        return np.array([curve.lo, max(2 * curve.lo, 1.0)])
    if column in part.others:
        own = {x for one in part.others[column] for x, _ in one.points}
        smallest = min((x for x in own if x > 0), default=curve.hi)
    else:
        own, smallest = set(), float(part.k[:, column].min()) * NEAR
    start = min(max(smallest, curve.lo, curve.hi * 1e-9), curve.hi)
    number = 2 + int(np.log(curve.hi / start) / np.log(STEP))
    inner = [x for x in (*own, curve.least) if curve.lo < x < curve.hi]
    return np.unique([curve.lo, *inner, *np.geomspace(start, curve.hi, number)])


def _table(curve: Curve, xs: Floats, ys: Floats) -> Curve:
    points = tuple(zip(xs.tolist(), ys.tolist(), strict=True))
    return replace(curve, form="table", scale=1.0, k=1.0, s=1.0, points=points)


def _missed(xs: Floats, ys: Floats) -> float:
    if len(xs) < 3:
        return 0.0
    between = ys[1:-1:2] - np.interp(xs[1:-1:2], xs[::2], ys[::2])
    return float(np.max(np.abs(between), initial=0.0)) / 4
