"""Splits that are good in many worlds: best on average, or best where things go badly.

The cautious split raises the mean of the worst draws (`draw.tail`, one in five): the conditional
value at risk (CVaR) of Rockafellar and Uryasev (2000). That mean is the least of all weighted means
of the draws in which none weighs more than 1 / (tail x draws), so a split that is best for any such
weights bounds it from above; the weights are moved towards the worst draws of the split found, in
a fixed number of rounds. Every split is valued exactly, in all draws, and the best one is kept: the
average split is never worse on average than the point split, the cautious one never worse in the
tail than both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.spend.allocate import Limit, allocate
from planner.spend.averages import Grid
from planner.spend.curves import Curve
from planner.spend.draws import Draws, outcomes
from planner.spend.worlds import Floats

Spend = Mapping[str, float]
ROUNDS = 6
"""Times that the weights are moved, from each split that is started from."""
CLOSE = 1e-4
"""Part of what is at stake within which the tail can't be told from the best there is."""
BETWEEN = (0.25, 0.5, 0.75)


class Solved(NamedTuple):
    """A split of the money and a bound: no split brings more."""

    spend: Spend
    bound: float


Solve = Callable[[Mapping[str, Curve]], Solved]
"""Returns the best split for curves by cell, under all limits of the case."""


@dataclass(frozen=True, slots=True)
class Robust:
    """A split (money by cell) and what it brings over the draws, in the objective's unit.

    `tail` is the mean of the worst draws. `bound` is what no split exceeds: of the mean for the
    average split, of the tail for the cautious one, None for the point split.
    """

    spend: dict[str, float]
    mean: float
    tail: float
    p10: float
    p50: float
    p90: float
    bound: float | None = None


def within(
    budget: float, limits: Sequence[Limit] = (), cost_share: Mapping[str, float] | None = None
) -> Solve:
    """Return what splits one budget under limits."""

    def solve(curves: Mapping[str, Curve]) -> Solved:
        found = allocate(list(curves.values()), budget, limits, cost_share=cost_share)
        return Solved(found.spend, found.bound)

    return solve


def valued(draws: Draws, spend: Spend, tail: float) -> Robust:
    """Return what a split brings over the draws; `tail` is the share of draws that are worst."""
    found = outcomes(draws, spend)
    low, middle, high = (float(x) for x in np.quantile(found, [0.1, 0.5, 0.9]))
    mean, worst = float(found.mean()), float(tail_weights(found, tail) @ found)
    return Robust(dict(spend), mean, worst, low, middle, high)


def tail_weights(values: Floats, tail: float) -> Floats:
    """Return weights of the worst draws that sum to 1; ties go to the earlier draw."""
    most = max(tail * len(values), 1.0)
    order = np.argsort(values, kind="stable")
    weights = np.zeros(len(values))
    weights[order] = np.clip(most - np.arange(len(values)), 0.0, 1.0) / most
    return weights


def best_on_average(
    draws: Draws, curves: Sequence[Curve], solve: Solve, point: Spend, tail: float
) -> Robust:
    """Return the split with the greatest mean over the draws.

    `curves` are the cells that `solve` splits between, with their lo, hi and least; `point` is the
    split found without draws, which also holds the money of any other cell.
    """
    grid = Grid.of(draws, curves)
    even = np.full(draws.count, 1 / draws.count)
    tried, bound = _try(draws, grid, solve, point, even)
    ends = valued(draws, point, tail), valued(draws, tried, tail)
    return _bounded(max(ends, key=lambda one: one.mean), bound, max(one.mean for one in ends))


def cautious(
    draws: Draws, curves: Sequence[Curve], solve: Solve, starts: Sequence[Spend], tail: float
) -> Robust:
    """Return the split with the greatest mean of the worst draws, as far as the rounds find it.

    `starts` are the point and the average split; the rest as in `best_on_average`.
    """
    grid = Grid.of(draws, curves)
    best = max((valued(draws, one, tail) for one in starts), key=lambda one: one.tail)
    bound, seen = math.inf, set[bytes]()
    for start in starts:
        weights = tail_weights(outcomes(draws, start), tail)
        for number in range(1, ROUNDS + 1):
            if weights.tobytes() in seen or _is_close(draws, best, bound):
                break
            seen.add(weights.tobytes())
            tried, over = _try(draws, grid, solve, starts[0], weights)
            bound = min(bound, over)
            best = max(
                best,
                *(valued(draws, one, tail) for one in _mixes(grid, best.spend, tried)),
                key=lambda one: one.tail,
            )
            towards = tail_weights(outcomes(draws, tried), tail)
            weights = weights + (towards - weights) / (number + 1)
    return _bounded(best, bound, best.tail)


def _try(
    draws: Draws, grid: Grid, solve: Solve, rest: Spend, weights: Floats
) -> tuple[dict[str, float], float]:
    """Return the split that is best for weighted draws, and what none exceeds for them."""
    found = solve(grid.mean(weights))
    spend = {**rest, **found.spend}
    elsewhere = {cell: x for cell, x in spend.items() if cell not in found.spend}
    return spend, found.bound + grid.missed(weights) + float(weights @ outcomes(draws, elsewhere))


def _is_close(draws: Draws, best: Robust, bound: float) -> bool:
    stake = float((outcomes(draws, best.spend) - outcomes(draws, {})).mean())
    return bound - best.tail <= CLOSE * abs(stake)


def _mixes(grid: Grid, one: Spend, other: Spend) -> list[Spend]:
    """Return a split and those between it and another that buy no flight below its least."""
    between = [
        {cell: (1 - part) * one.get(cell, 0.0) + part * x for cell, x in other.items()}
        for part in BETWEEN
    ]
    return [other, *(mix for mix in between if _can_be_bought(grid, mix))]


def _can_be_bought(grid: Grid, spend: Spend) -> bool:
    free = (curve for curve in grid.curves if curve.lo == 0)
    return not any(0 < spend[curve.cell] < curve.least for curve in free)


def _bounded(found: Robust, bound: float, reached: float) -> Robust:
    return Robust(
        found.spend,
        found.mean,
        found.tail,
        found.p10,
        found.p50,
        found.p90,
        max(bound, reached),
    )
