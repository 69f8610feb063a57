"""Finds the best set of language versions: bounds all sets at once, then solves the best ones.

Up to `EXACT` versions every set is bounded, and sets are solved in the order of their bounds until
none that is left can be better. Of more, those that can't pay, or can't but pay, are settled first:
what a region gains from several languages is at most the sum of what each adds alone (a person is
served once), so the languages' own best choices bound the whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from planner.errors import InputError, PlanError
from planner.spend.language_bound import RegionBound

Floats = npt.NDArray[np.float64]
Masks = npt.NDArray[np.float64]
"""Sets of versions: one row a set, one column a version, 1 where it is in."""

EXACT = 15
"""Versions up to which every set is looked at, whatever else: 32,768 sets."""
LEAF, NODES = 10, 200
"""Above so many versions, one language is settled first, each of its choices in turn; how often."""
SOLVES = 60
"""Sets that are solved at most; the bound tells what is left."""
TIE = 1e-9
"""Share of a value within which two sets are worth the same: far below the solver's gap."""
WIDE, COARSE, FINE = 96, 16, 32
"""Prices of money that are tried: to find their range, for all sets, for those that are left."""
ROUNDS = 3
"""How often the prices are brought closer together for the sets that are left."""
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

    `costs` and `money` are gross, ours; `keep` is what the agency leaves of gross money. `settled`
    is 1 for versions that are in, 0 for those that are out, NaN for those to weigh. `families`
    names each version's language. `factors` returns each region's factor (columns, as `regions`)
    for sets (rows).
    """

    costs: Floats
    settled: Floats
    families: Sequence[str]
    money: float
    keep: float
    regions: Mapping[str, RegionBound]
    factors: Callable[[Masks], Floats]
    solve: Callable[[Mapping[str, float], float], Solved]
    _known: dict[tuple[bytes, float], Found] = field(default_factory=dict)

    @property
    def open(self) -> npt.NDArray[np.intp]:
        """Return the columns of the versions to weigh."""
        return np.flatnonzero(np.isnan(self.settled))

    def net(self, masks: Masks) -> Floats:
        """Return our net media money beside each set."""
        return np.asarray((self.money - masks @ self.costs) * self.keep)

    def solved(self, mask: Floats, more: float = 0.0) -> Found:
        """Return what a set brings with its best split, `more` gross money beside it.

        Minus infinity where the money does not suffice.
        """
        place = mask.tobytes(), more
        if place not in self._known:
            self._known[place] = self._solve(mask, more)
        return self._known[place]

    def _solve(self, mask: Floats, more: float) -> Found:
        net = float(self.net(mask[None])[0]) + more * self.keep
        try:
            return self.split(mask, net) if net >= 0 else Found(mask, -math.inf, -math.inf)
        except (InputError, PlanError):  # so little money that limits can't hold together
            return Found(mask, -math.inf, -math.inf)

    def split(self, mask: Floats, net: float) -> Found:
        """Return what a set brings with `net` money; raises what the solver raises."""
        factors = dict(zip(self.regions, self.factors(mask[None])[0].tolist(), strict=True))
        anyway = sum(factors[code] * region.base for code, region in self.regions.items())
        answer = self.solve(factors, net)
        return Found(mask, anyway + answer.value, anyway + max(answer.bound, answer.value))

    def bounds(self, masks: Masks, prices: Floats) -> Floats:
        """Return the bound of each set (rows) at each price of money (columns)."""
        total = self.net(masks)[:, None] * prices
        for column, region in zip(self.factors(masks).T, self.regions.values(), strict=True):
            levels, place = np.unique(column, return_inverse=True)
            total += region.at(prices, levels)[place]
        return np.asarray(total)

    @cached_property
    def prices(self) -> tuple[float, float]:
        """The range of prices of money at which sets are bounded best."""
        steep = [
            float(cell.price[-1]) / region.share
            for region in self.regions.values()
            for cell in region.cells
            if region.share > 0
        ]
        top = max(steep, default=0.0) or 1.0
        none = np.nan_to_num(self.settled)
        sample = np.vstack([none, _flips(none, self.open), np.nan_to_num(self.settled, nan=1.0)])
        grid = np.geomspace(top * REACH, top, WIDE)
        return _around(grid, self.bounds(sample, grid))

    def least(self, masks: Masks, count: int, rounds: int) -> Floats:
        """Return each set's bound at the best of the prices tried, closer together each round.

        0 is tried too: money may be of no more use.
        """
        found, ends = self.bounds(masks, np.zeros(1))[:, 0], self.prices
        for _ in range(rounds if len(masks) else 0):
            grid = np.geomspace(*ends, count)
            each = self.bounds(masks, grid)
            found, ends = np.minimum(found, each.min(axis=1)), _around(grid, each)
        return np.asarray(found)


def _around(grid: Floats, each: Floats) -> tuple[float, float]:
    """Return the prices between which all rows are least."""
    at = each.argmin(axis=1)
    return float(grid[max(at.min() - 1, 0)]), float(grid[min(at.max() + 1, len(grid) - 1)])


def search(problem: Weighing) -> Found:
    """Return the best set; ties go to the cheaper one, then to the smaller, then by name."""
    best = problem.solved(_climb(problem))
    if math.isinf(best.value):
        best = _better(problem, best, _nothing(problem))
    proven, waiting, nodes = best.bound, [problem.settled], 0
    while waiting:
        nodes += 1
        settled, bound = _settle(problem, waiting.pop(), best.value)
        if bound <= best.value:
            continue
        if np.isnan(settled).sum() > LEAF and nodes < NODES:
            waiting += _branches(problem, settled)
        elif np.isnan(settled).sum() > EXACT:
            proven = max(proven, bound)
        else:
            best, bound = _explore(problem, _all(settled), best)
            proven = max(proven, bound)
    return replace(best, bound=max(best.value, proven))


def _branches(problem: Weighing, settled: Floats) -> list[Floats]:
    """Return the problem once for each choice in the language that most regions follow."""
    mask = np.nan_to_num(settled)
    open_ = np.flatnonzero(np.isnan(settled))
    gains = problem.factors(_flips(mask, open_)) - problem.factors(mask[None])
    widest = open_[int((gains > 0).sum(axis=1).argmax())]
    own = np.array([name == problem.families[widest] for name in problem.families])
    choices = _all(np.where(own, settled, 0.0))
    return [np.where(own, choice, settled) for choice in choices]


def _all(settled: Floats) -> Masks:
    """Return every set in which settled versions (0 or 1, not NaN) stay as they are."""
    open_ = np.flatnonzero(np.isnan(settled))
    masks = np.tile(np.nan_to_num(settled), (2 ** len(open_), 1))
    rows = np.arange(2 ** len(open_))
    for bit, column in enumerate(open_):
        masks[:, column] = rows >> bit & 1
    return masks


def _explore(problem: Weighing, masks: Masks, best: Found) -> tuple[Found, float]:
    """Solve sets in the order of their bounds until none that is left can be better.

    Return the best, `best` included, and a bound for these sets.
    """
    masks = masks[problem.net(masks) >= 0]
    coarse = problem.least(masks, COARSE, 1)
    left = masks[coarse > best.value]
    fine = problem.least(left, FINE, ROUNDS)
    proven = -math.inf
    for solves, row in enumerate(np.lexsort((left @ problem.costs, -fine)).tolist()):
        if fine[row] <= best.value or solves == SOLVES:
            return best, max(proven, float(fine[row]))
        found = problem.solved(left[row])
        proven = max(proven, min(found.bound, float(fine[row])))
        best = _better(problem, best, found)
    return best, proven


def _nothing(problem: Weighing) -> Found:
    """Solve without any version, where none could be paid for: the solver then says why."""
    none = np.nan_to_num(problem.settled)
    return problem.split(none, float(problem.net(none[None])[0]))


def _better(problem: Weighing, one: Found, other: Found) -> Found:
    """Return the set that is worth more; ties go to the cheaper, the smaller, then by name."""
    apart = TIE * max(abs(one.value), abs(other.value), 0.0)
    if math.isinf(one.value) or math.isinf(other.value) or abs(one.value - other.value) > apart:
        return other if other.value > one.value else one

    def rank(found: Found) -> tuple[float, float, list[float]]:
        return float(found.mask @ problem.costs), float(found.mask.sum()), (-found.mask).tolist()

    return min(one, other, key=rank)


def _climb(problem: Weighing) -> Floats:
    """Return a set that no version added, dropped or exchanged makes better, by its bound."""
    mask, height = np.nan_to_num(problem.settled), -math.inf
    while True:
        near = np.vstack([mask[None], _neighbours(mask, problem.open)])
        near = near[problem.net(near) >= 0]
        heights = problem.least(near, COARSE, 1)
        if not len(near) or heights.max() <= height * (1 + TIE):
            return mask
        mask, height = near[int(heights.argmax())], float(heights.max())


def _flips(mask: Floats, open_: npt.NDArray[np.intp]) -> Masks:
    """Return the sets with one version more or less."""
    return np.abs(mask - np.eye(len(mask))[open_])


def _neighbours(mask: Floats, open_: npt.NDArray[np.intp]) -> Masks:
    """Return the sets with one version more, one less, or one exchanged for another."""
    unit = np.eye(len(mask))
    swaps = [
        mask - unit[out] + unit[into]
        for out in open_[mask[open_] == 1]
        for into in open_[mask[open_] == 0]
    ]
    return np.vstack([_flips(mask, open_), *swaps])


def _settle(problem: Weighing, settled: Floats, value: float) -> tuple[Floats, float]:
    """Return `settled` with what holds in all of its sets that are worth more than `value`.

    Also a bound for its sets. Repeated, since what is in leaves less to gain for the others.
    """
    while True:
        found, bound = _settle_once(problem, settled, value)
        if bound <= value or (np.isnan(found) == np.isnan(settled)).all():
            return found, bound
        settled = found


def _settle_once(problem: Weighing, settled: Floats, value: float) -> tuple[Floats, float]:
    prices = np.geomspace(*problem.prices, FINE)
    each = np.array([region.per_factor(prices) for region in problem.regions.values()])
    none, open_ = np.nan_to_num(settled), np.flatnonzero(np.isnan(settled))
    choices = [_all(np.where(own, settled, none)) for own in _families(problem, open_)]
    factors = problem.factors(np.vstack([none, *choices]))
    whole = problem.net(none[None])[0] * prices + factors[0] @ each
    gains, start = [], 1
    for masks in choices:
        more = (factors[start : start + len(masks)] - factors[0]) @ each
        cost = (masks - none) @ problem.costs * problem.keep
        gains.append(more - cost[:, None] * prices)
        start += len(masks)
    whole = whole + sum(gain.max(axis=0) for gain in gains)
    found = settled.copy()
    for masks, gain in zip(choices, gains, strict=True):
        for column in open_[masks[:, open_].any(axis=0) & (masks[:, open_] == 0).any(axis=0)]:
            for state in (0.0, 1.0):
                kept = gain[masks[:, column] == state].max(axis=0)
                if (whole - gain.max(axis=0) + kept).min() < value:
                    found[column] = 1.0 - state
    return found, float(whole.min())


def _families(problem: Weighing, open_: npt.NDArray[np.intp]) -> list[npt.NDArray[np.bool_]]:
    """Return the columns of each language that has a version to weigh."""
    names = np.array(problem.families)
    return [names == family for family in sorted(set(names[open_].tolist()))]
