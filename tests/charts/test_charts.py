from __future__ import annotations

import re
from datetime import date

import altair as alt
import pandas as pd
import pytest

from planner.charts.flight import flight_chart
from planner.charts.forecast import forecast_chart
from planner.charts.openings import openings_chart
from planner.charts.potential import potential_chart
from planner.charts.reach import reach_chart
from planner.charts.split import OTHER, split_chart
from planner.charts.svg import to_svg
from planner.charts.theme import NAME, PALETTE, compact
from planner.charts.timeline import timeline_chart
from planner.model.names import channel

WEEKS = pd.date_range("2026-01-05", periods=30, freq="7D")
HISTORY = pd.DataFrame({"week": WEEKS, "value": range(1000, 31000, 1000)})
AHEAD = pd.DataFrame(
    {
        "week": WEEKS + pd.Timedelta(days=210),
        **{f"p{share}": [share * 300.0] * 30 for share in (10, 25, 50, 75, 90)},
        "method": "borrowed",
    }
)
DATES = pd.DataFrame(
    {
        "region": ["FR", "MX", "SE"],
        "name": ["France", "Mexico", "Sweden"],
        "earliest": [date(2027, 3, 3), date(2027, 1, 7), None],
        "latest": [date(2027, 6, 3), date(2027, 4, 7), None],
        "release": [date(2027, 4, 14), date(2027, 2, 4), None],
    }
)
MONEY = pd.DataFrame(
    [
        {"region": region, "week": week, "channel": f"channel_{number}", "amount": 1000.0 * number}
        for region in ("FR", "MX")
        for week in (date(2027, 1, 4), date(2027, 1, 18))
        for number in range(9)
    ]
)
REACH = pd.DataFrame(
    {
        "creator": ["Zoe", "Abe"],
        "added_reach": [900_000, 4_000],
        "repeats": [0, 36_000],
        "cumulative": [900_000, 904_000],
    }
)

OPENINGS = pd.DataFrame(
    [
        ("Quince", "France", date(2027, 4, 14)),
        ("Quince", "Japan", date(2027, 6, 2)),
        ("Apple", "Mexico", date(2027, 5, 5)),
    ],
    columns=["film", "region", "day"],
)
BASES = ("Comparable titles", "Assumed")
POTENTIAL = pd.DataFrame(
    [("Japan", 900.0, 4000.0, 30_000.0, BASES[0]), ("Malta", 0.0, 3.0, 200.0, BASES[1])],
    columns=["region", "low", "base", "high", "basis"],
)


def texts(chart: alt.TopLevelMixin) -> list[str]:
    """Return the words that a person sees, in the order in which they are drawn."""
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)</", to_svg(chart))


def the_forecast(release: date | None = None) -> alt.LayerChart:
    return forecast_chart(
        HISTORY, AHEAD, region_name="France", signal="Search interest", release=release
    )


CHARTS: dict[str, alt.TopLevelMixin] = {
    "forecast": the_forecast(date(2026, 9, 9)),
    "timeline": timeline_chart(DATES, window_from=date(2027, 1, 1), window_to=date(2027, 8, 1)),
    "split": split_chart(MONEY, currency="EUR"),
    "flight": flight_chart(MONEY, currency="EUR"),
    "reach": reach_chart(REACH),
    "openings": openings_chart(OPENINGS),
    "potential": potential_chart(POTENTIAL, bases=BASES),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_every_chart_is_drawn_the_same_each_time_and_shows_no_raw_names(
    chart: alt.TopLevelMixin,
) -> None:
    assert to_svg(chart) == to_svg(chart)
    shown = texts(chart)
    assert shown
    assert not [text for text in shown if "_" in text or text in {"value", "p50", "amount"}]


def test_a_forecast_is_labelled_where_it_is_drawn() -> None:
    shown = texts(CHARTS["forecast"])
    named = {"Observed", "Median", "Half of all weeks", "8 in 10 weeks", "Release, 9 Sep 2026"}
    assert named <= set(shown)
    assert "Search interest in France by week" in shown
    assert any("borrowed" in text for text in shown)
    assert not [text for text in texts(the_forecast()) if text.startswith("Release")]


def test_no_history_is_fine() -> None:
    empty = HISTORY.assign(value=float("nan"))
    shown = texts(forecast_chart(empty, AHEAD, region_name="France", signal="Demand"))
    assert "Median" in shown
    assert "Observed" not in shown


def test_regions_stand_in_the_order_of_their_dates() -> None:
    shown = texts(CHARTS["timeline"])
    names = [text for text in shown if text in {"France", "Mexico", "Sweden"}]
    assert names == ["Mexico", "France", "Sweden"]
    assert {"14 Apr 2027", "4 Feb 2027"} <= set(shown)


def test_the_smallest_channels_share_one_colour_and_totals_are_labelled() -> None:
    shown = texts(CHARTS["split"])
    assert OTHER in shown
    assert "Channel 8" in shown
    assert "Channel 1" not in shown
    assert shown.count("€72K") == 2
    few = texts(split_chart(MONEY[MONEY["channel"] > "channel_2"], currency="EUR"))
    assert OTHER not in few
    assert sum(text.startswith("Channel") for text in few) == len(PALETTE)


def test_a_week_without_money_is_a_gap() -> None:
    shown = texts(CHARTS["flight"])
    assert [text for text in shown if text.endswith("Jan")] == ["4 Jan", "11 Jan", "18 Jan"]


def test_creators_stand_in_the_order_in_which_they_were_chosen() -> None:
    shown = texts(CHARTS["reach"])
    assert [text for text in shown if text in {"Zoe", "Abe"}] == ["Zoe", "Abe"]
    assert {"+900K", "+4K", "Together 904K"} <= set(shown)


def test_films_stand_in_the_order_of_their_first_release_with_a_point_for_each_region() -> None:
    shown = texts(CHARTS["openings"])
    assert [text for text in shown if text in {"Quince", "Apple"}] == ["Quince", "Apple"]
    svg = to_svg(CHARTS["openings"])
    assert [svg.count(f"Region: {name}; Opens:") for name in ("France", "Japan", "Mexico")] == [
        1,
        1,
        1,
    ]
    assert "First release: 14 Apr 2027; Last release: 2 Jun 2027" in svg


def test_potential_keeps_its_order_and_starts_where_its_scale_does() -> None:
    shown = texts(CHARTS["potential"])
    assert [text for text in shown if text in {"Japan", "Malta"}] == ["Japan", "Malta"]
    assert set(BASES) <= set(shown)
    assert "1k" in shown
    assert "Region: Malta; Low: 10; Middle: 10; High: 200" in to_svg(CHARTS["potential"])


def test_importing_and_drawing_leave_the_look_of_others_alone() -> None:
    to_svg(CHARTS["reach"])
    assert alt.theme.active != NAME


def test_names_and_numbers_are_written_for_people() -> None:
    assert channel("paid_social") == "Paid social"
    assert channel("ctv_tv") == "CTV and TV"
    assert [compact(number) for number in (0, 950, 12_400, 1_260_000)] == [
        "0",
        "950",
        "12K",
        "1.3M",
    ]
    assert compact(1_260_000, "EUR") == "€1.3M"
