"""Creators in the spend step: what a person whom they reach is worth, and their response curve."""

from __future__ import annotations

from dataclasses import dataclass

from planner.errors import PlanError
from planner.facts.table import Facts
from planner.spend.ask import Ask, plain_cells, weighing_of
from planner.spend.case import Case
from planner.spend.lines import Point
from planner.spend.shortlists import ChosenShortlist, Reached, Shortlists

__all__ = [
    "ChosenShortlist",
    "Shortlists",
    "Step",
    "as_media",
    "creators_curve",
    "next_step",
    "per_person",
    "value_at",
]


def per_person(ask: Ask) -> dict[str, float]:
    """Return what one person reached by a creator brings in each region that opens.

    In the objective's unit: the weights of the selection. For `reach` it is `creators.on_target`.
    `ask.creators` is not read; language versions count where `ask.languages` holds them.

    Raises:
        PlanError: a fact makes no sense; it names it.
    """
    factors = ask.languages.factors if ask.languages else {}
    return Reached.of(ask.plan, plain_cells(ask), ask.facts, factors).per_person()


def creators_curve(case: Case) -> list[Point]:
    """Return what each shortlist costs and brings, in the objective's unit, by rising cost."""
    return list(_reached(case, case.ask.facts).curve(case.ask.creators).points)


@dataclass(frozen=True, slots=True)
class Step:
    """From the shortlist that is paid to the next: money, what it brings, and that as media.

    `brings` and `media` are in the objective's unit; below 0 where the step is down.
    """

    money: float
    brings: float
    media: float


def next_step(case: Case, by: int = 1) -> Step | None:
    """Return the step to the next shortlist, or with `by` = -1 to the one before; None at the end.

    Its money as media is what the best split of ours then has less, or more. Where the rest can't
    be split beside it, it counts as `as_media` does.
    """
    lists, at = case.ask.creators, case.creators.at
    there = at + by
    if not 0 <= there < len(lists.costs):
        return None
    money = float(lists.costs[there] - lists.costs[at])
    weighing = weighing_of(case.ask, case.lines, case.cells, case.languages.factors, case.weeks)
    brings = weighing.reached.value(lists.people[there]) - case.creators.value
    try:
        after = weighing.media_at(there)
    except PlanError:
        return Step(money, brings, as_media(case, money))
    return Step(money, brings, case.media.value - after.value)


def as_media(case: Case, money: float) -> float:
    """Return what money for creators would bring as media, by the last of our media money.

    An agency's commission is taken from it, which creators' fees don't carry.
    """
    return money * (1 - case.lines.commission_rate) * case.media.marginal


def value_at(case: Case, facts: Facts) -> float:
    """Return what the shortlist that is paid would bring if creators' facts were these."""
    return _reached(case, facts).value(case.creators.people)


def _reached(case: Case, facts: Facts) -> Reached:
    return Reached.of(case.ask.plan, case.cells, facts, case.languages.factors)
