"""Curves of straight lines through points, and their concave envelopes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.spend.forms import Floats

Point = tuple[float, float]


def from_zero(points: Sequence[Point]) -> tuple[Floats, Floats]:
    """Return spend and response of the corners; from (0, 0) where the points start later."""
    whole = points if points[0][0] <= 0 else ((0.0, 0.0), *points)
    xs, ys = np.array(whole, dtype=np.float64).T
    return xs, ys


def right_slope(x: Floats, xs: Floats, ys: Floats) -> Floats:
    """Return the slope to the right of `x`; none beyond the last corner."""
    slopes = np.append(np.diff(ys) / np.diff(xs), 0.0)
    return np.asarray(slopes[np.clip(np.searchsorted(xs, x, side="right") - 1, 0, None)])


def inside(xs: Floats, ys: Floats, lo: float, floor: float, hi: float) -> tuple[Floats, Floats]:
    """Return the corners of what a cell may spend: lo, and `floor` to hi."""
    inner = xs[(xs > floor) & (xs < hi)]
    ends = [x for x in (floor, hi) if x > lo]
    spend = np.unique(np.concatenate([[lo], inner, ends]))
    return spend, np.asarray(np.interp(spend, xs, ys))


def upper_hull(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
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
