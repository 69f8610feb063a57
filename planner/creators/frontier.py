"""Selections at several rising budgets: what more money for creators would bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.creators.candidates import Candidate, Rules
from planner.creators.select import Names, Selection, select


def frontier(
    candidates: Sequence[Candidate],
    people: Mapping[str, float],
    budgets: Sequence[float],
    *,
    weights: Mapping[str, float] | None = None,
    include: Names = frozenset(),
    exclude: Names = frozenset(),
    rules: Rules = Rules(),
) -> tuple[Selection, ...]:
    """Return selections of rising cost (`spent`) and rising value, the last as `select` finds it.

    Budgets below what the rules and `include` cost are left out; the least list that keeps them
    is the first. Raises `InputError` as `select` does at the largest budget.
    """
    found = [
        select(candidates, people, budget, weights=weights, include=include, exclude=exclude,
               rules=rules)
        for budget in sorted(budgets)
    ]  # fmt: skip
    rising: list[Selection] = []
    for one in found:
        if not rising or one.value > rising[-1].value:
            rising.append(one)
    return tuple(rising)


def rising_budgets(budget: float, points: int = 12) -> tuple[float, ...]:
    """Return budgets up to `budget`, denser where they are small: reach bends most there."""
    return tuple(budget * (at / points) ** 1.5 for at in range(1, points + 1))
