from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.table import Facts, load
from planner.model.base import Range
from planner.spend.worlds import (
    DECILE,
    drawn_potentials,
    drawn_values,
    even_normals,
    in_draw,
    normals,
    two_piece,
)

FACTS = load()
MANY = 20_000


def with_part(table: str, part: float) -> Facts:
    key = f"common_share.{table}"
    return FACTS.with_rows([replace(FACTS.number(key), id=key, value=part)])


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(np.log(one), np.log(other))[0, 1])


@given(st.integers(0, 2**32), st.text(max_size=20), st.integers(1, 40), st.integers(1, 40))
def test_a_draw_does_not_depend_on_how_many_are_made(
    seed: int, key: str, few: int, more: int
) -> None:
    few, more = sorted((few, more))
    for source in (normals, even_normals):
        assert source(seed, key, more)[:few].tolist() == source(seed, key, few).tolist()


def test_draws_come_in_mirrored_pairs_of_a_normal_distribution() -> None:
    for source in (normals, even_normals):
        z = source(1, "a fact", MANY)
        assert z[::2] == pytest.approx(-z[1::2])
        assert z.std() == pytest.approx(1, abs=0.02)
        assert np.quantile(z, 0.9) == pytest.approx(DECILE, abs=0.03)


def test_other_facts_and_seeds_are_drawn_independently() -> None:
    z = normals(1, "a fact", MANY)
    for other in (normals(1, "another fact", MANY), normals(2, "a fact", MANY)):
        assert abs(np.corrcoef(z, other)[0, 1]) < 0.05


ends = st.tuples(*[st.floats(1e-3, 0.999)] * 3).map(sorted)


@given(points=ends, share=st.booleans())
def test_low_middle_and_high_are_the_10_50_and_90_percent_points(
    points: list[float], *, share: bool
) -> None:
    low, middle, high = points
    found = two_piece(low, middle, high, np.array([-DECILE, 0.0, DECILE]), is_share=share)
    assert found == pytest.approx(points)


@given(
    points=st.tuples(*[st.just(0.0) | st.floats(1e-9, 1)] * 3).map(sorted),
    z=st.lists(st.floats(-3, 3), min_size=2).map(sorted),
    share=st.booleans(),
)
def test_values_rise_with_the_draw_and_stay_where_they_make_sense(
    points: list[float], z: list[float], *, share: bool
) -> None:
    low, middle, high = points
    found = two_piece(low, middle, high, np.array(z), is_share=share)
    assert (np.diff(found) >= -1e-12).all()
    assert (found >= 0).all()
    if share:
        assert (found <= 1).all()


@pytest.mark.parametrize(
    "key", ["cpm.search", "price_level.FR", "channel_use.ctv_tv", "target_share", "reference_media"]
)
def test_drawn_facts_have_the_quantiles_of_their_ranges(key: str) -> None:
    found, item = drawn_values(FACTS, 1, MANY)[key], FACTS.number(key)
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx(
        [item.low, item.value, item.high], rel=0.08
    )


def test_no_draw_lies_far_beyond_the_range() -> None:
    item, found = FACTS.number("cpm.search"), drawn_values(FACTS, 1, MANY)["cpm.search"]
    assert item.high is not None
    outmost = item.value * (item.high / item.value) ** (1.6449 / DECILE)
    assert found.max() == pytest.approx(outmost, rel=1e-3)


def test_nobody_is_met_less_than_once() -> None:
    found = drawn_values(FACTS, 1, 500)
    frequencies = [values for key, values in found.items() if key.startswith("frequency.")]
    assert frequencies
    assert min(values.min() for values in frequencies) == 1


def test_a_fact_that_a_person_overrode_is_not_drawn_and_changes_no_other() -> None:
    decided = FACTS.with_overrides({"cpm.search": (12.0, "a quote")})
    before, after = drawn_values(FACTS, 1, 20), drawn_values(decided, 1, 20)
    assert "cpm.search" not in after
    assert set(before) - set(after) == {"cpm.search"}
    assert all((before[key] == values).all() for key, values in after.items())
    assert in_draw(decided, after, 3).number("cpm.search").value == 12


def test_facts_without_a_range_and_those_that_the_response_does_not_rest_on_stay() -> None:
    world = in_draw(FACTS, drawn_values(FACTS, 1, 4), 2)
    for key in ("fx.JPY", "population.FR", "ticket_price.FR", "price_season.3"):
        assert world.number(key) == FACTS.number(key)
    assert world.number("cpm.search").value != FACTS.number("cpm.search").value
    assert world.number("cpm.search").high == FACTS.number("cpm.search").high


def test_rows_of_a_region_are_drawn_too() -> None:
    own = replace(FACTS.number("cpm.search"), id="cpm.search.IN", value=4.0, low=2.0, high=9.0)
    found = drawn_values(FACTS.with_rows([own]), 1, MANY)["cpm.search.IN"]
    assert np.quantile(found, 0.9) == pytest.approx(9, rel=0.08)


def test_the_usual_mix_stays_whole_and_no_channel_leaves_it() -> None:
    found = drawn_values(FACTS, 1, 300)
    mix = [values for key, values in found.items() if key.startswith("channel_share.")]
    assert np.sum(mix, axis=0) == pytest.approx(1)
    assert min(values.min() for values in mix) > 1e-4


def test_price_levels_of_one_tier_move_together_as_far_as_the_fact_says() -> None:
    found = drawn_values(FACTS, 1, MANY)
    part = FACTS.number("common_share.price_level").value
    same_tier = correlation(found["price_level.BR"], found["price_level.EG"])
    assert same_tier == pytest.approx(part, abs=0.08)
    assert abs(correlation(found["price_level.BR"], found["price_level.FR"])) < 0.05
    together = drawn_values(with_part("price_level", 1.0), 1, 50)
    assert together["price_level.BR"] == pytest.approx(together["price_level.EG"])


RANGES = {
    code: Range(low=base / 2, base=base, high=3 * base)
    for code, base in {"FR": 1000.0, "MX": 70_000.0, "GE": 30.0}.items()
}


def test_one_more_region_changes_no_other_potential() -> None:
    few = {code: RANGES[code] for code in ("FR", "MX")}
    before, after = (drawn_potentials(ranges, FACTS, 5, 30) for ranges in (few, RANGES))
    assert all((before[code] == after[code]).all() for code in few)


def test_potentials_have_their_quantiles_and_share_the_title() -> None:
    found = drawn_potentials(RANGES, FACTS, 1, MANY)
    for code, known in RANGES.items():
        points = np.quantile(found[code], [0.1, 0.5, 0.9])
        assert points == pytest.approx([known.low, known.base, known.high], rel=0.05)
    part = FACTS.number("common_share.potential").value
    assert correlation(found["FR"], found["GE"]) == pytest.approx(part, abs=0.06)
    together = drawn_potentials(RANGES, with_part("potential", 1.0), 1, 50)
    assert together["FR"] / 1000 == pytest.approx(together["GE"] / 30)


def test_a_part_that_is_no_share_is_told() -> None:
    facts = FACTS.with_overrides({"common_share.potential": (1.5, "a slip")})
    with pytest.raises(PlanError, match=r"common_share\.potential is a share"):
        drawn_potentials(RANGES, facts, 1, 4)


def test_the_middle_of_a_few_draws_is_the_middle_of_the_range() -> None:
    found = drawn_potentials(RANGES, FACTS, 3, 40)
    assert all((found[code] < known.base).sum() == 20 for code, known in RANGES.items())


def test_a_region_where_nothing_may_come_is_drawn() -> None:
    found = drawn_potentials({"FR": Range(low=0, base=0, high=10)}, FACTS, 1, 100)["FR"]
    assert (found >= 0).all()
    assert found.max() > 5
    assert not drawn_potentials({"FR": Range(low=0, base=0, high=0)}, FACTS, 1, 10)["FR"].any()
