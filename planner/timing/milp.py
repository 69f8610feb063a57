"""The best dates of all regions together, with a bound, by mixed-integer programming (HiGHS).

Value falls with each week after the campaign's first opening. That is exact here: for each week in
which the first region may open the program is linear, and the best of these is the best of all. A
week whose bound lies below what was found is left out; the bound of the whole is the highest of
theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from planner.timing.problem import Problem, Solution, evaluate
from planner.timing.program import Found, Program

LIKELIEST = 2
"""First weeks that are searched where nothing has to be proven."""
CLOSE = 1e-9
"""Two values nearer than this, as a share, are equal: the solver's own tolerance is wider."""


def solve(
    problem: Problem, *, gap: float = 0.0, prove: bool = True, all_dated: bool = True
) -> Solution | None:
    """Return the best dates, or None where no dates keep to the limits.

    It stops where the best found is within `gap` (a share) of the bound. Without `prove` only the
    likeliest first weeks are searched, and the bound is theirs. Without `all_dated` regions may
    stay undated; as many as possible are dated first, and the bound is for as many.
    """
    program = Program(problem, all_dated=all_dated)
    steps = _steps(program, prove=prove)
    waiting = {week: (program.loose(week), 0) for week in program.firsts()}
    best: Found | None = None
    bound, searched = 0.0, 0
    while waiting:
        first = min(waiting, key=lambda week: (-waiting[week][0], week))
        most, step = waiting.pop(first)
        if best and most <= best.score * (1 + max(gap, CLOSE)):
            bound = max(bound, most)  # no other week has a higher one
            break
        if step < len(steps):
            tighter = steps[step](first)
            if tighter is not None:
                waiting[first] = (min(tighter, most), step + 1)
            continue
        found, searched = program.search(first, gap), searched + 1
        bound = max(bound, found.bound if found else 0.0)
        if found and found.days and (best is None or found.score > best.score * (1 + CLOSE)):
            best = found
        if best and not prove and searched >= LIKELIEST:
            break
    if best is None:
        return None if all_dated else Solution({}, 0.0, 0.0)
    return _solution(problem, program, best, bound)


def _steps(program: Program, *, prove: bool) -> list[Callable[[date], float | None]]:
    """Return ever tighter and dearer bounds of a first week, each taken when its turn comes.

    Spill-over makes a bound dear to work out: at first it is left out, and what it could add at
    most is added.
    """

    def rough(week: date) -> float | None:
        most = program.relaxed(week, spill=False)
        return None if most is None else most * program.most_spill

    tight = partial(program.relaxed, spill=True)
    return [rough, tight] if program.pairs and prove else [rough]


def _solution(problem: Problem, program: Program, best: Found, bound: float) -> Solution:
    value = sum(part.whole for part in evaluate(problem, best.days).values())
    most = bound - program.reward * len(best.days)
    return Solution(best.days, value, max(most, value))
