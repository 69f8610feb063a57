"""What the split answers besides: what an idle cell would take, and where more money would go.

All of it reads the same curves and limits as the split itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.errors import InputError
from planner.spend.allocate import Allocation, Limit, allocate
from planner.spend.batch import Batch
from planner.spend.curves import Curve
from planner.spend.feasible import ends
from planner.spend.limits import rows_of
from planner.spend.rows import Rows

Shares = Mapping[str, float]

STEPS = 60
"""Budgets that are tried in a search; some eight do."""

NEAR = 1e-4
"""Share of a budget within which it is found: far below what curves are sure of."""

BOXES = 5
"""Boxes that may be solved for each budget that is tried: an answer need not be proven."""

FULL = 1e-6
"""Part of a limit within which it is used up."""


@dataclass(frozen=True, slots=True)
class Start:
    """When a cell that gets nothing would get something.

    `above` is the least that would be spent in it, `more` what the budget would have to grow by;
    None where a limit of its own stands in the way.
    """

    cell: str
    above: float
    more: float | None

    def text(self, currency: str = "") -> str:
        """Return the answer in words."""
        money = f"{currency} " if currency else ""
        start = f"starts to pay above {money}{self.above:,.0f}" if self.above else "pays from 0 on"
        if self.more is None:
            return f"{start}; the limits of its region or channel leave no room for it"
        return f"{start}; would need {money}{self.more:,.0f} more"


def starts_to_pay(
    curves: Sequence[Curve],
    found: Allocation,
    limits: Sequence[Limit] = (),
    cost_share: Shares | None = None,
) -> dict[str, Start]:
    """Return for each cell that gets nothing what it would take; closed cells are left out.

    More budget makes money cheaper. A cell is taken up at the price at which its best mean
    response is worth it: half of its start beyond what all others want at that price, since there
    a split with it and one without it bring the same (to second order).
    """
    cells = sorted(curves, key=lambda curve: curve.cell)
    idle = [at for at, cell in enumerate(cells) if found.spend[cell.cell] == 0 < cell.top]
    if not idle:
        return {}
    market = _Market(cells, found, rows_of(cells, 0.0, limits, cost_share or {}))
    return {cells[at].cell: market.start(at) for at in idle}


class _Market:
    """What all cells want at a lower price of money than the split's."""

    def __init__(self, cells: Sequence[Curve], found: Allocation, rows: Rows) -> None:
        self.cells, self.found, self.rows = cells, found, rows
        self.batch = Batch(cells)
        low, high = ends(cells)
        self.box = self.batch.box(low, np.array([cell.floor for cell in cells]), high)
        self.spend = np.array([found.spend[cell.cell] for cell in cells])
        self.shares = rows.matrix[0]
        prices = np.array([found.prices.get(cell.cell, 0.0) for cell in cells])
        room = rows.right - rows.used(self.spend)
        full = (rows.sign > 0) & (room <= FULL * np.abs(rows.right))
        full[0] = False  # the budget is what grows
        self.is_full = np.asarray((rows.matrix[full] > 0).any(axis=0))
        self.extra = prices - found.marginal * self.shares

    def start(self, at: int) -> Start:
        """Return what it takes for a cell to be taken up."""
        above, rate = self._best_start(at)
        share = float(self.shares[at])
        price = (rate - float(self.extra[at])) / share if share > 0 else -math.inf
        if price <= 0 or self.is_full[at]:
            return Start(self.cells[at].cell, above, None)
        others = self._growth(price, at)
        more = others + share * above / 2 - self.found.unspent
        return Start(self.cells[at].cell, above, max(more, 0.0))

    def _best_start(self, at: int) -> tuple[float, float]:
        """Return the spend with the best mean response, and that response per unit of money."""
        cell = self.cells[at]
        if cell.form == "table":
            xs, ys = cell.hull
            return float(xs[1]), float((ys[1] - ys[0]) / xs[1])
        x = cell.tangency
        if x <= 0:
            return 0.0, float(cell.slope(0.0))
        return x, float(cell.value(x) - cell.value(0.0)) / x

    def _growth(self, price: float, at: int) -> float:
        """Return by how much more of our money others want at a price; full groups want no more."""
        wanted, _ = self.batch.demand(self.box, price * self.shares + self.extra)
        more = wanted - self.spend
        more[at] = 0.0
        for row, name, right in zip(
            self.rows.matrix, self.rows.names, self.rows.right, strict=True
        ):
            if name.endswith(" max"):
                room, asked = max(right - float(row @ self.spend), 0.0), float(row @ more)
                more = np.where(row > 0, more * min(1.0, room / asked if asked > 0 else 1.0), more)
        return float(self.shares @ more)


def where_next(
    curves: Sequence[Curve],
    budget: float,
    amount: float,
    limits: Sequence[Limit] = (),
    cost_share: Shares | None = None,
) -> dict[str, float]:
    """Return how each cell's spend changes when the budget grows by `amount`."""
    now = allocate(curves, budget, limits, cost_share=cost_share)
    then = allocate(curves, budget + amount, limits, cost_share=cost_share, own=now.spend)
    return {cell: then.spend[cell] - now.spend[cell] for cell in now.spend}


def least_budget(
    curves: Sequence[Curve],
    wanted: float,
    limits: Sequence[Limit] = (),
    cost_share: Shares | None = None,
) -> Allocation | None:
    """Return the split of the least budget that brings `wanted`, None where no budget does.

    The budget is found to a ten-thousandth, by tangents: value is concave in the budget but for
    cells that jump.
    """
    low, high = _ends(curves, cost_share)
    best = most = _try(curves, high, limits, cost_share)
    if most is None or most.value < wanted:
        return None
    least, budget = None, low
    for step in range(STEPS):
        found = _try(curves, budget, limits, cost_share)
        if found is not None and found.value >= wanted:
            best, most, high = found, found, budget
        else:
            least, low = found, budget
        if high - low <= NEAR * high:
            break
        budget = _guess(step, (low, least), (high, most), wanted)
    return best


def _guess(
    step: int, low: tuple[float, Allocation | None], high: tuple[float, Allocation], wanted: float
) -> float:
    """Return the budget to try: a tangent's from below, a chord's from above, or the middle."""
    (left, below), (right, above) = low, high
    edge = NEAR / 4 * right
    middle = math.sqrt(left * right) if left > 0 else right / 16
    if below is None or step % 3 == 2:
        return middle
    guess = middle
    if step % 3 == 0 and 0 < below.marginal < math.inf:
        guess = left + (wanted - below.value) / below.marginal + edge
    elif step % 3 == 1 and above.value > below.value:
        part = (wanted - below.value) / (above.value - below.value)
        guess = left + part * (right - left) + edge
    return min(max(guess, left + edge), right - edge)


def _try(
    curves: Sequence[Curve], budget: float, limits: Sequence[Limit], shares: Shares | None
) -> Allocation | None:
    """Return the split of a budget, None where it is too little for the minimums."""
    try:
        return allocate(curves, budget, limits, cost_share=shares, boxes=BOXES)
    except InputError:
        return None


def _ends(curves: Sequence[Curve], shares: Shares | None) -> tuple[float, float]:
    """Return our money if every cell gets its least, and its most."""
    parts = [(shares or {}).get(curve.cell, 1.0) for curve in curves]
    low = math.fsum(part * curve.lo for part, curve in zip(parts, curves, strict=True))
    return low, math.fsum(part * curve.top for part, curve in zip(parts, curves, strict=True))
