"""Sets of language versions: what each costs, opens and brings, and what it brings at most."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from planner.errors import InputError, PlanError
from planner.spend.forms import Flags, Floats
from planner.spend.language_bound import RegionBound

Places = npt.NDArray[np.intp]
Masks = npt.NDArray[np.float64]
"""Sets of versions: one row a set, one column a version, 1 where it is in."""

TIE = 1e-9
"""Share of a value within which two sets are worth the same: far below the solver's gap."""
WIDE, USUAL = 96, 32
"""Prices of money that are tried: to find the range of those that bound sets best, and in it."""
REACH = 1e-12
"""Of the dearest price of money, the cheapest that is tried beside 0."""


class Solved(Protocol):
    """The best split of some money between our cells, without what comes unadvertised."""

    @property
    def value(self) -> float:
        """Return what it brings, in the objective's unit."""
        ...

    @property
    def bound(self) -> float:
        """Return what no split of the same money is worth more than."""
        ...


@dataclass(frozen=True)
class Found:
    """A set of versions (1 where in), what its best split brings, and a bound for all sets."""

    mask: Floats
    value: float
    bound: float


@dataclass(frozen=True)
class Weighing:
    """Versions, by name, and what each set of them does.

    `costs` and `money` are gross, ours; `keep` is what the agency leaves of gross money, `floor`
    the net money that must be spent on media. `settled`
    is 1 for versions that are in, 0 for those that are out, NaN for those to weigh. `families`
    names each version's language. `factors` returns each region's factor (columns, as `regions`)
    for sets (rows).
    """

    costs: Floats
    settled: Floats
    families: Sequence[str]
    money: float
    floor: float
    keep: float
    regions: Mapping[str, RegionBound]
    factors: Callable[[Masks], Floats]
    solve: Callable[[Mapping[str, float], float], Solved]
    _known: dict[tuple[bytes, float], Found] = field(default_factory=dict)

    @property
    def solves(self) -> int:
        """Return how many sets were solved so far."""
        return len(self._known)

    @property
    def open(self) -> Places:
        """Return the columns of the versions to weigh."""
        return np.flatnonzero(np.isnan(self.settled))

    def net(self, masks: Masks) -> Floats:
        """Return our net media money beside each set."""
        return np.asarray((self.money - masks @ self.costs) * self.keep)

    def enough(self, masks: Masks, more: Floats | float = 0.0) -> Flags:
        """Return which sets leave what must be spent on media, with `more` gross money beside."""
        least = self.floor - TIE * self.money
        return np.asarray(self.net(masks) + more * self.keep >= least)

    def afford(self, masks: Masks) -> Masks:
        """Return the sets that leave the money that must be spent on media."""
        return masks[self.enough(masks)]

    def solved(self, mask: Floats, more: float = 0.0) -> Found:
        """Return what a set brings with its best split, `more` gross money beside it.

        Minus infinity where the money does not suffice.
        """
        place = mask.tobytes(), more
        if place not in self._known:
            self._known[place] = self._solve(mask, more)
        return self._known[place]

    def _solve(self, mask: Floats, more: float) -> Found:
        if not self.enough(mask[None], more)[0]:
            return Found(mask, -math.inf, -math.inf)
        try:
            net = float(self.net(mask[None])[0]) + more * self.keep
            return self.split(mask, max(net, 0.0))
        except (InputError, PlanError):  # so little money that limits can't hold together
            return Found(mask, -math.inf, -math.inf)

    def split(self, mask: Floats, net: float) -> Found:
        """Return what a set brings with `net` money; raises what the solver raises."""
        factors = dict(zip(self.regions, self.factors(mask[None])[0].tolist(), strict=True))
        anyway = sum(factors[code] * region.base for code, region in self.regions.items())
        answer = self.solve(factors, net)
        return Found(mask, anyway + answer.value, anyway + max(answer.bound, answer.value))

    def bounds(self, masks: Masks, prices: Floats, more: Floats | float = 0.0) -> Floats:
        """Return the bound of each set (rows) at each price of money (columns).

        `more` is gross money beside each.
        """
        total = (self.net(masks) + more * self.keep)[:, None] * prices
        for column, region in zip(self.factors(masks).T, self.regions.values(), strict=True):
            levels, place = np.unique(column, return_inverse=True)
            total += region.at(prices, levels)[place]
        return np.asarray(total)

    @cached_property
    def prices(self) -> tuple[float, float]:
        """The range of prices of money at which sets are bounded best."""
        steep = [
            float(cell.tangents.price[-1]) / region.share
            for region in self.regions.values()
            for cell in region.cells
            if region.share > 0
        ]
        top = max(steep, default=0.0) or 1.0
        none = np.nan_to_num(self.settled)
        sample = np.vstack([none, flips(none, self.open), np.nan_to_num(self.settled, nan=1.0)])
        grid = np.geomspace(top * REACH, top, WIDE)
        return _around(grid, self.bounds(sample, grid))

    @cached_property
    def usual(self) -> tuple[Floats, Floats]:
        """Prices of money over their range, and each region's bound for factor 1 (rows) there."""
        prices = np.geomspace(*self.prices, USUAL)
        each = [region.per_factor(prices) for region in self.regions.values()]
        return prices, np.array(each).reshape(len(each), USUAL)

    def least(self, masks: Masks, count: int, rounds: int) -> Floats:
        """Return each set's bound at the best of the prices tried, closer together each round.

        0 is tried too: money may be of no more use.
        """
        return self.least_beside(masks, np.zeros(len(masks)), (count, rounds), self.prices)

    def least_beside(
        self, masks: Masks, more: Floats, tries: tuple[int, int], ends: tuple[float, float]
    ) -> Floats:
        """Return the same with `more` gross money beside each set, prices from one end to another.

        `tries` are how many prices, and how many rounds.
        """
        if not len(masks):
            return np.zeros(0)
        found = self.bounds(masks, np.zeros(1), more)[:, 0]
        for _ in range(tries[1]):
            grid = np.geomspace(*ends, tries[0])
            each = self.bounds(masks, grid, more)
            found, ends = np.minimum(found, each.min(axis=1)), _around(grid, each)
        return np.asarray(found)


def _around(grid: Floats, each: Floats) -> tuple[float, float]:
    """Return the prices between which all rows are least."""
    at = each.argmin(axis=1)
    return float(grid[max(at.min() - 1, 0)]), float(grid[min(at.max() + 1, len(grid) - 1)])


def every(settled: Floats) -> Masks:
    """Return every set in which settled versions (0 or 1, not NaN) stay as they are."""
    open_ = np.flatnonzero(np.isnan(settled))
    masks = np.tile(np.nan_to_num(settled), (2 ** len(open_), 1))
    rows = np.arange(2 ** len(open_))
    for bit, column in enumerate(open_):
        masks[:, column] = rows >> bit & 1
    return masks


def flips(mask: Floats, open_: Places) -> Masks:
    """Return the sets with one version more or less."""
    return np.abs(mask - np.eye(len(mask))[open_])


def swaps(mask: Floats, open_: Places) -> Masks:
    """Return the sets with one version exchanged for another."""
    unit = np.eye(len(mask))
    found = [
        mask - unit[out] + unit[into]
        for out in open_[mask[open_] == 1]
        for into in open_[mask[open_] == 0]
    ]
    return np.array(found).reshape(len(found), len(mask))
