from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.spend.allocate import Limit, allocate
from planner.spend.curves import Curve
from planner.spend.rounding import to_units

REGIONS, CHANNELS = "ABC", "xyz"


def cell(name: str, hi: float = 1000.0, *, lo: float = 0.0, least: float = 0.0) -> Curve:
    return Curve(name, "log", 10, 50, 1, lo, hi, name[0], name[-1], least=least)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Curve], float, list[Limit], dict[str, float]]:
    """Nine cells with whole ends, and whole limits that the split can keep."""
    curves = []
    for region, channel in itertools.product(REGIONS, CHANNELS):
        curve = cell(f"{region}.{channel}", draw(st.integers(50, 300)))
        curve = replace(curve, scale=draw(st.floats(1, 100)), k=draw(st.floats(5, 100)))
        curves.append(replace(curve, least=draw(st.sampled_from([0.0, 0.0, 12.0]))))
    budget = float(draw(st.integers(100, 900)))
    limits = [Limit(f"region:{r}", 0, draw(st.integers(80, 500))) for r in REGIONS]
    limits += [Limit(f"channel:{c}", draw(st.integers(0, 20)), 500) for c in CHANNELS]
    return curves, budget, limits, {}


@settings(max_examples=60)
@given(problems())
def test_whole_units_keep_every_limit_and_meet_the_budget(
    problem: tuple[list[Curve], float, list[Limit], dict[str, float]],
) -> None:
    curves, budget, limits, _ = problem
    found = allocate(curves, budget, limits)
    units = to_units(curves, found.spend, budget, limits)
    assert all(amount == int(amount) for amount in units.values())
    for curve in curves:
        amount = float(units[curve.cell])
        assert amount == 0 or curve.floor <= amount <= curve.hi
        assert abs(amount - found.spend[curve.cell]) < 1 + 1e-6
    for limit in limits:
        used = sum(units[c.cell] for c in curves if limit.holds(c))
        assert limit.minimum <= used <= limit.maximum
    total = sum(units.values())
    spent = sum(found.spend.values())
    assert total <= budget
    assert abs(float(total) - spent) <= 0.5 + 1e-6
    if not found.unspent:
        assert total == budget


def test_the_largest_remainder_gets_the_unit_and_ties_go_by_name() -> None:
    curves = [cell(name) for name in ("A.x", "B.x", "C.x")]
    assert to_units(curves, {"A.x": 1.2, "B.x": 1.5, "C.x": 1.3}, 4) == {
        "A.x": 1, "B.x": 2, "C.x": 1,
    }  # fmt: skip
    assert to_units(curves, {"A.x": 1.5, "B.x": 1.5, "C.x": 1.0}, 4) == {
        "A.x": 2, "B.x": 1, "C.x": 1,
    }  # fmt: skip


def test_remainders_that_clash_in_two_directions_are_solved() -> None:
    """The largest remainders alone would overfill region A and leave channel y short."""
    curves = [cell(f"{r}.{c}") for r in "AB" for c in "xy"]
    spend = {"A.x": 1.6, "A.y": 1.4, "B.x": 1.4, "B.y": 1.6}
    limits = [Limit("region:A", 0, 3), Limit("region:B", 0, 3)]
    limits += [Limit("channel:x", 3, 3), Limit("channel:y", 3, 3)]
    units = to_units(curves, spend, 6, limits)
    assert sum(units.values()) == 6
    for limit in limits:
        assert limit.minimum <= sum(units[c.cell] for c in curves if limit.holds(c)) <= 3


def test_fixed_and_locked_cells_keep_their_cents() -> None:
    curves = [cell("A.x"), cell("B.x", 7.25, lo=7.25), cell("C.x")]
    spend = {"A.x": 50.4, "B.x": 7.25, "C.x": 42.35}
    units = to_units(curves, spend, 100, fixed={"A.x": Decimal("50.40")})
    assert units == {"A.x": Decimal("50.40"), "B.x": Decimal("7.25"), "C.x": 42}


def test_other_units() -> None:
    curves = [cell("A.x"), cell("B.x")]
    assert to_units(curves, {"A.x": 333.4, "B.x": 666.6}, 1000, unit=Decimal(100)) == {
        "A.x": 300, "B.x": 700,
    }  # fmt: skip
    cents = to_units(curves, {"A.x": 3.3333, "B.x": 6.6667}, 10, unit=Decimal("0.01"))
    assert cents == {"A.x": Decimal("3.33"), "B.x": Decimal("6.67")}


def test_our_share_of_each_unit_is_what_counts() -> None:
    curves = [cell("A.x"), cell("B.x")]
    units = to_units(curves, {"A.x": 33.4, "B.x": 33.3}, 50, cost_share={"A.x": 0.5})
    assert 49.5 <= units["A.x"] / 2 + units["B.x"] <= 50


def test_a_smallest_flight_is_not_rounded_below() -> None:
    curves = [cell("A.x", least=10.5), cell("B.x")]
    assert to_units(curves, {"A.x": 10.5, "B.x": 9.5}, 20) == {"A.x": 11, "B.x": 9}
    assert to_units(curves, {"A.x": 0.0, "B.x": 20.0}, 20) == {"A.x": 0, "B.x": 20}


def test_money_that_was_left_stays() -> None:
    curves = [cell("A.x", 5), cell("B.x", 5)]
    assert to_units(curves, {"A.x": 5.0, "B.x": 5.0}, 100) == {"A.x": 5, "B.x": 5}


@pytest.mark.parametrize("minimum", [5000.0, 4999.99999999])
def test_rounding_of_the_solver_is_no_missing_unit(minimum: float) -> None:
    curves = [cell("A.x", 9000), cell("B.x", 9000)]
    spend = {"A.x": 4999.9999999, "B.x": 3000.0000001}
    assert to_units(curves, spend, 8000, [Limit("region:A", minimum, 5000)])["A.x"] == 5000
