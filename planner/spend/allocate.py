"""Splitting a budget between cells so that the sum of their responses is greatest.

Every curve is relaxed to its concave envelope; the relaxed problem is solved by the price of money
(`price`) or, with limits on groups, by an interior-point method (`interior`). Cells that jump are
then turned on and off (`improve`) and branched on (`branch`). The bound is the Lagrangian at the
prices found, so that it holds whatever the numerics did. Money and response are scaled inside by
powers of two, which loses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.spend.batch import Batch, scaled
from planner.spend.branch import Search, search
from planner.spend.curves import Curve
from planner.spend.feasible import ends, tightened, with_flights, within
from planner.spend.forms import Floats
from planner.spend.groups import HAIR, Relax
from planner.spend.limits import Limit as Limit  # noqa: PLC0414  # others take it from here
from planner.spend.limits import check, rows_of
from planner.spend.rows import Rows
from planner.spend.unspent import why_unspent

GAP = 1e-6
"""Share of the bound that may be missing under a budget alone: far below what is sure here."""

GAP_OF_GROUPS = 1e-4
"""The same with limits on groups, where each limit leaves a cell that is hard to place."""

WORK = 4e5
"""Cells in all boxes that may be solved: 200 cells are solved 1,000 times under groups."""

BOXES = 1000
"""Boxes that may be solved at most."""

BINDING = 1e-6
"""Part of the money at stake within which a limit counts as used up."""


@dataclass(frozen=True)
class Allocation:
    """Spend and response of each cell, by name.

    `value` is the sum of responses; no allocation brings more than `bound`. `binding` names the
    limits that are used up. `marginal` is the response per extra unit of budget; where lo alone
    takes the whole budget, what the next whole unit would bring in the best cell. `unspent` is
    what is left of the budget, and `unspent_because` says why. `prices` is what a unit of money in
    each cell has to bring, with its limits' prices.
    """

    spend: dict[str, float]
    response: dict[str, float]
    value: float
    bound: float
    binding: tuple[str, ...]
    marginal: float
    unspent: float = 0.0
    unspent_because: str = ""
    prices: dict[str, float] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """Return the share of the bound that may be missing."""
        return (self.bound - self.value) / max(abs(self.bound), np.finfo(float).tiny)


def allocate(
    curves: Sequence[Curve],
    budget: float,
    limits: Sequence[Limit] = (),
    *,
    cost_share: Mapping[str, float] | None = None,
    own: Mapping[str, float] | None = None,
    boxes: int = BOXES,
) -> Allocation:
    """Maximise the sum of responses under the budget, what cells may spend, and group limits.

    Each unit in a cell takes `cost_share[cell]` (default 1: we pay all) from the budget; limits
    count the whole of it. The result is never worth less than `own`, a split by cell (0 where not
    named) that counts if it keeps every limit. At most `boxes` problems are solved on the way.

    Raises:
        InputError: it names the limits which cannot hold together.
    """
    cells = sorted(curves, key=lambda curve: curve.cell)
    check(cells, budget, limits)
    shares = cost_share or {}
    rows = rows_of(cells, budget, limits, shares)
    task = _Task(cells, rows)
    start = within(cells, rows)
    found = task.search(own, start, min(boxes, max(int(WORK / len(cells)), 20)))
    return task.report(found)


def value_of(curves: Sequence[Curve], spend: Mapping[str, float]) -> float:
    """Return what a split of one's own brings, by the same curves; cells not named get nothing."""
    return math.fsum(float(curve.value(spend.get(curve.cell, 0.0))) for curve in curves)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the search ended with, in its own units; prices are of the limits that can matter."""

    spend: Floats
    bound: float
    prices: Floats


class _Task:
    """A problem in units of about one."""

    def __init__(self, cells: Sequence[Curve], rows: Rows) -> None:
        self.cells, self.rows = cells, rows
        low, self.top = ends(cells)
        self.money = _power(float(rows.right[0]) or float(self.top.sum()))
        high = tightened(low, self.top, rows)
        worth = [c.scale for c in cells] + [y for c in cells for _, y in c.points]
        self.response = _power(max(map(abs, worth)))
        self.batch = Batch([scaled(cell, self.money, self.response) for cell in cells])
        floor = np.array([cell.floor for cell in cells]) / self.money
        self.box = self.batch.box(low / self.money, floor, high / self.money)
        self.kept = rows.least_used(self.top, low) > rows.right
        short = rows.only(self.kept)
        self.short = Rows(short.names, short.matrix, short.right / self.money)
        gain = math.fsum(self.batch.value(self.box.hi) - self.batch.value(self.box.lo))
        money = max(float(np.abs(rows.right).max()) / self.money, 1.0)
        self.relax = Relax(self.batch, self.short, money, abs(gain) or 1.0)

    def search(self, own: Mapping[str, float] | None, start: Floats, boxes: int) -> _Found:
        """Return the best spend found, at least as good as `own` where that is feasible."""
        gap = GAP if len(self.short.groups) < 2 else GAP_OF_GROUPS
        found = Search(self.batch, self.relax, gap, boxes, rescue=self._rescue)
        if own is not None:
            mine = np.array([own.get(cell.cell, 0.0) for cell in self.cells]) / self.money
            if self._may(mine):
                found.offer(self.box, np.clip(mine, self.box.lo, self.box.hi))
        first = start / self.money
        if self._may(first):
            found.offer(self.box, first)
        bound, prices = search(found, self.box)
        if found.spend is None:  # the search has called for a rescue before
            raise RuntimeError("no spend was found where limits leave some")
        return _Found(found.spend, bound, prices)

    def _rescue(self) -> Floats:
        return with_flights(self.cells, self.rows) / self.money

    def _may(self, spend: Floats) -> bool:
        """Return whether every cell and limit allows `spend`, but for rounding."""
        hair = HAIR * self.relax.money
        box = self.box
        flight = (spend >= box.floor - hair) & (spend <= self.top / self.money + hair)
        return bool((flight | (np.abs(spend - box.lo) <= hair)).all()) and self.relax.keeps(spend)

    def report(self, found: _Found) -> Allocation:
        """Return the allocation in the units of the problem."""
        cells, rows = self.cells, self.rows
        low, _ = ends(cells)
        spend = np.clip(found.spend * self.money, low, self.top)
        each = self.batch.value(spend / self.money) * self.response
        value = math.fsum(each)
        bound = (found.bound + _EPSILONS * abs(found.bound)) * self.response
        prices = np.zeros(len(rows.names))
        prices[self.kept] = found.prices * (self.response / self.money)
        size = float(np.abs(rows.right).max()) or 1.0
        used = rows.right - rows.used(spend) <= BINDING * size
        binding = tuple(name for name, full in zip(rows.names, used, strict=True) if full)
        left = 0.0 if used[0] else float(rows.right[0] - rows.used(spend)[0])
        shut = bool((self.box.lo == self.box.hi).all())
        names = [cell.cell for cell in cells]
        return Allocation(
            spend=dict(zip(names, spend.tolist(), strict=True)),
            response=dict(zip(names, each.tolist(), strict=True)),
            value=value,
            bound=value if shut else max(bound, value),
            binding=binding,
            marginal=_next_unit(cells, rows) if shut else 0.0 if left else float(prices[0]),
            unspent=left,
            unspent_because=why_unspent(cells, rows, spend, used, left) if left else "",
            prices=dict(zip(names, rows.charge(prices).tolist(), strict=True)),
        )


_EPSILONS = 1e-14
"""Share of the bound that sums of rounded numbers may have lost."""


def _power(size: float) -> float:
    """Return the power of two below `size`: dividing by it loses nothing."""
    if not 0 < size < math.inf:
        return 1.0
    return 2.0 ** max(min(math.floor(math.log2(size)), _MOST), -_MOST)


_MOST = 300
"""Power of two beyond which units are not scaled: numbers would leave what floats can hold."""


def _next_unit(cells: Sequence[Curve], rows: Rows) -> float:
    """Return what one unit above lo brings in the best cell; a slope at zero may be infinite."""
    gains = [
        float(cell.envelope_value(min(cell.lo + 1 / share, cell.top)) - cell.value(cell.lo))
        for cell, share in zip(cells, rows.matrix[0].tolist(), strict=True)
        if share > 0
    ]
    return max(gains, default=0.0)
