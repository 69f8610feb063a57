from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import FactError, PlanError
from planner.facts.money import convert, rate_of, region_money, with_rates
from planner.facts.table import load
from planner.model.plan import Plan
from tests.plans import make_plan

FACTS = load()
CURRENCIES = ["EUR", "USD", "JPY", "GBP", "CHF", "MXN"]
currencies = st.sampled_from(CURRENCIES)
values = st.floats(1e-4, 1e4)
DAY = "2026-05-20"


def plan_of(own: str, rates: dict[str, float], **region: object) -> Plan:
    goals = {
        "budget": {"total": 400_000, "currency": own},
        "rates": {
            name: {"value": value, "as_of": DAY, "source": "ECB"} for name, value in rates.items()
        },
    }
    return make_plan({"JP": region}, goals=goals)


@given(currencies, currencies, st.floats(0.01, 1e9))
def test_money_comes_back_the_same(one: str, other: str, amount: float) -> None:
    there = convert(amount, one, other, FACTS)
    assert convert(there, other, one, FACTS) == pytest.approx(amount)


@given(currencies, st.dictionaries(currencies, values), st.floats(0.01, 1e6))
def test_a_persons_rates_hold_as_they_are_written(
    own: str, rates: dict[str, float], amount: float
) -> None:
    rates = {name: value for name, value in rates.items() if name != own}
    plan = plan_of(own, rates)
    facts = with_rates(FACTS, plan.goals)
    for name, value in rates.items():
        assert convert(amount, name, own, facts) == pytest.approx(amount * value)
        assert rate_of(name, plan.goals, FACTS) == (value, date(2026, 5, 20), "ECB")
    assert facts.number("fx.EUR").value == 1


@given(currencies, st.dictionaries(currencies, values), currencies)
def test_rates_that_nobody_set_are_the_facts_against_the_euro(
    own: str, rates: dict[str, float], wanted: str
) -> None:
    rates = {name: value for name, value in rates.items() if name not in (own, wanted)}
    plan = plan_of(own, rates)
    facts = with_rates(FACTS, plan.goals)
    assert convert(1, wanted, own, facts) == pytest.approx(rate_of(wanted, plan.goals, FACTS)[0])
    if "EUR" not in rates:
        assert convert(1, wanted, own, facts) == pytest.approx(convert(1, wanted, own, FACTS))


def test_a_rate_says_its_day_and_who_says_so() -> None:
    plan = plan_of("EUR", {"JPY": 0.006})
    fact = with_rates(FACTS, plan.goals).number("fx.JPY")
    assert (fact.value, fact.as_of, fact.source) == (0.006, date(2026, 5, 20), "your rate: ECB")
    assert (fact.low, fact.high, fact.overridden) == (None, None, True)
    assert FACTS.number("fx.JPY").value != 0.006
    _, day, source = rate_of("USD", plan.goals, FACTS)
    assert (day, source) == (FACTS.number("fx.USD").as_of, FACTS.number("fx.USD").source)


def test_a_currency_that_the_facts_lack_can_be_given() -> None:
    plan = plan_of("USD", {"ISK": 0.0072, "KES": 0.0077})
    facts = with_rates(FACTS, plan.goals)
    assert convert(1000, "KES", "USD", facts) == pytest.approx(7.7)
    with pytest.raises(FactError, match=r"fx\.TZS"):
        rate_of("TZS", plan.goals, FACTS)


@pytest.mark.parametrize("anchor", ["EUR", "USD"])
def test_a_budget_in_a_currency_that_the_facts_lack_needs_one_rate_alone(anchor: str) -> None:
    plan = plan_of("KES", {anchor: 150.0, "ZAR": 0.8})
    facts = with_rates(FACTS, plan.goals)
    assert convert(2, anchor, "KES", facts) == pytest.approx(300)
    assert convert(2, "ZAR", "KES", facts) == pytest.approx(1.6)
    pounds = 150 * convert(1, "GBP", anchor, FACTS)
    assert rate_of("GBP", plan.goals, FACTS)[0] == pytest.approx(pounds)


def test_a_budget_in_a_currency_without_any_rate_says_which_is_missing() -> None:
    with pytest.raises(FactError, match=r"fx\.KES"):
        with_rates(FACTS, plan_of("KES", {"TZS": 0.05}).goals)


def test_the_budgets_own_rate_can_only_be_one() -> None:
    with pytest.raises(PlanError, match=r"goals\.rates\.USD is 1\.1, but the budget is in USD"):
        with_rates(FACTS, plan_of("USD", {"USD": 1.1}).goals)
    with pytest.raises(PlanError, match=r"goals\.rates\.USD"):
        rate_of("JPY", plan_of("USD", {"USD": 1.1}).goals, FACTS)
    same = plan_of("USD", {"USD": 1.0})
    assert with_rates(FACTS, same.goals) is FACTS
    assert rate_of("USD", same.goals, FACTS)[0] == 1


@pytest.mark.parametrize("bad", [0.0, -0.5])
def test_a_rate_of_nothing_is_refused(bad: float) -> None:
    facts = FACTS.with_overrides({"fx.JPY": (bad, "a test")})
    for one, other in (("JPY", "EUR"), ("EUR", "JPY")):
        with pytest.raises(PlanError, match=r"The fact fx\.JPY must be above 0"):
            convert(1, one, other, facts)


def test_a_regions_money_is_told_in_the_budgets_currency_to_the_cent() -> None:
    plan = plan_of("EUR", {"JPY": 0.00612}, currency="JPY")
    assert region_money(plan, "JP", Decimal(1_000_001), FACTS) == Decimal("6120.01")
    own = plan_of("EUR", {"JPY": 0.00612})
    assert region_money(own, "JP", Decimal("12.34"), FACTS) == Decimal("12.34")
