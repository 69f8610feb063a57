"""Limits as rows of a matrix that is nearly empty: a cell is in the budget, a region, a channel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planner.spend.forms import Flags, Floats

Places = npt.NDArray[np.int64]

_RIDGE = 1e-14
"""Added to each limit's own term: two limits that say the same leave no unique prices."""


class Rows:
    """Linear limits `matrix @ spend <= right`; the least and the most of a group are two rows.

    `names` are `budget`, `region:FR max`, `region:FR min` and the like.
    """

    def __init__(self, names: Sequence[str], matrix: Floats, right: Floats) -> None:
        self.names, self.matrix, self.right = tuple(names), matrix, right
        self.row, self.cell = np.nonzero(matrix)
        self.factor = matrix[self.row, self.cell]
        self.sign = np.array([-1.0 if name.endswith(" min") else 1.0 for name in names])
        groups = [name.removesuffix(" min").removesuffix(" max") for name in names]
        self.groups = sorted(set(groups))
        self.group = np.array([self.groups.index(name) for name in groups], dtype=np.int64)
        self._pairs = self._products()
        self._apart = self._disjoint()

    def used(self, spend: Floats) -> Floats:
        """Return matrix @ spend."""
        terms = self.factor * spend[self.cell]
        return np.bincount(self.row, terms, len(self.names)).astype(np.float64)

    def least_used(self, lo: Floats, hi: Floats) -> Floats:
        """Return the least that spend from lo to hi can use of each limit."""
        terms = self.factor * np.where(self.factor > 0, lo[self.cell], hi[self.cell])
        return np.bincount(self.row, terms, len(self.names)).astype(np.float64)

    def charge(self, prices: Floats) -> Floats:
        """Return prices @ matrix: what a unit of money in each cell costs."""
        terms = self.factor * prices[self.row]
        return np.bincount(self.cell, terms, self.matrix.shape[1]).astype(np.float64)

    def keep(self, spend: Floats, hair: float) -> bool:
        """Return whether `spend` keeps all limits but for `hair`."""
        return bool((self.used(spend) <= self.right + hair).all())

    def only(self, kept: Flags) -> Rows:
        """Return the limits that are `kept`."""
        names = [name for name, one in zip(self.names, kept, strict=True) if one]
        return Rows(names, self.matrix[kept], self.right[kept])

    def square(self, weight: Floats) -> Floats:
        """Return G diag(weight) G' for the groups' own rows G: few of them hold a cell."""
        cell, factor, place = self._pairs
        count = len(self.groups)
        flat = np.bincount(place, factor * weight[cell], count * count).astype(np.float64)
        return flat.reshape(count, count)

    def _products(self) -> tuple[Places, Floats, Places]:
        """Return cell, product of factors and place in the square of each two groups of a cell."""
        first = [int(np.flatnonzero(self.group == at)[0]) for at in range(len(self.groups))]
        own = self.matrix[first] * self.sign[first][:, None]
        cells, rows = np.nonzero(own.T)
        count = np.bincount(cells, minlength=own.shape[1])
        times = count[cells]
        one = np.repeat(np.arange(len(cells)), times)
        start = np.cumsum(count) - count
        behind = np.arange(len(one)) - np.repeat(np.cumsum(times) - times, times)
        other = start[cells[one]] + behind
        factor = own[rows[one], cells[one]] * own[rows[other], cells[other]]
        return cells[one], factor, rows[one] * len(own) + rows[other]

    def _disjoint(self) -> Flags:
        """Return which groups are of the commoner kind: regions share no cell, nor do channels."""
        kinds = [name.partition(":")[0] for name in self.groups]
        common = max(("region", "channel"), key=kinds.count)
        return np.array([kind == common for kind in kinds])

    def solver(self, weight: Floats, slack: Floats) -> Solver:
        """Return what solves (matrix diag(weight) matrix' + diag(slack)) z = known."""
        return Solver(self, self.square(weight), slack, self._apart)


class Solver:
    """The system of a step of the interior-point method.

    The two rows of a group are one unknown, and groups without a common cell are eliminated one
    by one, so that what remains is small.
    """

    def __init__(self, rows: Rows, square: Floats, slack: Floats, apart: Flags) -> None:
        self.rows, self.square, self.slack, self.apart = rows, square, slack, apart
        ease = np.bincount(rows.group, 1 / slack, len(rows.groups))
        self.stiff = 1 / ease
        core = square + np.diag(self.stiff)
        self.own, rest = np.diag(core)[apart], ~apart
        self.cross = core[np.ix_(rest, apart)]
        inner = core[np.ix_(rest, rest)] - (self.cross / self.own) @ self.cross.T
        inner[np.diag_indices_from(inner)] *= 1 + _RIDGE
        self.inner = inner
        self.stronger = self._stronger(slack)

    def _stronger(self, slack: Floats) -> Flags:
        """Return for each row whether it is the one with less slack in its group."""
        order = np.argsort(slack, kind="stable")
        first = np.zeros(len(slack), dtype=np.bool_)
        first[order[np.unique(self.rows.group[order], return_index=True)[1]]] = True
        return first

    def solve(self, known: Floats) -> Floats:
        """Return z; raises `LinAlgError` where there is none."""
        rows, groups = self.rows, len(self.rows.groups)
        pull = np.bincount(rows.group, rows.sign * known / self.slack, groups) * self.stiff
        apart = self.apart
        net = np.empty(groups)
        reduced = pull[~apart] - (self.cross / self.own) @ pull[apart]
        net[~apart] = np.linalg.solve(self.inner, reduced)
        net[apart] = (pull[apart] - net[~apart] @ self.cross) / self.own
        each = (known - rows.sign * (self.square @ net)[rows.group]) / self.slack
        weaker = np.where(self.stronger, 0.0, rows.sign * each)
        others = np.bincount(rows.group, weaker, groups)
        return np.where(self.stronger, rows.sign * (net - others)[rows.group], each)
