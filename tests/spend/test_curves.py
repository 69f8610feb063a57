from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.spend.batch import Batch
from planner.spend.curves import Curve, Form
from planner.spend.feasible import ends

POINTS = ((0.0, 0.0), (10.0, 1.0), (20.0, 8.0), (50.0, 9.0))


def hill(s: float, lo: float = 0.0, hi: float = 100.0, k: float = 20.0) -> Curve:
    return Curve("a", "hill", 7.0, k, s, lo, hi)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    form: Form = draw(st.sampled_from(["hill", "exp", "log", "table", "reach"]))
    lo = draw(st.one_of(st.just(0.0), st.floats(0, 50)))
    hi = lo + draw(st.floats(0.5, 500))
    least = draw(st.one_of(st.just(0.0), st.floats(0, hi))) if lo == 0 else 0.0
    s, k = draw(st.floats(0.3, 6)), draw(st.floats(1, 200))
    rises = draw(st.lists(st.tuples(st.floats(1, 50), st.floats(0, 50)), min_size=1, max_size=6))
    points = tuple((float(x), float(y)) for x, y in np.cumsum(rises, axis=0))
    return Curve("a", form, draw(st.floats(0.1, 1e5)), k, s, lo, hi, points=points, least=least)


def allowed(curve: Curve, x: np.ndarray) -> np.ndarray:
    return np.asarray((x == curve.lo) | ((curve.floor <= x) & (x <= curve.hi)))


@pytest.mark.parametrize(
    ("curve", "x", "expected"),
    [
        (Curve("a", "reach", 7, 20, 3, 0, 100), 60.0, 7 * 0.75**3),
        (Curve("a", "reach", 7, 20, 1, 0, 100), 60.0, 7 * 0.75),
        (hill(2), 20.0, 3.5),
        (hill(1), 60.0, 7 * 60 / 80),
        (hill(2), 0.0, 0.0),
        (Curve("a", "exp", 7, 20, 1, 0, 100), 20.0, 7 * (1 - np.exp(-1))),
        (Curve("a", "log", 7, 20, 1, 0, 100), 20.0, 7 * np.log(2)),
        (Curve("a", "table", 0, 1, 1, 0, 100, points=POINTS), 15.0, 4.5),
        (Curve("a", "table", 0, 1, 1, 0, 100, points=POINTS), 99.0, 9.0),
        (Curve("a", "table", 0, 1, 1, 0, 100, points=POINTS[2:]), 10.0, 4.0),
    ],
)
def test_values_follow_the_formulas(curve: Curve, x: float, expected: float) -> None:
    assert float(curve.value(x)) == pytest.approx(expected)


def test_large_powers_do_not_overflow() -> None:
    steep = hill(200, hi=1e9, k=1e6)
    assert steep.value([0.0, 1.0, 1e6, 1e9]).tolist() == pytest.approx([0, 0, 3.5, 7])


def test_the_slope_at_next_to_no_money_is_that_at_zero() -> None:
    curve = hill(1, lo=5e-324)
    assert float(curve.slope(5e-324)) == float(curve.slope(0.0)) == pytest.approx(7 / 20)


def test_slope_at_zero() -> None:
    assert float(hill(1).slope(0.0)) == pytest.approx(7 / 20)
    assert float(hill(2).slope(0.0)) == 0
    assert float(hill(0.5).slope(0.0)) == np.inf


@settings(max_examples=60)
@given(curves())
def test_slope_is_the_derivative(curve: Curve) -> None:
    if curve.form == "table":
        return
    x = np.linspace(curve.lo + 0.1, curve.hi + 1, 20)
    step = 1e-5 * x
    numeric = (curve.value(x + step) - curve.value(x - step)) / (2 * step)
    assert np.allclose(curve.slope(x), numeric, rtol=1e-4, atol=1e-7 * curve.scale)


@settings(max_examples=100)
@given(curves())
def test_envelope_is_concave_above_the_curve_and_touches_its_ends(curve: Curve) -> None:
    x = np.linspace(curve.lo, curve.hi, 201)
    top, real = curve.envelope_value(x), curve.value(x)
    size = float(np.abs(real).max()) + 1e-9
    assert (top >= real - 1e-9 * size)[allowed(curve, x)].all()
    assert (np.diff(top, 2) <= 1e-9 * size).all()
    assert top[[0, -1]] == pytest.approx(real[[0, -1]])


@settings(max_examples=100)
@given(curves())
def test_each_tangent_lies_above_the_envelope(curve: Curve) -> None:
    x = np.linspace(curve.lo, curve.hi, 41)
    top, slope = curve.envelope_value(x), curve.envelope_slope(x)
    for at, height, steep in zip(x, top, slope, strict=True):
        if np.isfinite(steep):
            assert (height + steep * (x - at) >= top - 1e-8 * (np.abs(top).max() + 1e-9)).all()


def bought(curve: Curve, price: float) -> tuple[float, float]:
    """Return what a cell would spend at a price of money, and the bound of its profit."""
    batch, (low, high) = Batch([curve]), ends([curve])
    spend, bound = batch.demand(batch.box(low, np.array([curve.floor]), high), np.array([price]))
    return float(spend[0]), float(bound[0])


@settings(max_examples=150)
@given(curves(), st.floats(-1, 1e4))
def test_surplus_bounds_all_spend_and_is_reached(curve: Curve, price: float) -> None:
    x = np.linspace(curve.lo, curve.hi, 501)
    x = x[allowed(curve, x)]
    profit = curve.value(x) - price * x
    best, bound = bought(curve, price)
    size = float(np.abs(profit).max()) + float(np.abs(curve.value(x)).max()) + 1e-9
    assert curve.lo <= best <= curve.hi
    assert bound >= profit.max() - 1e-9 * size
    assert float(curve.envelope_value(best)) - price * best >= bound - 1e-6 * size


def test_tangency_of_an_s_curve() -> None:
    curve = hill(2)
    assert curve.tangency == pytest.approx(20)  # x f'(x) = f(x) at x = k for s = 2
    assert hill(2, hi=15).tangency == 15
