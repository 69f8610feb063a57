"""The worlds of one case, and the split that is best on average or where they go badly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from planner.model.goals import SplitFor
from planner.spend.case import Case
from planner.spend.curves import Curve, cell_of
from planner.spend.draws import Draws
from planner.spend.many import MANY, draw_response
from planner.spend.pots import QUICK, US, Pot
from planner.spend.robust import Robust, Solved, best_on_average, cautious
from planner.spend.robust import valued as over_draws

TAIL = "draw.tail"


def worlds(case: Case, count: int = MANY) -> Draws:
    """Return worlds drawn from the facts' and the potentials' ranges, at the case's dates."""
    ask = case.ask
    found = draw_response(
        ask.plan,
        ask.days,
        ask.potentials,
        ask.facts,
        ask.seed,
        count=count,
        weeks=case.weeks,
        fitted=ask.fitted,
        creators=case.creators.people,
    )
    return found.scaled(case.languages.factors)


def splits(case: Case, draws: Draws) -> dict[SplitFor, Robust]:
    """Return what the point split, the average and the cautious one bring over the worlds.

    Only our money moves; what partners pay for stays where it is. Empty where we pay for nothing.
    """
    pot = case.ours
    if pot is None:
        return {}
    tail, point = _tail(case), _point(case)
    average = best_on_average(draws, pot.curves, solver(pot), point, tail)
    starts = [point, average.spend]
    return {
        "point": over_draws(draws, point, tail),
        "average": average,
        "cautious": cautious(draws, pot.curves, solver(pot), starts, tail),
    }


def _tail(case: Case) -> float:
    return case.ask.facts.number(TAIL).value


def _point(case: Case) -> dict[str, float]:
    """Return the money of every cell, ours as it was before it was rounded."""
    return case.by_cell | dict(case.found[US].spend)


def hedged(case: Case, draws: Draws) -> Case:
    """Return the case with the split that `goals.split_for` asks for, in whole units of money."""
    kind, pot = case.ask.plan.goals.split_for, case.ours
    if kind == "point" or pot is None:
        return case
    if kind == "average":  # the cautious split takes longer, and is not asked for
        found = best_on_average(draws, pot.curves, solver(pot), _point(case), _tail(case))
    else:
        found = splits(case, draws)[kind]
    ours = {curve.cell: found.spend[curve.cell] for curve in pot.curves}
    theirs = {key: x for key, x in case.money.items() if cell_of(key) not in ours}
    return replace(case, money=theirs | pot.whole(ours))


def solver(pot: Pot) -> Callable[[Mapping[str, Curve]], Solved]:
    """Return what splits the pot's money for other curves of its cells.

    Its splits need no proof: tables under limits would take minutes in 40 regions.
    """

    def solve(curves: Mapping[str, Curve]) -> Solved:
        found = replace(pot, curves=tuple(curves.values())).solve(boxes=QUICK)
        return Solved(found.spend, found.bound)

    return solve
