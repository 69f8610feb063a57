"""Whether limits can hold together, and in plain words which of them can't."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from planner.errors import InputError, Problem
from planner.spend.curves import Curve
from planner.spend.forms import Floats
from planner.spend.rows import Rows

Flags = npt.NDArray[np.bool_]

ROUNDING = 1e-9
"""Part of a limit by which it may be missed: that is rounding."""

A_HAIR_MORE = 1e-6
"""Part of what the limits leave for a cell that is left on top, so that they keep their prices."""


def within(cells: Sequence[Curve], rows: Rows) -> Floats:
    """Return spend between each cell's lo and hi that keeps every limit, smallest flights apart.

    Each limit may be broken at a price of 1: the least sum of breaks is what is missing, and the
    limits with a dual price are those that clash (Farkas).

    Raises:
        InputError: the limits can't hold together; it names them and what is missing.
    """
    low, high = ends(cells)
    if rows.keep(low, 0.0):
        return low
    size = max(float(np.abs(rows.right).max()), float(low.sum())) or 1.0
    count, each = len(rows.names), _sizes(rows, low, size)
    answer = linprog(
        np.concatenate([np.zeros(len(cells)), np.ones(count)]),
        A_ub=np.hstack([rows.matrix * (size / each)[:, None], -np.eye(count)]),
        b_ub=rows.right / each,
        bounds=[*zip(low / size, high / size, strict=True), *[(0.0, None)] * count],
        method="highs-ds",
        options={"primal_feasibility_tolerance": _FINEST, "dual_feasibility_tolerance": _FINEST},
    )
    if answer.x is None or answer.fun is None:
        raise RuntimeError(answer.message)  # every row may be broken, so there is a solution
    if answer.fun > ROUNDING:
        clash = np.asarray(answer.ineqlin.marginals) < -ROUNDING
        raise InputError(_clash(cells, rows, clash, float(answer.x[len(cells) :] @ each)))
    return np.clip(answer.x[: len(cells)] * size, low, high)


NODES = 2000
"""Nodes of the search for flights that fit; where it ends there, none are taken to fit."""

_FINEST = 1e-10
"""Tolerance of the solver, the finest that it takes."""


def _sizes(rows: Rows, low: Floats, size: float) -> Floats:
    """Return the money that each limit is about: beside a large budget, a small one counts too."""
    each = np.maximum(np.abs(rows.right), np.abs(rows.matrix) @ low)
    return np.maximum(each, size * _SMALLEST)


_SMALLEST = 1e-5
"""Part of all the money below which a limit is not made larger: the solver would lose digits."""


def tightened(low: Floats, high: Floats, rows: Rows) -> Floats:
    """Lower each hi to what the limits leave for the cell: envelopes get closer to the curves."""
    for row, right in zip(rows.matrix, rows.right, strict=True):
        if (row >= 0).all():
            left = max(right - float(row @ low), 0.0)
            room = np.divide(left, row, out=np.full(len(row), np.inf), where=row > 0)
            high = np.minimum(high, low + room * (1 + A_HAIR_MORE))
    return high


def with_flights(cells: Sequence[Curve], rows: Rows) -> Floats:
    """Return spend that keeps every limit where each cell gets lo, or its smallest flight or more.

    Raises:
        InputError: the limits can't hold together; it names them and what is missing.
    """
    low, high = ends(cells)
    floor = np.array([cell.floor for cell in cells])
    high = tightened(low, high, rows)
    high = np.where(floor > high, low, high)
    missing = rows.least_used(low, high) - rows.right
    if (broken := missing > ROUNDING * np.abs(rows.right)).any():  # told at once, without a search
        raise InputError(_flights_clash(cells, rows, broken, float(missing[broken].sum())))
    jumps = (floor > low) & (high > low)
    size = max(float(np.abs(rows.right).max()), float(high.max(initial=0.0))) or 1.0
    count, many = len(rows.names), len(cells)
    cost = np.concatenate([np.zeros(2 * many), np.ones(count)])
    whole = np.concatenate([np.zeros(many), jumps, np.zeros(count)])
    most = np.concatenate([high / size, np.ones(many), np.full(count, np.inf)])
    least = np.concatenate([low / size, ~jumps, np.zeros(count)]).astype(np.float64)
    none = np.zeros((many, count))
    up = np.hstack([np.eye(many), -np.diag(np.where(jumps, floor, 0.0) / size), none])
    down = np.hstack([np.eye(many), -np.diag(np.where(jumps, high, 0.0) / size), none])
    limits = np.hstack([rows.matrix, np.zeros((count, many)), -np.eye(count)])
    answer = milp(
        cost,
        integrality=whole.astype(np.int64),
        bounds=Bounds(least, most),
        constraints=[
            LinearConstraint(up, 0.0, np.inf),
            LinearConstraint(down[jumps], -np.inf, 0.0),
            LinearConstraint(limits, -np.inf, rows.right / size),
        ],
        options={"mip_rel_gap": 0.0, "node_limit": NODES},
    )
    if answer.x is None:
        raise RuntimeError(answer.message)  # every row may be broken, so there is a solution
    breaks = answer.x[2 * many :]
    if breaks.sum() > ROUNDING:
        raise InputError(_flights_clash(cells, rows, breaks > ROUNDING, float(breaks.sum() * size)))
    spend, on = answer.x[:many] * size, answer.x[many : 2 * many] > 0.5
    return np.where(on, np.clip(spend, np.minimum(floor, high), high), low)


def _clash(cells: Sequence[Curve], rows: Rows, clash: Flags, missing: float) -> Problem:
    parts = [
        f"{name} {abs(right):,.2f}"
        for name, right, part in zip(rows.names, rows.right, clash, strict=True)
        if part
    ]
    inside = rows.matrix[clash]
    capped = np.asarray((inside > 0).any(axis=0))
    pushed = np.asarray((inside < 0).any(axis=0))
    low, high = ends(cells)
    floor = float(low[capped].sum())
    parts += [f"the least of its cells {floor:,.2f}"] if floor > 0 else []
    parts += [f"the most its cells can take {high[pushed].sum():,.2f}"] if pushed.any() else []
    what = f"these limits cannot hold together: {', '.join(parts)}; {missing:,.2f} is missing"
    return Problem(what, hint="Raise the budget or a maximum, or lower a minimum")


def _flights_clash(cells: Sequence[Curve], rows: Rows, broken: Flags, missing: float) -> Problem:
    """Name the limits that no choice of flights keeps, and the smallest flights they touch."""
    held = (rows.matrix[broken] != 0).any(axis=0)
    touched = (rows.matrix[:, held] != 0).any(axis=1)
    parts = [
        f"{name} {abs(right):,.2f}"
        for name, right, part in zip(rows.names, rows.right, touched, strict=True)
        if part
    ]
    own = [cell for cell, one in zip(cells, held, strict=True) if one and cell.least > 0]
    flights = ", ".join(f"{c.cell} {c.least:,.2f}" for c in sorted(own, key=_by_least)[:5])
    what = (
        f"the smallest flights do not fit these limits: {', '.join(parts)}; the smallest flights "
        f"there are {flights}; {missing:,.2f} is missing"
    )
    return Problem(what, hint="Raise a maximum or the budget, or lower a minimum or a flight")


def _by_least(cell: Curve) -> tuple[float, str]:
    return cell.least, cell.cell


def ends(cells: Sequence[Curve]) -> tuple[Floats, Floats]:
    """Return the least and the most that each cell may spend."""
    return np.array([cell.lo for cell in cells]), np.array([cell.top for cell in cells])
