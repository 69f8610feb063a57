"""Splitting a budget between cells so that the sum of their responses is greatest.

Concave curves are solved to the gap asked for. S-shaped curves are branched on: the cell whose
envelope overrates it most is cut at the spend found, both halves are solved again, best bound
first, up to a fixed amount of work; what is left of the gap is reported.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from planner.errors import InputError, Problem
from planner.spend.curves import Curve, Floats
from planner.spend.relax import GAP, Piece, Relaxed, Rows, relax, settle

Flags = npt.NDArray[np.bool_]

BRANCHES = 40
"""S-shaped cells that are cut in two before the search stops: about a second for 100 cells."""

ROUNDING = 1e-9
"""Part of the money at stake that counts as rounding when limits are compared."""

BINDING = 1e-6
"""Part of the money at stake within which a limit counts as used up."""


@dataclass(frozen=True)
class Limit:
    """Money that a group of cells must and may get: `region:FR` or `channel:tiktok`."""

    group: str
    minimum: float = 0.0
    maximum: float = math.inf

    def holds(self, curve: Curve) -> bool:
        """Return whether the curve's cell belongs to the group."""
        return self.group in {f"region:{curve.region}", f"channel:{curve.channel}"}


@dataclass(frozen=True)
class Allocation:
    """Spend and response of each cell, by name.

    `value` is the sum of responses; no allocation brings more than `bound`. `binding` names the
    limits that are used up. `marginal` is the response per extra unit of budget; where lo alone
    takes the whole budget, what the next whole unit would bring in the best cell.
    """

    spend: dict[str, float]
    response: dict[str, float]
    value: float
    bound: float
    binding: tuple[str, ...]
    marginal: float
    unspent: float = 0.0
    unspent_because: str = ""

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
) -> Allocation:
    """Maximise the sum of responses under the budget, the cells' lo and hi, and group limits.

    Each unit in a cell takes `cost_share[cell]` (default 1: we pay all) from the budget; limits
    count the whole of it. Raises `InputError` that names the limits which cannot hold together.
    """
    del own  # not used yet
    cells = sorted(curves, key=lambda curve: curve.cell)
    _check(cells, budget, limits)
    shares = cost_share or {}
    rows = _rows(cells, budget, limits, np.array([shares.get(cell.cell, 1.0) for cell in cells]))
    start = _feasible(cells, rows)
    tight = _tighten(cells, rows)
    found = _search([Piece(cell) for cell in tight], rows, start)
    if all(cell.lo == cell.hi for cell in tight):
        found = replace(found, prices=np.array([_next_unit(cells, rows), *found.prices[1:]]))
    return _report(cells, rows, found)


def _check(cells: Sequence[Curve], budget: float, limits: Sequence[Limit]) -> None:
    problems = []
    if not (math.isfinite(budget) and budget >= 0):
        problems.append(Problem("the budget must be a number >= 0", value=str(budget)))
    if not cells:
        problems.append(Problem("there is no cell to spend on", hint="Give at least one curve"))
    for one, other in pairwise(cells):
        if one.cell == other.cell:
            problems.append(Problem("there are two curves for this cell", field=one.cell))
    for cell in cells:
        if not 0 <= cell.lo <= cell.hi < math.inf:
            value = f"lo {cell.lo:g}, hi {cell.hi:g}"
            problems.append(Problem("needs 0 <= lo <= hi", field=cell.cell, value=value))
    for limit in limits:
        if not 0 <= limit.minimum <= limit.maximum:
            value = f"min {limit.minimum:g}, max {limit.maximum:g}"
            problems.append(Problem("needs 0 <= min <= max", field=limit.group, value=value))
    if problems:
        raise InputError(problems)


def _rows(cells: Sequence[Curve], budget: float, limits: Sequence[Limit], shares: Floats) -> Rows:
    names, matrix, right = ["budget"], [shares], [budget]
    for limit in sorted(limits, key=lambda limit: limit.group):
        members = np.array([float(limit.holds(cell)) for cell in cells])
        if math.isfinite(limit.maximum):
            names.append(f"{limit.group} max")
            matrix.append(members)
            right.append(limit.maximum)
        if limit.minimum > 0:
            names.append(f"{limit.group} min")
            matrix.append(-members)
            right.append(-limit.minimum)
    return Rows(tuple(names), np.array(matrix), np.array(right))


def _feasible(cells: Sequence[Curve], rows: Rows) -> Floats:
    """Return spend that keeps every limit, or say which limits clash and by how much.

    Each row may be broken at a price of 1: the least sum of breaks is what is missing, and the
    rows with a dual price are those that clash (Farkas).
    """
    low, high = _ends(cells)
    size = max(float(np.abs(rows.right).max()), float(low.sum())) or 1.0
    count = len(rows.names)
    answer = linprog(
        np.concatenate([np.zeros(len(cells)), np.ones(count)]),
        A_ub=np.hstack([rows.matrix, -np.eye(count)]),
        b_ub=rows.right / size,
        bounds=[*zip(low / size, high / size, strict=True), *[(0.0, None)] * count],
        method="highs-ds",
    )
    if answer.x is None or answer.fun is None:
        raise RuntimeError(answer.message)  # every row may be broken, so there is a solution
    if answer.fun > ROUNDING:
        clash = np.asarray(answer.ineqlin.marginals) < -ROUNDING
        raise InputError(_clash(cells, rows, clash, answer.fun * size))
    return settle(np.clip(answer.x[: len(cells)] * size, low, high), low, rows)


def _clash(cells: Sequence[Curve], rows: Rows, clash: Flags, missing: float) -> Problem:
    parts = [
        f"{name} {abs(right):,.2f}"
        for name, right, part in zip(rows.names, rows.right, clash, strict=True)
        if part
    ]
    inside = rows.matrix[clash]
    capped = np.asarray((inside > 0).any(axis=0))
    pushed = np.asarray((inside < 0).any(axis=0))
    low, high = _ends(cells)
    floor = float(low[capped].sum())
    parts += [f"lo of its cells {floor:,.2f}"] if floor > 0 else []
    parts += [f"hi of its cells {high[pushed].sum():,.2f}"] if pushed.any() else []
    what = f"these limits cannot hold together: {', '.join(parts)}; {missing:,.2f} is missing"
    return Problem(what, hint="Raise the budget or a maximum, or lower a minimum")


def _ends(cells: Sequence[Curve]) -> tuple[Floats, Floats]:
    return np.array([cell.lo for cell in cells]), np.array([cell.hi for cell in cells])


def _tighten(cells: Sequence[Curve], rows: Rows) -> list[Curve]:
    """Lower each hi to what the limits leave for the cell: envelopes get closer to the curves."""
    low, high = _ends(cells)
    for row, right in zip(rows.matrix, rows.right, strict=True):
        if (row >= 0).all():
            left = max(right - float(row @ low), 0.0)
            room = np.divide(left, row, out=np.full(len(row), np.inf), where=row > 0)
            high = np.minimum(high, low + room)
    return [replace(cell, hi=float(hi)) for cell, hi in zip(cells, high, strict=True)]


def _next_unit(cells: Sequence[Curve], rows: Rows) -> float:
    """Return what one unit above lo brings in the best cell; a slope at zero may be infinite."""
    gains = [
        float(cell.envelope_value(min(cell.lo + 1 / share, cell.hi)) - cell.value(cell.lo))
        for cell, share in zip(cells, rows.matrix[0].tolist(), strict=True)
        if share > 0
    ]
    return max(gains, default=0.0)


def _search(pieces: list[Piece], rows: Rows, start: Floats) -> Relaxed:
    """Branch on the most overrated cell, best bound first (Land and Doig)."""
    root = relax(pieces, rows, start)
    best, settled = root, -math.inf
    waiting = [(-root.bound, 0, pieces, root)]
    for branch in range(BRANCHES):
        if not waiting or -waiting[0][0] - best.value <= GAP * abs(waiting[0][0]):
            break
        _, _, pieces, node = heapq.heappop(waiting)
        halves = _halves(pieces, node.spend)
        if not halves:  # the curves are met: what is left of its gap is not for branching
            settled = max(settled, node.bound)
        for side, half in enumerate(halves):
            child = relax(half, rows, node.spend)
            best = child if child.value > best.value else best
            bound = min(child.bound, node.bound)
            heapq.heappush(
                waiting, (-bound, 2 * branch + side + 1, half, replace(child, bound=bound))
            )
    bound = max([settled, best.value, *(-entry[0] for entry in waiting)])
    return replace(root, real_spend=best.real_spend, value=best.value, bound=bound)


def _halves(pieces: list[Piece], spend: Floats) -> list[list[Piece]]:
    """Return the problem twice, with the most overrated cell below and above its spend."""
    curves = [piece.curve for piece in pieces]
    over = [
        float(curve.envelope_value(x) - curve.value(x))
        for curve, x in zip(curves, spend, strict=True)
    ]
    worst = int(np.argmax(over))
    curve, x = curves[worst], float(spend[worst])
    if over[worst] <= ROUNDING * pieces[worst].unit or not curve.lo < x < curve.hi:
        return []
    below, above = Piece(replace(curve, hi=x)), Piece(replace(curve, lo=x))
    return [[*pieces[:worst], part, *pieces[worst + 1 :]] for part in (below, above)]


def _report(cells: Sequence[Curve], rows: Rows, found: Relaxed) -> Allocation:
    spend = found.real_spend
    size = float(np.abs(rows.right).max()) or 1.0
    used = rows.right - rows.matrix @ spend <= BINDING * size
    names = [cell.cell for cell in cells]
    response = [float(cell.value(x)) for cell, x in zip(cells, spend, strict=True)]
    value = sum(response)
    return Allocation(
        spend=dict(zip(names, spend.tolist(), strict=True)),
        response=dict(zip(names, response, strict=True)),
        value=value,
        bound=max(found.bound, value),
        binding=tuple(name for name, full in zip(rows.names, used, strict=True) if full),
        marginal=float(found.prices[0]),
    )


def value_of(curves: Sequence[Curve], spend: Mapping[str, float]) -> float:
    """Return what a split of one's own brings, by the same curves; a cell not named gets nothing."""
    return sum(float(curve.value(spend.get(curve.cell, 0.0))) for curve in curves)
