import pytest

from planner.errors import FactError
from planner.facts.decided import facts_at_rates, facts_of
from planner.facts.table import load
from tests.plans import AS_OF, make_plan


def test_what_people_decided_stands_in_place_of_ours() -> None:
    plan = make_plan({"FR": {}}, overrides=[("facts.cost.dub", 40_000.0)])
    assert facts_of(plan).number("cost.dub").value == 40_000
    assert facts_of(plan).number("cost.subtitles") == load().number("cost.subtitles")


def test_rates_of_a_plan_hold_where_money_is_counted() -> None:
    rates = {"JPY": {"value": 0.0061, "as_of": AS_OF}}
    plan = make_plan({"JP": {}}, goals={"rates": rates})
    assert facts_at_rates(plan).number("fx.JPY").value == pytest.approx(0.0061)
    assert facts_of(plan).number("fx.JPY") == load().number("fx.JPY")


def test_a_decision_on_a_fact_that_is_not_there_is_told() -> None:
    with pytest.raises(FactError, match=r"cost\.dubb"):
        facts_of(make_plan({"FR": {}}, overrides=[("facts.cost.dubb", 1.0)]))
