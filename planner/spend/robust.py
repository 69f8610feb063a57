"""Splits that are good in many worlds: best on average, or best where things go badly.

The cautious split raises the mean of the worst draws (`draw.tail`, one in five): the conditional
value at risk (CVaR) of Rockafellar and Uryasev (2000). That mean is the least of all weighted means
of the draws in which none weighs more than 1 / (tail x draws), so what the best split for any such
weights brings bounds it from above. Cutting planes look for the weights that are hardest on all
splits found so far, and add the split that is best for them, for a fixed number of rounds. Every
split is valued exactly, in all draws, and the best one is kept: the average split is never worse on
average than the point split, the cautious one never worse in the tail than both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog

from planner.spend.allocate import Limit, allocate
from planner.spend.averages import Grid
from planner.spend.curves import Curve
from planner.spend.draws import Draws, outcomes
from planner.spend.forms import Floats

Spend = Mapping[str, float]
ROUNDS = 7
"""Splits that are added at most: with 200 draws five are mostly enough to be CLOSE."""
CLOSE = 5e-4
"""Part of what media brings within which the tail is as good as the best there is."""
BETWEEN = (0.25, 0.5, 0.75)
"""Parts of a new split that are tried in a mix with the best one."""


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
    most = _worst(tail, len(values))
    order = np.argsort(values, kind="stable")
    weights = np.zeros(len(values))
    weights[order] = np.clip(most - np.arange(len(values)), 0.0, 1.0) / most
    return weights


def _worst(tail: float, draws: int) -> float:
    """Return how many draws are the worst: at least one, at most all."""
    return float(min(max(tail * draws, 1.0), draws))


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
    found = [dict(one) for one in starts]
    best = max((valued(draws, one, tail) for one in found), key=lambda one: one.tail)
    bound, nearest = math.inf, None
    for _ in range(ROUNDS):
        hardest, parts = _hardest(np.array([outcomes(draws, one) for one in found]), tail)
        weights = hardest if nearest is None else (hardest + nearest) / 2
        tried, over = _try(draws, grid, solve, starts[0], weights)
        if over < bound:
            bound, nearest = over, weights
        mixes = [_mean(found, parts), *(_mean([best.spend, tried], [1 - x, x]) for x in BETWEEN)]
        for one in (tried, *(mix for mix in mixes if _can_be_bought(grid, mix))):
            best = max(best, valued(draws, one, tail), key=lambda own: own.tail)
        found.append(tried)
        if _is_close(draws, best, bound):
            break
    return _bounded(best, bound, best.tail)


def _hardest(values: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return the weights of the draws under which the best of some splits brings least.

    `values` are what each split (row) brings in each draw. Also the parts of the splits in the mix
    of them that is best in its worst draws.
    """
    splits, draws = values.shape
    size = max(float(np.abs(values).max()), np.finfo(float).tiny)
    found = linprog(
        np.append(np.zeros(draws), 1.0),
        A_ub=np.column_stack([values / size, -np.ones(splits)]),
        b_ub=np.zeros(splits),
        A_eq=np.append(np.ones(draws), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0.0, 1 / _worst(tail, draws))] * draws + [(None, None)],
    )
    weights = np.maximum(np.asarray(found.x, dtype=np.float64)[:-1], 0.0)
    parts = np.maximum(-np.asarray(found.ineqlin.marginals, dtype=np.float64), 0.0)
    return weights / weights.sum(), parts / parts.sum()


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


def _mean(splits: Sequence[Spend], parts: Sequence[float] | Floats) -> dict[str, float]:
    """Return a mix of splits: it keeps to every limit that each of them keeps to."""
    cells = dict.fromkeys(cell for one in splits for cell in one)
    pairs = list(zip(splits, parts, strict=True))
    return {cell: float(sum(x * one.get(cell, 0.0) for one, x in pairs)) for cell in cells}


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
