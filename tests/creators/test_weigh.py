from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.creators.offers import Offer
from planner.creators.pool import pool_of
from planner.creators.weigh import Weighed, weigh
from planner.errors import PlanError
from planner.facts.table import load
from planner.plan import edit
from tests.creators.sheets import offer
from tests.plans import make_plan

FACTS = load()
SHEET = [
    offer("Anna", 3000, 400_000),
    offer("Bruno", 2500, 300_000),
    offer("Carla", 2000, 500_000, "MX"),
    offer("Dora", 9000, 900_000, "MX"),
]
ALIKE = {"FR": 0.01, "MX": 0.01}


def weighed(
    sheet: list[Offer],
    *,
    worth: Mapping[str, float] = ALIKE,
    decided: Mapping[str, bool] | None = None,
    changes: Mapping[str, object] | None = None,
) -> Weighed:
    """The shortlists of a campaign of 400,000 in France and Mexico."""
    plan = make_plan({"FR": {}, "MX": {}})
    for name, wanted in (decided or {}).items():
        plan = edit.with_override(plan, f"creators.{name}.chosen", wanted)
    plan = edit.replace(plan, changes or {})
    return weigh(plan, pool_of(plan, sheet, {"FR", "MX"}, FACTS), worth, FACTS)


def names(found: Weighed, at: int = -1) -> set[str]:
    return {one.creator for one in found.selections[at].chosen}


sheets = st.lists(
    st.tuples(
        st.integers(0, 5_000_000).map(lambda cents: cents / 100),
        st.integers(0, 90_000_000),
        st.sampled_from(["FR", "MX"]),
    ),
    max_size=6,
).map(lambda rows: [offer(f"C{at}", price, n, code) for at, (price, n, code) in enumerate(rows)])


@settings(max_examples=25)
@given(sheets)
def test_costs_and_what_they_bring_rise_from_nobody_to_the_most(sheet: list[Offer]) -> None:
    found = weighed(sheet)
    lists = found.offered()
    assert lists.costs[0] == 0
    assert list(lists.costs) == sorted(set(lists.costs))
    assert lists.costs[-1] <= found.most == Decimal("40000.00")
    values = [one.value for one in found.selections]
    assert values == sorted(values)
    for at, cost in enumerate(lists.costs):
        assert sum(lists.spent[at].values(), Decimal(0)) == cost
        prices = {one.creator: one.price or Decimal(0) for one in sheet}
        assert cost == sum((prices[name] for name in names(found, at)), Decimal(0))


def test_money_that_a_person_set_is_not_weighed() -> None:
    found = weighed(SHEET, changes={"goals.budget.creators": 5_500})
    assert found.offered().costs == (Decimal("5000.00"),)
    assert names(found) == {"Anna", "Carla"}
    assert weighed(SHEET, changes={"goals.budget.creators": 0}).offered().costs == (Decimal(0),)


def test_a_person_counts_for_more_where_each_brings_more() -> None:
    worth = {"FR": 0.001, "MX": 0.1}
    found = weighed(SHEET, worth=worth, changes={"goals.budget.creators": 9_000})
    assert "Dora" in names(found) or "Carla" in names(found)
    assert "Anna" not in names(found, -1) or "Carla" in names(found)
    none = weighed(SHEET, worth={}, changes={"goals.budget.creators": 5_500})
    assert names(none) == {"Carla", "Anna"}


def test_must_haves_are_on_every_list_and_exclusions_on_none() -> None:
    found = weighed(SHEET, decided={"Dora": True, "Carla": False, "Nobody": True})
    assert all("Dora" in names(found, at) for at in range(len(found.selections)))
    assert all("Carla" not in names(found, at) for at in range(len(found.selections)))
    assert found.offered().costs[0] >= 9_000


def test_a_signed_contract_keeps_a_creator_in_unless_a_person_says_no() -> None:
    signed = [*SHEET, offer("Emil", 800, 10, state="contracted")]
    found = weighed(signed)
    assert all("Emil" in names(found, at) for at in range(len(found.selections)))
    assert "Emil" not in names(weighed(signed, decided={"Emil": False}))


def test_must_haves_may_cost_more_than_is_usual_but_not_more_than_a_person_set() -> None:
    dear = [*SHEET, offer("Emil", 90_000, 10)]
    assert names(weighed(dear, decided={"Emil": True}), 0) == {"Emil"}
    with pytest.raises(PlanError, match=r"goals\.budget\.creators"):
        weighed(dear, decided={"Emil": True}, changes={"goals.budget.creators": 5_000})


def test_rules_of_the_shortlist_hold() -> None:
    one_each = weighed(SHEET, changes={"goals.shortlist": {"most_per_region": 1}})
    assert len(names(one_each)) == 2
    regions = {"FR": {"budget": 2_600}, "MX": {"most": 0}}
    tight = weighed(SHEET, changes={"goals.shortlist": {"regions": regions}})
    assert names(tight) == {"Bruno"}
    spanish = {"goals.shortlist": {"languages": ["es"]}}
    found = weighed(SHEET, worth={"FR": 1.0}, changes=spanish)
    assert names(found, 0) == {"Carla"}
    with pytest.raises(PlanError, match=r"goals\.shortlist"):
        weighed(SHEET, changes={"goals.shortlist": {"languages": ["ja"]}})


def test_an_empty_sheet_is_a_list_of_nobody() -> None:
    for changes in ({}, {"goals.budget.creators": 5_000}):
        lists = weighed([], changes=changes).offered()
        assert (lists.costs, lists.people) == ((Decimal(0),), ({},))


def test_who_is_in_anyway_is_told_where_it_does_not_fit() -> None:
    signed = [offer("Signed", 9000, 1000, state="contracted")]
    rules = {"goals.shortlist": {"most_per_region": 0}}
    with pytest.raises(PlanError, match=r"contracted in the sheet: Signed\."):
        weighed(signed, changes=rules)


def test_more_money_than_all_creators_cost_makes_no_coarser_steps() -> None:
    few = [offer(f"C{at}", 100 + at, 10_000 * at) for at in range(1, 9)]
    found = weighed(few, changes={"goals.budget.total": 10**9})
    assert len(found.selections) >= 5
    assert found.cost(len(found.selections) - 1) == sum(100 + at for at in range(1, 9))


def test_who_reaches_nobody_where_the_film_opens_stands_in_nobodys_way() -> None:
    elsewhere = [
        offer("Signed", 900, 1000, state="contracted", audience={"BR": 1.0}),
        offer("Nobody", 900, 0),
        *SHEET,
    ]
    found = weighed(elsewhere, decided={"Nobody": True})
    assert names(found) == names(weighed(SHEET))
