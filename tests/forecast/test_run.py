from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd
import pytest

from planner.audience.table import empty_table, make_table
from planner.errors import Cancelled, InputError
from planner.facts.table import load
from planner.forecast import disruptions, engine, kept, run
from planner.forecast.engine import Result
from planner.forecast.frames import COLUMNS, NUMBERS
from planner.forecast.run import LONGEST, Order, forecast, forecasts, tasks_of
from planner.forecast.series import Task
from tests.forecast.made import (
    LAST,
    NO_FACTS,
    ahead,
    closed,
    made_up,
    noise,
    rows,
    summer,
    table_of,
)
from tests.forecast.made import mondays as weeks_to

QUANTILES = NUMBERS[1:]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the series that were worked out, memory being empty at first."""
    names: list[str] = []
    real = engine.run

    def counted(task: Task) -> Result:
        names.append(task.series.name)
        return real(task)

    monkeypatch.setattr(engine, "run", counted)
    kept.forget()
    yield names
    kept.forget()


@pytest.fixture(scope="module")
def found(table: pd.DataFrame) -> pd.DataFrame:
    return forecast(table, horizon=60, regions=["FR", "SE"])


def test_every_series_has_its_weeks_with_ordered_quantiles(found: pd.DataFrame) -> None:
    assert list(found) == COLUMNS
    assert found.groupby(["region", "signal"]).size().to_dict() == {
        ("FR", "demand"): 60,
        ("JP", "demand"): 60,
        ("NO", "demand"): 60,
        ("SE", "borrowed"): 60,
    }
    assert (np.diff(found[QUANTILES].to_numpy(), axis=1) >= 0).all()
    assert (found[NUMBERS] >= 0).all(axis=None)
    assert found.groupby("region")["week"].min().eq(LAST + pd.Timedelta(days=7)).all()


def test_a_season_is_found_and_lent(found: pd.DataFrame) -> None:
    method = found.groupby("region")["method"].first()
    assert method.to_dict() == {
        "FR": "prophet",
        "JP": "prophet",
        "NO": "borrowed",
        "SE": "borrowed",
    }
    for _, own in found.groupby("region"):
        peak = own.set_index("week")["p50"].head(52).idxmax()
        assert 6 <= pd.Timestamp(str(peak)).month <= 8
    bare = found[found["region"] == "SE"].head(52)
    assert bare["mean"].mean() == pytest.approx(1, rel=1e-4)


def test_borrowed_intervals_are_wider_and_the_level_is_the_regions_own(found: pd.DataFrame) -> None:
    width = (found["p90"] / found["p10"]).groupby(found["region"]).mean()
    assert width["NO"] > max(width["FR"], width["JP"])
    assert width["SE"] > 1.5 * width["NO"]
    level = found.groupby("region")["mean"].mean()
    assert level["NO"] == pytest.approx(level["FR"], rel=0.15)


def test_intervals_widen_with_distance(found: pd.DataFrame) -> None:
    for _, own in found.groupby("region"):
        width = (own["p90"] / own["p10"]).to_numpy()
        assert (width[52:] > width[:8]).all()  # the same weeks of two years


# Memory: what is worked out, and what is not worked out again


def test_an_unchanged_series_is_not_worked_out_again(table: pd.DataFrame, ran: list[str]) -> None:
    first = forecasts(table, horizon=5)
    assert sorted(ran) == ["FR demand", "JP demand", "NO demand"]
    again = forecasts(table.sample(frac=1, random_state=1), horizon=5)
    assert len(ran) == 3
    pd.testing.assert_frame_equal(first.frame, again.frame)
    pd.testing.assert_frame_equal(first.parts, again.parts)


def test_a_changed_series_alone_is_worked_out_again(table: pd.DataFrame, ran: list[str]) -> None:
    long = table[table["region"] != "NO"]
    forecast(long, horizon=5)
    changed = long["value"].where((long["region"] != "JP") | (long["week"] != LAST), 1.0)
    forecast(long.assign(value=changed), horizon=5)
    assert sorted(ran) == ["FR demand", "JP demand", "JP demand"]
    forecast(long, horizon=5)
    assert len(ran) == 3


def test_equal_series_are_worked_out_once_whatever_they_are_called(ran: list[str]) -> None:
    fr = made_up("FR", 150)
    same = [fr.assign(signal=signal) for signal in ("a", "b", "c")]
    calls: list[tuple[int, int, str]] = []
    found = forecast(
        table_of(*same), horizon=5, facts=NO_FACTS, progress=lambda *call: calls.append(call)
    )
    assert len(ran) == 1
    assert calls == [(3, 3, "FR a")]
    numbers = {signal: own[NUMBERS].to_numpy() for signal, own in found.groupby("signal")}
    assert np.array_equal(numbers["a"], numbers["b"])
    assert np.array_equal(numbers["a"], numbers["c"])


def test_equal_series_of_two_regions_have_holidays_of_their_own(ran: list[str]) -> None:
    fr = made_up("FR", 150)
    found = forecast(table_of(fr, fr.assign(region="KR")), horizon=52, facts=NO_FACTS)
    assert sorted(ran) == ["FR demand", "KR demand"]
    fr_mean, kr_mean = (own["mean"].to_numpy() for _, own in found.groupby("region"))
    assert np.abs(np.log(fr_mean / kr_mean)).max() > 0.01


def test_disruptions_tell_equal_signals_apart(ran: list[str]) -> None:
    fr = made_up("FR", 200)
    both = table_of(fr, fr.assign(signal="wiki_views"))
    forecast(both, horizon=5, facts=closed("2024-01-01/2024-05-31"))
    assert sorted(ran) == ["FR demand", "FR wiki_views"]


def test_memory_is_bounded(
    table: pd.DataFrame, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept._held, "most", 1)
    forecast(table, horizon=5)
    forecast(table, horizon=5)
    assert len(kept._held) == 1
    assert len(ran) == 5


# Progress and stopping


def test_progress_counts_every_series(table: pd.DataFrame, ran: list[str]) -> None:
    calls: list[tuple[int, int, str]] = []
    forecast(table, horizon=1, progress=lambda *call: calls.append(call))
    assert calls == [(1, 3, "FR demand"), (2, 3, "JP demand"), (3, 3, "NO demand")]
    assert len(ran) == 3


def test_progress_counts_what_is_in_memory_too(table: pd.DataFrame, ran: list[str]) -> None:
    forecast(table[table["region"] == "FR"], horizon=1)
    calls: list[tuple[int, int, str]] = []
    forecast(table, horizon=1, progress=lambda *call: calls.append(call))
    assert calls == [(2, 3, "JP demand"), (3, 3, "NO demand")]
    assert ran.count("FR demand") == 1


def test_a_person_can_stop_and_what_was_done_is_kept(
    table: pd.DataFrame, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_jobs", lambda _: 1)
    asked = iter([False, True])
    with pytest.raises(Cancelled, match="Stopped after 1 of 3 series"):
        forecast(table, horizon=1, cancelled=lambda: next(asked))
    assert ran == ["FR demand"]
    forecast(table, horizon=1)
    assert ran == ["FR demand", "JP demand", "NO demand"]


def test_several_workers_are_stopped_too(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_jobs", lambda _: 2)
    codes = ["AT", "BE", "CH", "DE", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IT", "LT", "LU"]
    many = table_of(*(made_up(code, 110) for code in codes))
    calls: list[int] = []
    with pytest.raises(Cancelled, match="Stopped after 2 of 14 series"):
        forecast(
            many,
            horizon=1,
            cancelled=lambda: len(calls) == 2,
            progress=lambda done, *_: calls.append(done),
        )
    assert calls == [1, 2]
    assert len(kept._held) == 2
    assert len(ran) < 14


def test_stopping_before_the_start_does_nothing(table: pd.DataFrame, ran: list[str]) -> None:
    with pytest.raises(Cancelled, match="Stopped after 0 of 3 series"):
        forecast(table, horizon=1, cancelled=lambda: True)
    assert ran == []


# The same each time


def test_same_bytes_with_any_number_of_workers_and_when_repeated(
    table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = set()
    for jobs in (1, 2, 2):
        kept.forget()
        monkeypatch.setattr(run, "_jobs", lambda _, jobs=jobs: jobs)
        texts.add(forecast(table, horizon=5, seed=7, regions=["SE"]).to_csv())
    assert len(texts) == 1


def test_the_seed_is_each_series_own(table: pd.DataFrame) -> None:
    def seeds(seed: int) -> list[int]:
        return [task.seed for task in tasks_of(table, Order(seed=seed))]

    assert seeds(1) == seeds(1)
    assert len({*seeds(1), *seeds(2)}) == 6
    assert all(0 <= seed < 2**31 for seed in seeds(1))


def test_rows_after_as_of_are_not_used(table: pd.DataFrame) -> None:
    cut = date(2026, 9, 9)
    known = table[table["week"] <= pd.Timestamp(cut)]
    seen = forecasts(table, horizon=4, as_of=cut, regions=["SE"])
    plain = forecasts(known, horizon=4, as_of=cut, regions=["SE"])
    pd.testing.assert_frame_equal(seen.frame, plain.frame)
    pd.testing.assert_frame_equal(seen.skill, plain.skill)
    assert seen.frame["week"].min() == pd.Timestamp("2026-09-14")
    other = table["value"].where(table["week"] <= pd.Timestamp(cut), 7.0)
    kept.forget()
    changed = forecasts(table.assign(value=other), horizon=4, as_of=cut, regions=["SE"])
    pd.testing.assert_frame_equal(seen.frame, changed.frame)


@pytest.mark.parametrize("region", ["FR", "SE"])
def test_a_season_published_later_is_not_known_yet(region: str) -> None:
    early, late = (
        forecast(empty_table(), regions=[region], as_of=day, horizon=52)["mean"]
        for day in (date(2016, 12, 30), date(2018, 12, 30))
    )
    assert np.ptp(early) == pytest.approx(0, abs=1e-5)
    assert np.ptp(late) > 0.3


# How far


def test_until_reaches_the_day_and_a_year_at_least(table: pd.DataFrame) -> None:
    fr = table[table["region"] == "NO"]
    assert len(forecast(fr, until=date(2027, 2, 1))) == 52
    assert forecast(fr, until=date(2028, 6, 28))["week"].max() == pd.Timestamp("2028-06-26")
    assert len(forecast(fr)) == 52


def test_a_history_that_ended_long_ago_reaches_a_year_from_today(table: pd.DataFrame) -> None:
    no = table[table["region"] == "NO"]
    weeks = forecast(no, until=date(2027, 9, 1), as_of=date(2027, 8, 4))["week"]
    assert weeks.min() == LAST + pd.Timedelta(days=7)
    assert (weeks >= pd.Timestamp("2027-08-02")).sum() == 52


@pytest.mark.parametrize("horizon", [0, -1, LONGEST + 1, 10_000])
def test_a_senseless_horizon_is_refused(table: pd.DataFrame, horizon: int) -> None:
    with pytest.raises(InputError, match=f"would be {horizon} weeks long.*At most {LONGEST}"):
        forecast(table, horizon=horizon)


def test_the_longest_horizon_is_finite(table: pd.DataFrame) -> None:
    found = forecast(table[table["region"] == "FR"], horizon=LONGEST, regions=["SE"])
    assert len(found) == 2 * LONGEST
    assert np.isfinite(found[NUMBERS].to_numpy()).all()


# Odd tables


def test_zeros_gaps_and_constant_demand_are_no_trouble(table: pd.DataFrame) -> None:
    fr = table[table["region"] == "FR"]
    zeros = fr.assign(value=fr["value"].where(fr.index % 10 > 0, 0.0))
    gaps = fr.assign(region="JP", value=fr["value"].where(fr.index % 7 > 0))
    flat = fr.assign(region="MX", value=5.0)
    nothing = fr.assign(region="US", value=0.0)
    found = forecast(pd.concat([zeros, gaps, flat, nothing]), horizon=8)
    assert np.isfinite(found[NUMBERS].to_numpy()).all()
    by_region = found.groupby("region")
    assert by_region["p50"].mean()["MX"] == pytest.approx(5, rel=0.01)
    assert by_region["method"].first()["US"] == "borrowed"
    assert by_region["signal"].first()["US"] == "borrowed"
    assert found["p05"].min() >= 0
    whole = forecast(fr, horizon=8)
    assert by_region.get_group("JP")["p50"].to_numpy() == pytest.approx(whole["p50"], rel=0.15)


ODD: dict[str, Sequence[float] | np.ndarray] = {
    "one week": [5.0],
    "two weeks": [5.0, 9.0],
    "a short constant": [5.0] * 60,
    "the same each year": np.tile(np.exp(noise(1, 52)), 5),
    "one week above zero": [0.0] * 199 + [9.0],
    "a long gap": [5.0, *[np.nan] * 200, *np.exp(noise(1, 110))],
    "tiny": 1e-300 * np.exp(noise(1, 200)),
    "huge": 1e300 * np.exp(noise(1, 200)),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("horizon", [3, 104])
def test_odd_histories_have_finite_forecasts(name: str, horizon: int) -> None:
    found = forecast(table_of(rows("MX", ODD[name])), horizon=horizon)
    assert len(found) == horizon
    assert np.isfinite(found[[*NUMBERS, "error"]].to_numpy()).all()
    assert (np.diff(found[QUANTILES].to_numpy(), axis=1) >= 0).all()


def test_a_gap_at_the_start_of_history_is_no_past_to_judge_by() -> None:
    """Its one early week lies in a disruption: of the first past origins nothing was known."""
    found = forecasts(table_of(rows("MX", ODD["a long gap"])), horizon=5)
    width = found.frame["p90"] / found.frame["p10"]
    assert width.max() < 2
    assert found.skill.empty


def test_lenders_whose_demand_collapsed_leave_a_borrower_finite() -> None:
    lost = [made_up(code, 160) for code in ("FR", "JP")]
    for own in lost:
        own.loc[own.index[-60:], "value"] = 3.0
    found = forecast(table_of(*lost, rows("NO", [3.0] * 13)), horizon=13)
    assert np.isfinite(found[NUMBERS].to_numpy()).all()


def test_without_any_history_the_published_season_is_borrowed() -> None:
    found = forecast(empty_table(), regions=["FR", "SE"], as_of=date(2026, 11, 18))
    assert found["week"].min() == pd.Timestamp("2026-11-23")
    assert set(found["method"]) == {"borrowed"}
    means = found.groupby("region")["mean"].mean()
    assert means.to_numpy() == pytest.approx(1, abs=0.02)
    with pytest.raises(InputError, match="as_of"):
        forecast(empty_table(), regions=["SE"])
    assert forecast(empty_table()).empty


def seasons_lent(table: pd.DataFrame, **choices: Sequence[str]) -> dict[str, list[int]]:
    """The months in which the seasons peak that are lent to each region."""
    order = Order(horizon=52, facts=NO_FACTS, **choices)  # type: ignore[arg-type]  # regions alone
    return {
        task.series.region: [pd.Timestamp(str(one.season.idxmax())).month for one in task.loans]
        for task in tasks_of(table, order)
    }


def test_a_signal_is_borrowed_from_the_same_signal_first(table: pd.DataFrame) -> None:
    fr = table[table["region"] == "FR"]
    winter = fr.assign(region="MX", signal="search", value=1e9 / fr["value"])
    short = winter.tail(26).assign(region="SE")
    both = make_table(pd.concat([fr, winter, short]))
    (month,) = seasons_lent(both)["SE"]
    assert month in {12, 1, 2}
    found = forecast(both, horizon=52)
    peak = found[found["region"] == "SE"].set_index("week")["p50"].idxmax()
    assert pd.Timestamp(str(peak)).month in {12, 1, 2}
    other = seasons_lent(make_table(pd.concat([fr, short])))["SE"]
    assert set(other) <= {6, 7, 8}  # any signal, where nobody has the same
    assert len(other) == 1


def test_a_year_lends_where_nobody_has_more() -> None:
    jp, no = made_up("JP", 80), made_up("NO", 26)
    lent = seasons_lent(table_of(jp, no), regions=["SE"])
    assert [len(months) for months in lent.values()] == [1, 1, 1]  # JP has nobody: a flat one
    assert set(lent["NO"] + lent["SE"]) <= {6, 7, 8}
    lent = seasons_lent(table_of(jp, no, made_up("FR", 200), made_up("GB", 200)), regions=["SE"])
    assert [len(lent[code]) for code in ("FR", "GB", "JP", "NO", "SE")] == [0, 0, 2, 2, 2]


def test_a_group_has_the_holidays_of_its_countries() -> None:
    weeks = weeks_to(300)
    easter = tasks_of(table_of(rows("DACH", [1.0] * 300)), Order(facts=NO_FACTS))
    groups = {"DACH": ["DE", "AT", "CH"]}
    (task,) = tasks_of(table_of(rows("DACH", [1.0] * 300)), Order(facts=NO_FACTS, groups=groups))
    assert task.series.members == ("DE", "AT", "CH")
    assert task.fingerprint != easter[0].fingerprint
    design = engine.design_of(task)
    at = design.parts.index("German Unity Day")
    own = pd.Timestamp("2025-09-29")  # the Monday before 3 October, a day off in Germany alone
    assert design.values[weeks.get_loc(own), at + 1] == pytest.approx(1 / 3)


# Disruptions


def demand_through_2020(signal: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Demand of 2017 to 2021 with zeros where cinemas were closed, and what it is without."""
    last = pd.Timestamp("2021-12-27")
    weeks = weeks_to(260, last)
    usual = 1e5 * np.exp(summer(weeks) + noise(4, 260))
    shut = (weeks >= pd.Timestamp("2020-03-16")) & (weeks <= pd.Timestamp("2021-06-21"))
    return rows("MX", np.where(shut, 0.0, usual), signal, last), usual


def year_ahead(signal: str, value: np.ndarray | None = None) -> float:
    table, usual = demand_through_2020(signal)
    if value is not None:
        table = table.assign(value=value)
    assert usual.min() > 0
    return float(forecast(make_table(table), horizon=52)["mean"].mean())


def test_closed_cinemas_do_not_lower_the_forecast() -> None:
    _, usual = demand_through_2020("cinema")
    assert year_ahead("cinema") == pytest.approx(year_ahead("cinema", usual), rel=0.01)
    assert year_ahead("cinema") == pytest.approx(usual.mean(), rel=0.1)


def test_page_views_that_fell_to_nothing_do_lower_it() -> None:
    assert year_ahead("wiki_views") < 0.8 * year_ahead("cinema")


def test_demand_that_came_back_on_another_level_is_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half of the demand is gone after the closure: a steady level would be slow to believe it."""
    weeks, span = weeks_to(300), "2025-10-06/2026-06-28"
    after = weeks >= pd.Timestamp("2026-06-29")
    value = 1e5 * np.exp(summer(weeks) + noise(4, 300)) * np.where(after, 0.5, 1.0)
    truth = 0.5e5 * np.exp(summer(ahead(52)))
    table = table_of(rows("MX", value))
    stepped = forecasts(table, horizon=52, facts=closed(span))
    level = stepped.parts.set_index("week")["level"]
    assert level[LAST] / level[pd.Timestamp("2025-09-29")] == pytest.approx(0.5, abs=0.05)
    assert np.log(stepped.frame["p50"] / truth).mean() == pytest.approx(0, abs=0.08)
    monkeypatch.setattr(disruptions, "LONG", 1000)
    without = forecasts(table, horizon=52, facts=closed(span))
    assert abs(np.log(without.frame["p50"] / truth).mean()) > 0.12


def test_the_shipped_disruptions_are_those_used(ran: list[str]) -> None:
    table, _ = demand_through_2020("cinema")
    forecast(make_table(table), horizon=2)
    forecast(make_table(table), horizon=2, facts=load())
    assert ran == ["MX cinema"]


def test_only_plotly_and_the_chatter_are_silenced(
    table: pd.DataFrame, capfd: pytest.CaptureFixture[str]
) -> None:
    kept.forget()
    forecast(table, horizon=1)
    shown = capfd.readouterr()
    assert shown.out + shown.err == ""


def test_an_order_and_choices_are_the_same(table: pd.DataFrame) -> None:
    asked = forecast(table, Order(horizon=3, regions=["SE"]))
    pd.testing.assert_frame_equal(asked, forecast(table, horizon=3, regions=["SE"]))
    mixed = forecast(table, Order(horizon=9, regions=["SE"]), horizon=3)
    pd.testing.assert_frame_equal(asked, mixed)
    assert asked["week"].unique().tolist() == ahead(3).tolist()
    with pytest.raises(TypeError, match="horizont"):
        forecast(table, horizont=3)
