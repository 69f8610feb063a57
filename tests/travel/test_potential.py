from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.market import Market
from planner.facts.table import load
from planner.model.base import significant
from planner.model.plan import Plan
from planner.travel.potential import Potential, potentials
from planner.travel.rank import Score
from tests.plans import make_plan

FACTS = load()
LIKED, COOL = Score(0.5, 3.0, ()), Score(0.1, 0.5, ())
Given = dict[str, object]


def comp(region: str, admissions: int, title: str = "Plum", **more: object) -> Given:
    known = {"title": title, "region": region, "admissions": admissions, "source": "a test"}
    return known | more


def plan_of(regions: str, *comps: Given, groups: Given | None = None) -> Plan:
    goals = {"groups": groups} if groups else None
    codes: dict[str, Given] = {code: {} for code in regions.split()}
    return make_plan(codes, film={"comps": list(comps)}, goals=goals)


def of(region: str, *comps: Given, scores: dict[str, Score] | None = None) -> Potential:
    groups: Given | None = {"DACH": ["DE", "AT", "CH"]} if region == "DACH" else None
    return potentials(plan_of(region, *comps, groups=groups), FACTS, scores or {})[region]


def test_comps_of_the_region_give_their_geometric_mean() -> None:
    found = of("FR", comp("FR", 40_000), comp("FR", 90_000, "Pear"))
    assert (found.basis, found.range.base) == ("comps", 60_000)
    assert found.range.low < 40_000
    assert found.range.high > 90_000


@pytest.mark.parametrize(
    "comps",
    [
        (comp("FR", 40_000, released=date(2024, 12, 18)), comp("FR", 90_000, "Pear")),
        (comp("FR", 40_000, released=date(2024, 12, 18)), comp("DE", 9_000, "Pear")),
        (comp("GB", 40_000, released=date(2024, 12, 18)),),
        (comp("GE", 40_000),),
        (),
    ],
)
@pytest.mark.parametrize("region", ["FR", "GR", "GE", "CN", "DACH"])
def test_the_effects_of_the_reasons_add_up_to_the_value(
    region: str, comps: tuple[Given, ...]
) -> None:
    found = of(region, *comps, scores={"GB": COOL, "GR": LIKED, "DE": LIKED})
    effects = sum(one.effect or 0.0 for one in found.suggestion.reasons)
    assert effects == pytest.approx(found.suggestion.value)
    cited = [name for one in found.suggestion.reasons for name in one.facts]
    assert all(name == "film.comps" or FACTS.find(name) for name in cited)


def test_a_group_is_scaled_up_from_the_countries_that_are_known() -> None:
    whole = Market("DACH", ("DE", "AT", "CH"), FACTS).admissions
    found = of("DACH", comp("DE", 50_000))
    assert found.basis == "comps"
    assert found.range.base == significant(50_000 * whole / Market("DE", ("DE",), FACTS).admissions)


def test_a_group_adds_up_where_every_country_is_known() -> None:
    assert of("DACH", comp("DE", 50_000), comp("AT", 6_000), comp("CH", 4_000)).range.base == 60_000


def test_comps_of_the_group_itself_outrank_those_of_its_countries() -> None:
    assert of("DACH", comp("DE", 50_000), comp("DACH", 20_000, "Pear")).range.base == 20_000


def test_a_title_that_ran_at_christmas_says_less_than_its_admissions() -> None:
    usual = of("FR", comp("FR", 40_000)).range.base
    christmas = of("FR", comp("FR", 40_000, released=date(2024, 12, 18))).range.base
    september = of("FR", comp("FR", 40_000, released=date(2024, 9, 4))).range.base
    assert christmas < usual < september
    assert christmas > 0.6 * usual


def test_more_titles_that_agree_narrow_the_range_and_titles_that_differ_widen_it() -> None:
    one = of("FR", comp("FR", 50_000)).range
    many = [comp("FR", 50_000 + n, f"Title {n}") for n in range(6)]
    agree = of("FR", *many).range
    differ = of("FR", comp("FR", 5_000), comp("FR", 500_000, "Pear")).range
    two = of("FR", comp("FR", 49_000), comp("FR", 51_000, "Pear")).range
    assert agree.high / agree.low < one.high / one.low
    assert differ.high / differ.low > 2 * two.high / two.low


def test_one_title_far_from_all_others_counts_less() -> None:
    near = [comp("FR", 50_000, f"Title {n}") for n in range(4)]
    found = of("FR", *near, comp("FR", 5_000_000, "Hit")).range.base
    plain = (50_000**4 * 5_000_000) ** 0.2
    assert 50_000 < found < 0.8 * plain


def test_own_titles_outrank_those_of_other_regions() -> None:
    alone = of("FR", comp("FR", 40_000))
    assert of("FR", comp("FR", 40_000), comp("GB", 900_000, "Pear")).range == alone.range


def test_titles_elsewhere_are_scaled_by_size_and_marked_with_a_wider_range() -> None:
    found = of("GR", comp("FR", 100_000))
    small, large = (Market(code, (code,), FACTS).admissions for code in ("GR", "FR"))
    assert found.basis == "scaled"
    expected = 100_000 * (small / large) ** FACTS.number("size_exponent").value
    assert found.suggestion.value == pytest.approx(expected)
    own = of("FR", comp("FR", 100_000)).range
    assert found.range.high / found.range.low > own.high / own.low


def test_appetite_moves_what_is_scaled_in_part_and_not_known_moves_nothing() -> None:
    plain = of("GR", comp("FR", 100_000)).suggestion.value
    liked = of("GR", comp("FR", 100_000), scores={"FR": COOL, "GR": LIKED}).suggestion.value
    assert liked == pytest.approx(plain * 6**0.5)
    assert of("GR", comp("FR", 100_000), scores={"FR": COOL}).suggestion.value == plain
    china = of("CN", comp("FR", 100_000), scores={"FR": LIKED, "GR": LIKED})
    assert china.suggestion.value > 100_000
    assert "not known" in " ".join(one.driver for one in china.suggestion.reasons)


def test_appetite_is_bounded() -> None:
    never, always = Score(0.0, 0.0, ()), Score(1.0, 1e9, ())
    plain = of("GR", comp("FR", 100_000)).suggestion.value
    most = FACTS.number("appetite_bound").value
    high = of("GR", comp("FR", 100_000), scores={"FR": never, "GR": always}).suggestion.value
    low = of("GR", comp("FR", 100_000), scores={"FR": always, "GR": never}).suggestion.value
    assert high == pytest.approx(plain * most)
    assert low == pytest.approx(plain / most)


def test_what_titles_drew_at_home_counts_little_abroad() -> None:
    abroad, home = comp("FR", 100_000), comp("GE", 200_000, "Pear")
    assert of("GR", abroad, home).range.base == of("GR", abroad).range.base
    alone = of("GR", home)
    assert alone.basis == "scaled"
    assert "home" in " ".join(one.driver for one in alone.suggestion.reasons)
    linear = 200_000 * (8_000_000 / 1_300_000) ** 0.7
    assert alone.suggestion.value == pytest.approx(linear / FACTS.number("home_bonus").value)


def test_without_any_title_a_measured_share_is_assumed_with_a_very_wide_range() -> None:
    found = of("GR")
    assert found.basis == "assumed"
    assert 500 < found.range.base < 10_000
    assert found.range.high / found.range.low > 20
    assert "foreign_share" in found.suggestion.reasons[0].facts
    assert of("GR", scores={"GR": LIKED}).range.base > found.range.base


def test_a_comp_of_a_group_that_is_gone_does_no_harm() -> None:
    plan = plan_of("FR", comp("DE", 100), groups=None)
    lost = plan.film.comps[0].model_copy(update={"region": "GONE"})
    film = plan.film.model_copy(update={"comps": [lost]})
    found = potentials(plan.model_copy(update={"film": film}), FACTS, {})
    assert found["FR"].basis == "assumed"


def test_the_shipped_appetites_are_used_unless_others_are_given() -> None:
    plan = plan_of("GR", comp("FR", 100_000))
    text = " ".join(one.driver for one in potentials(plan, FACTS)["GR"].suggestion.reasons)
    assert "times as often" in text


@given(
    st.lists(st.integers(1, 5_000_000), max_size=5),
    st.sampled_from(["FR", "GR", "GE", "CN"]),
    st.floats(0, 50),
)
def test_low_base_and_high_stand_in_order(admissions: list[int], region: str, times: float) -> None:
    comps = [comp("FR", number, f"Title {at}") for at, number in enumerate(admissions)]
    found = of(region, *comps, scores={"GR": Score(0.1, times, ())}).range
    assert found.low <= found.base <= found.high
    assert found.base > 0


@pytest.mark.parametrize(
    ("value", "shown"), [(123_456, 123_000), (0.012345, 0.0123), (999_600, 1_000_000), (0, 0)]
)
def test_three_digits_are_all_that_is_known(value: float, shown: float) -> None:
    assert significant(value) == shown
