from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.table import Facts, load
from planner.model.goals import Objective
from planner.model.plan import Plan
from planner.spend.curves import Curve, Key
from planner.spend.objective import WORDS, base_value, valued, worth_of
from planner.spend.response import Cells, cells, channels, contacts
from tests.plans import make_plan

FACTS = load()
CHANNELS = channels(FACTS)
DAY = date(2027, 5, 5)
POTENTIAL = {"CN": 20_000.0, "FR": 50_000.0}


def plan_of(objective: Objective, currency: str = "EUR") -> Plan:
    goals = {"objective": objective, "budget": {"total": 400_000, "currency": currency}}
    return make_plan({code: {} for code in POTENTIAL}, goals=goals)


def cells_of(plan: Plan, fitted: dict[Key, Curve] | None = None) -> Cells:
    days = dict.fromkeys(POTENTIAL, DAY)
    return cells(plan, days, POTENTIAL, FACTS, most=1e6, fitted=fitted)


def with_fact(key: str, value: float) -> Facts:
    return FACTS.with_overrides({key: (value, "a test")})


def value(key: str) -> float:
    return FACTS.number(key).value


def test_each_objective_counts_an_admission_its_own_way() -> None:
    assert worth_of(plan_of("admissions"), "FR", FACTS) == 1
    assert worth_of(plan_of("reach"), "FR", FACTS) == 0
    ticket = value("ticket_price.FR")
    assert worth_of(plan_of("gross"), "FR", FACTS) == pytest.approx(ticket)
    left = ticket / (1 + value("ticket_tax.FR")) * value("rental_share.FR")
    assert worth_of(plan_of("net revenue"), "FR", FACTS) == pytest.approx(left)
    rate = value("fx.EUR") / value("fx.USD")
    assert worth_of(plan_of("gross", "USD"), "FR", FACTS) == pytest.approx(ticket * rate)


def test_imports_into_china_leave_the_distributor_a_quarter() -> None:
    gross, net = (worth_of(plan_of(each), "CN", FACTS) for each in ("gross", "net revenue"))
    assert net * (1 + value("ticket_tax.CN")) / gross == pytest.approx(0.25)


@pytest.mark.parametrize("objective", ["admissions", "gross", "net revenue"])
def test_curves_and_what_comes_without_media_count_in_the_same_unit(objective: Objective) -> None:
    plan = plan_of(objective)
    found = cells_of(
        plan, {("FR", "search"): Curve("x", "table", 0, 0, 0, 0, 1, points=((9e3, 900),))}
    )
    curves, base = valued(plan, found, FACTS), base_value(plan, found, FACTS)
    for code in POTENTIAL:
        spend = dict.fromkeys(CHANNELS, 3_000.0)
        own = base[code] + sum(float(curves[code, name].value(x)) for name, x in spend.items())
        worth = worth_of(plan, code, FACTS)
        assert own == pytest.approx(worth * found.admissions(code, spend))


@settings(max_examples=25)
@given(st.sampled_from(CHANNELS), st.floats(0, 1e6))
def test_reach_counts_people_met_often_enough(channel: str, money: float) -> None:
    plan = plan_of("reach")
    found = cells_of(plan, {("FR", channel): Curve("x", "exp", 9.0, 1e4, 1.0, 0.0, 1.0)})
    key = ("FR", channel)
    curve = valued(plan, found, FACTS)[key]
    assert float(curve.value(money)) == pytest.approx(contacts(found, key, money).effective)
    assert (curve.cell, curve.hi) == (found.curves[key].cell, found.curves[key].hi)
    assert base_value(plan, found, FACTS) == {"CN": 0, "FR": 0}


def test_a_channel_that_nobody_uses_reaches_nobody() -> None:
    plan = plan_of("reach")
    facts = with_fact("channel_use.search.FR", 0)
    found = cells(plan, dict.fromkeys(POTENTIAL, DAY), POTENTIAL, facts, most=1e6)
    assert float(valued(plan, found, facts)["FR", "search"].value(1e5)) == 0


def test_every_objective_has_words() -> None:
    assert set(WORDS) == {"admissions", "reach", "gross", "net revenue"}


@pytest.mark.parametrize(
    ("key", "bad"), [("ticket_price.FR", 0), ("ticket_tax.FR", -0.1), ("rental_share.FR", 45)]
)
def test_a_fact_that_makes_no_sense_is_named(key: str, bad: float) -> None:
    with pytest.raises(PlanError, match=rf"{key} .*is {bad:g}"):
        worth_of(plan_of("net revenue"), "FR", with_fact(key, bad))
