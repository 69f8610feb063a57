"""What one cell may get: decided amounts, its own limits, and the smallest sensible flight."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from planner.errors import PlanError
from planner.facts.money import cents, convert
from planner.facts.table import Facts
from planner.model import names, overrides
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.spend.curves import Curve, Key, cell_of
from planner.spend.rounding import HAIR

TRAILERS = "cinema_trailers"


def bounded(
    plan: Plan, curves: Mapping[Key, Curve], media: Decimal, facts: Facts
) -> dict[Key, Curve]:
    """Return the curves with what a person decided, limits of cells and smallest bookings.

    Trailers in cinemas are closed where the film does not open in cinemas.
    """
    decided = overrides.cells(plan.overrides)
    found: dict[Key, Curve] = {}
    for key, curve in curves.items():
        amount = decided.get(key)
        if amount is None and _no_cinema(plan, key):
            amount = Decimal(0)
        if amount is not None:
            _agrees(plan, key, amount, media)
            found[key] = replace(curve, lo=float(amount), hi=float(amount), least=0.0)
        else:
            found[key] = _limited(plan, key, curve, media, facts)
    return found


def _no_cinema(plan: Plan, key: Key) -> bool:
    return key[1] == TRAILERS and plan.goals.regions[key[0]].release not in IN_CINEMAS


def _own_limit(plan: Plan, key: Key, media: Decimal) -> tuple[float, float]:
    """Return the least and the most of one cell, to the cent."""
    low, high = 0.0, math.inf
    for limit in plan.goals.limits:
        if limit.at == cell_of(key):
            least, most = limit.in_money(float(media))
            low = max(low, float(cents(least)))
            high = high if math.isinf(most) else min(high, float(cents(most)))
    return low, high


def _agrees(plan: Plan, key: Key, amount: Decimal, media: Decimal) -> None:
    """Raise `PlanError` where a limit of a cell leaves no place for the amount that it gets."""
    low, high = _own_limit(plan, key, media)
    if low <= amount <= high:
        return
    asked = f"at least {low:,.2f}" if amount < low else f"at most {high:,.2f}"
    why = "the film does not open in cinemas there" if _no_cinema(plan, key) else "you decided it"
    raise PlanError(
        f"goals.limits asks for {asked} of {names.channel(key[1])} in {names.region(key[0])}, "
        f"but it gets {amount:,.2f}: {why}. Change the limit at {key[0]}.{key[1]}, or what is "
        f"decided at spend.{key[0]}.{key[1]} in overrides."
    )


def _limited(plan: Plan, key: Key, curve: Curve, media: Decimal, facts: Facts) -> Curve:
    least_of_own, most_of_own = _own_limit(plan, key, media)
    low, high = max(min(curve.lo, curve.hi), least_of_own), min(curve.hi, most_of_own)
    booking = smallest(plan, key[1], facts)
    least = booking if low == 0 and booking <= high else 0.0
    closed = low == 0 and booking > high
    return replace(curve, lo=low, hi=0.0 if closed else max(high, low), least=least)


def smallest(plan: Plan, channel: str, facts: Facts) -> float:
    """Return the smallest sensible flight of a channel, whole units of the budget's currency."""
    fact = facts.number(f"minimum_buy.{channel}")
    return float(math.ceil(convert(fact.value, "EUR", plan.goals.budget.currency, facts) - HAIR))
