"""How often each date stays the best when what is not known turns out otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from planner.facts.table import Facts
from planner.timing.calendar import monday
from planner.timing.milp import solve
from planner.timing.problem import Problem
from planner.timing.worth import Assumptions

FUTURES = 10
"""Draws: enough to tell "8 of 10" from "4 of 10", and few enough to wait for."""
NEAR = 1e-4
"""A future's dates are proven to this share of their value: more would not move a week."""
MANY = 300
"""Choices of a day from which futures leave spill-over out: it is the smallest of the effects, may
be none, and makes a large schedule ten times dearer."""


def stayed(
    problem_under: Callable[[Assumptions], Problem],
    chosen: Mapping[str, date],
    facts: Facts,
    seed: int,
) -> dict[str, int]:
    """Return in how many of FUTURES each region's week stayed the best.

    Each future draws lag, spill-over, competition and life cycle from the ranges of their facts and
    chooses all dates anew, as many as are dated now; from MANY choices on without spill-over. The
    same seed gives the same futures.
    """
    source = np.random.default_rng(seed)
    kept: Counter[str] = Counter()
    for _ in range(FUTURES):
        problem = problem_under(Assumptions.drawn(facts, source))
        if sum(len(days) for days in problem.values.values()) > MANY:
            problem = replace(problem, spill_over=0.0)
        found = solve(problem, gap=NEAR, prove=False, all_dated=len(chosen) == len(problem.values))
        days = found.days if found else {}
        kept.update(
            code for code in chosen if code in days and monday(days[code]) == monday(chosen[code])
        )
    return {code: kept[code] for code in chosen}
