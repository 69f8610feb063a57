"""The linear program over a few packages: a bound for all, prices, and packages worth a place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.creators.bound import Prices, at_most, guessed, reduced
from planner.creators.field import Field, Floats, Ints
from planner.creators.field_list import Draft
from planner.creators.milp import Program

MORE = 300
"""Packages beside a list's own that the program starts with or gains in a round."""

ROUNDS = 12
"""Rounds in which packages and tangents are added; usually it is settled after 3."""

TINY = 1e-6
"""What a share may miss of a whole package, and parts of a bound that count as nothing."""

SETTLED = 1e-5
"""Part of the bound: a round that lowers it by less is the last."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The answer: no list is worth more than `bound`, found at `prices`.

    `worth` is what each package brings at these prices, `whole` those that are taken as a whole,
    `tangents` the depths at which the program knows the reach of the cells.
    """

    bound: float
    worth: Floats
    prices: Prices
    whole: list[int]
    tangents: list[Floats]

    def tolls(self, budget: float) -> tuple[Floats, Floats]:
        """Return what money and a place cost in each region; what may be left costs a little."""
        little = TINY * self.bound / max(budget, TINY)
        return self.prices.money + self.prices.regions + little, self.prices.heads


def relax(field: Field, draft: Draft, rounds: int = ROUNDS) -> Relaxed:
    """Solve the program around a list that keeps all rules; packages join as prices ask."""
    prices = guessed(field, draft.depth)
    worth = reduced(field, prices)
    columns = _union(draft.packages(), _highest(worth, MORE + len(draft.chosen)))
    best = Relaxed(at_most(field, prices, worth), worth, prices, [], [])
    for at in range(rounds):
        answer = Program(field, columns, draft.depth, best.tangents).parts()
        if answer is None:
            break
        shares, prices = answer
        tangents = [*best.tangents, np.asarray(field.logs[columns].T @ shares)]
        worth = reduced(field, prices)
        bound, before = at_most(field, prices, worth), best.bound
        if bound < before or not at:
            whole = columns[shares > 1 - TINY].tolist()
            best = Relaxed(min(bound, before), worth, prices, whole, tangents)
        best = replace(best, tangents=tangents)
        asked = _highest(np.where(worth > TINY * bound, worth, -np.inf), MORE)
        more = np.setdiff1d(asked, columns)
        if not len(more) and bound > before * (1 - SETTLED):
            break
        columns = _union(columns, more)
    return best


def _highest(worth: Floats, most: int) -> Ints:
    """Return the packages that bring most at some prices, in order of place."""
    order = np.argsort(-worth, kind="stable")[:most]
    return np.sort(order[np.isfinite(worth[order])])


def _union(one: npt.ArrayLike, other: npt.ArrayLike) -> Ints:
    return np.union1d(one, other).astype(np.intp)  # of two empty ones numpy makes floats
