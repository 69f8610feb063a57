from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.forecast.design import STEADY
from planner.forecast.exact import INTERCEPT, add, moments, posterior, spreads_of, with_intercept
from tests.forecast.made import design_of, noise

Array = NDArray[np.float64]
SIZES = {"rows": st.integers(1, 30), "columns": st.integers(1, 8), "seed": st.integers(0, 10**6)}


def problem(rows: int, columns: int, seed: int) -> tuple[Array, Array, Array]:
    """Features, logs and priors of any size."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(rows, columns))
    return features, rng.normal(size=rows) + 1, np.exp(rng.normal(size=columns))


def ridge(features: Array, logs: Array, spreads: Array) -> Array:
    """The same coefficients by least squares, the priors as further rows."""
    stacked = np.vstack([features, np.diag(1 / spreads)])
    found = np.linalg.lstsq(stacked, np.r_[logs, np.zeros(len(spreads))], rcond=None)[0]
    return np.asarray(found, dtype=np.float64)


@given(**SIZES)
def test_coefficients_and_noise_are_those_of_least_squares(
    rows: int, columns: int, seed: int
) -> None:
    features, logs, spreads = problem(rows, columns, seed)
    found = posterior(moments(features, logs), spreads)
    expected = ridge(features, logs, spreads)
    assert found.coefficients == pytest.approx(expected, rel=1e-6, abs=1e-8)
    left = ((logs - features @ expected) ** 2).sum() + ((expected / spreads) ** 2).sum()
    assert found.noise == pytest.approx(np.sqrt(left / rows), rel=1e-6)


@given(**SIZES)
def test_a_prediction_knows_how_sure_its_coefficients_are(
    rows: int, columns: int, seed: int
) -> None:
    features, logs, spreads = problem(rows, columns, seed)
    found = posterior(moments(features, logs), spreads)
    new = np.random.default_rng(seed + 1).normal(size=(3, columns))
    median, spread = found.predict(new)
    inverse = np.linalg.inv(features.T @ features + np.diag(1 / spreads**2))
    assert median == pytest.approx(new @ ridge(features, logs, spreads), rel=1e-6, abs=1e-8)
    expected = found.noise * np.sqrt(1 + np.einsum("ij,jk,ik->i", new, inverse, new))
    assert spread == pytest.approx(expected, rel=1e-6)


@given(**SIZES)
def test_the_evidence_is_how_probable_the_weeks_are(rows: int, columns: int, seed: int) -> None:
    features, logs, spreads = problem(rows, columns, seed)
    found = posterior(moments(features, logs), spreads)
    covariance = np.eye(rows) + (features * spreads**2) @ features.T
    _, size = np.linalg.slogdet(covariance)
    misfit = logs @ np.linalg.solve(covariance, logs)
    assert found.evidence == pytest.approx(-0.5 * rows * np.log(misfit) - 0.5 * size, rel=1e-6)


@given(**SIZES, cut=st.integers(0, 30))
def test_sums_add_up_and_their_order_does_not_matter(
    rows: int, columns: int, seed: int, cut: int
) -> None:
    features, logs, _ = problem(rows, columns, seed)
    whole = moments(features, logs)
    mixed = np.random.default_rng(seed).permutation(rows)
    for other in (
        add(moments(features[:cut], logs[:cut]), moments(features[cut:], logs[cut:])),
        moments(features[mixed], logs[mixed]),
    ):
        assert other.gram == pytest.approx(whole.gram)
        assert other.cross == pytest.approx(whole.cross)
        assert other.square == pytest.approx(whole.square)
        assert other.count == rows


def test_weeks_that_were_not_observed_say_nothing() -> None:
    features, logs, spreads = problem(20, 4, 1)
    logs[3:9] = np.nan
    seen = ~np.isnan(logs)
    found = posterior(moments(features, logs), spreads)
    expected = posterior(moments(features[seen], logs[seen]), spreads)
    assert np.array_equal(found.coefficients, expected.coefficients)
    assert found.noise == expected.noise


@pytest.mark.parametrize("logs", [np.full(5, np.nan), np.zeros(5)], ids=["nothing", "constant"])
def test_nothing_to_learn_from_gives_finite_numbers(logs: Array) -> None:
    features, _, spreads = problem(5, 3, 1)
    found = posterior(moments(features, logs), spreads)
    median, spread = found.predict(features)
    assert np.array_equal(median, np.zeros(5))
    assert (spread > 0).all()
    assert np.isfinite(found.evidence)


def test_the_intercept_is_as_good_as_free() -> None:
    design = design_of(150, region="ZZ")
    features = with_intercept(design.values)
    spreads = spreads_of(design, STEADY)
    assert spreads[0] == INTERCEPT
    assert np.array_equal(features[:, 0], np.ones(176))
    logs = 3 + noise(1, 150)
    found = posterior(moments(features[:150], logs), spreads)
    assert found.predict(features)[0].mean() == pytest.approx(3, abs=0.05)
