"""The search for a list: greedy choices, swaps, a linear program, and proof where it is small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.creators.bound import is_inside, regret
from planner.creators.field import Field, Ints
from planner.creators.field_list import Draft
from planner.creators.field_relax import Relaxed, relax
from planner.creators.field_swap import WORK, swap
from planner.creators.milp import Program

PROVEN = 1e-5
"""A list whose bound is no more than this part above it counts as the best."""

GOOD = 0.006
"""A list that cannot be proven is improved on as long as its bound is above it by more."""

NODES, FEW_NODES = 1000, 30
"""Where the search for a proof ends, and that for a better list: limits on time don't repeat."""

PROVABLE, FEW = 600, 400
"""Packages among which a proof is looked for, and the likeliest ones among which a better list is
where more could change: seconds at most."""

ROUNDS = 4
"""Rounds of the program of whole packages, each with tangents at the list before."""


@dataclass(frozen=True, slots=True)
class Found:
    """Packages of a list; no list that keeps the rules is worth more than `bound`."""

    packages: list[int]
    value: float
    bound: float

    @property
    def is_best(self) -> bool:
        """Return whether no list is worth more, but for `PROVEN`."""
        return self.bound <= self.value * (1 + PROVEN)


def search(field: Field, start: Sequence[int], *, prove: bool = True) -> Found:
    """Return the best list found and its bound; `start` keeps the demands."""
    draft = _greedy(field, start)
    if not (field.logs @ field.worth)[field.prices <= field.budget].any():  # nobody is reached
        return Found(draft.packages(), 0.0, 0.0)
    relaxed = relax(field, draft) if prove else relax(field, draft, rounds=2)
    rounded = Draft(field, relaxed.whole, relaxed.tolls(field.budget))
    if rounded.mend():
        rounded.fill(per_price=True)
        draft = max(draft, rounded, key=lambda one: one.value)
    swap(draft, WORK if prove else WORK // 4)
    found = Found(draft.packages(), draft.value, relaxed.bound)
    return _prove(field, found, relaxed) if prove else found


def _greedy(field: Field, start: Sequence[int]) -> Draft:
    """Return the better of two greedy lists: by gain for the price, and by gain."""
    drafts = []
    for per_price in (True, False):
        draft = Draft(field, start)
        draft.fill(per_price=per_price)
        drafts.append(draft)
    return max(drafts, key=lambda draft: draft.value)


def _prove(field: Field, found: Found, relaxed: Relaxed) -> Found:
    """Return a better list by whole packages, or the same one with the proof that it is best."""
    tangents, depth = list(relaxed.tangents), field.depth(found.packages)
    for _ in range(ROUNDS):
        part = _part(field, found, relaxed)
        if found.is_best or not (part.exact or found.bound > found.value * (1 + GOOD)):
            break
        program = Program(field, part.columns, depth, tangents)
        whole = program.whole(PROVEN / 2, NODES if part.exact else FEW_NODES, part.sure)
        tangents.append(field.depth(whole.packages))
        better = _better(field, found, whole.packages)
        if part.exact:
            better = replace(better, bound=min(found.bound, max(whole.bound, better.value)))
        elif better is found:
            break
        found = better
    return found


def _better(field: Field, found: Found, packages: list[int]) -> Found:
    """Return these packages as a list, if they are worth more and may be bought."""
    value = field.value(field.depth(packages))
    keeps = value > found.value and Draft(field, packages).keeps
    return Found(packages, value, found.bound) if keeps else found


@dataclass(frozen=True, slots=True)
class _Part:
    """Packages from which the best list is looked for; those in `sure` are on it."""

    columns: Ints
    sure: Ints
    exact: bool
    """Whether no list with other packages, or without a sure one, is better."""


def _part(field: Field, found: Found, relaxed: Relaxed) -> _Part:
    """Return the packages that could be treated otherwise than the linear program does.

    Where that lets its bound fall below the list's value, no better list does. If too many could,
    the likeliest few may, and those that tell the list from the program's.
    """
    lost = regret(field, relaxed.worth)
    inside = np.flatnonzero(is_inside(field, relaxed.worth))
    free = np.flatnonzero(lost <= relaxed.bound - found.value)
    if len(free) <= PROVABLE:
        return _Part(np.union1d(free, inside), np.setdiff1d(inside, free), exact=True)
    free = np.argsort(lost, kind="stable")[:FEW]
    sure = np.intersect1d(np.setdiff1d(inside, free), found.packages)
    columns = np.union1d(np.union1d(free, inside), found.packages)
    return _Part(columns, sure, exact=False)
