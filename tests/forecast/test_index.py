from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from planner.audience.table import empty_table, make_table
from planner.forecast.index import COLUMNS, LEAST_ERROR, combine_group, demand_index
from planner.forecast.run import forecast

TODAY = date(2026, 12, 31)


@pytest.fixture(scope="session")
def ahead(table: pd.DataFrame) -> pd.DataFrame:
    search = table[table["region"] == "FR"].assign(signal="search", value=lambda t: t["value"] ** 2)
    return forecast(make_table(pd.concat([table, search])), until=date(2028, 6, 1), as_of=TODAY)


@pytest.fixture(scope="session")
def index(table: pd.DataFrame, ahead: pd.DataFrame) -> pd.DataFrame:
    return demand_index(table, ahead, as_of=TODAY)


def test_the_coming_year_of_a_region_has_mean_one(index: pd.DataFrame) -> None:
    coming = index[index["week"] > pd.Timestamp(TODAY)]
    for _, rows in coming.groupby("region"):
        assert rows["mean"].head(52).mean() == pytest.approx(1)
    assert list(index) == COLUMNS
    assert (index["p10"] <= index["p50"]).all()
    assert (index["p50"] <= index["p90"]).all()
    assert not index.duplicated(["region", "week"]).any()


def test_signals_are_averaged_geometrically_by_the_errors_they_have_shown(
    ahead: pd.DataFrame, index: pd.DataFrame
) -> None:
    fr = ahead[ahead["region"] == "FR"].pivot(index="week", columns="signal", values="mean")
    relative = fr / fr.head(52).mean()
    error = ahead[ahead["region"] == "FR"].groupby("signal")["error"].first()
    weight = 1 / error**2 / (1 / error**2).sum()
    assert weight["demand"] > weight["search"]  # the square errs by twice as much
    expected = relative["demand"] ** weight["demand"] * relative["search"] ** weight["search"]
    expected /= expected.head(52).mean()
    got = index[index["region"] == "FR"].set_index("week")["mean"].loc[expected.index]
    assert got.to_numpy() == pytest.approx(expected.to_numpy())


def test_the_year_before_is_as_observed(index: pd.DataFrame) -> None:
    past = index[(index["region"] == "JP") & (index["week"] <= pd.Timestamp(TODAY))]
    assert len(past) == 52
    assert past["p10"].equals(past["p90"])
    assert past["mean"].mean() == pytest.approx(1, abs=0.1)


def test_the_coming_year_counts_from_today_however_old_the_history_is() -> None:
    weeks = pd.date_range("2016-01-04", periods=260, freq="7D")
    falling = [1000 * 0.8 ** (number / 52) for number in range(260)]
    rows = pd.DataFrame({"region": "FR", "signal": "demand", "week": weeks, "value": falling})
    old = make_table(rows)
    ahead = forecast(old, until=date(2027, 3, 1), as_of=TODAY)
    index = demand_index(old, ahead, as_of=TODAY)
    coming = index[index["week"] >= pd.Timestamp("2026-12-28")]
    assert len(coming) >= 52
    assert coming["mean"].head(52).mean() == pytest.approx(1)


def test_a_group_is_the_mean_of_its_members(index: pd.DataFrame) -> None:
    group = combine_group(index, ["FR", "JP"], "BOTH")
    week = group["week"].iloc[-1]
    members = index[(index["week"] == week) & index["region"].isin(["FR", "JP"])]
    assert group["mean"].iloc[-1] == pytest.approx(members["mean"].mean())
    assert set(group["region"]) == {"BOTH"}
    assert list(group) == COLUMNS


def frame_of(signal: str, mean: list[float], error: float) -> pd.DataFrame:
    weeks = pd.date_range("2027-01-04", periods=len(mean), freq="7D", unit="us")
    rows = pd.DataFrame({"region": "FR", "signal": signal, "week": weeks, "error": error})
    return rows.assign(**dict.fromkeys(["mean", "p10", "p50", "p90"], mean))


def test_a_signal_that_has_never_erred_does_not_silence_the_others() -> None:
    frame = pd.concat(
        [frame_of("flat", [5.0] * 52, 0.0), frame_of("cinema", [10.0, 30.0] * 26, LEAST_ERROR)]
    )
    index = demand_index(empty_table(), frame, as_of=date(2026, 12, 28))
    ratio = index["mean"].iloc[1] / index["mean"].iloc[0]
    assert ratio == pytest.approx(3**0.5)


def test_a_week_without_demand_has_index_nothing() -> None:
    frame = frame_of("cinema", [0.0, 20.0] * 26, 0.1)
    index = demand_index(empty_table(), frame, as_of=date(2026, 12, 28))
    assert index["mean"].to_list() == pytest.approx([0.0, 2.0] * 26)


def test_weeks_observed_after_as_of_are_not_shown(table: pd.DataFrame) -> None:
    day = date(2026, 9, 9)
    ahead = forecast(table, as_of=day, horizon=60)
    index = demand_index(table, ahead, as_of=day)
    assert not index.duplicated(["region", "week"]).any()
    fr = index[index["region"] == "FR"].set_index("week")["mean"]
    own = table[table["region"] == "FR"].set_index("week")["value"]
    past = fr[fr.index <= pd.Timestamp(day)]
    assert len(past) == 52
    assert (own[past.index] / past).std() / (own[past.index] / past).mean() < 1e-9
    assert fr.index.max() == ahead["week"].max()
