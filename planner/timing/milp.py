"""The best dates of all regions together, with a bound, by mixed-integer programming (HiGHS).

Value falls with each week after the campaign's first opening. That is exact here: for each week in
which the first region may open the program is linear, and the best of these is the best of all. A
week whose bound lies below what was found is left out; the bound of the whole is the highest of
theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
    best: Found | None = None
    bound, searched = 0.0, 0
    for first, most in _firsts(program, tight=prove):
        if best and most <= best.score * (1 + max(gap, CLOSE)):
            bound = max(bound, most)
            continue
        found, searched = program.search(first, gap), searched + 1
        if found is None:
            continue
        bound = max(bound, found.bound)
        if found.days and (best is None or found.score > best.score * (1 + CLOSE)):
            best = found
        if best and not prove and searched >= LIKELIEST:
            break
    if best is None:
        return None if all_dated else Solution({}, 0.0, 0.0)
    return _solution(problem, program, best, bound)


def _firsts(program: Program, *, tight: bool) -> Iterator[tuple[date, float]]:
    """Yield the weeks in which the first region may open with their bounds, best first.

    Spill-over makes a bound dear to work out, so that it is left out at first and what it could
    add at most is added; where it must be tight, a week gets its own when its turn comes.
    """
    rough = {week: program.relaxed(week, spill=False) for week in program.firsts()}
    done = not (tight and program.pairs)
    waiting = {
        week: (most * program.most_spill, done) for week, most in rough.items() if most is not None
    }
    while waiting:
        week = min(waiting, key=lambda at: (-waiting[at][0], at))
        most, done = waiting.pop(week)
        if done:
            yield week, most
        else:
            waiting[week] = (min(program.relaxed(week, spill=True) or most, most), True)


def _solution(problem: Problem, program: Program, best: Found, bound: float) -> Solution:
    value = sum(part.whole for part in evaluate(problem, best.days).values())
    most = bound - program.reward * len(best.days)
    return Solution(best.days, value, max(most, value))
