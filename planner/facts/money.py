"""Converts sourced prices into a plan's currency."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from planner.facts.table import Facts
from planner.model.base import CENT


def convert(amount: float, source: str, target: str, facts: Facts) -> float:
    """Return `amount` of currency `source` in currency `target`, at the rates in the facts."""
    if source == target:
        return amount
    return amount * facts.number(f"fx.{source}").value / facts.number(f"fx.{target}").value


def cents(amount: float | Decimal) -> Decimal:
    """Return an amount to the cent."""
    return Decimal(str(amount)).quantize(CENT, rounding=ROUND_HALF_EVEN)
