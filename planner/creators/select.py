"""Choosing creators under a budget so that together they reach the most people once.

Within a cell (region x language x age, or the user's own) people are reached independently:
reach = sum over cells of people * (1 - prod(1 - r)), r the share of the cell's people reached by
each. That is monotone and submodular, so the greedy choice is near the best and the marginal
gains bound what any other choice could add (Leskovec et al. 2007, KDD).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.creators.candidates import Candidate, Rules, reached_by_cell, share_of
from planner.creators.field import Field
from planner.errors import InputError, Problem

Names = frozenset[str]


@dataclass(frozen=True)
class Chosen:
    """A creator on the list with the package that is bought.

    `added_reach` is people whom nobody picked before reaches, `repeats` those who are reached
    already: together all whom the package reaches.
    """

    creator: str
    package: str
    price: float
    added_reach: float
    repeats: float


@dataclass(frozen=True)
class Selection:
    """The creators in the order picked, and the people whom they reach.

    `reach` counts each person once where audiences overlap by chance; `low` where they overlap as
    far as they can, `high` where they don't at all. `sum_of_audiences` counts a person once per
    creator. `people` is `reach` by cell. `value` is reach by weight; no list that keeps the rules
    exceeds `bound`, and none is better where `proven`.
    """

    chosen: tuple[Chosen, ...]
    spent: float
    reach: float
    low: float
    high: float
    sum_of_audiences: float
    people: Mapping[str, float]
    value: float
    bound: float
    proven: bool = False

    @property
    def gap(self) -> float:
        """Return the share of the bound that may be missing."""
        return (self.bound - self.value) / max(abs(self.bound), np.finfo(float).tiny)


def select(
    candidates: Sequence[Candidate],
    people: Mapping[str, float],
    budget: float,
    *,
    weights: Mapping[str, float] | None = None,
    include: Names = frozenset(),
    exclude: Names = frozenset(),
    rules: Rules = Rules(),
) -> Selection:
    """Choose creators of greatest unduplicated reach for at most `budget`.

    `include` are on the list whatever they bring, `exclude` never (names nobody has are ignored
    there). Raises `InputError` where the input contradicts itself or `include` costs too much.
    """
    pool = sorted(candidates, key=lambda candidate: candidate.creator)
    _check(pool, people, budget, weights or {}, include, exclude)
    pool = [candidate for candidate in pool if candidate.creator not in exclude]
    field = Field(pool, people, budget, weights or {})
    forced = [i for i, candidate in enumerate(pool) if candidate.creator in include]
    _check_cost(field, forced)
    best = field.greedy(forced, per_price=True)
    if not field.complete(best):
        big = field.greedy([*forced, *field.single(forced)], per_price=True)
        plain = field.greedy(forced, per_price=False)
        best = field.swap(max(best, plain, big, key=field.value), len(forced))
    return _report(pool, people, weights or {}, best, field.bound(best, len(forced)))


def _check(
    pool: Sequence[Candidate],
    people: Mapping[str, float],
    budget: float,
    weights: Mapping[str, float],
    include: Names,
    exclude: Names,
) -> None:
    problems = []
    if not (math.isfinite(budget) and budget >= 0):
        problems.append(Problem("the budget must be a number >= 0", value=str(budget)))
    names = {candidate.creator for candidate in pool}
    if len(names) < len(pool):
        problems.append(Problem("a creator is there more than once"))
    for table in (people, weights):
        for cell, number in table.items():
            if not (math.isfinite(number) and number >= 0):
                problems.append(Problem("must be a number >= 0", field=cell, value=str(number)))
    for candidate in pool:
        problems += _faults(candidate, people)
    for name in sorted(include - names):
        problems.append(Problem("a creator to include is not among the candidates", value=name))
    for name in sorted(include & exclude):
        problems.append(Problem("a creator is both included and excluded", value=name))
    if problems:
        raise InputError(problems)


def _faults(candidate: Candidate, people: Mapping[str, float]) -> list[Problem]:
    numbers = [("price", candidate.price), *candidate.reach.items()]
    name = candidate.creator
    return [
        Problem("must be a number >= 0", field=f"{name}: {what}", value=str(number))
        for what, number in numbers
        if not (math.isfinite(number) and number >= 0)
    ] + [
        Problem("reaches a cell whose people are not given", field=name, value=cell)
        for cell in candidate.reach
        if cell not in people
    ]


def _check_cost(field: Field, forced: Sequence[int]) -> None:
    if field.left(forced) < 0:
        cost = math.fsum(field.prices[list(forced)])
        what = (
            f"the creators to include cost {cost:,.2f} together, {cost - field.budget:,.2f} more "
            f"than the budget of {field.budget:,.2f}"
        )
        raise InputError(Problem(what, hint="Raise the budget or include fewer."))


def _report(
    pool: Sequence[Candidate],
    people: Mapping[str, float],
    weights: Mapping[str, float],
    order: Sequence[int],
    bound: float,
) -> Selection:
    missed = dict.fromkeys(people, 1.0)
    chosen = []
    for i in order:
        added = 0.0
        for cell, reached in sorted(pool[i].reach.items()):
            share = share_of(reached, people[cell])
            added += people[cell] * missed[cell] * share
            missed[cell] *= 1 - share
        met = math.fsum(min(n, people[cell]) for cell, n in pool[i].reach.items())
        chosen.append(Chosen(pool[i].creator, pool[i].package, pool[i].price, added, met - added))
    picked = [pool[i] for i in order]
    by_cell = reached_by_cell(picked, people)
    reach = math.fsum(by_cell.values())
    value = math.fsum(weights.get(cell, 1.0) * n for cell, n in by_cell.items())
    return Selection(
        tuple(chosen),
        spent=math.fsum(one.price for one in picked),
        reach=reach,
        low=reach,
        high=reach,
        sum_of_audiences=math.fsum(n for one in picked for n in one.reach.values()),
        people=by_cell,
        value=value,
        bound=max(bound, value),
    )
