"""Many limits: the envelopes maximised by a primal-dual interior-point method.

An envelope is a straight piece and a curved one (or a table's straight pieces), each less steep
than the one before, so that each piece is a variable of its own and the problem is smooth. Steps
are Mehrotra's predictor and corrector (SIAM J. Optim. 2, 1992); the system that is solved in each
is as large as the number of limits. Nothing rests on its precision: bounds are worked out afresh
from the prices it ends with.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.spend.batch import Batch, Box
from planner.spend.forms import Floats
from planner.spend.rows import Rows, Solver

STEPS = 80
"""Steps of the method; some twenty do."""

DONE = 1e-9
"""Share of what is to gain by which primal and dual may differ."""

_CENTRE = 0.1
"""Part of `DONE` below which products need not be."""

_BACK = 0.995
"""Share of the way to the nearest end that a step goes."""

_NOTHING = 1e-13
"""Width of a piece, as a share of the money, below which it is left out."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The variables, each from 0 to 1: `width` of money in `cell`, above `offset`.

    `line` is the response of a straight piece. The curved ones stand last, one per cell, from
    `curved` on.
    """

    cell: npt.NDArray[np.int64]
    offset: Floats
    width: Floats
    line: Floats
    curved: int

    def spend(self, box: Box, y: Floats) -> Floats:
        """Return each cell's money."""
        return np.asarray(box.lo + self.summed(self.width * y, len(box.lo)))

    def summed(self, each: Floats, size: int) -> Floats:
        """Return the sum over each cell's pieces."""
        return np.bincount(self.cell, each, size).astype(np.float64)


def pieces_of(batch: Batch, box: Box, touch: Floats, money: float) -> Pieces:
    """Return the pieces of all cells that have room; `touch` is where envelopes leave the chord."""
    base, knee = batch.value(box.lo), batch.value(touch)
    straight = np.flatnonzero((touch - box.lo > _NOTHING * money) & ~batch.is_table)
    curved = np.flatnonzero((box.hi - touch > _NOTHING * money) & ~batch.is_table)
    row, corner = np.nonzero(np.diff(box.hull_x, axis=1) > _NOTHING * money)
    cell = np.concatenate([straight, batch.tables[row], curved])
    offset = np.concatenate([box.lo[straight], box.hull_x[row, corner], touch[curved]])
    tables = np.diff(box.hull_x, axis=1)[row, corner], np.diff(box.hull_y, axis=1)[row, corner]
    width = [touch[straight] - box.lo[straight], tables[0], (box.hi - touch)[curved]]
    line = [(knee - base)[straight], tables[1]]
    split = len(straight) + len(row)
    return Pieces(cell, offset, np.concatenate(width), np.concatenate(line), split)


@dataclass(slots=True)
class _State:
    """Shares of pieces and what is left of each, slack of limits, prices of limits and of ends."""

    y: Floats
    rest: Floats
    s: Floats
    prices: Floats
    low: Floats
    high: Floats

    def moved(self, by: _State, part: float) -> _State:
        return _State(
            self.y + part * by.y,
            self.rest + part * by.rest,
            self.s + part * by.s,
            self.prices + part * by.prices,
            self.low + part * by.low,
            self.high + part * by.high,
        )

    def room(self, by: _State) -> float:
        """Return the part of a step up to which everything stays positive."""
        now = np.concatenate([self.y, self.rest, self.s, self.prices, self.low, self.high])
        change = np.concatenate([by.y, by.rest, by.s, by.prices, by.low, by.high])
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(min(1.0, np.min(np.where(change < 0, -now / change, np.inf), initial=1.0)))

    @property
    def is_finite(self) -> bool:
        """Whether all numbers are numbers."""
        return bool(np.isfinite(self.complement) and np.isfinite(self.y).all())

    @property
    def complement(self) -> float:
        """Return the sum of all products that are zero at the optimum.

        Not by BLAS: beyond 10,000 numbers it shares them between threads, and waits for these
        longer than the sum takes (10 ms on a busy machine).
        """
        pairs = ((self.y, self.low), (self.rest, self.high), (self.s, self.prices))
        return float(sum((one * other).sum() for one, other in pairs))


@dataclass(frozen=True, slots=True)
class Problem:
    """Maximise the pieces' responses less `thrift` per unit of money, under the limits.

    `right` is what the limits leave above all cells' lo.
    """

    batch: Batch
    pieces: Pieces
    rows: Rows
    right: Floats
    thrift: float

    def used(self, y: Floats) -> Floats:
        """Return what the pieces use of each limit."""
        pieces = self.pieces
        return self.rows.used(pieces.summed(pieces.width * y, self.batch.size))

    def charge(self, prices: Floats) -> Floats:
        """Return the price of each whole piece."""
        return np.asarray(self.rows.charge(prices)[self.pieces.cell] * self.pieces.width)

    def solver(self, weight: Floats, slack: Floats) -> Solver:
        """Return what solves for the prices, each piece weighted."""
        pieces = self.pieces
        each = pieces.summed(weight * pieces.width**2, self.batch.size)
        return self.rows.solver(each, slack)

    def gradient(self, y: Floats) -> tuple[Floats, Floats]:
        """Return response per whole piece at `y`, and minus its derivative."""
        pieces = self.pieces
        cells = pieces.cell[pieces.curved :]
        spend = np.ones(self.batch.size)
        width = pieces.width[pieces.curved :]
        spend[cells] = pieces.offset[pieces.curved :] + width * y[pieces.curved :]
        slope, bent = self.batch.slopes(spend)
        gain = np.concatenate([pieces.line, slope[cells] * width])
        curved = np.concatenate([np.zeros(pieces.curved), -bent[cells] * width**2])
        return gain - self.thrift * pieces.width, np.maximum(curved, 0.0)


def maximise(problem: Problem, gain: float) -> tuple[Floats, Floats]:
    """Return shares of the pieces and prices of the limits, the best that could be found.

    `gain` is the size of what there is to gain. Where the limits leave nothing, the prices run off
    to where their bound shows it.
    """
    state = _start(problem, gain)
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            after = _step(problem, state, gain)
            if after is None or not after.is_finite:
                break
            state = after
    return state.y, np.maximum(state.prices, 0.0)


def _step(problem: Problem, state: _State, gain: float) -> _State | None:
    """Return the state after one step, None if this one is good or no step can be found."""
    slope, bent = problem.gradient(state.y)
    dual = slope - problem.charge(state.prices) + state.low - state.high
    primal = problem.right - problem.used(state.y) - state.s
    size = float(np.abs(problem.right).max(initial=1.0))
    off = max(state.complement, float(np.abs(dual).sum())) / gain
    if off <= DONE and float(np.abs(primal).max(initial=0.0)) <= DONE * size:
        return None
    try:
        return _towards(problem, state, (dual, primal, bent), _CENTRE * DONE * gain)
    except np.linalg.LinAlgError:
        return None


def _towards(
    problem: Problem, state: _State, misses: tuple[Floats, Floats, Floats], least: float
) -> _State:
    """Return the state after Mehrotra's step: a guess, then one that corrects for its curvature.

    Products are not made smaller than `least` together: numbers would get lost where limits leave
    no play.
    """
    dual, primal, bent = misses
    system = _System(problem, state, bent)
    zero = np.zeros_like(state.y)
    guess = system.step(dual, primal, 0.0, (zero, zero, np.zeros_like(state.s)))
    left, ahead = state.complement, state.moved(guess, state.room(guess)).complement
    count = 2 * len(state.y) + len(state.s)
    target = max(left * min((ahead / left) ** 3, 1.0), least) / count
    second = (guess.y * guess.low, -guess.y * guess.high, guess.s * guess.prices)
    step = system.step(dual, primal, target, second)
    return state.moved(step, min(1.0, _BACK * state.room(step)))


def _start(problem: Problem, gain: float) -> _State:
    count = len(problem.pieces.cell)
    y = np.full(count, 0.5)
    size = max(float(np.abs(problem.right).max(initial=0.0)), 1e-3)
    s = np.maximum(problem.right - problem.used(y), 0.1 * size)
    level = gain / max(count, 1)
    prices = np.full(len(s), gain / max(len(s), 1) / size)
    return _State(y, 1 - y, s, prices, np.full(count, level), np.full(count, level))


class _System:
    """The linear system of one step, condensed to the limits."""

    def __init__(self, problem: Problem, state: _State, bent: Floats) -> None:
        self.problem, self.state = problem, state
        self.weight = 1 / (bent + state.low / state.y + state.high / state.rest)
        self.solver = problem.solver(self.weight, state.s / state.prices)

    def step(
        self, dual: Floats, primal: Floats, target: float, second: tuple[Floats, Floats, Floats]
    ) -> _State:
        """Return the step towards products of `target`, less the products of the last guess."""
        at = self.state
        low = (target - second[0]) / at.y - at.low
        high = (target - second[1]) / at.rest - at.high
        slack = (target - second[2]) / at.prices - at.s
        pull = dual + low - high
        known = self.problem.used(self.weight * pull) - primal + slack
        prices = self.solver.solve(known)
        y = self.weight * (pull - self.problem.charge(prices))
        s = slack - at.s / at.prices * prices
        return _State(y, -y, s, prices, low - at.low / at.y * y, high + at.high / at.rest * y)
