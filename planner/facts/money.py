"""Converts money between currencies, at a person's dated rates or those of the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from planner.errors import PlanError
from planner.facts.sound import positive
from planner.facts.table import Fact, Facts
from planner.model.base import CENT
from planner.model.goals import Goals
from planner.model.money import Rate
from planner.model.plan import Plan

EURO = "EUR"
"""The currency that the facts' rates count in: `fx.JPY` is EUR per yen."""


def convert(amount: float, source: str, target: str, facts: Facts) -> float:
    """Return `amount` of currency `source` in currency `target`, at the rates in the facts.

    Raises:
        FactError: a currency has no rate.
        PlanError: a rate is 0 or below.
    """
    if source == target:
        return amount
    rates = positive(facts.number(f"fx.{source}")), positive(facts.number(f"fx.{target}"))
    return amount * rates[0] / rates[1]


def cents(amount: float | Decimal) -> Decimal:
    """Return an amount to the cent."""
    return Decimal(str(amount)).quantize(CENT, rounding=ROUND_HALF_EVEN)


def with_rates(facts: Facts, goals: Goals) -> Facts:
    """Return the facts with the person's rates (`goals.rates`) in place of the facts' own.

    A rate is money of the budget per 1; facts count EUR per 1. Where the budget is not in EUR, a
    rate of EUR also fixes the budget's own, so that every rate holds as it was written; so does
    the first other rate, where the facts have none of the budget's currency.

    Raises:
        FactError: neither gives the budget's currency a rate.
        PlanError: the budget's own currency has a rate other than 1.
    """
    own = goals.budget.currency
    _own_rate_is_one(goals)
    rates = {name: rate for name, rate in goals.rates.items() if name != own}
    if not rates:
        return facts
    known = _anchor(own, rates, facts)
    if known == own:
        per_own = positive(facts.number(f"fx.{own}"))
        rows = []
    else:
        per_own = positive(facts.number(f"fx.{known}")) / rates[known].value
        rows = [_row(own, per_own, rates.pop(known), facts)]
    rows += [_row(name, rate.value * per_own, rate, facts) for name, rate in rates.items()]
    return facts.with_rows(rows)


def _anchor(own: str, rates: Mapping[str, Rate], facts: Facts) -> str:
    """Return the currency whose rate to the euro the facts give, and the person's rates tie to."""
    if EURO in rates:
        return EURO
    if facts.find(f"fx.{own}"):
        return own
    return next((name for name in sorted(rates) if facts.find(f"fx.{name}")), own)


def _own_rate_is_one(goals: Goals) -> None:
    own = goals.budget.currency
    rate = goals.rates.get(own)
    if rate is not None and rate.value != 1:
        raise PlanError(
            f"goals.rates.{own} is {rate.value:g}, but the budget is in {own}, so it can only "
            "be 1. Remove it; rates are the budget's money per 1 of the other currency."
        )


def _row(currency: str, value: float, rate: Rate, facts: Facts) -> Fact:
    model = facts.number(f"fx.{currency}", f"fx.{EURO}")
    source = f"your rate: {rate.source}" if rate.source else "your rate"
    return replace(
        model,
        id=f"fx.{currency}",
        value=value,
        low=None,
        high=None,
        source=source,
        year=rate.as_of.year,
        as_of=rate.as_of,
        checked=None,
        note="",
        overridden=True,
    )


def rate_of(currency: str, goals: Goals, facts: Facts) -> tuple[float, date | None, str]:
    """Return what 1 of `currency` is in the budget's money, of which day, and who says so.

    Raises:
        FactError: neither the plan nor the facts have a rate.
        PlanError: a rate is 0 or below, or the budget's own is not 1.
    """
    own = goals.budget.currency
    _own_rate_is_one(goals)
    if currency == own:
        return 1.0, None, "the budget's own currency"
    rate = goals.rates.get(currency)
    if rate is not None:
        return rate.value, rate.as_of, rate.source or "your rate"
    facts = with_rates(facts, goals)
    fact = facts.number(f"fx.{currency if currency != EURO else own}")
    return convert(1.0, currency, own, facts), fact.as_of, fact.source


def region_money(plan: Plan, code: str, amount: Decimal, facts: Facts) -> Decimal:
    """Return an amount that a region of the plan states, in the budget's currency, to the cent.

    Raises as `rate_of` does.
    """
    currency = plan.goals.regions[code].currency
    if currency is None or currency == plan.goals.budget.currency:
        return amount
    rate, _, _ = rate_of(currency, plan.goals, facts)
    return cents(amount * Decimal(str(rate)))
