"""The charts of page Spend: what they draw, in words a person reads; few rows and many."""

from __future__ import annotations

import re
from datetime import date, timedelta

import altair as alt
import pandas as pd
import pytest

from planner.charts.curves import curve_chart
from planner.charts.gantt import LOW_ROW as LOW_WEEKS
from planner.charts.gantt import MARKS, gantt_chart
from planner.charts.gantt import ROW as HIGH_WEEKS
from planner.charts.spans import gains_chart, spans_chart
from planner.charts.spend_heat import LOCKED, LOW_ROW, ROW, spend_heat_chart
from planner.charts.svg import to_svg

GRADES = ("least", "little", "some", "much", "most")
NOTHING = "Gets nothing"
CHANNELS = ("Paid social", "Online video", "Cinema trailers")
PHASES = ("Teaser", "Before", "Opening", "Later")
HIATUS = "No media"


def cells(regions: int, *, locked: bool = True) -> pd.DataFrame:
    rows = [
        (
            f"Region {number:02}",
            channel,
            NOTHING if at == 0 else GRADES[(number + at) % 5],
            "€12K",
            "7%",
            "€12,345.00",
            "We pay",
            locked and at == 1,
        )
        for number in range(regions)
        for at, channel in enumerate(CHANNELS)
    ]
    names = ["region", "channel", "grade", "amount", "share", "exact", "told", "locked"]
    return pd.DataFrame(rows, columns=names)


def weeks(rows: int, count: int = 8) -> pd.DataFrame:
    monday = date(2026, 12, 7)
    found = [
        (
            f"Region {row:02}",
            (monday + timedelta(weeks=at)).isoformat(),
            HIATUS if at == 2 else PHASES[at % 4],
            0.0 if at == 2 else at / count,
            at == 5,
            at in (3, 5),
            "€1,000",
            "2026 week 50",
            "Christmas",
        )
        for row in range(rows)
        for at in range(count)
    ]
    names = ["name", "week", "phase", "part", "opens", "holiday", "amount", "when", "kept"]
    return pd.DataFrame(found, columns=names)


def heat(frame: pd.DataFrame, *, dark: bool = False) -> alt.LayerChart:
    return spend_heat_chart(frame, grades=GRADES, nothing=NOTHING, dark=dark)


def gantt(frame: pd.DataFrame) -> alt.LayerChart:
    return gantt_chart(frame, phases=PHASES, hiatus=HIATUS, title="When media runs")


LINE = pd.DataFrame({"money": [0.0, 500.0, 1000.0], "value": [0.0, 40.0, 50.0]})
BAND = LINE.assign(low=LINE["value"] * 0.5, high=LINE["value"] * 2)
MARKED = pd.DataFrame(
    [(500.0, 40.0, "In the plan: €500", "now"), (900.0, 48.0, "Starts to pay: €900", "mark")],
    columns=["money", "value", "label", "kind"],
)
NONE = MARKED.head(0)
SPANS = pd.DataFrame(
    [("France, Search", 0.1, 0.2, 0.4, 0.25), ("Japan, Search", 0.0, 0.01, 0.02, 0.0)],
    columns=["name", "low", "middle", "high", "now"],
)
GAINS = pd.DataFrame(
    {"name": ["France, Search", "Japan"], "gain": [85.0, 12.0], "text": ["85", "12"]}
)


def curve(line: pd.DataFrame, marks: pd.DataFrame) -> alt.LayerChart:
    return curve_chart(
        line, marks, title="Search in France", told="Line", money="Net media", unit="Admissions"
    )


CHARTS: dict[str, alt.TopLevelMixin] = {
    "heat": heat(cells(3)),
    "heat, dark": heat(cells(3), dark=True),
    "heat, many": heat(cells(40)),
    "weeks": gantt(weeks(3)),
    "weeks, many": gantt(weeks(40)),
    "curve": curve(LINE, MARKED),
    "curve with band": curve(BAND, MARKED),
    "spans": spans_chart(SPANS, title="Shares", told="Line", percent=True),
    "spans of people": spans_chart(
        SPANS.drop(columns="now"), title="Admissions", told="Line", percent=False
    ),
    "gains": gains_chart(GAINS, title="The next €1,000", told="Admissions"),
}


def texts(chart: alt.TopLevelMixin) -> list[str]:
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)</", to_svg(chart))


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_drawn_the_same_each_time_and_shows_no_raw_names(
    chart: alt.TopLevelMixin,
) -> None:
    assert to_svg(chart) == to_svg(chart)
    shown = texts(chart)
    assert shown
    raw = {"grade", "amount", "money", "value", "part", "phase", "low", "middle", "gain", "name"}
    assert not [text for text in shown if "_" in text or text in raw]


def test_a_cell_shows_amount_and_share_and_nothing_where_it_gets_none() -> None:
    shown = texts(CHARTS["heat"])
    filled = int((cells(3)["grade"] != NOTHING).sum())
    assert shown.count("€12K") == shown.count("7%") == filled
    assert {"Region 00", "Region 01", "Region 02", NOTHING, LOCKED} <= set(shown)
    assert {"Paid", "social", "Cinema", "trailers"} <= set(shown)


def test_a_padlock_marks_a_cell_that_a_person_decided() -> None:
    locked, free = (to_svg(heat(cells(3, locked=one))).count("<path") for one in (True, False))
    assert locked == free + 3
    assert LOCKED in texts(heat(cells(3, locked=False)))


@pytest.mark.parametrize(("regions", "row"), [(3, ROW), (40, LOW_ROW)])
def test_many_regions_have_low_rows_without_shares(regions: int, row: int) -> None:
    chart = heat(cells(regions))
    assert chart.to_dict()["height"] == {"step": row}
    assert ("7%" in texts(chart)) == (row == ROW)


@pytest.mark.parametrize(("rows", "row"), [(3, HIGH_WEEKS), (40, LOW_WEEKS)])
def test_weeks_name_months_phases_and_dots(rows: int, row: int) -> None:
    chart = gantt(weeks(rows))
    assert chart.to_dict()["height"] == {"step": row}
    assert {"Dec 2026", "Jan 2027", *PHASES, HIATUS, *MARKS} <= set(texts(chart))


def test_a_band_stands_below_the_line_where_the_range_is_known() -> None:
    with_band, without = (to_svg(CHARTS[name]) for name in ("curve with band", "curve"))
    assert with_band.count("mark-area") > without.count("mark-area")
    assert {"In the plan: €500", "Starts to pay: €900"} <= set(texts(CHARTS["curve"]))
    assert "In the plan: €500" not in texts(curve(LINE, NONE))


def test_shares_are_in_percent_and_the_plan_is_a_diamond() -> None:
    assert any(text.endswith("%") for text in texts(CHARTS["spans"]))
    assert not any(text.endswith("%") for text in texts(CHARTS["spans of people"]))
    drawn = [to_svg(CHARTS[name]).count("<path") for name in ("spans", "spans of people")]
    assert drawn[0] > drawn[1]


def test_gains_stand_beside_their_bars_in_the_order_given() -> None:
    shown = texts(CHARTS["gains"])
    assert shown.index("France, Search") < shown.index("Japan")
    assert {"85", "12"} <= set(shown)


def test_no_gain_at_all_is_an_empty_chart() -> None:
    assert texts(gains_chart(GAINS.head(0), title="None", told="Nothing")) == ["None", "Nothing"]
