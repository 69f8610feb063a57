"""Choosing creators under a budget so that together they reach the most people once.

Within a cell (region x language x age, or the user's own) people are reached independently:
reach = sum over cells of people * (1 - prod(1 - r)), r the share of the cell's people reached by
each. That is monotone and submodular, so that greedy lists are near the best; prices of a linear
program bound what any list could reach and tell the packages that matter, and where these are few
the best list is proven (field_search.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.creators.candidates import (
    NO_RULES,
    Candidate,
    Rules,
    overlaps,
    reached_by_cell,
    share_of,
    unduplicated_reach,
)
from planner.creators.field import Demand, Field
from planner.creators.field_checks import clashes, faults, usable
from planner.creators.field_list import ordered
from planner.creators.field_search import Found, search
from planner.creators.field_start import start
from planner.errors import InputError

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    rules: Rules = NO_RULES,
) -> Selection:
    """Choose packages of greatest unduplicated reach for at most `budget`, one per creator.

    `people` is by cell, `weights` what a person in a cell counts (1 where not told). Of each of
    `include` a package is bought whatever it brings, of `exclude` none (names nobody has are
    ignored there). Equals go by name; the order of `candidates` does not matter.

    Raises:
        InputError: the input contradicts itself, or no list keeps the demands; it names all.
    """
    worth = weights or {}
    field, pool, first = prepare(candidates, people, worth, Demand(budget, include, rules), exclude)
    return report(field, pool, people, worth, search(field, first))


def prepare(
    candidates: Sequence[Candidate],
    people: Mapping[str, float],
    weights: Mapping[str, float],
    demand: Demand,
    exclude: Names,
) -> tuple[Field, list[Candidate], list[int]]:
    """Return the packages that may be bought as arrays and in order, and the list to start from."""
    pool = sorted(candidates, key=lambda one: (one.creator, one.price, one.package))
    if problems := faults(pool, people, weights, demand, exclude):
        raise InputError(problems)
    pool = [one for one in pool if one.creator not in exclude]
    if problems := clashes(pool, demand):
        raise InputError(problems)
    pool = usable(pool, demand)
    field = Field(pool, people, weights, demand)
    return field, pool, start(field, pool, sorted(demand.rules.languages))


def report(
    field: Field,
    pool: Sequence[Candidate],
    people: Mapping[str, float],
    weights: Mapping[str, float],
    found: Found,
) -> Selection:
    """Return the packages found, demanded creators first, then by added value for the price."""
    picked = [pool[at] for at in ordered(field, found.packages)]
    by_cell = reached_by_cell(picked, people)
    reach = math.fsum(by_cell.values())
    value = unduplicated_reach(picked, people, weights)
    ends = overlaps(picked, people).values()
    low, high = math.fsum(low for low, _ in ends), math.fsum(high for _, high in ends)
    return Selection(
        tuple(_chosen(picked, people)),
        spent=math.fsum(one.price for one in picked),
        reach=min(max(reach, low), high),  # products round
        low=low,
        high=high,
        sum_of_audiences=math.fsum(n for one in picked for n in one.reach.values()),
        people=by_cell,
        value=value,
        bound=max(found.bound, value),
        proven=found.is_best,
    )


def _chosen(picked: Sequence[Candidate], people: Mapping[str, float]) -> Iterator[Chosen]:
    missed = dict.fromkeys(people, 1.0)
    for one in picked:
        added, met = [], []
        for cell, reached in one.reach.items():
            share = share_of(reached, people[cell])
            met.append(people[cell] * share)
            added.append(met[-1] * missed[cell])
            missed[cell] *= 1 - share
        new = math.fsum(added)
        yield Chosen(one.creator, one.package, one.price, new, max(math.fsum(met) - new, 0.0))
