from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.spend.allocate import Limit, allocate
from planner.spend.answers import (
    Start,
    least_budget,
    starts_to_pay,
    where_next,
)
from planner.spend.curves import Curve
from planner.spend.faults import faults_of

LOG = Curve("A.x", "log", 500, 1000, 1, 0, 1e5, "A", "x")
LATE = Curve("B.x", "hill", 900, 6000, 3, 0, 1e5, "B", "x")
EXP = Curve("C.y", "exp", 300, 3000, 1, 0, 1e5, "C", "y")


@settings(max_examples=30)
@given(st.floats(200, 6000), st.floats(0.3, 1.0))
def test_an_idle_cell_is_taken_up_at_the_budget_that_is_told(budget: float, share: float) -> None:
    curves, shares = [LOG, LATE, EXP], {"B.x": share}
    found = allocate(curves, budget, cost_share=shares)
    starts = starts_to_pay(curves, found, cost_share=shares)
    assert set(starts) == {cell for cell, spend in found.spend.items() if spend == 0}
    for cell, start in starts.items():
        assert start.more is not None
        hair = 0.15 * (start.above * shares.get(cell, 1.0) or start.more)
        for more, taken in ((start.more - hair, False), (start.more + hair, True)):
            then = allocate(curves, budget + max(more, 0.0), cost_share=shares)
            assert (then.spend[cell] > 0) == taken
            if taken and start.above:
                assert then.spend[cell] == pytest.approx(start.above, rel=0.3)


def test_a_smallest_flight_is_where_a_cell_starts() -> None:
    curves = [LOG, replace(EXP, least=5000)]
    found = allocate(curves, 1000)
    assert starts_to_pay(curves, found)["C.y"].above == 5000


def test_a_cell_whose_region_is_full_is_told_so() -> None:
    curves = [LOG, replace(LATE, region="A")]
    limits = [Limit("region:A", 0, 2000)]
    found = allocate(curves, 9000, limits)
    start = starts_to_pay(curves, found, limits)["B.x"]
    assert start.more is None
    assert "no room" in start.text("EUR")


def test_closed_cells_and_cells_that_spend_are_left_out() -> None:
    curves = [LOG, replace(LATE, hi=0.0)]
    assert starts_to_pay(curves, allocate(curves, 500)) == {}


def test_starts_in_words() -> None:
    text = "starts to pay above EUR 6,200; would need EUR 3,100 more"
    assert Start("a", 6200.4, 3100.2).text("EUR") == text
    assert Start("a", 0.0, 3100.2).text() == "pays from 0 on; would need 3,100 more"


def test_the_next_money_goes_where_the_richer_split_puts_it() -> None:
    moved = where_next([LOG, LATE, EXP], 5000, 10_000)
    assert sum(moved.values()) == pytest.approx(10_000)
    assert moved["B.x"] > 6000


@settings(max_examples=20)
@given(st.floats(0.05, 0.98))
def test_the_least_budget_brings_what_is_wanted_and_a_smaller_one_does_not(part: float) -> None:
    curves = [LOG, LATE, EXP]
    wanted = part * sum(float(curve.value(curve.hi)) for curve in curves)
    found = least_budget(curves, wanted)
    assert found is not None
    assert found.value >= wanted
    spent = sum(found.spend.values())
    assert allocate(curves, spent * 0.999).value < wanted


def test_no_budget_brings_more_than_all_cells_can() -> None:
    most = sum(float(curve.value(curve.hi)) for curve in (LOG, LATE))
    assert least_budget([LOG, LATE], most * 1.01) is None
    assert least_budget([LOG, LATE], most * 0.9, [Limit("region:A", 0, 10)]) is None


def test_the_least_budget_meets_minimums() -> None:
    found = least_budget([LOG, EXP], 1.0, [Limit("region:C", 700)])
    assert found is not None
    assert found.spend["C.y"] >= 700 - 1e-3
    assert sum(found.spend.values()) == pytest.approx(700, rel=1e-3)


def test_what_ones_own_plan_breaks_is_told() -> None:
    curves = [replace(LOG, hi=100.0), replace(EXP, least=50.0), replace(LATE, lo=5.0)]
    limits = [Limit("region:C", 60, 200)]
    assert faults_of(curves, {"A.x": 90.0, "B.x": 6.0, "C.y": 70.0}, 200, limits) == ()
    text = "\n".join(faults_of(curves, {"A.x": 190.0, "C.y": 40.0}, 200, limits))
    assert "A.x 190.00 is above its most, 100.00" in text
    assert "B.x 0.00 is below its least, 5.00" in text
    assert "C.y 40.00 is below its least, 50.00" in text
    assert "budget 200.00 is missed: the plan has 230.00" in text
    assert "region:C min 60.00 is missed: the plan has 40.00" in text
