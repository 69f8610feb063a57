from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.forecast.past import FAR, Past
from planner.forecast.skill import BANDS, OPENING, SOONEST, Band, mean, of_past, regret, scale_of
from planner.forecast.spread import NORMAL, QUANTILES

Array = NDArray[np.float64]
NAN = float("nan")


def row(values: dict[int, float]) -> Array:
    """Weeks ahead by number (the first is 1), the others unknown."""
    found = np.full((1, FAR), np.nan)
    for week, value in values.items():
        found[0, week - 1] = value
    return found


def test_the_naive_error_is_the_mean_change_to_the_same_week_a_year_on() -> None:
    history = np.r_[np.full(52, 10.0), [13.0, 9.0, 10.0, 18.0]]
    assert scale_of(history) == pytest.approx((3 + 1 + 0 + 8) / 4)
    history[53] = NAN
    assert scale_of(history) == pytest.approx((3 + 0 + 8) / 3)


@pytest.mark.parametrize("weeks", [0, 1, 52])
def test_under_a_year_there_is_no_naive_error(weeks: int) -> None:
    assert np.isnan(scale_of(np.arange(float(weeks))))


def test_a_year_that_repeats_itself_is_no_scale() -> None:
    assert np.isnan(scale_of(np.tile(np.arange(52.0), 4)))


def test_measures_are_those_worked_out_by_hand() -> None:
    """Weeks 1 to 4 came as 10, 20, 30, 40; 12, 18, 30, 20 were forecast."""
    history = np.full(104, 8.0)
    history[52:] += np.resize([2.0, 4.0], 52)  # changes by 2 and 4: 3 on average
    came, said = [10.0, 20.0, 30.0, 40.0], [12.0, 18.0, 30.0, 20.0]
    past = Past(
        np.array([104]),
        row({week: np.log(value) for week, value in enumerate(said, 1)}),
        row({week: np.log(value) for week, value in enumerate(came, 1)}),
        row(dict.fromkeys(range(1, 5), 0.2)),
    )
    (found,) = of_past(past, history, NORMAL)
    assert found.band == Band(1, 26)
    assert found.origins == 1
    assert found.wape == pytest.approx((2 + 2 + 0 + 20) / 100)
    assert found.mase == pytest.approx((2 + 2 + 0 + 20) / 4 / 3)
    assert found.naive == pytest.approx((0 + 8 + 20 + 28) / 4 / 3)  # 10, 12, 10, 12 a year before
    assert np.isnan(found.regret)  # no opening before week 5 is judged
    assert found.coverage == pytest.approx(3 / 4)  # log 40/20 lies beyond 1.28 x 0.2


def test_intervals_are_judged_by_the_quantiles_they_are_made_of() -> None:
    past = Past(
        np.array([104]),
        row(dict.fromkeys(range(1, 11), 0.0)),
        row({week: -0.9 if week < 4 else 0.9 for week in range(1, 11)}),
        row(dict.fromkeys(range(1, 11), 1.0)),
    )
    wide_above = NORMAL.copy()
    wide_above[: QUANTILES.index(0.25)] = -0.8
    (found,) = of_past(past, np.arange(1.0, 105), wide_above)
    assert found.coverage == pytest.approx(0.7)


def test_what_was_added_to_zeros_is_taken_off_before_errors_are_summed() -> None:
    past = Past(
        np.array([104]),
        row({1: np.log(6), 2: np.log(11)}),
        row({1: np.log(1), 2: np.log(11)}),
        row({1: 0.1, 2: 0.1}),
    )
    (found,) = of_past(past, np.arange(1.0, 105), NORMAL, zero=1.0)
    assert found.wape == pytest.approx(5 / 10)


def test_each_band_takes_its_own_weeks_and_origins() -> None:
    one, other = row({1: 0.0, 30: 0.0}), row({1: 0.0, 30: NAN})
    past = Past(
        np.array([104, 117]), np.vstack([one, one]), np.vstack([one, other]), np.ones((2, FAR))
    )
    near, middle = of_past(past, np.arange(1.0, 131), NORMAL)
    assert (near.band, near.origins) == (BANDS[0], 2)
    assert (middle.band, middle.origins) == (BANDS[1], 1)
    assert [(band.first, band.last) for band in BANDS] == [(1, 26), (27, 52), (53, 78)]


def test_the_year_before_is_the_newest_that_was_known() -> None:
    """At week 60 ahead the same week lies two years back: one year back is not known yet."""
    history = np.arange(1.0, 161)
    past = Past(np.array([120]), row({60: 0.0}), row({60: np.log(50.0)}), np.ones((1, FAR)))
    (found,) = of_past(past, history, NORMAL)
    value = history[120 + 59 - 104]
    assert found.naive == pytest.approx(abs(50 - value) / 52)


def test_a_history_that_repeats_itself_has_no_scaled_error() -> None:
    past = Past(np.array([104]), row({1: 0.0}), row({1: 0.0}), np.ones((1, FAR)))
    (found,) = of_past(past, np.full(130, 1.0), NORMAL)
    assert np.isnan(found.mase)
    assert np.isnan(found.naive)
    assert found.wape == 0


def by_hand(came: list[float], shown: list[float], band: Band) -> float:
    """The share lost at the forecast's peak, one opening after the other."""
    openings = []
    for week in range(max(band.first, SOONEST), min(band.last, len(came)) - OPENING + 2):
        here, there = came[week - 1 : week - 1 + OPENING], shown[week - 1 : week - 1 + OPENING]
        if not np.isnan([*here, *there]).any():
            openings.append((sum(there), sum(here)))
    if len(openings) < 2 or max(real for _, real in openings) <= 0:
        return NAN
    best = max(real for _, real in openings)
    chosen = max(openings, key=lambda one: one[0])[1]  # the first of equals
    return 1 - chosen / best


WEEK = st.one_of(st.integers(0, 9).map(float), st.just(NAN))


@given(
    st.lists(st.tuples(WEEK, WEEK), min_size=3, max_size=40),
    st.sampled_from([Band(1, 26), Band(27, 52), Band(1, 8)]),
)
def test_regret_is_what_the_chosen_opening_lost(
    weeks: list[tuple[float, float]], band: Band
) -> None:
    came, shown = ([float(week[at]) for week in weeks] for at in (0, 1))
    found = regret(np.array(came), np.array(shown), band)
    assert found == pytest.approx(by_hand(came, shown, band), nan_ok=True)


def test_regret_of_a_perfect_forecast_is_nothing_and_of_a_bad_one_all() -> None:
    came = np.array([9, 9, 9, 9, 1, 2, 3, 6, 3, 0, 0, 0.0])
    assert regret(came, came, Band(1, 12)) == 0
    assert regret(came, -came, Band(1, 12)) == 1


def test_a_week_before_the_fifth_is_no_opening() -> None:
    came = np.array([0, 0, 0, 90, 1, 2, 3, 6, 3, 0, 0, 0.0])
    shown = np.array([0, 0, 0, 0, 0, 0, 5, 5, 5, 0, 0, 0.0])  # peaks in week 7, the best after 4
    assert regret(came, shown, Band(1, 12)) == 0
    assert regret(np.roll(came, 1), shown, Band(1, 12)) > 0.8


def test_a_mean_is_that_of_what_is_known() -> None:
    assert mean(np.array([1.0, NAN, 3.0])) == 2
    assert np.isnan(mean(np.array([NAN])))
    assert np.isnan(mean(np.array([])))
