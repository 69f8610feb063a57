from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pytest

from planner.facts.table import Facts, load
from planner.model.base import Range
from planner.model.plan import Plan
from planner.spend.curves import Curve, Key
from planner.spend.draws import Draws, Part, World, draw
from planner.spend.many import draw_response
from planner.spend.objective import base_value, valued
from planner.spend.prices import Weeks
from planner.spend.response import cells
from planner.spend.shortlists import Reached
from tests.plans import make_plan

FACTS = load()
CODES = ("EG", "FR", "IN", "US")
GROUPED: dict[str, object] = {"groups": {"DACH": ["DE", "AT", "CH"]}}
COUNT = 8
FITTED = {
    ("FR", "paid_social"): Curve(
        "FR.paid_social", "table", 1, 1, 1, 0, 1e6, "FR", "paid_social", ((900.0, 700.0),)
    ),
    ("IN", "short_video"): Curve("IN.short_video", "log", 9, 800, 1, 0, 1e6, "IN", "short_video"),
    ("FR", "search"): Curve("FR.search", "hill", 900, 4000, 1.4, 0, 1e6, "FR", "search"),
    ("IN", "ctv_tv"): Curve(
        "IN.ctv_tv", "table", 1, 1, 1, 0, 1e6, "IN", "ctv_tv", ((500.0, 40.0), (9000.0, 300.0))
    ),
}
MONTHS: dict[Key, Weeks] = {("FR", "search"): {date(2027, 11, 1): 0.4, date(2027, 12, 6): 0.6}}


NOBODY: dict[str, float] = {}
REACHED = {"EG": 1e9, "FR": 300_000.0, "US": 1_200_000.0}
"""More than the core audience of one region; nobody in another."""


def plus(base: Mapping[str, float], more: Mapping[str, float]) -> dict[str, float]:
    return {code: value + more.get(code, 0.0) for code, value in base.items()}


def ranges(codes: Sequence[str]) -> dict[str, Range]:
    return {
        code: Range(low=base / 3, base=base, high=4 * base)
        for code, base in zip(codes, (200.0, 9000.0, 50_000.0, 1e6, 30.0), strict=False)
    }


def one_by_one(
    plan: Plan,
    codes: Sequence[str],
    facts: Facts,
    fitted: Mapping[Key, Curve],
    weeks: Mapping[Key, Weeks],
    creators: Mapping[str, float] = NOBODY,
) -> Draws:
    days = dict.fromkeys(codes, date(2027, 4, 2))

    def build(drawn: Facts, potentials: Mapping[str, float]) -> tuple[World, World]:
        found = cells(plan, days, potentials, drawn, most=1e6, fitted=fitted, weeks=weeks)
        reached = Reached.of(plan, found, drawn, {})
        value = base_value(plan, found, drawn)
        return (
            World(found.curves, plus(found.base, reached.admissions(creators))),
            World(valued(plan, found, drawn), plus(value, reached.valued(creators))),
        )

    return draw(build, facts, ranges(codes), 5, COUNT)


def same(one: Part, other: Part) -> None:
    """The order of the channels is that of the mix, which differs from world to world."""
    assert sorted(one.cells) == sorted(other.cells)
    assert one.regions == other.regions
    at = [other.cells.index(cell) for cell in one.cells]
    assert one.forms == tuple(other.forms[column] for column in at)
    assert (one.region_of == other.region_of[at]).all()
    assert one.base == pytest.approx(other.base, rel=1e-6, abs=1e-6)
    smooth = [column for column in range(len(at)) if column not in one.others]
    for name in ("scale", "k", "s"):
        found, expected = getattr(one, name), getattr(other, name)[:, at]
        assert found[:, smooth] == pytest.approx(expected[:, smooth], rel=1e-8)
    spend = dict.fromkeys(one.cells, 3000.0)
    assert one.values(spend) == pytest.approx(other.values(spend)[:, at], rel=1e-8)


@pytest.mark.parametrize("objective", ["admissions", "gross", "net revenue", "reach"])
@pytest.mark.parametrize("creators", [NOBODY, REACHED], ids=["nobody", "creators"])
@pytest.mark.parametrize("fitted", [{}, FITTED], ids=["ours", "fitted"])
def test_all_worlds_at_once_are_the_worlds_one_by_one(
    objective: str, fitted: Mapping[Key, Curve], creators: Mapping[str, float]
) -> None:
    plan = make_plan(
        {code: {"release": "theatrical"} for code in CODES}, goals={"objective": objective}
    )
    days = dict.fromkeys(CODES, date(2027, 4, 2))
    found = draw_response(
        plan,
        days,
        ranges(CODES),
        FACTS,
        5,
        count=COUNT,
        weeks=MONTHS,
        fitted=fitted,
        creators=creators,
    )
    expected = one_by_one(plan, CODES, FACTS, fitted, MONTHS, creators)
    same(found.admissions, expected.admissions)
    same(found.value, expected.value)


OVERRIDES = {
    "a strong medium": {"elasticity.short": 2.5, "saturation.half_point.least": 0.3},
    "one elasticity": {"elasticity.region.most": 1.0},
    "a channel for nobody": {"channel_use.search": 0.0},
    "a region's own price": {"cpm.search.IN": 2.0, "target_share.FR": 0.3},
    "nothing known": {"common_share.potential": 0.0},
}


@pytest.mark.parametrize("values", OVERRIDES.values(), ids=OVERRIDES)
def test_a_persons_own_values_count_in_all_worlds_at_once(values: Mapping[str, float]) -> None:
    facts = FACTS.with_overrides({key: (value, "a test") for key, value in values.items()})
    plan = make_plan({code: {"release": "theatrical"} for code in CODES})
    days = dict.fromkeys(CODES, date(2027, 4, 2))
    found = draw_response(plan, days, ranges(CODES), facts, 5, count=COUNT)
    same(found.admissions, one_by_one(plan, CODES, facts, {}, {}).admissions)


@pytest.mark.parametrize("codes", [("DACH",), ("DACH", "JP", "CA-QC")])
def test_groups_and_parts_of_countries_are_drawn_at_once(codes: Sequence[str]) -> None:
    plan = make_plan({code: {"release": "theatrical"} for code in codes}, goals=GROUPED)
    days = dict.fromkeys(codes, date(2027, 4, 2))
    found = draw_response(plan, days, ranges(codes), FACTS, 5, count=COUNT)
    same(found.admissions, one_by_one(plan, codes, FACTS, {}, {}).admissions)


def test_regions_without_a_day_are_left_out() -> None:
    plan = make_plan({code: {"release": "theatrical"} for code in CODES})
    days = {code: None if code == "IN" else date(2027, 4, 2) for code in CODES}
    part = draw_response(plan, days, ranges(CODES), FACTS, 5, count=4).admissions
    assert part.regions == ("EG", "FR", "US")
    assert not any(cell.startswith("IN.") for cell in part.cells)
    assert np.isfinite(part.base).all()
