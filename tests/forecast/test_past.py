from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.forecast import past as past_module
from planner.forecast.design import STEADY, STIFFNESSES, Stiffness
from planner.forecast.past import (
    FAR,
    FEWEST_BEFORE,
    FEWEST_SEEN,
    LEAST_DRIFT,
    STEP,
    drift_ahead,
    replay,
)
from tests.forecast.made import design_of, mondays, noise, summer

Array = NDArray[np.float64]
WEEKS = 300


def steady(seed: int, weeks: int = WEEKS, size: float = 0.15) -> Array:
    """Logs of a season and noise, the level always the same."""
    return 3 + summer(mondays(weeks)) + noise(seed, weeks, size)


def wandering(seed: int) -> Array:
    """Logs of a season whose level moves by a tenth every week."""
    return steady(seed, size=0.05) + np.cumsum(noise(seed + 1, WEEKS, 0.1))


@pytest.mark.parametrize("make", [steady, wandering])
@pytest.mark.parametrize("stiffness", [STEADY, STIFFNESSES[-1]], ids=lambda one: one.name)
def test_no_origin_knows_what_came_after_it(
    make: Callable[[int], Array], stiffness: Stiffness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_module, "STEADY", stiffness)
    monkeypatch.setattr(past_module, "STIFFNESSES", (stiffness,))
    design, logs = design_of(WEEKS), make(1)
    _, past = replay(design, logs)
    for at in (0, 5, len(past.ends) - 1):
        end = past.ends[at]
        other = logs.copy()
        other[end:] = 9 + noise(7, WEEKS - end, 2.0)
        _, changed = replay(design, other)
        assert np.array_equal(past.predicted[at], changed.predicted[at], equal_nan=True)
        assert np.array_equal(past.spread[at], changed.spread[at], equal_nan=True)
        assert not np.array_equal(past.actual[at], changed.actual[at], equal_nan=True)


def test_each_origin_is_judged_by_what_came() -> None:
    logs = steady(2)
    _, past = replay(design_of(WEEKS), logs)
    assert past.ends[-1] == WEEKS - STEP
    assert set(np.diff(past.ends)) == {STEP}
    assert FEWEST_BEFORE <= past.ends[0] < FEWEST_BEFORE + STEP
    assert past.actual.shape == (len(past.ends), FAR)
    for end, actual, predicted in zip(past.ends, past.actual, past.predicted, strict=True):
        known = min(FAR, WEEKS - end)
        assert actual[:known] == pytest.approx(logs[end : end + known])
        assert np.isnan(actual[known:]).all()
        assert np.isnan(predicted[known:]).all()
    assert np.array_equal(past.errors, past.actual - past.predicted, equal_nan=True)


@pytest.mark.parametrize("seed", range(3))
def test_a_steady_level_is_found_steady(seed: int) -> None:
    stiffness, _ = replay(design_of(WEEKS), steady(seed))
    assert stiffness is STEADY


@pytest.mark.parametrize("seed", range(3))
def test_a_level_that_moves_fast_is_given_its_way(seed: int) -> None:
    design, logs = design_of(WEEKS), wandering(seed)
    stiffness, past = replay(design, logs)
    assert stiffness in STIFFNESSES[2:]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(past_module, "STIFFNESSES", (STEADY,))
        _, stiff = replay(design, logs)
    assert np.nanmean(np.abs(past.errors[:, :26])) < np.nanmean(np.abs(stiff.errors[:, :26]))


def test_the_spread_is_honest_about_the_errors() -> None:
    found = [replay(design_of(WEEKS), steady(seed))[1].standardised for seed in range(5)]
    assert np.std(np.concatenate(found)) == pytest.approx(1, abs=0.15)
    assert all(np.isfinite(one).all() for one in found)


def test_a_history_too_short_has_no_past() -> None:
    short = FEWEST_BEFORE + STEP - 1
    stiffness, past = replay(design_of(short), steady(1, short))
    assert stiffness is STEADY
    assert len(past.ends) == len(past.standardised) == 0
    assert past.predicted.shape == (0, FAR)
    _, past = replay(design_of(short + 1), steady(1, short + 1))
    assert past.ends.tolist() == [FEWEST_BEFORE]


def test_an_origin_needs_weeks_that_were_observed() -> None:
    logs = steady(1)
    logs[1:200] = np.nan
    _, past = replay(design_of(WEEKS), logs)
    assert past.ends.size == 0  # 101 weeks are known in all
    logs = steady(1)
    logs[60:140] = np.nan
    _, past = replay(design_of(WEEKS), logs)
    seen = [np.isfinite(logs[:end]).sum() for end in past.ends]
    assert min(seen) >= FEWEST_SEEN
    assert seen[0] - STEP < FEWEST_SEEN
    assert np.abs(past.standardised).max() < 6


def test_gaps_are_not_judged_by() -> None:
    logs = steady(1)
    logs[200:210] = np.nan
    _, past = replay(design_of(WEEKS), logs)
    holes = sum(int(200 <= end + week < 210) for end in past.ends for week in range(FAR))
    known = sum(min(FAR, WEEKS - int(end)) for end in past.ends) - holes
    assert len(past.standardised) == known


def test_drift_adds_up_with_distance_and_never_to_nothing() -> None:
    fast = STIFFNESSES[-1]
    variance = drift_ahead(0.2, fast, 104)
    assert variance[51] == pytest.approx((fast.drift * 0.2) ** 2)
    assert np.diff(variance) == pytest.approx(variance[0])
    assert drift_ahead(0.2, STEADY, 52)[-1] == pytest.approx((LEAST_DRIFT * 0.2) ** 2)
    assert drift_ahead(0.2, STEADY, 52, least=0.0)[-1] == pytest.approx((STEADY.drift * 0.2) ** 2)
