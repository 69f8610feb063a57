"""A split in whole units of money that keeps every limit and meets the budget to the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.spend.allocate import Limit
from planner.spend.curves import Curve
from planner.spend.forms import Flags, Floats

HAIR = 1e-6
"""Part of a unit that is rounding: 4999.9999999 is a minimum spend of 5000."""

_NEARER = 1000.0
"""How much more it counts to come a unit nearer to the money than to round one cell rightly."""


@dataclass(frozen=True, slots=True)
class _Task:
    """Free cells in units: `down` is each rounded down, `may` tells which may have one more.

    `low <= matrix @ ups <= high` is what the limits leave for units more; the first row is the
    money.
    """

    exact: Floats
    down: Floats
    may: Flags
    matrix: Floats
    low: Floats
    high: Floats


def to_units(
    curves: Sequence[Curve],
    spend: Mapping[str, float],
    budget: float,
    limits: Sequence[Limit] = (),
    *,
    cost_share: Mapping[str, float] | None = None,
    unit: Decimal = Decimal(1),
    fixed: Mapping[str, Decimal] | None = None,
) -> dict[str, Decimal]:
    """Round a split to whole units by largest remainder; they come as near the money as can be.

    Ends, smallest flights and limits hold wherever whole units can keep them, and no more than
    `budget` is spent. Cells in `fixed` get exactly that, locked ones (lo = hi) exactly lo. Ties
    go by name.
    """
    cells = sorted(curves, key=lambda curve: curve.cell)
    kept = {curve.cell: Decimal(repr(curve.lo)) for curve in cells if curve.lo == curve.hi}
    kept |= fixed or {}
    size = float(unit)
    exact = np.array([float(kept.get(c.cell, spend.get(c.cell, 0.0))) / size for c in cells])
    free = np.array([curve.cell not in kept for curve in cells])
    shares = np.array([(cost_share or {}).get(curve.cell, 1.0) for curve in cells])
    rows = [(shares, 0.0, min(budget / size, _near_money(shares @ exact, budget / size)))]
    rows += [(_members(one, cells), one.minimum / size, one.maximum / size) for one in limits]
    task = _task(cells, exact, free, size, rows)
    up = _largest_remainders(task)
    better = None if _is_good(task, up) else _by_programme(task)
    units = task.down + (up if better is None else better)
    whole = {c.cell: unit * int(x) for c, x in zip(cells, units.tolist(), strict=True)}
    return {curve.cell: kept.get(curve.cell, whole[curve.cell]) for curve in curves}


def _near_money(spent: float, budget: float) -> float:
    """Return the whole money if it is all but spent, else what is spent to the nearest unit."""
    return budget if spent > budget - 0.5 else float(round(spent))


def _members(limit: Limit, cells: Sequence[Curve]) -> Floats:
    return np.array([float(limit.holds(curve)) for curve in cells])


def _task(
    cells: Sequence[Curve],
    exact: Floats,
    free: Flags,
    size: float,
    rows: Sequence[tuple[Floats, float, float]],
) -> _Task:
    half = np.array([curve.floor / 2 for curve in cells]) / size
    exact = np.where(free & (exact < half), 0.0, exact)  # the solver's rounding buys no flight
    floor = np.array([c.floor if x > 0 else c.lo for c, x in zip(cells, exact, strict=True)])
    top = np.array([curve.top for curve in cells])
    least, most = np.ceil(floor / size - HAIR), np.floor(top / size + HAIR)
    down = np.clip(np.floor(exact + HAIR), least, np.maximum(most, least))
    used = np.where(free, down, exact)
    may = free & (down + 1 <= most) & (exact > 0)
    matrix = np.array([row for row, _, _ in rows])
    spent = matrix @ used
    low = np.array([minimum for _, minimum, _ in rows]) - spent - HAIR
    high = np.array([maximum for _, _, maximum in rows]) - spent + HAIR
    return _Task(exact, down, may, matrix, low, high)


def _largest_remainders(task: _Task) -> Floats:
    """Give a unit more to the cells with the largest remainders, while the limits leave room.

    Cells whose group misses its minimum come first.
    """
    rest = task.exact - task.down
    up = np.zeros(len(rest))
    used = np.zeros(len(task.high))
    needy = np.asarray(((task.low[1:, None] > 0) & (task.matrix[1:] > 0)).any(axis=0))
    order = sorted(range(len(rest)), key=lambda at: (not needy[at], -rest[at], at))
    for at in order:
        after = used + task.matrix[:, at]
        if task.may[at] and (after <= task.high).all():
            up[at], used = 1.0, after
    return up


def _is_good(task: _Task, up: Floats) -> bool:
    """Return whether all limits hold and no cell has room for what is left of the money."""
    used = task.matrix @ up
    left = task.high[0] - used[0]
    spent = not (task.may & (up == 0) & (task.matrix[0] <= left)).any()
    return spent and bool((used >= task.low).all() and (used <= task.high).all())


def _by_programme(task: _Task) -> Floats | None:
    """Return which cells to round up, by an integer programme; None where no rounding is right."""
    value = _NEARER * task.matrix[0] + (task.exact - task.down)
    answer = milp(
        -value,
        constraints=LinearConstraint(task.matrix, task.low, task.high),
        bounds=Bounds(0.0, task.may.astype(np.float64)),
        integrality=np.ones(len(value), dtype=np.int64),
        options={"mip_rel_gap": 0.0, "node_limit": 10_000},
    )
    return None if answer.x is None else np.round(answer.x).astype(np.float64)
