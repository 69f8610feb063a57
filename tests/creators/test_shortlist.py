from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.creators.sheet import SheetCreator
from planner.creators.shortlist import Shortlist, suggest_creators
from planner.errors import PlanError
from planner.facts.table import load
from planner.model.base import Range
from planner.plan import edit
from tests.plans import make_plan

FACTS = load()
PLAN = make_plan({"FR": {}, "MX": {}})
POTENTIAL = {code: Range(low=1, base=20_000, high=50_000) for code in ("FR", "MX")}


def creator(name: str, price: float, people: int, region: str = "FR") -> SheetCreator:
    language = {"FR": "fr", "MX": "es"}.get(region, "en")
    return SheetCreator(name, "YouTube", region, language, Decimal(str(price)), people)


SHEET = [
    creator("Anna", 3000, 400_000),
    creator("Bruno", 2500, 300_000),
    creator("Carla", 2000, 500_000, "MX"),
    creator("Dora", 9000, 900_000, "MX"),
]


def shortlist(
    sheet: list[SheetCreator], budget: float, decided: dict[str, bool] | None = None
) -> Shortlist:
    plan = PLAN
    for name, wanted in (decided or {}).items():
        plan = edit.with_override(plan, f"creators.{name}.chosen", wanted)
    return suggest_creators(plan, sheet, POTENTIAL, Decimal(str(budget)), FACTS)


sheets = st.lists(
    st.tuples(
        st.integers(0, 500_000).map(lambda cents: cents / 100),
        st.integers(0, 90_000_000),
        st.sampled_from(["FR", "MX"]),
    ),
    max_size=7,
).map(lambda rows: [creator(f"C{at}", price, n, code) for at, (price, n, code) in enumerate(rows)])


@settings(max_examples=25)
@given(sheets, st.integers(0, 1_000_000).map(lambda cents: cents / 100))
def test_the_shortlist_keeps_its_budget_and_reach_its_order(
    sheet: list[SheetCreator], budget: float
) -> None:
    found = shortlist(sheet, budget).section
    prices = {item.creator: item.price for item in sheet}
    assert found.spent == sum((prices[name] for name in found.chosen), Decimal(0))
    assert found.spent <= found.budget == Decimal(str(budget))
    if found.reach:
        low, base, high = found.reach.low, found.reach.base, found.reach.high
        assert low <= base <= high <= round(found.sum_of_audiences * 1.01)


def test_a_person_counts_for_more_where_more_of_those_reached_could_come() -> None:
    assert set(shortlist(SHEET, 5_500).section.chosen) == {"Anna", "Bruno"}
    assert set(shortlist(SHEET, 7_500).section.chosen) == {"Anna", "Bruno", "Carla"}
    same = {"FR": POTENTIAL["FR"], "MX": Range(low=1, base=500_000, high=900_000)}
    found = suggest_creators(PLAN, SHEET, same, Decimal(5_500), FACTS)
    assert set(found.section.chosen) == {"Anna", "Carla"}


def test_a_person_puts_creators_in_and_out() -> None:
    found = shortlist(SHEET, 9_500, {"Dora": True, "Carla": False}).section
    assert "Dora" in found.chosen
    assert "Carla" not in found.chosen
    reasons = shortlist(SHEET, 9_500, {"Dora": True}).reasons
    assert reasons["creators.Dora.chosen"].reasons[0].driver == "You put this creator in."


def test_who_was_put_in_but_is_too_dear_is_told() -> None:
    with pytest.raises(PlanError, match=r"goals\.budget\.creators"):
        shortlist(SHEET, 5_000, {"Dora": True})


def test_a_decision_about_somebody_who_left_the_sheet_is_no_error() -> None:
    assert shortlist(SHEET, 5_000, {"Nobody": True, "No one": False}).section.chosen


def test_no_money_or_no_sheet_is_an_empty_list() -> None:
    for found in (shortlist([], 5_000), shortlist(SHEET, 0)):
        assert not found.section.chosen
        assert found.section.spent == 0
        assert found.section.reach is None


def test_an_audience_larger_than_the_country_counts_as_the_country() -> None:
    found = shortlist([creator("Anna", 10, 10**12)], 5_000).section
    people = FACTS.number("population.FR").value
    assert found.reach is not None
    assert 0 < found.reach.high <= people


def test_added_reach_of_those_on_the_list_is_the_reach() -> None:
    found = shortlist(SHEET, 20_000).section
    assert found.reach is not None
    added = sum(one.added_reach for one in found.chosen.values())
    assert added == pytest.approx(found.reach.base, rel=0.01)
