"""Which limits a split of one's own breaks, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planner.spend.allocate import Limit
from planner.spend.curves import Curve
from planner.spend.feasible import ROUNDING
from planner.spend.limits import rows_of


def faults_of(
    curves: Sequence[Curve],
    spend: Mapping[str, float],
    budget: float,
    limits: Sequence[Limit] = (),
    cost_share: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    """Return in words which limits a split of one's own breaks; cells not named get nothing."""
    cells = sorted(curves, key=lambda curve: curve.cell)
    rows = rows_of(cells, budget, limits, cost_share or {})
    mine = np.array([spend.get(cell.cell, 0.0) for cell in cells])
    hair = ROUNDING * max(float(np.abs(rows.right).max()), float(mine.max(initial=0.0)))
    found = [_fault(cell, x, hair) for cell, x in zip(cells, mine.tolist(), strict=True)]
    used = rows.used(mine)
    for name, right, now in zip(rows.names, rows.right, used, strict=True):
        if now > right + hair:
            found.append(f"{name} {abs(right):,.2f} is missed: the plan has {abs(now):,.2f}")
    return tuple(text for text in found if text)


def _fault(cell: Curve, x: float, hair: float) -> str:
    if x > cell.hi + hair:
        return f"{cell.cell} {x:,.2f} is above its most, {cell.hi:,.2f}"
    if abs(x - cell.lo) > hair and x < cell.floor - hair:
        return f"{cell.cell} {x:,.2f} is below its least, {cell.floor:,.2f}"
    return ""
