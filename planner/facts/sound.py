"""Facts that a calculation divides by or multiplies with, checked before it does."""

from __future__ import annotations

import math

from planner.errors import PlanError
from planner.facts.table import Fact


def positive(fact: Fact) -> float:
    """Return the fact's value.

    Raises:
        PlanError: it is not above 0, which only a person's own value can be.
    """
    if not (math.isfinite(fact.value) and fact.value > 0):
        raise _wrong(fact, "must be above 0")
    return fact.value


def share(fact: Fact) -> float:
    """Return the fact's value, a share.

    Raises:
        PlanError: it does not lie between 0 and 1.
    """
    if not 0 <= fact.value <= 1:
        raise _wrong(fact, "is a share and must lie between 0 and 1")
    return fact.value


def at_least(least: float, fact: Fact) -> float:
    """Return the fact's value.

    Raises:
        PlanError: it lies below `least`.
    """
    if not (math.isfinite(fact.value) and fact.value >= least):
        raise _wrong(fact, f"must be at least {least:g}")
    return fact.value


def _wrong(fact: Fact, what: str) -> PlanError:
    return PlanError(
        f"The fact {fact.id} {what}; it is {fact.value:g} ({fact.source}). "
        f"Change or remove your value at facts.{fact.id}."
    )
