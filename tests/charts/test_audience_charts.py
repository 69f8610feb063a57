"""The charts of page Audience: nothing overlaps, and forty regions stay readable."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd
import pytest

from planner.charts.components import MOST, holidays_chart, level_chart, season_chart
from planner.charts.coverage import coverage_chart
from planner.charts.forecast import forecast_chart
from planner.charts.forecasts_many import forecasts_many_chart
from planner.charts.holidays import GAP, LETTER, NARROWEST, OVER
from planner.charts.svg import to_svg

WEEKS = pd.date_range("2025-01-06", periods=156, freq="7D")
AHEAD = WEEKS[104:]
STATES = ("Two years or more", "Under two years", "Old", "Nothing yet")
FORTY = [f"Region {number:02d}" for number in range(40)]


def texts(chart: alt.TopLevelMixin) -> list[str]:
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)</", to_svg(chart))


def forecast(low: float = 700.0, high: float = 1300.0) -> pd.DataFrame:
    numbers = {"p10": low, "p25": low + 100, "p50": 1000.0, "p75": high - 100, "p90": high}
    return pd.DataFrame({"week": AHEAD, **{name: [value] * 52 for name, value in numbers.items()}})


def holidays(count: int = 20, every: int = 2) -> pd.DataFrame:
    """A holiday in every other week ahead, the first the strongest, and one in the past."""
    starts = [AHEAD[at * every] for at in range(count)]
    rows = [
        (day, day, f"Holiday number {at}", f"Holiday number {at}", "+5%", 1 / (at + 1), True)
        for at, day in enumerate(starts)
    ]
    rows.append((WEEKS[3], WEEKS[3], "Long ago", "Long ago", "+9%", 9.0, False))
    columns = ["start", "end", "name", "names", "effect", "strength", "named"]
    return pd.DataFrame(rows, columns=columns)


def drawn(count: int = 20, **numbers: float) -> alt.LayerChart:
    history = pd.DataFrame({"week": WEEKS[:104], "value": [900.0] * 104})
    return forecast_chart(
        history, forecast(**numbers), holidays(count), region_name="France", signal="Admissions"
    )


def named_rows(chart: alt.LayerChart) -> pd.DataFrame:
    """The names of holidays with the widths at which they are shown, and their lane."""
    spec: dict[str, Any] = chart.to_dict()
    pieces = []
    for layer in spec["layer"]:
        if "least" in str(layer.get("transform")):
            lane = layer["encoding"]["y"]["value"]["expr"]
            rows = pd.DataFrame(spec["datasets"][layer["data"]["name"]])
            pieces.append(rows.assign(lane=lane, week=pd.to_datetime(rows["week"])))
    return pd.concat(pieces)


def test_names_of_holidays_never_overlap_at_any_width() -> None:
    rows = named_rows(drawn())
    assert rows["least"].nunique() > 5
    for (least, _), found in rows.groupby(["least", "lane"]):
        width = max(float(str(least)), NARROWEST)
        middle = (found["week"] - WEEKS[0]) / pd.Timedelta(days=7) * width / 155
        half = found["name"].str.len() * LETTER / 2
        spans = sorted(zip(middle - half, middle + half, strict=True))
        assert all(after[0] >= before[1] + GAP - 1e-6 for before, after in pairwise(spans))
        assert spans[0][0] >= 0
        assert spans[-1][1] <= width + OVER


def test_the_strongest_holiday_is_named_first_and_more_where_there_is_room() -> None:
    rows = named_rows(drawn())
    counts = rows.groupby("least")["name"].nunique()
    assert (rows.loc[rows["least"] == 0, "name"] == "Holiday number 0").any()
    assert counts.is_monotonic_increasing
    assert counts.iloc[-1] > counts.iloc[0]


def test_past_holidays_are_marked_but_not_named() -> None:
    svg = to_svg(drawn())
    assert "Long ago" not in texts(drawn())
    assert "Holiday: Long ago" in svg


@pytest.mark.parametrize(("low", "high"), [(999.0, 1001.0), (100.0, 1900.0)])
def test_the_names_of_bands_lie_apart_however_narrow_they_are(low: float, high: float) -> None:
    shown = texts(drawn(low=low, high=high))
    assert {"8 in 10 weeks", "Half of all weeks", "Median"} <= set(shown)
    spec = drawn(low=low, high=high).to_dict()
    shares = [
        float(found[1])
        for layer in spec["layer"]
        if (found := re.search(r"height \* ([\d.]+)", str(layer["encoding"].get("y"))))
    ]
    assert len(shares) == 3
    assert all((after - before) * 240 >= 13.9 for before, after in pairwise(shares))


def test_a_release_behind_the_forecast_does_not_stretch_the_chart() -> None:
    history = pd.DataFrame({"week": WEEKS[:104], "value": [900.0] * 104})
    late = pd.Timestamp("2031-01-01").date()
    chart = forecast_chart(history, forecast(), region_name="X", signal="Y", release=late)
    assert not [text for text in texts(chart) if text.startswith("Release")]


def cells(regions: list[str], signals: list[str]) -> pd.DataFrame:
    rows = [
        {
            "region": region,
            "signal": signal,
            "short": "208",
            "long": "208 weeks to Nov 2026",
            "state": STATES[(at + place) % 4],
            "first": "2022 week 48",
            "last": "2026 week 46",
            "gaps": "0",
            "source": "a file",
            "fetched": "Your own file",
        }
        for at, region in enumerate(regions)
        for place, signal in enumerate(signals)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize("signals", [["Cinema admissions"], ["A b", "C d", "E f", "G h", "I"]])
def test_forty_regions_have_a_row_each_in_their_order(signals: list[str]) -> None:
    chart = coverage_chart(cells(FORTY[::-1], signals), signals=signals, states=STATES)
    shown = texts(chart)
    assert [text for text in shown if text in FORTY] == FORTY[::-1]
    cell = "208 weeks to Nov 2026" if len(signals) == 1 else "208"
    assert shown.count(cell) == 40 * len(signals)
    assert set(STATES) <= set(shown)
    height = int(re.findall(r'<svg[^>]*height="(\d+)"', to_svg(chart))[0])
    assert height >= 40 * 24


def test_a_cell_tells_its_source_and_age() -> None:
    svg = to_svg(coverage_chart(cells(["France"], ["A"]), signals=["A"], states=STATES))
    assert "Source: a file; Fetched: Your own file" in svg


def many(regions: list[str]) -> alt.LayerChart:
    rows = pd.concat(
        pd.DataFrame(
            {
                "region": name,
                "week": AHEAD,
                "p10": 0.8,
                "p50": [1.0 + (week == at) for week in range(52)],
                "p90": [1.2 + (week == at) for week in range(52)],
                "borrowed": at % 5 == 0,
            }
        )
        for at, name in enumerate(regions)
    )
    releases = pd.DataFrame({"region": [regions[0], "Elsewhere"], "day": [AHEAD[9].date()] * 2})
    return forecasts_many_chart(rows, releases)


def test_forty_forecasts_stand_below_each_other_with_their_best_weeks() -> None:
    shown = texts(many(FORTY))
    assert [text for text in shown if text in FORTY] == FORTY
    assert {"Its own history", "Borrowed season"} <= set(shown)
    svg = to_svg(many(FORTY))
    assert svg.count("Region: Region 00; Opens: ") == 1
    assert "Elsewhere" not in svg


def test_a_curve_stays_in_its_own_row() -> None:
    spec = many(FORTY[:3]).to_dict()
    band = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "area")
    rows = pd.DataFrame(spec["datasets"][band["data"]["name"]])
    for at, name in enumerate(FORTY[:3]):
        own = rows[rows["region"] == name]
        assert own["low"].min() >= 2 - at
        assert own["high"].max() < 3 - at


def test_a_flat_forecast_is_a_line() -> None:
    flat = pd.DataFrame({"region": "X", "week": AHEAD, "p10": 1.0, "p50": 1.0, "p90": 1.0})
    chart = forecasts_many_chart(
        flat.assign(borrowed=False), pd.DataFrame(columns=["region", "day"])
    )
    assert "X" in texts(chart)


def test_components_say_what_they_show() -> None:
    parts = pd.DataFrame({"week": WEEKS, "level": 1000.0})
    year = pd.DataFrame({"week": AHEAD, "season": [0.5 + week / 52 for week in range(52)]})
    level = level_chart(parts, ahead=AHEAD[0], signal="Admissions")
    assert {"Level", "2026", "2027"} <= set(texts(level))
    assert {"Season", "Jul"} <= set(texts(season_chart(year)))


def test_holidays_stand_by_their_strength_and_the_weakest_are_left_out() -> None:
    effects = pd.DataFrame(
        {
            "holiday": [f"Day {number}" for number in range(MOST + 4)] + ["Nothing"],
            "factor": [1 + (-1) ** number * number / 100 for number in range(MOST + 4)] + [1.001],
        }
    )
    shown = texts(holidays_chart(effects))
    days = [text for text in shown if text.startswith("Day")]
    assert days == [f"Day {number}" for number in range(MOST + 3, 3, -1)]
    assert {"-17%", "+16%"} <= set(shown)
    assert "Nothing" not in shown


def test_a_region_whose_holidays_do_nothing_is_fine() -> None:
    effects = pd.DataFrame({"holiday": ["Day"], "factor": [1.0]})
    assert "Holidays" in texts(holidays_chart(effects))
