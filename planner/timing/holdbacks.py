"""Hold-backs: how long cinemas have a film before it may be rented or streamed there."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from planner.facts.table import Fact, Facts
from planner.model import names
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.timing.lead import DAYS_OF

HOME = ("TVOD", "SVOD")
"""Release types that wait for the cinemas."""


@dataclass(frozen=True, slots=True)
class HoldBack:
    """A region that opens at home no sooner than some days after one that opens in cinemas."""

    first: str
    """The region in cinemas."""
    then: str
    days: int
    fact: str
    why: str


def holdbacks(plan: Plan, facts: Facts) -> tuple[HoldBack, ...]:
    """Return the hold-backs between the plan's regions, in their order.

    One for each pair of a region in cinemas and one of rental, sale or streaming that share a
    country; of several shared countries the longest counts.
    """
    regions = plan.goals.regions
    pairs = (
        (first, then)
        for first in regions
        for then in regions
        if regions[first].release in IN_CINEMAS and regions[then].release in HOME
    )
    found = (_holdback(first, then, plan, facts) for first, then in pairs)
    return tuple(one for one in found if one)


def _holdback(first: str, then: str, plan: Plan, facts: Facts) -> HoldBack | None:
    shared = _countries(first, plan) & _countries(then, plan)
    if not shared:
        return None
    release = plan.goals.regions[then].release
    of_each = {
        country: facts.number(f"holdback.{release}.{country}", f"holdback.{release}")
        for country in sorted(shared)
    }
    country = max(of_each, key=lambda name: _days(of_each[name]))
    fact = of_each[country]
    why = (
        f"{release} in {names.country(country)} at least {fact.value:g} {fact.unit} after the "
        "cinemas"
    )
    return HoldBack(first, then, _days(fact), fact.id, why)


def _countries(code: str, plan: Plan) -> set[str]:
    return {member[:2] for member in plan.goals.members(code)}


def _days(fact: Fact) -> int:
    return ceil(fact.value * DAYS_OF.get(fact.unit, 1.0))
