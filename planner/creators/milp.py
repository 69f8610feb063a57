"""The choice among some packages as a linear program for HiGHS, whole or in parts.

The concave reach of a cell is held below by tangents. With whole packages the best of the program
is a bound, and tangents at its depth make it exact there, so that a few rounds prove the best list
(outer approximation; Duran and Grossmann 1986, Mathematical Programming 36).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_array, csr_array, vstack

from planner.creators.bound import Prices
from planner.creators.field import Field, Floats, Ints

INFEASIBLE = 2
"""The status by which `scipy.optimize.milp` says that there is no list."""

LARGE = 1000.0
"""The value of a list in the solver's eyes: its tolerances are absolute."""

SOFT = 0.01
"""Factor of the rows of depths and tangents. The solver weighs rows against each other by itself,
but prints a note on the screen where one of ours is missed by more than 1e-6."""

SMALL = 1e-6
"""The least part of all cells' worth that a list counts as, so that there is always a scale."""

NEAR = (0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.6)
"""Depths of the first tangents, as parts of a list's depth."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Packages of the best list that a program found, and what none of its lists exceeds."""

    packages: list[int]
    bound: float


class Program:
    """Choose from `columns` (packages of a field); variables: shares, depths, reach by cell.

    The reach of each cell stays below its tangents near `depth` and at `tangents`. Depths are in
    units of `unit` and a cell's reach in its worth times that, so that no factor in a row exceeds
    1: the solver's tolerances are absolute.
    """

    def __init__(
        self, field: Field, columns: Ints, depth: Floats, tangents: Sequence[Floats] = ()
    ) -> None:
        self.field, self.columns = field, columns
        largest = field.logs[columns].max(axis=0).toarray().ravel()
        self.cells = np.flatnonzero((field.worth > 0) & (largest > 0))
        logs = field.logs[columns][:, self.cells]
        self.unit = np.maximum(depth, largest)[self.cells]
        self.total = max(field.value(depth), SMALL * float(field.worth.sum())) / LARGE
        self.logs = logs.multiply(1 / self.unit).tocsr()
        self.tangents = [
            *(depth * part for part in NEAR),
            *(np.maximum(depth, largest) * part for part in NEAR),
            *tangents,
        ]
        self.money = max(field.budget, 1.0)
        self.budgeted = np.flatnonzero(np.isfinite(field.money))
        self.counted = np.flatnonzero(np.isfinite(field.heads))
        self.rules, self.limits = self._rules()

    def parts(self) -> tuple[Floats, Prices] | None:
        """Return the best shares by column where packages may be cut, and the prices there.

        None where the solver gave up, as it may if people or prices differ by many powers of 10.
        """
        rows, limits = self._rows()
        size = len(self.columns)
        answer = linprog(  # type: ignore[call-overload]  # the stubs know no sparse rows
            self._goal(), A_ub=rows, b_ub=limits, bounds=np.array(self._bounds()).T, method="highs"
        )
        if answer.x is None:
            return None
        marginal = np.maximum(-answer.ineqlin.marginals * self.total, 0.0)
        return answer.x[:size], self._prices(marginal)

    def whole(self, gap: float, nodes: int, sure: Ints) -> Whole:
        """Return the best list that holds `sure`: an empty one where none was found in time."""
        rows, limits = self._rows()
        size = len(self.columns)
        kinds = np.zeros(rows.shape[1], dtype=np.int64)
        kinds[:size] = 1
        low, high = self._bounds()
        low[np.flatnonzero(np.isin(self.columns, sure))] = 1.0
        answer = milp(
            self._goal(),
            constraints=LinearConstraint(rows, -np.inf, limits),
            bounds=Bounds(low, high),
            integrality=kinds,
            options={"mip_rel_gap": gap, "node_limit": nodes, "presolve": False},
        )
        if answer.status == INFEASIBLE:
            return Whole([], -np.inf)
        if answer.mip_dual_bound is None:  # the limit came before any bound
            return Whole([], np.inf)
        packages = [] if answer.x is None else self.columns[answer.x[:size] > 0.5].tolist()
        return Whole(packages, -float(answer.mip_dual_bound) * self.total)

    def _goal(self) -> Floats:
        none = np.zeros(len(self.columns) + len(self.cells))
        return np.concatenate([none, -self.field.worth[self.cells] * self.unit / self.total])

    def _bounds(self) -> tuple[Floats, Floats]:
        size, cells = len(self.columns), len(self.cells)
        high = np.concatenate([np.ones(size), np.full(cells, np.inf), 1 / self.unit])
        return np.zeros(len(high)), high

    def _rows(self) -> tuple[csr_array, Floats]:
        """Return rows that stay below their limits: the rules, the depths, the tangents."""
        cells, count = len(self.cells), len(self.tangents)
        depths = np.array([tangent[self.cells] for tangent in self.tangents]).ravel()
        slopes, unit = np.exp(-depths), np.tile(self.unit, count)
        each = csr_array(np.eye(cells))
        reach = vstack([each] * count)
        rows = [
            [self.rules, None, None],
            [-SOFT * self.logs.T, SOFT * each, None],
            [None, SOFT * reach.multiply(-slopes[:, None]), SOFT * reach],
        ]
        lines = (-np.expm1(-depths) - slopes * depths) / unit
        limits = [self.limits, np.zeros(cells), SOFT * lines]
        return block_array(rows, format="csr"), np.concatenate(limits)

    def _rules(self) -> tuple[csr_array, Floats]:
        """Return rows for the money, regions' money, places, languages, and one per creator."""
        field, columns = self.field, self.columns
        region, language = field.region[columns], field.language[columns]
        creators, creator = np.unique(field.creator[columns], return_inverse=True)
        price = field.prices[columns] / self.money
        several = np.flatnonzero(np.bincount(creator, minlength=len(creators)) > 1)
        wanted = np.flatnonzero(field.wanted[creators])
        rows = [
            csr_array(price[None, :]),
            _where(region, self.budgeted).multiply(price[None, :]),
            _where(region, self.counted),
            -_where(language, np.arange(field.languages)),
            _where(creator, several),
            -_where(creator, wanted),
        ]
        limits = [
            np.array([field.budget]) / self.money,
            field.money[self.budgeted] / self.money,
            field.heads[self.counted],
            -np.ones(field.languages),
            np.ones(len(several)),
            -np.ones(len(wanted)),
        ]
        return csr_array(vstack(rows)), np.concatenate(limits)

    def _prices(self, marginal: Floats) -> Prices:
        """Return the prices in the order of the rows; those of creators are not needed."""
        field, regions = self.field, np.zeros((2, len(self.field.money)))
        ends = np.cumsum([1, len(self.budgeted), len(self.counted), field.languages])
        money, budgets, heads, languages, _ = np.split(marginal, ends)
        regions[0, self.budgeted], regions[1, self.counted] = budgets / self.money, heads
        slopes = field.worth.copy()  # where nobody is reached
        depths = marginal[len(self.limits) : len(self.limits) + len(self.cells)]
        slopes[self.cells] = np.minimum(SOFT * depths / self.unit, field.worth[self.cells])
        return Prices(slopes, float(money[0]) / self.money, regions[0], regions[1], languages)


def _where(numbers: Ints, wanted: Ints) -> csr_array:
    """Return a row for each of `wanted`, 1 where a number is that."""
    return csr_array((numbers[None, :] == wanted[:, None]).astype(np.float64))
