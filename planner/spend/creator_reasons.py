"""Why so much goes to creators: the suggestion behind the line `creators` of the budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from planner.facts.table import Fact
from planner.model.base import significant
from planner.model.suggestion import Reason, Suggestion
from planner.spend.budget import most_for_creators
from planner.spend.case import Case
from planner.spend.creator_choice import PLACE, limits_of
from planner.spend.creators import Step, as_media, next_step, value_at
from planner.spend.objective import amount_of, unit_of
from planner.spend.pots import US

NEXT = "The next shortlist costs {} more and would bring {} more"
FACTS = ("creators.on_target", "creators.worth")


def about_creators(case: Case) -> Suggestion[float]:
    """Return why creators get what they get: what they bring beside the same money in media."""
    return Suggestion(
        value=float(case.creators.cost),
        low=None,
        high=None,
        reasons=tuple(_reasons(case)),
        changes="A price or an audience in the creators' sheet, goals.budget.creators, or a limit "
        f"at {PLACE}.",
        sure=_sure(case),
    )


def next_in_words(case: Case) -> str:
    """Return what the next shortlist costs and brings beside media; "" where there is none."""
    more = next_step(case)
    return _step(case, more, NEXT).driver if more else ""


def _reasons(case: Case) -> Iterator[Reason]:
    plan = case.ask.plan
    own, currency = plan.goals.budget.creators, plan.goals.budget.currency
    if own is not None:
        text = f"You decided that creators may cost {currency} {own:,.2f}; it was not weighed."
        yield Reason(text, facts=("goals.budget.creators",))
    if case.creators.cost or case.creators.value:
        yield from _brought(case)
    if len(case.ask.creators.costs) > 1:
        yield from _weighed(case)
    elif own is None and not case.creators.cost:
        yield Reason("No creator in the sheet can be chosen, so there was nothing to weigh.")


def _brought(case: Case) -> Iterator[Reason]:
    """Yield what the creators bring, and what their money would bring as media."""
    plan, found = case.ask.plan, case.creators
    unit, currency = unit_of(plan), plan.goals.budget.currency
    text = f"They cost {currency} {found.cost:,.2f} and bring about {amount_of(found.value, plan)}."
    yield Reason(text, found.value, unit, FACTS)
    if US in case.found and found.cost:
        media = as_media(case, float(found.cost))
        text = (
            f"As media the same money would bring about {amount_of(media, plan)}, by what the last "
            "of the media money brings."
        )
        yield Reason(text, -media, unit, ("agency_commission",))


def _weighed(case: Case) -> Iterator[Reason]:
    """Yield why it is not the next shortlist, dearer or cheaper."""
    plan = case.ask.plan
    more, fewer = next_step(case), next_step(case, -1)
    if more:
        yield _step(case, more, NEXT)
    else:
        most = most_for_creators(plan.goals.budget, case.ask.facts)
        text = (
            f"No shortlist up to {plan.goals.budget.currency} {most:,.0f}, the most that is "
            "weighed against media, brings more."
        )
        yield Reason(text, facts=("creators_share",))
    if fewer:
        yield _step(case, fewer, "The one before costs {} less and would bring {} less")
    if limits_of(plan):
        yield Reason(f"Your limit at {PLACE} holds.", facts=("goals.limits",))


def _step(case: Case, step: Step, text: str) -> Reason:
    """Return what a step would bring, beside its money in media."""
    plan = case.ask.plan
    money = f"{plan.goals.budget.currency} {significant(abs(step.money)):,.0f}"
    told = text.format(money, amount_of(abs(step.brings), plan))
    return Reason(
        f"{told}; as media that money brings about {amount_of(abs(step.media), plan)}.",
        step.brings - step.media,
        unit_of(plan),
        FACTS,
    )


def _sure(case: Case) -> str:
    """Say how far what creators bring goes with the facts that nobody measured."""
    assumed = "Who of the people reached is in the core audience, and what a post does, is assumed"
    facts = case.ask.facts
    rows = [facts.number(name) for name in FACTS]
    if not case.creators.value or any(row.overridden for row in rows):
        return f"{assumed}, unless you put in values of your own."
    low, high = (
        amount_of(value_at(case, facts.with_rows(_at(row, end) for row in rows)), case.ask.plan)
        for end in ("low", "high")
    )
    return f"{assumed}: at the low ends of both it is {low}, at the high ends {high}."


def _at(fact: Fact, end: Literal["low", "high"]) -> Fact:
    """Return a fact at one end of its range."""
    known: float | None = getattr(fact, end)
    return fact if known is None else replace(fact, value=known)
