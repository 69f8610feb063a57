from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from planner.forecast.peers import PEERS, default_prophet, same_week_mean, seasonal_naive
from tests.forecast.made import ahead, made_up, mondays, summer


def series_of(values: np.ndarray) -> pd.Series[float]:
    return pd.Series(np.asarray(values, np.float64), mondays(len(values)))


def test_seasonal_naive_repeats_the_last_year_again_and_again() -> None:
    found = seasonal_naive(series_of(np.arange(100)), ahead(110))
    assert found[:52].tolist() == list(range(48, 100))
    assert found[52:104].tolist() == list(range(48, 100))
    assert found[104] == 48


def test_seasonal_naive_does_not_know_what_was_not_observed() -> None:
    values = np.arange(100.0)
    values[48] = np.nan
    assert np.isnan(seasonal_naive(series_of(values), ahead(2))).tolist() == [True, False]


def test_the_same_week_is_the_nearest_to_the_day_in_each_of_five_years() -> None:
    demand = series_of(np.arange(400))
    (found,) = same_week_mean(demand, ahead(1))
    back = [52, 104, 157, 209, 261]
    assert found == np.mean([400 - weeks for weeks in back])
    demand.iloc[400 - 52] = np.nan
    (found,) = same_week_mean(demand, ahead(1))
    assert found == np.mean([400 - weeks for weeks in back[1:]])


def test_default_prophet_finds_a_season_by_itself() -> None:
    demand = series_of(made_up("FR", 208)["value"].to_numpy(copy=True))
    demand.iloc[7] = np.nan
    found = default_prophet(demand, ahead(52))
    assert np.corrcoef(found, np.exp(summer(ahead(52))))[0, 1] > 0.95
    assert found.mean() == pytest.approx(demand.mean(), rel=0.1)


def test_the_peers_that_are_printed_answer_for_every_week() -> None:
    demand = series_of(made_up("FR", 120)["value"].to_numpy(copy=True))
    for peer in PEERS.values():
        assert np.isfinite(peer(demand, ahead(30))).sum() == 30
