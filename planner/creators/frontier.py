"""Selections at several rising budgets: what more money for creators would bring."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from planner.creators.candidates import NO_RULES, Candidate, Rules
from planner.creators.field import Demand, Field
from planner.creators.field_search import Found, search
from planner.creators.select import Names, Selection, prepare, report

HAIR = 1e-9
"""Part by which a list must be worth more than a cheaper one, more than rounding."""


def frontier(
    candidates: Sequence[Candidate],
    people: Mapping[str, float],
    budgets: Sequence[float],
    *,
    weights: Mapping[str, float] | None = None,
    include: Names = frozenset(),
    exclude: Names = frozenset(),
    rules: Rules = NO_RULES,
) -> tuple[Selection, ...]:
    """Return selections of rising cost (`spent`) and rising value, the last as `select` finds it.

    For budgets below what the rules and `include` cost the cheapest list that keeps them stands.
    Those below the largest are not proven. Raises `InputError` as `select` does at the largest.
    """
    worth = weights or {}
    demand = Demand(max(budgets), include, rules)
    field, pool, first = prepare(candidates, people, worth, demand, exclude)
    best = search(field, first)
    least = math.fsum(field.prices[first])
    below = sorted({max(money, least) for money in budgets if money < demand.budget})
    lists = [search(field.with_budget(money), first, prove=False) for money in below]
    return tuple(report(field, pool, people, worth, found) for found in _rising(field, lists, best))


def rising_budgets(budget: float, points: int = 12) -> tuple[float, ...]:
    """Return budgets up to `budget`, denser where they are small: reach bends most there."""
    return tuple(budget * (at / points) ** 1.5 for at in range(1, points + 1))


def _rising(field: Field, lists: Sequence[Found], best: Found) -> Iterator[Found]:
    """Yield the lists by cost, those left out that a cheaper one or the best one covers."""

    def cost(found: Found) -> float:
        return math.fsum(field.prices[found.packages])

    value = -math.inf
    for found in sorted(lists, key=lambda one: (cost(one), -one.value)):
        worth = found.value * (1 - HAIR)
        if value < worth and found.value < best.value * (1 - HAIR) and cost(found) < cost(best):
            value = found.value
            yield found
    yield best
