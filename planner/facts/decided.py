"""The facts of one plan: ours, and in their place what its people decided."""

from __future__ import annotations

from planner.facts.money import with_rates
from planner.facts.table import Facts, load
from planner.model import overrides
from planner.model.plan import Plan


def facts_of(plan: Plan) -> Facts:
    """Return the facts as the plan's people decided them, at the facts' own rates of currencies.

    Raises:
        FactError: an override speaks of a fact that does not exist.
    """
    return load().with_overrides(overrides.facts(plan.overrides))


def facts_at_rates(plan: Plan) -> Facts:
    """Return them at the rates of `goals.rates`, where somebody set some: what money counts by.

    Raises:
        FactError, PlanError: a fact or rate of theirs can't be used.
    """
    return with_rates(facts_of(plan), plan.goals)
