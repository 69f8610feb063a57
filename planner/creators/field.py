"""The candidates as arrays: sparse shares by package and cell, prices, and what the rules allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from planner.creators.candidates import Candidate, Rules, share_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

NEARLY_ALL = 1 - 1e-12
"""The largest share of a cell that counts as reached while choosing: a product that holds a zero
could not be divided out again when a creator is swapped."""

ROUNDING = 1e-9
"""Part of an amount that counts as rounding, so that sums of cents fit."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a list must keep, its money included; `include` is names of creators."""

    budget: float
    include: frozenset[str]
    rules: Rules


class Field:
    """Packages as rows, in the order of `pool`, in which a creator's packages stand together.

    `prices`, `creator`, `region` and `language` are by package (numbers of creators, regions and
    demanded languages; a package of another language has the number after the last). `first` is
    each creator's first package, and where the last one ends. All packages of a creator have an
    entry for each cell that one of them reaches. `money` and `heads` are by region.
    """

    def __init__(
        self,
        pool: Sequence[Candidate],
        people: Mapping[str, float],
        weights: Mapping[str, float],
        demand: Demand,
    ) -> None:
        self.prices = np.array([one.price for one in pool], dtype=np.float64)
        self.budget = demand.budget * (1 + ROUNDING)
        groups = [list(some) for _, some in groupby(pool, key=lambda one: one.creator)]
        sizes = np.array([len(some) for some in groups], dtype=np.intp)
        self.first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        self.creator = np.repeat(np.arange(len(groups)), sizes)
        self.wanted = np.array([some[0].creator in demand.include for some in groups], dtype=bool)
        self._set_rules(pool, demand.rules)
        self._set_shares(groups, people, weights)

    def _set_rules(self, pool: Sequence[Candidate], rules: Rules) -> None:
        regions = sorted({one.region for one in pool})
        languages = sorted(rules.languages)
        self.region = _numbers([one.region for one in pool], regions)
        self.language = _numbers([one.language for one in pool], languages)
        self.money = np.array([rules.money(code) * (1 + ROUNDING) for code in regions])
        self.heads = np.array([rules.heads(code) for code in regions])
        self.languages = len(languages)

    def _set_shares(
        self,
        groups: Sequence[Sequence[Candidate]],
        people: Mapping[str, float],
        weights: Mapping[str, float],
    ) -> None:
        column = {cell: j for j, cell in enumerate(sorted(people))}
        self.worth = np.array([people[cell] * weights.get(cell, 1.0) for cell in column])
        rows = [row for some in groups for row in _rows(some, people)]
        starts = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int32)
        self.cells = np.array([column[cell] for row in rows for cell in row], dtype=np.int32)
        self.shares = np.array([share for row in rows for share in row.values()], dtype=np.float64)
        self.shape = (len(rows), len(column))
        self.starts = starts
        self.logs = csr_array((-np.log1p(-self.shares), self.cells, starts), shape=self.shape)

    def with_budget(self, budget: float) -> Field:
        """Return the same packages with other money in all."""
        other = copy(self)
        other.budget = budget * (1 + ROUNDING)
        return other

    def packages(self, creator: int) -> slice:
        """Return where the packages of a creator stand."""
        return slice(int(self.first[creator]), int(self.first[creator + 1]))

    def block(self, creator: int) -> slice:
        """Return where the entries of a creator's packages stand, as many for each."""
        rows = self.packages(creator)
        return slice(int(self.starts[rows.start]), int(self.starts[rows.stop]))

    def row(self, package: int) -> slice:
        """Return where the entries of a package stand."""
        return slice(int(self.starts[package]), int(self.starts[package + 1]))

    def depth(self, chosen: Sequence[int] | Ints) -> Floats:
        """Return -ln of the share of each cell's people who are missed: a sum over `chosen`."""
        flags = np.zeros(len(self.prices))
        flags[np.asarray(chosen, dtype=np.intp)] = 1.0
        return np.asarray(self.logs.T @ flags)

    def value(self, depth: Floats) -> float:
        """Return the reach by weight at a depth."""
        return float(self.worth @ -np.expm1(-depth))


def _numbers(names: Sequence[str], known: Sequence[str]) -> Ints:
    number = {name: at for at, name in enumerate(known)}
    return np.array([number.get(name, len(known)) for name in names], dtype=np.intp)


def _rows(some: Sequence[Candidate], people: Mapping[str, float]) -> Iterator[dict[str, float]]:
    """Yield the shares of each package of a creator, for every cell that one of them reaches."""
    cells = sorted({cell for one in some for cell in one.reach})
    for one in some:
        reach = one.reach
        yield {
            cell: min(share_of(reach.get(cell, 0.0), people[cell]), NEARLY_ALL) for cell in cells
        }
