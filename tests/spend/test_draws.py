from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from planner.facts.table import Facts
from planner.model.base import Range
from planner.spend.draws import World, admissions, draw, outcomes, spread
from planner.spend.response import cells
from tests.plans import make_plan
from tests.spend.made_worlds import (
    FACTS,
    RANGES,
    TICKET,
    alike,
    build,
    made,
    random_curves,
    seeds,
)

OPENING = date(2027, 4, 2)
few = settings(max_examples=30)
SPEND = {"FR.search": 300.0, "MX.paid_social": 2000.0, "GE.search": 0.0}


@few
@given(seeds)
def test_arrays_bring_what_the_curves_bring(seed: int) -> None:
    worlds = random_curves(seed, 6, 5, ("reach", "hill", "exp", "log", "table"))
    part = alike(worlds, base=3.0).value
    xs = [0.0, *np.random.default_rng(seed).uniform(0, 90, 5).tolist()]
    spend = dict(zip(part.cells, xs, strict=True))
    expected = np.array([[float(c.value(spend[c.cell])) for c in own] for own in worlds])
    assert part.values(spend) == pytest.approx(expected)
    assert part.by_region(spend) == pytest.approx(expected + 3)
    assert part.total(spend) == pytest.approx(expected.sum(axis=1) + 18)
    for column, x in enumerate(xs):
        alone = part.cell_at(column, np.array([x, 50.0]))
        assert alone[:, 0] == pytest.approx(expected[:, column])


@few
@given(seeds)
def test_twice_the_audience_costs_twice_the_money_and_brings_twice_as_many(seed: int) -> None:
    draws = alike(random_curves(seed, 5, 3, ("reach", "hill", "exp", "log", "table")), base=2.0)
    spend = dict(zip(draws.value.cells, [0.0, 10.0, 20.0, 30.0, 80.0], strict=True))
    twice = {cell: 2 * x for cell, x in spend.items()}
    all_ = draws.scaled({f"R{at}": 2.0 for at in range(5)})
    assert outcomes(all_, twice) == pytest.approx(2 * outcomes(draws, spend))
    one = draws.scaled({"R4": 2.0}).admissions.by_region(spend | {"R4.c": 160.0})
    assert one[:, :4] == pytest.approx(draws.admissions.by_region(spend)[:, :4])
    assert one[:, 4] == pytest.approx(2 * draws.admissions.by_region(spend)[:, 4])


def test_cells_left_out_get_nothing_and_forms_may_differ_between_worlds() -> None:
    first, second = random_curves(1, 1, 1, ("hill",)), random_curves(2, 1, 1, ("exp",))
    part = alike([*first, *second]).value
    assert part.total({}).tolist() == [0, 0]
    both = [float(own[0].value(30.0)) for own in (*first, *second)]
    assert part.total({"R0.c": 30.0}) == pytest.approx(both)


def test_each_world_is_built_of_its_own_facts_and_potentials() -> None:
    draws = made(count=12)
    part = draws.admissions
    assert len(set(part.k[:, 0])) == 12
    assert part.k[:, 0] / part.scale[:, 0] == pytest.approx(
        part.k[:, 2] / part.scale[:, 2]
    )  # the same price in each region of a world
    assert draws.value.scale == pytest.approx(TICKET * part.scale)
    assert outcomes(draws, SPEND) == pytest.approx(TICKET * part.total(SPEND))


def test_two_scenarios_see_the_same_worlds() -> None:
    one, other = made(count=20), made(count=20)
    assert (one.value.scale == other.value.scale).all()
    more = np.array(outcomes(other, SPEND | {"GE.search": 500.0})) - outcomes(one, SPEND)
    assert (more > 0).all()


def test_a_world_does_not_change_with_more_draws_or_without_a_region() -> None:
    few_regions = {code: RANGES[code] for code in ("FR", "GE")}
    all_, some = made(count=30), draw(build, FACTS, few_regions, 1, 10)
    at = [all_.value.cells.index(cell) for cell in some.value.cells]
    assert (some.value.k == all_.value.k[:10, at]).all()
    assert (some.value.base == all_.value.base[:10, [0, 2]]).all()


def test_another_seed_gives_other_worlds() -> None:
    assert (made(seed=1).value.base != made(seed=2).value.base).any()


def test_admissions_have_their_range_by_region_and_together() -> None:
    draws = made(count=100)
    total, each = admissions(draws, SPEND)
    assert list(each) == list(RANGES)
    assert total.low < total.base < total.high
    # Regions do not all turn out badly at once.
    assert total.low > sum(own.low for own in each.values())
    assert total.high < sum(own.high for own in each.values())


def test_a_spread_is_the_10_50_and_90_percent_points() -> None:
    found = spread(np.arange(1001.0))
    assert found == Range(low=100, base=500, high=900)
    assert spread(np.array([3.0])) == Range(low=3, base=3, high=3)


@settings(max_examples=5)
@given(seeds)
def test_the_response_can_be_built_in_any_world(seed: int) -> None:
    codes = ("EG", "FR", "IN", "US")
    plan = make_plan({code: {"release": "theatrical"} for code in codes})
    ranges = {code: Range(low=10, base=9000, high=90_000) for code in codes}

    def worlds(facts: Facts, potentials: Mapping[str, float]) -> tuple[World, World]:
        found = cells(plan, dict.fromkeys(codes, OPENING), potentials, facts, most=1e6)
        return World(found.curves, found.base), World(found.curves, found.base)

    part = draw(worlds, FACTS, ranges, seed, 10).value
    assert (part.base >= 0).all()
    assert (part.k > 0).all()
    assert (part.s >= 1).all()
    found = part.total(dict.fromkeys(part.cells, 1000.0))
    assert np.isfinite(found).all()
    assert (found > part.total({})).all()
