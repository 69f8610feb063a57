from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from planner.forecast.design import (
    BESIDE,
    HOLIDAY,
    STEADY,
    STEP,
    STIFFNESSES,
    TERMS,
    Stiffness,
    make_design,
)
from tests.forecast.made import LAST, ahead, design_of, mondays

HISTORY, HORIZON = 208, 60
STEP_WEEK = LAST - pd.Timedelta(weeks=100)


def columns(part: str) -> np.ndarray:
    design = design_of(HISTORY, HORIZON, steps=[STEP_WEEK])
    return design.values[:, [name == part for name in design.parts]]


def test_the_level_is_told_from_the_last_past_week() -> None:
    level = columns("level")
    assert np.array_equal(level[HISTORY - 1], np.zeros(level.shape[1]))
    assert np.abs(level[0]).max() > 0


def test_drift_ends_with_the_history_and_slope_goes_on() -> None:
    level = columns("level")
    slope, ramps = level[:, 0], level[:, 1:-1]
    assert np.array_equal(ramps[HISTORY - 1 :], np.zeros_like(ramps[HISTORY - 1 :]))
    assert np.diff(slope) == pytest.approx(7 / 365.25)
    assert (np.diff(ramps, axis=0) >= 0).all()
    inside = ramps[:, -4:]  # the four years that the history holds
    assert inside[0] == pytest.approx([-1, -1, -1, -1], abs=0.04)
    assert inside[HISTORY - 1 - 78] == pytest.approx([0, 0, -0.5, -1], abs=0.01)


def test_a_step_stands_between_the_weeks_before_and_after_a_disruption() -> None:
    weeks = pd.DatetimeIndex([*mondays(HISTORY), *ahead(HORIZON)])
    step = columns("level")[:, -1]
    assert np.array_equal(step, np.where(weeks < STEP_WEEK, -1.0, 0.0))


def test_the_season_comes_back_each_year() -> None:
    weeks = 1461  # as many as 28 years of 365.25 days hold
    long = make_design("ZZ", mondays(weeks + 1), weeks + 1)
    season = long.values[:, [name == "season" for name in long.parts]]
    assert season.shape[1] == 2 * TERMS
    assert season[0] == pytest.approx(season[-1], abs=1e-9)
    assert np.abs(season[0] - season[26]).max() > 1


def test_a_holiday_reaches_the_weeks_beside_it() -> None:
    design = design_of(HISTORY, HORIZON, region="GB")
    at = design.parts.index("Christmas Day")
    days = pd.DatetimeIndex([f"{year}-12-25" for year in range(2023, 2028)])
    own = days - pd.to_timedelta(days.day_of_week, unit="D")
    for column, off in ((at, -7), (at + 1, 0), (at + 2, 7)):
        held = design.weeks[design.values[:, column] > 0]
        expected = own + pd.Timedelta(days=off)
        assert set(held) == set(expected[expected.isin(design.weeks)])
    assert design.spreads[at : at + 3] == pytest.approx([BESIDE, HOLIDAY, BESIDE])


@pytest.mark.parametrize("chosen", STIFFNESSES, ids=lambda one: one.name)
def test_every_column_has_a_positive_prior(chosen: Stiffness) -> None:
    design = design_of(HISTORY, HORIZON, steps=[STEP_WEEK])
    spreads = design.spreads_for(chosen)
    assert design.values.shape == (HISTORY + HORIZON, len(design.parts))
    assert spreads.shape == (len(design.parts),)
    assert (spreads > 0).all()
    assert spreads[0] == chosen.slope
    assert spreads[1 : 1 + design.drifts] == pytest.approx(chosen.drift)
    assert spreads[1 + design.drifts] == STEP


def test_stiffnesses_go_from_steady_to_loose() -> None:
    drifts = [one.drift for one in STIFFNESSES]
    slopes = [one.slope for one in STIFFNESSES]
    assert drifts == sorted(drifts)
    assert slopes == sorted(slopes)
    assert STIFFNESSES[0] is STEADY


def test_scaling_the_season_leaves_the_level_alone() -> None:
    design = design_of(HISTORY, HORIZON, steps=[STEP_WEEK])
    before = design.spreads_for(STEADY)
    after = design.season_scaled(0.25).spreads_for(STEADY)
    level = np.array([part == "level" for part in design.parts])
    assert after[level] == pytest.approx(before[level])
    assert after[~level] == pytest.approx(before[~level] / 4)


def test_fine_terms_of_the_season_are_held_smaller() -> None:
    design = design_of(HISTORY)
    season = design.spreads[[part == "season" for part in design.parts]]
    assert (np.diff(season[::2]) < 0).all()
    assert season[0] > 10 * season[-1]
