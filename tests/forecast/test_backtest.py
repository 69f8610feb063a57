from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pandas as pd
import pytest

from planner.audience.table import empty_table
from planner.errors import Cancelled, InputError
from planner.forecast import kept
from planner.forecast.backtest import (
    COLUMNS,
    OURS,
    Backtest,
    Replay,
    backtest,
    per_origin,
    summary,
)
from planner.forecast.frames import NUMBERS
from planner.forecast.peers import PEERS, Peer, same_week_mean, seasonal_naive
from planner.forecast.run import forecast
from tests.bench.cinema import CINEMA
from tests.bench.cinema import table as cinema
from tests.forecast.made import LAST, ahead, made_up, mondays, rows, table_of

WEEK = pd.Timedelta(days=7)
NAIVE = {"naive": seasonal_naive}
NEXT = LAST + 4 * WEEK


def score(found: Backtest, peers: Mapping[str, Peer], name: str) -> dict[object, float]:
    """One measure by method and origin."""
    scores = per_origin(found, peers)
    keys = zip(scores["method"], scores["origin"], strict=True)
    return dict(zip(keys, scores[name].to_list(), strict=True))


@pytest.fixture(scope="module")
def found(table: pd.DataFrame) -> Backtest:
    return backtest(table, Replay(years=2, horizon=13))


def origins(found: Backtest, region: str = "FR") -> list[pd.Timestamp]:
    rows = found.rows
    return sorted(rows[rows["region"] == region]["origin"].unique())


def test_origins_are_counted_back_from_the_newest_that_can_be_judged(found: Backtest) -> None:
    expected = [LAST - 13 * WEEK * number for number in range(8, 0, -1)]
    assert origins(found) == [one for one in expected if one >= LAST - 207 * WEEK + 104 * WEEK]
    assert list(found.rows) == COLUMNS
    assert found.rows["actual"].notna().all()
    days = (found.rows["week"] - found.rows["origin"]).dt.days
    assert sorted(set(days // 7)) == list(range(1, 14))


def test_a_series_is_forecast_as_soon_as_it_was_observed(found: Backtest) -> None:
    assert origins(found, "NO") == [LAST - 13 * WEEK]  # 26 weeks: half of them before
    assert origins(found, "JP") == origins(found)


def test_rows_are_the_forecasts_of_the_table_cut_at_the_origin(
    table: pd.DataFrame, found: Backtest
) -> None:
    kept.forget()
    for origin in (origins(found)[0], origins(found)[-1]):
        cut = table[(table["week"] <= origin) & (table["week"] > origin - 104 * WEEK)]
        again = forecast(cut, horizon=13, as_of=origin.date())
        judged = again.merge(table, on=["region", "signal", "week"])
        mine = found.rows[found.rows["origin"] == origin].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine[NUMBERS], judged[NUMBERS], check_exact=True)
        assert mine["actual"].tolist() == judged["value"].tolist()


def test_what_comes_later_does_not_change_an_earlier_forecast(
    table: pd.DataFrame, found: Backtest
) -> None:
    cut = origins(found)[3]
    changed = table.assign(value=table["value"].where(table["week"] <= cut, 3.0))
    other = backtest(changed, Replay(years=2, horizon=13))
    early, mine = (one.rows[one.rows["origin"] <= cut] for one in (other, found))
    pd.testing.assert_frame_equal(early[NUMBERS], mine[NUMBERS], check_exact=True)


def test_histories_are_what_each_forecast_saw(found: Backtest) -> None:
    for (region, _, origin), demand in found.histories.items():
        assert demand.index[-1] == origin
        if region == "FR":
            assert len(demand) == 104
    assert len(found.histories) == found.rows.groupby(["region", "signal", "origin"]).ngroups


def test_errors_are_scaled_by_all_that_was_known_by_then(
    table: pd.DataFrame, found: Backtest
) -> None:
    """Not by the two years alone that the forecast saw."""
    values = table[table["region"] == "FR"].set_index("week")["value"]
    for origin in origins(found):
        known = values[values.index <= origin].to_numpy()
        expected = np.abs(known[52:] - known[:-52]).mean()
        assert found.scales["FR", "demand", origin] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("first", "last", "step", "expected"),
    [
        (date(2026, 3, 2), date(2026, 5, 4), 4, ["2026-03-02", "2026-03-30", "2026-04-27"]),
        (date(2026, 8, 31), None, 4, ["2026-08-31", "2026-09-28"]),
        (None, date(2026, 5, 6), 30, ["2025-10-06", "2026-05-04"]),
    ],
)
def test_origins_are_those_asked_for(
    first: date | None, last: date | None, step: int, expected: list[str]
) -> None:
    table = table_of(made_up("FR", 190))
    found = backtest(table, Replay(years=2, horizon=13, first=first, last=last, step=step))
    wanted = [pd.Timestamp(day) for day in expected]
    assert origins(found) == wanted


def test_an_origin_inside_a_week_is_that_weeks_monday() -> None:
    table = table_of(made_up("FR", 190))
    day = date(2026, 5, 6)
    found = backtest(table, Replay(years=2, horizon=4, first=day, last=day))
    assert origins(found) == [pd.Timestamp("2026-05-04")]
    assert found.rows["week"].min() == pd.Timestamp("2026-05-11")


NOTHING: dict[str, Callable[[], Backtest]] = {
    "no rows": lambda: backtest(empty_table()),
    "no history": lambda: backtest(table_of(made_up("FR", 100)), Replay(horizon=4)),
    "no weeks to judge by": lambda: backtest(table_of(made_up("FR", 450)), Replay(horizon=60)),
    "not observed": lambda: backtest(table_of(rows("FR", [np.nan] * 300)), Replay(years=2)),
    "before the data": lambda: backtest(
        table_of(made_up("FR", 300)), Replay(first=date(2001, 1, 1), last=date(2002, 1, 1))
    ),
    "only a closed cinema": lambda: backtest(
        table_of(made_up("MX", 170, last=pd.Timestamp("2020-12-28"))),
        Replay(years=2, first=date(2020, 3, 9), last=date(2020, 3, 9)),
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_to_judge_is_told(name: str) -> None:
    with pytest.raises(InputError, match=r"backtest: holds no week.*Choose origins inside"):
        NOTHING[name]()


def test_weeks_in_disruptions_are_not_judged_by() -> None:
    table = table_of(made_up("MX", 180, last=pd.Timestamp("2020-12-28")))
    found = backtest(table, Replay(years=2, horizon=26, first=date(2020, 1, 6)))
    own = found.rows[found.rows["origin"] == pd.Timestamp("2020-01-06")]
    assert own["week"].max() == pd.Timestamp("2020-03-09")
    assert len(own) == 9
    views = table.assign(signal="wiki_views")
    found = backtest(views, Replay(years=2, horizon=26, first=date(2020, 1, 6)))
    assert (found.rows["origin"] == pd.Timestamp("2020-01-06")).sum() == 26


def made_by_hand() -> Backtest:
    """Two origins of one series, four weeks ahead; the first week of the second is not known."""
    history = pd.Series(np.resize([8.0, 12.0], 60), mondays(60))
    later = history.copy()
    later.index = later.index + 4 * WEEK
    frame = pd.DataFrame(
        {
            "region": "FR",
            "signal": "demand",
            "origin": [LAST] * 4 + [LAST + 4 * WEEK] * 3,
            "week": [*ahead(4), *ahead(3, LAST + 5 * WEEK)],
            "actual": [10.0, 20.0, 30.0, 40.0, 10.0, 10.0, 10.0],
            "mean": [12.0, 20.0, 27.0, 40.0, 11.0, 9.0, 10.0],
            "p10": [5.0, 5.0, 5.0, 5.0, 11.0, 5.0, 5.0],
            "p90": [50.0, 50.0, 29.0, 50.0, 12.0, 50.0, 10.0],
        }
    )
    keys = [("FR", "demand", LAST), ("FR", "demand", LAST + 4 * WEEK)]
    scales = dict(zip(keys, (2.0, 4.0), strict=True))
    return Backtest(frame, dict(zip(keys, (history, later), strict=True)), scales, 4)


def test_scores_are_those_worked_out_by_hand() -> None:
    wape, mase, coverage, regret = (
        score(made_by_hand(), NAIVE, name) for name in ("wape", "mase", "coverage", "regret")
    )
    assert wape[OURS, LAST] == pytest.approx(5 / 100)
    assert mase[OURS, LAST] == pytest.approx(5 / 4 / 2)
    assert coverage[OURS, LAST] == pytest.approx(3 / 4)
    assert wape[OURS, NEXT] == pytest.approx(2 / 30)
    assert mase[OURS, NEXT] == pytest.approx(2 / 3 / 4)
    assert coverage[OURS, NEXT] == pytest.approx(2 / 3)
    # 8, 12, 8, 12 came a year before
    assert wape["naive", LAST] == pytest.approx((2 + 8 + 22 + 28) / 100)
    assert math.isnan(coverage["naive", LAST])
    assert all(map(math.isnan, regret.values()))  # no opening within four weeks is judged


def test_the_summary_is_the_mean_over_origins_beside_the_peers() -> None:
    ours, naive = summary(made_by_hand(), NAIVE).to_dict("records")
    assert (ours["method"], naive["method"]) == (OURS, "naive")
    assert ours["origins"] == 2
    assert ours["mase"] == pytest.approx((5 / 8 + 1 / 6) / 2)
    assert ours["se_mase"] == pytest.approx(abs(5 / 8 - 1 / 6) / 2)  # sd of two, over root two
    assert ours["coverage"] == pytest.approx((3 / 4 + 2 / 3) / 2)
    assert (ours["region"], ours["signal"]) == ("FR", "demand")
    assert math.isnan(naive["coverage"])


def test_every_method_is_judged_on_the_same_weeks() -> None:
    """A peer that does not know its first week must not make the others answer for it."""
    found = made_by_hand()

    def lazy(_: pd.Series[float], weeks: pd.DatetimeIndex) -> np.ndarray:
        return np.concatenate([[np.nan], np.full(len(weeks) - 1, 30.0)])

    wape = score(found, {"lazy": lazy}, "wape")
    assert wape["lazy", LAST] == pytest.approx((10 + 0 + 10) / 90)
    assert wape[OURS, LAST] == pytest.approx(3 / 90)


def test_a_peer_that_knows_nothing_judges_nobody() -> None:
    def mute(_: pd.Series[float], weeks: pd.DatetimeIndex) -> np.ndarray:
        return np.full(len(weeks), np.nan)

    wape = score(made_by_hand(), {"mute": mute}, "wape")
    assert wape[OURS, LAST] == pytest.approx(5 / 100)
    assert math.isnan(wape["mute", LAST])


def test_demand_that_never_changes_or_is_nothing_has_no_scaled_error() -> None:
    found = backtest(table_of(rows("MX", [5.0] * 180)), Replay(years=2, horizon=13))
    (row,) = summary(found, {}).to_dict("records")
    assert np.isnan(row["mase"])
    assert row["wape"] == pytest.approx(0, abs=1e-6)
    values = np.r_[np.exp(np.sin(np.arange(140.0))), np.zeros(13)]
    nothing = backtest(table_of(rows("MX", values)), Replay(years=2, horizon=13, step=60))
    (row,) = summary(nothing, NAIVE).query("method == @OURS").to_dict("records")
    assert row["origins"] == 1
    assert np.isnan(row["wape"])
    assert row["mase"] > 0


def test_a_backtest_tells_how_far_it_is_and_can_be_stopped(table: pd.DataFrame) -> None:
    kept.forget()
    calls: list[tuple[int, int, str]] = []
    replay = Replay(years=2, horizon=13, step=52, progress=lambda *call: calls.append(call))
    backtest(table, replay)
    assert [done for done, _, _ in calls] == list(range(1, calls[0][1] + 1))
    assert {name for _, _, name in calls} >= {"FR demand", "JP demand"}
    kept.forget()
    with pytest.raises(Cancelled, match="Stopped after 0 of"):
        backtest(table, Replay(years=2, horizon=13, cancelled=lambda: True))


@pytest.mark.skipif(not CINEMA.exists(), reason="the real cinema data are not here")
def test_skill_on_real_cinema_demand() -> None:
    """Six origins are few: wide limits around the MASE of 0.83 and coverage of 0.80 of many."""
    data = cinema("FR", "GB", "US")
    replay = Replay(first=date(2010, 4, 5), last=date(2019, 6, 1), step=91)
    found = backtest(data, replay)
    peers = {**PEERS, "same-week mean": same_week_mean}
    means = summary(found, peers).groupby("method")[["mase", "coverage", "regret"]].mean()
    assert found.rows["origin"].nunique() == 6
    mase, coverage, regret = (dict(means[name]) for name in ("mase", "coverage", "regret"))
    assert mase[OURS] < 0.95 * mase["Prophet, defaults"]
    assert mase[OURS] < 0.85 * mase["seasonal naive"]
    assert mase[OURS] < 0.95
    assert 0.68 < coverage[OURS] < 0.92
    assert regret[OURS] < 0.2
    assert regret[OURS] < regret["seasonal naive"] + 0.03
