"""Creators in the spend step: what a person whom they reach is worth, and their response curve."""

from __future__ import annotations

from planner.spend.case import Ask, Case, plain_cells
from planner.spend.creator_choice import Weighing
from planner.spend.shortlists import ChosenShortlist, Reached, Shortlists

__all__ = ["ChosenShortlist", "Shortlists", "Weighing", "creators_curve", "per_person"]


def per_person(ask: Ask) -> dict[str, float]:
    """Return what one person reached by a creator brings in each region that opens.

    In the objective's unit: the weights of the selection. For `reach` it is `creators.on_target`.
    `ask.creators` is not read; language versions count where `ask.languages` holds them.

    Raises:
        PlanError: a fact makes no sense; it names it.
    """
    factors = ask.languages.factors if ask.languages else {}
    return Reached.of(ask.plan, plain_cells(ask), ask.facts, factors).per_person()


def creators_curve(case: Case) -> list[tuple[float, float]]:
    """Return what each shortlist costs and brings, in the objective's unit, by rising cost."""
    ask = case.ask
    reached = Reached.of(ask.plan, case.cells, ask.facts, case.languages.factors)
    return list(reached.curve(ask.creators).points)
