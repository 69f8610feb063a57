"""Limits on groups of cells, and whether a problem is one at all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.errors import InputError, Problem
from planner.spend.curves import Curve
from planner.spend.rows import Rows


@dataclass(frozen=True)
class Limit:
    """Money that a group of cells must and may get: `region:FR` or `channel:tiktok`."""

    group: str
    minimum: float = 0.0
    maximum: float = math.inf

    def holds(self, curve: Curve) -> bool:
        """Return whether the curve's cell belongs to the group."""
        return self.group in {f"region:{curve.region}", f"channel:{curve.channel}"}


def check(cells: Sequence[Curve], budget: float, limits: Sequence[Limit]) -> None:
    """Raise `InputError` with every fault of budget, cells (in the order of names) and limits."""
    problems = [*_of_budget(cells, budget), *_of_cells(cells), *_of_limits(limits)]
    if problems:
        raise InputError(problems)


def _of_budget(cells: Sequence[Curve], budget: float) -> Iterator[Problem]:
    if not (math.isfinite(budget) and budget >= 0):
        yield Problem("the budget must be a number >= 0", value=str(budget))
    if not cells:
        yield Problem("there is no cell to spend on", hint="Give at least one curve")


def _of_cells(cells: Sequence[Curve]) -> Iterator[Problem]:
    for one, other in pairwise(cells):
        if one.cell == other.cell:
            yield Problem("there are two curves for this cell", field=one.cell)
    for cell in cells:
        if not 0 <= cell.lo <= cell.hi < math.inf:
            value = f"lo {cell.lo:g}, hi {cell.hi:g}"
            yield Problem("needs 0 <= lo <= hi", field=cell.cell, value=value)
        if not 0 <= cell.least < math.inf:
            what = "needs a smallest flight of 0 or more"
            yield Problem(what, field=cell.cell, value=f"least {cell.least:g}")
        if cell.form != "table" and not _is_curve(cell):
            what = "needs a scale of 0 or more, and k and s above 0"
            value = f"scale {cell.scale:g}, k {cell.k:g}, s {cell.s:g}"
            yield Problem(what, field=cell.cell, value=value)


def _is_curve(cell: Curve) -> bool:
    numbers = (cell.scale, cell.k, cell.s)
    return all(map(math.isfinite, numbers)) and cell.scale >= 0 and min(cell.k, cell.s) > 0


def _of_limits(limits: Sequence[Limit]) -> Iterator[Problem]:
    for limit in limits:
        if not 0 <= limit.minimum <= limit.maximum:
            value = f"min {limit.minimum:g}, max {limit.maximum:g}"
            yield Problem("needs 0 <= min <= max", field=limit.group, value=value)


def rows_of(
    cells: Sequence[Curve], budget: float, limits: Sequence[Limit], shares: Mapping[str, float]
) -> Rows:
    """Return the budget, of which each unit in a cell takes its share, and the limits of groups."""
    names, right = ["budget"], [budget]
    matrix = [np.array([shares.get(cell.cell, 1.0) for cell in cells])]
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
    return Rows(names, np.array(matrix), np.array(right))
