from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.forecast.past import Past
from planner.forecast.spread import (
    CONFORMAL,
    DIGITS,
    FEWEST_SCORES,
    NORMAL,
    QUANTILES,
    natural,
    scores,
    significant,
)


def past_of(errors: NDArray[np.float64], spread: float = 0.5) -> Past:
    one = np.asarray(errors, np.float64).reshape(-1, 1)
    ends = np.arange(len(one), dtype=np.int64)
    return Past(ends, np.zeros_like(one), one, np.full_like(one, spread))


def test_quantiles_of_the_normal_where_the_past_says_little() -> None:
    assert pytest.approx([-1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449], abs=1e-4) == NORMAL
    few = np.full(FEWEST_SCORES - 1, 9.0)
    assert np.array_equal(scores(past_of(few)), NORMAL)
    unknown = np.r_[few, np.full(500, np.nan)]
    assert np.array_equal(scores(past_of(unknown)), NORMAL)


def test_a_fifth_of_the_pasts_own_quantiles_is_taken() -> None:
    errors = np.random.default_rng(1).normal(0, 1.5, FEWEST_SCORES)
    found = scores(past_of(errors, spread=0.5))
    expected = CONFORMAL * np.quantile(errors / 0.5, QUANTILES) + (1 - CONFORMAL) * NORMAL
    assert found[QUANTILES.index(0.5)] == 0
    others = [at for at, share in enumerate(QUANTILES) if share != 0.5]
    assert found[others] == pytest.approx(expected[others])
    assert found[-1] > NORMAL[-1]  # errors three times as large as the model said


@given(st.floats(-50, 50), st.floats(0.01, 20), st.integers(0, 1000))
def test_quantiles_keep_their_order_however_skewed_the_past(
    middle: float, size: float, seed: int
) -> None:
    errors = np.random.default_rng(seed).gamma(0.5, size, FEWEST_SCORES) + middle
    assert (np.diff(scores(past_of(errors))) >= 0).all()


def test_the_mean_is_the_log_normals() -> None:
    rng = np.random.default_rng(1)
    found = natural(np.array([2.0]), np.array([0.4]), NORMAL)
    drawn = np.exp(rng.normal(2, 0.4, 200_000))
    assert found[0, 0] == pytest.approx(drawn.mean(), rel=0.005)
    assert found[0, 1:] == pytest.approx(np.quantile(drawn, QUANTILES), rel=0.01)


def test_a_spread_without_bounds_leaves_the_mean_finite() -> None:
    wild = natural(np.array([3.0]), np.array([46.0]), NORMAL)
    assert np.isfinite(wild).all()
    assert wild[0, 0] < 1e5 * np.exp(3)
    assert wild[0, -1] > 100 * np.exp(3)


def test_what_was_added_to_zeros_is_taken_off_and_nothing_is_below_zero() -> None:
    plain = natural(np.array([0.0]), np.array([1.0]), NORMAL)
    less = natural(np.array([0.0]), np.array([1.0]), NORMAL, zero=0.5)
    assert less == pytest.approx(np.maximum(plain - 0.5, 0), abs=1e-5)
    assert less[0, 1] == 0


@given(st.floats(1e-200, 1e200))
def test_six_digits_are_kept(value: float) -> None:
    found = float(significant(np.array([value]))[0])
    assert found == pytest.approx(value, rel=10.0 ** (1 - DIGITS))
    assert found == pytest.approx(float(f"{value:.{DIGITS - 1}e}"), rel=1.1 * 10.0 ** (1 - DIGITS))


def test_rounding_hides_the_noise_of_floating_point() -> None:
    values = np.array([0.1 + 0.2, 0.3, 0.0, 123_456_789.0, -2.0000000001])
    assert significant(values).tolist() == [0.3, 0.3, 0.0, 123_457_000.0, -2.0]
