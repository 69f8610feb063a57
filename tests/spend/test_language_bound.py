"""Bounds from prices of money hold for every split, whatever the curves and limits."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.spend.curves import Curve, Form
from planner.spend.language_bound import Cell, RegionBound

Floats = npt.NDArray[np.float64]
HI = 100.0
FACTORS = np.array([0.05, 0.4, 1.0, 1.45])


@st.composite
def some_curves(draw: st.DrawFn) -> Curve:
    """A curve with limits of its own; table points bend as they like."""
    form: Form = draw(st.sampled_from(["hill", "reach", "exp", "log", "table"]))
    xs = sorted(draw(st.sets(st.integers(1, 150), min_size=1, max_size=4)))
    steps = draw(st.lists(st.floats(0, 30), min_size=4, max_size=4))
    low = draw(st.sampled_from([0.0, 0.0, 5.0, 20.0, HI]))
    least = draw(st.sampled_from([0.0, 3.0, 15.0])) if low == 0 else 0.0
    return Curve(
        cell="FR.search",
        form=form,
        scale=draw(st.floats(0.5, 500)),
        k=draw(st.floats(0.5, 300)),
        s=draw(st.sampled_from([0.8, 1.0, 2.0, 3.0])) if form in ("hill", "reach") else 1.0,
        lo=low,
        hi=HI,
        region="FR",
        channel="search",
        points=tuple(zip(map(float, xs), np.cumsum(steps).tolist(), strict=False)),
        least=least,
    )


def allowed(curve: Curve) -> Floats:
    """Spend that the curve's limits allow, closely."""
    spend = np.unique([0.0, *np.linspace(curve.lo, curve.hi, 800), *np.geomspace(1e-6, HI, 200)])
    enough = (spend == 0) if curve.lo == 0 else np.zeros(len(spend), dtype=bool)
    return np.asarray(spend[enough | ((spend >= max(curve.lo, curve.least)) & (spend <= curve.hi))])


def scaled(curve: Curve, spend: Floats, factor: float) -> Floats:
    return np.asarray(factor * curve.value(spend / factor))


@given(some_curves(), st.floats(1e-4, 20))
def test_a_cell_s_bound_holds_for_all_spend_that_it_may_get(curve: Curve, price: float) -> None:
    bound = Cell(curve).profits(np.array([price]), FACTORS)[:, 0]
    spend = allowed(curve)
    for factor, most in zip(FACTORS, bound, strict=True):
        best = float(np.max(scaled(curve, spend, factor) - price * spend))
        assert most >= best - 1e-9 * (abs(best) + price * HI)


@given(st.floats(10, 500), st.floats(1, 300), st.floats(0.01, 5), st.sampled_from([1.0, 2.0]))
def test_a_cell_s_bound_is_close_where_the_curve_is_its_own_envelope(
    scale: float, k: float, price: float, s: float
) -> None:
    curve = Curve("FR.search", "reach", scale, k, s, 0.0, 1e4)
    bound = Cell(curve).profits(np.array([price]), np.ones(1))[0, 0]
    spend = np.concatenate([[0.0], np.geomspace(1e-6, 1e4, 200_000)])
    best = float(np.max(curve.value(spend) - price * spend))
    assert bound == pytest.approx(best, abs=1e-4 * scale)


@given(some_curves(), some_curves(), st.floats(1e-3, 10), st.floats(0.2, 1))
def test_a_region_s_bound_keeps_its_limits_and_our_share(
    one: Curve, other: Curve, price: float, share: float
) -> None:
    least, most = one.lo + other.lo + 10.0, max(one.lo + other.lo + 30.0, 60.0)
    cells = [Cell(curve) for curve in (one, other)]
    region = RegionBound(7.0, share, cells, least, most)
    bound = region.at(np.array([price]), FACTORS)[:, 0]
    x, y = np.meshgrid(allowed(one)[::7], allowed(other)[::7])
    inside = (x + y >= least) & (x + y <= most)
    for factor, found in zip(FACTORS, bound, strict=True):
        value = scaled(one, x, factor) + scaled(other, y, factor) - price * share * (x + y)
        if inside.any():
            best = 7.0 * factor + float(np.max(value[inside]))
            assert found >= best - 1e-9 * (abs(best) + price * HI)


@given(some_curves(), st.floats(1e-3, 10))
def test_leaving_limits_out_never_lowers_a_bound(curve: Curve, price: float) -> None:
    region = RegionBound(3.0, 1.0, [Cell(curve)], 0.0, 40.0 + curve.lo)
    prices = np.array([price])
    kept = region.at(prices, FACTORS)[:, 0]
    left_out = FACTORS * region.per_factor(prices)[0]
    assert (kept <= left_out * (1 + 1e-9) + 1e-9).all()


def test_a_cap_sharpens_a_bound() -> None:
    cells = [Cell(Curve("FR.search", "hill", 100.0, 50.0, 1.0, 0.0, HI))]
    free, capped = RegionBound(0.0, 1.0, cells), RegionBound(0.0, 1.0, cells, 0.0, 10.0)
    prices, one = np.array([1e-6]), np.ones(1)
    assert free.at(prices, one)[0, 0] == pytest.approx(100 * HI / (50 + HI), rel=1e-3)
    assert capped.at(prices, one)[0, 0] < free.at(prices, one)[0, 0]
    assert math.isfinite(capped.at(prices, one)[0, 0])
