"""The candidates as arrays: greedy choice, swaps, and the bound on what any choice could reach."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from planner.creators.candidates import Candidate, share_of

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEARLY_ALL = 1 - 1e-12
"""The largest share of a cell that counts as reached while choosing: a product that holds a zero
could not be divided out again when a creator is swapped."""

SWAP_WORK = 30_000_000
"""Reach entries that swapping may look at: work, not time, so that results repeat."""

SWAP_COST = 50_000
"""What one try costs beside the entries, in entries."""

BOUND_STEPS = 60
"""Frank-Wolfe steps towards the bound; more tighten it little."""

ROUNDING = 1e-9
"""Part of an amount that counts as rounding."""


class Field:
    """The candidates as arrays: sparse shares by creator and cell, worth of cells, prices."""

    def __init__(
        self,
        pool: Sequence[Candidate],
        people: Mapping[str, float],
        budget: float,
        weights: Mapping[str, float],
    ) -> None:
        column = {cell: j for j, cell in enumerate(sorted(people))}
        self.worth = np.array([people[cell] * weights.get(cell, 1.0) for cell in column])
        self.prices = np.array([candidate.price for candidate in pool])
        self.budget = budget
        entries = [sorted(candidate.reach.items()) for candidate in pool]
        self.cells = [np.array([column[cell] for cell, _ in row], dtype=np.intp) for row in entries]
        self.shares = [
            np.array([min(share_of(n, people[cell]), NEARLY_ALL) for cell, n in row], dtype=float)
            for row in entries
        ]
        starts = np.cumsum([0, *(len(row) for row in entries)])
        flat = [
            np.concatenate([np.empty(0, kind), *parts])
            for kind, parts in ((float, self.shares), (np.intp, self.cells))
        ]
        shape = (len(pool), len(column))
        self.matrix = csr_array((flat[0], flat[1], starts), shape=shape)
        self.logs = csr_array((-np.log1p(-flat[0]), flat[1], starts), shape=shape)

    def missed(self, chosen: Sequence[int]) -> Floats:
        """Return the share of each cell's people whom none of `chosen` reaches."""
        left = np.ones(len(self.worth))
        for i in chosen:
            left[self.cells[i]] *= 1 - self.shares[i]
        return left

    def value(self, chosen: Sequence[int]) -> float:
        """Return the reach of `chosen`."""
        return float(self.worth @ (1 - self.missed(chosen)))

    def gains(self, missed: Floats) -> Floats:
        """Return what each candidate would add."""
        return np.asarray(self.matrix @ (self.worth * missed))

    def left(self, chosen: Sequence[int]) -> float:
        """Return the money that is not spent, a hair more so that sums of cents fit."""
        return self.budget * (1 + ROUNDING) - math.fsum(self.prices[list(chosen)])

    def single(self, forced: Sequence[int]) -> list[int]:
        """Return the affordable candidate who adds most to `forced`, if anybody adds."""
        gains = np.where(self.prices <= self.left(forced), self.gains(self.missed(forced)), 0.0)
        gains[list(forced)] = 0.0
        return [int(np.argmax(gains))] if len(gains) and gains.max() > 0 else []

    def greedy(self, start: Sequence[int], *, per_price: bool) -> list[int]:
        """Add the best candidate while money lasts; ties go to the first name.

        All gains are reckoned at once after each pick: with arrays that is quicker than a lazy
        queue, which goes through most candidates again where many are about as good.
        """
        chosen, left = list(start), self.left(start)
        open_worth = self.worth * self.missed(start)
        cost = self.prices if per_price else np.ones(len(self.prices))
        able = np.ones(len(self.prices), dtype=bool)
        able[chosen] = False
        while True:
            able &= self.prices <= left
            gains = np.where(able, self.matrix @ open_worth, 0.0)
            if not gains.any():
                return chosen
            with np.errstate(divide="ignore", invalid="ignore"):
                best = int(np.argmax(np.where(gains > 0, gains / cost, 0.0)))
            chosen.append(best)
            able[best] = False
            left -= self.prices[best]
            open_worth[self.cells[best]] *= 1 - self.shares[best]

    def complete(self, chosen: Sequence[int]) -> bool:
        """Return whether nobody else would add anybody."""
        gains = self.gains(self.missed(chosen))
        gains[list(chosen)] = 0.0
        return not gains.any()

    def swap(self, chosen: list[int], kept: int) -> list[int]:
        """Exchange one of the chosen for others while that adds; the first `kept` stay."""
        tries = SWAP_WORK // (self.matrix.nnz + len(self.prices) + SWAP_COST)
        depth = self.depth(chosen)
        position, since = kept, 0
        while since < len(chosen) - kept and tries > 0:
            mine = chosen[position]
            rest = [*chosen[:position], *chosen[position + 1 :]]
            without = self.without(depth, mine)
            others, added = self.fill(rest, mine, without)
            tries, since = tries - 1 - len(others), since + 1
            if added > self.gain(mine, without) * (1 + ROUNDING):
                chosen, since = [*rest, *others], 0
                depth = self.depth(chosen)
                position = kept if position >= len(chosen) else position
            else:
                position = position + 1 if position + 1 < len(chosen) else kept
        return chosen

    def fill(self, rest: list[int], barred: int, depth: Floats) -> tuple[list[int], float]:
        """Return whom to add to `rest` with the money left, most gain first, and their gains."""
        added: list[int] = []
        left, total = self.left(rest), 0.0
        while True:
            gains = np.where(self.prices <= left, self.gains(np.exp(-depth)), 0.0)
            gains[[*rest, barred, *added]] = 0.0
            best = int(np.argmax(gains))
            if gains[best] <= ROUNDING * float(self.worth.sum()):
                return added, total
            added.append(best)
            left, total = left - self.prices[best], total + float(gains[best])
            depth = depth + self.row(best)

    def row(self, i: int) -> Floats:
        """Return what one candidate adds to `depth`."""
        row = np.zeros(len(self.worth))
        row[self.cells[i]] = -np.log1p(-self.shares[i])
        return row

    def gain(self, i: int, depth: Floats) -> float:
        """Return what one candidate adds at `depth`."""
        here = self.cells[i]
        return float((self.worth[here] * np.exp(-depth[here])) @ self.shares[i])

    def depth(self, chosen: Sequence[int]) -> Floats:
        """Return -ln of the share of each cell's people who are missed: a sum over `chosen`."""
        return np.asarray(self.logs.T @ self.indicator(chosen))

    def without(self, depth: Floats, i: int) -> Floats:
        """Return `depth` with one candidate taken out."""
        return np.clip(depth - self.row(i), 0.0, None)

    def indicator(self, chosen: Sequence[int]) -> Floats:
        """Return 1 for each of `chosen`, 0 for the others."""
        flags = np.zeros(len(self.prices))
        flags[list(chosen)] = 1.0
        return flags

    def bound(self, chosen: Sequence[int], kept: int) -> float:
        """Return what no choice that holds the first `kept` can exceed.

        With d = -ln(1 - r), reach is sum of people * (1 - exp(-x d)) for choices x in {0, 1}:
        concave for x in [0, 1], so each tangent, maximised as a fractional knapsack, is a bound
        (Frank and Wolfe 1956). So is the value of a set and the knapsack of what others add to it.
        """
        money = self.left(chosen[:kept])
        free = self.prices <= money
        free[list(chosen[:kept])] = False
        fixed = self.depth(chosen[:kept])
        best = min(float(self.worth.sum()), self._added_bound(chosen, free, money))
        x = self.indicator(chosen) * free
        depth = fixed + x @ self.logs
        for _ in range(BOUND_STEPS):
            gradient = self.logs @ (self.worth * np.exp(-depth)) * free
            corner = self._knapsack(gradient, money)
            value = float(self.worth @ -np.expm1(-depth))
            best = min(best, value + float(gradient @ (corner - x)))
            toward = fixed + corner @ self.logs - depth
            step = _line_search(self.worth, depth, toward)
            x, depth = x + step * (corner - x), depth + step * toward
        return best

    def _added_bound(self, chosen: Sequence[int], free: Flags, money: float) -> float:
        gains = self.gains(self.missed(chosen)) * free
        gains[list(chosen)] = 0.0
        return self.value(chosen) + float(gains @ self._knapsack(gains, money))

    def _knapsack(self, gains: Floats, money: float) -> Floats:
        """Return the shares of creators in 0..1 that bring the most gains for `money`."""
        able = np.flatnonzero(gains > 0)
        with np.errstate(divide="ignore"):
            order = able[np.argsort(-gains[able] / self.prices[able], kind="stable")]
        spent = np.cumsum(self.prices[order])
        whole = int(np.searchsorted(spent, money, side="right"))
        shares = self.indicator(order[:whole].tolist())
        if whole < len(order):
            before = spent[whole - 1] if whole else 0.0
            shares[order[whole]] = (money - before) / self.prices[order[whole]]
        return shares


def _line_search(worth: Floats, depth: Floats, toward: Floats) -> float:
    """Return the step in 0..1 along `toward` that raises the concave reach most, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        rising = float((worth * toward) @ np.exp(-(depth + middle * toward))) > 0
        low, high = (middle, high) if rising else (low, middle)
    return high if high == 1.0 else low
