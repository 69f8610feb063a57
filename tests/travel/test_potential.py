import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.market import Market
from planner.facts.table import load
from planner.model.base import significant
from planner.model.film import Comp
from planner.travel.potential import potential

FACTS = load()
DACH = Market("DACH", ("DE", "AT", "CH"), FACTS)
FRANCE = Market("FR", ("FR",), FACTS)


def comp(region: str, admissions: int, title: str = "Plum") -> Comp:
    return Comp(title=title, region=region, admissions=admissions, source="a test")


def test_comps_of_the_region_give_their_geometric_mean() -> None:
    found = potential(FRANCE, [comp("FR", 40_000), comp("FR", 90_000, "Pear")], FACTS)
    assert found.basis == "comps"
    assert found.range.base == 60_000
    assert found.range.low <= 40_000
    assert found.range.high >= 90_000


def test_comps_of_other_regions_say_nothing_here() -> None:
    found = potential(FRANCE, [comp("GB", 40_000)], FACTS)
    assert found.basis == "assumed"
    assert found.range == potential(FRANCE, [], FACTS).range


def test_a_group_is_scaled_up_from_the_countries_that_are_known() -> None:
    germany = Market("DE", ("DE",), FACTS)
    found = potential(DACH, [comp("DE", 50_000)], FACTS)
    assert found.basis == "comps"
    assert found.range.base == significant(50_000 * DACH.admissions / germany.admissions)
    assert found.range.base > 50_000


def test_a_group_adds_up_where_every_country_is_known() -> None:
    known = [comp("DE", 50_000), comp("AT", 6_000), comp("CH", 4_000)]
    assert potential(DACH, known, FACTS).range.base == 60_000


def test_comps_of_the_group_itself_outrank_those_of_its_countries() -> None:
    found = potential(DACH, [comp("DE", 50_000), comp("DACH", 20_000, "Pear")], FACTS)
    assert found.range.base == 20_000


def test_without_comps_a_share_of_the_market_is_assumed_and_marked() -> None:
    found = potential(FRANCE, [], FACTS)
    share = FACTS.number("no_comp_share")
    assert found.basis == "assumed"
    assert found.range.base == significant(FRANCE.admissions * share.value)
    assert "assumed" in found.suggestion.reasons[0].driver
    assert share.id in found.suggestion.reasons[0].facts


@given(st.lists(st.integers(1, 5_000_000), max_size=5))
def test_low_base_and_high_stand_in_order(admissions: list[int]) -> None:
    comps = [comp("FR", number, f"Title {at}") for at, number in enumerate(admissions)]
    found = potential(FRANCE, comps, FACTS).range
    assert found.low <= found.base <= found.high
    assert found.base > 0


@pytest.mark.parametrize(
    ("value", "shown"), [(123_456, 123_000), (0.012345, 0.0123), (999_600, 1_000_000), (0, 0)]
)
def test_three_digits_are_all_that_is_known(value: float, shown: float) -> None:
    assert significant(value) == shown
