"""What a split is best for, and what money in a cell brings of it.

`admissions`: people who come. `gross`: the box office, each admission at the average ticket price.
`net revenue`: what is left of it for the distributor after ticket tax and the cinemas' part, ticket
/ (1 + tax) * rental share. `reach`: people of the core audience met often enough, added up over
channels, so that a person met often enough on two channels counts twice.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from planner.errors import PlanError
from planner.facts import sound
from planner.facts.market import Market
from planner.facts.money import convert
from planner.facts.table import Facts
from planner.model.base import significant
from planner.model.goals import Objective
from planner.model.plan import Plan
from planner.spend.curves import Curve, Key
from planner.spend.fitted import times
from planner.spend.response import Cells

WORDS: dict[Objective, str] = {
    "admissions": "admissions",
    "reach": "people reached often enough, added up over channels",
    "gross": "box office",
    "net revenue": "distributor's part of the box office after tax",
}
"""What the objective counts, for people to read; the last two are money of the budget."""
COUNTED: Mapping[Objective, str] = {
    "admissions": "admissions",
    "reach": "people reached often enough",
}
OF_MONEY: Mapping[Objective, str] = {"gross": "of box office", "net revenue": "of net revenue"}
"""What each objective counts, or what its money is of."""


def unit_of(plan: Plan) -> str:
    """Return what the objective counts: `admissions`, `EUR of box office`."""
    of = OF_MONEY.get(plan.goals.objective)
    return f"{plan.goals.budget.currency} {of}" if of else COUNTED[plan.goals.objective]


def amount_of(value: float, plan: Plan) -> str:
    """Return a value of the objective in words: `900 admissions`, `EUR 12,000 of box office`."""
    told, of = f"{significant(value):,.0f}", OF_MONEY.get(plan.goals.objective)
    if of:
        return f"{plan.goals.budget.currency} {told} {of}"
    return f"{told} {COUNTED[plan.goals.objective]}"


def worth_of(plan: Plan, code: str, facts: Facts) -> float:
    """Return what one admission of a region counts in the plan's objective; 0 for `reach`.

    Raises:
        PlanError: a ticket price, tax, share or rate makes no sense; it names the fact.
    """
    objective = plan.goals.objective
    if objective in ("admissions", "reach"):
        return 1.0 if objective == "admissions" else 0.0
    market = Market.of(code, plan.goals, facts)
    for _, fact in market.each("ticket_price"):
        sound.positive(fact)
    ticket = convert(market.ticket, "EUR", plan.goals.budget.currency, facts)
    return ticket if objective == "gross" else ticket * _left(market)


def _left(market: Market) -> float:
    """Return the distributor's part of a ticket's price."""
    for _, fact in market.each("ticket_tax"):
        sound.at_least(0.0, fact)
    for _, fact in market.each("rental_share"):
        sound.share(fact)
    return market.rental_share / (1 + market.ticket_tax)


def valued(plan: Plan, cells: Cells, facts: Facts) -> dict[Key, Curve]:
    """Return the cells' curves in the objective's unit; raises as `worth_of` does.

    For `reach` they are built from prices and people alone: fitted curves say nothing of it.
    """
    if plan.goals.objective == "reach":
        return {key: _reach(cells, key) for key in cells.curves}
    worth = {code: worth_of(plan, code, facts) for code in cells.base}
    return {key: times(curve, worth[key[0]]) for key, curve in cells.curves.items()}


def _reach(cells: Cells, key: Key) -> Curve:
    audience, curve = cells.audience[key], cells.curves[key]
    if audience.people <= 0:
        return replace(curve, form="reach", scale=0.0, k=1.0, s=audience.often, points=())
    k = audience.contact
    if not 0 < k < math.inf:
        raise PlanError(
            f"One contact per person in {curve.cell} comes to {k:g}: look at the facts "
            f"cpm.{key[1]} and on_target.{key[1]}, and change or remove your values."
        )
    return replace(curve, form="reach", scale=audience.people, k=k, s=audience.often, points=())


def base_value(plan: Plan, cells: Cells, facts: Facts) -> dict[str, float]:
    """Return what comes without media in each region, in the objective's unit."""
    return {code: base * worth_of(plan, code, facts) for code, base in cells.base.items()}
