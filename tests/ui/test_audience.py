"""Page Audience: what is known, the forecast in words, and what is borrowed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from math import cos, pi
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from planner.plan import edit, store
from planner.ui import audience_coverage, series, tables, words
from tests.ui.conftest import FILM, GOALS, Open, first_plan
from tests.ui.test_edit import badges, press
from tests.ui.test_pages import texts

LAST = date(2026, 5, 25)


def history(region: str, weeks: int, signal: str = "admissions", gap: int = 0) -> list[str]:
    """Lines of a table that ends shortly before the plan's day, with a season."""
    days = [LAST - timedelta(weeks=back) for back in range(weeks)]
    kept = [day for day in sorted(days) if not (gap and day == LAST - timedelta(weeks=gap))]
    return [
        f"{region},{day},{signal},{1000 + 300 * cos(2 * pi * day.timetuple().tm_yday / 365):.0f}"
        for day in kept
    ]


def write(campaign: Path, *pieces: list[str]) -> None:
    lines = ["region,week,signal,value", *(line for piece in pieces for line in piece), ""]
    (campaign / "audience" / "cinemas.csv").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def heard(open_page: Open, campaign: Path) -> AppTest:
    """Page Audience, suggested: four years of France with a gap, half a year of Mexico."""
    write(
        campaign,
        history("FR", 210, gap=20),
        history("FR", 120, "trailer_views"),
        history("MX", 26),
        history("IT", 4),
    )
    app = press(open_page("2_Audience"), "suggest")
    assert "Suggestion ready" in texts(app)
    return app


def charts(app: AppTest) -> list[dict[str, Any]]:
    found: list[Any] = list(app.get("vega_lite_chart"))
    return [json.loads(one.proto.spec) for one in found]


def titles(app: AppTest) -> list[str]:
    """The titles of all charts that have one."""
    return [spec["title"]["text"] for spec in charts(app) if "title" in spec]


def test_the_forecast_says_what_drives_it_and_how_good_it_has_been(heard: AppTest) -> None:
    assert "Admissions in France by week" in titles(heard)
    assert "Trend: " in texts(heard)
    assert "Season: highest around " in texts(heard)
    assert "1 to 26 weeks ahead: a week was off by " in texts(heard)
    assert "Borrowed season" not in badges(heard)
    heard.segmented_control(key="signal").set_value("trailer_views").run()
    assert "Trailer views in France by week" in titles(heard)


def test_a_region_with_less_than_two_years_borrows_visibly(heard: AppTest) -> None:
    heard.selectbox(key="region").select("MX").run()
    assert not heard.exception
    assert "Borrowed season" in badges(heard)
    assert "the season is borrowed from other regions" in texts(heard)
    assert "is not known" in texts(heard)


def test_a_region_without_any_number_has_a_forecast_too(heard: AppTest) -> None:
    heard.selectbox(key="region").select("JP").run()
    assert not heard.exception
    assert "Borrowed season" in badges(heard)
    assert "Demand (1 is an average week) in Japan by week" in titles(heard)


def test_components_and_all_regions_are_drawn_when_they_are_opened(heard: AppTest) -> None:
    before = titles(heard)
    assert not {"Level", "Season"} & set(before)
    heard.session_state["components"] = True
    heard.session_state["all_regions"] = True
    heard.run()
    assert not heard.exception
    assert {"Level", "Season", "Holidays"} <= set(titles(heard))
    assert "the best weeks compare" in texts(heard)
    heard.selectbox(key="region").select("MX").run()
    assert "no components of its own" in texts(heard)


def test_coverage_can_be_read_as_a_table(heard: AppTest) -> None:
    heard.session_state["coverage"] = True
    heard.run()
    frame = heard.dataframe[0].value
    france = frame[(frame["Region"] == "France") & (frame["Signal"] == "Admissions")].iloc[0]
    assert (france["Weeks"], france["Gaps"], france["Source"]) == (209, 1, "cinemas.csv")
    assert france["Last"] == "2026 week 22"
    assert france["Fetched"] == "Your own file"
    assert "Not in this campaign, so not used: Italy." in texts(heard)


def test_without_numbers_the_page_says_where_to_get_some(open_page: Open) -> None:
    assert "No audience numbers yet" in texts(open_page("2_Audience"))


def test_a_group_whose_countries_have_numbers_shows_each(open_page: Open, campaign: Path) -> None:
    grouped = edit.new_plan(
        "iberia",
        FILM,
        GOALS | {"groups": {"IBERIA": ["ES", "PT"]}, "regions": {"IBERIA": {}, "FR": {}}},
        as_of=date(2026, 6, 1),
    )
    path = store.create(campaign.parent, "iberia", grouped)
    write(path.parent, history("ES", 40), history("PT", 30))
    app = press(open_page("2_Audience", campaign="iberia"), "suggest")
    assert "Admissions in Spain by week" in titles(app)
    app.segmented_control(key="part.IBERIA").set_value("PT").run()
    assert "Admissions in Portugal by week" in titles(app)
    names = audience_coverage.rows_of(grouped.goals, {"ES", "PT"})
    assert names == {"ES": "IBERIA: Spain", "PT": "IBERIA: Portugal", "FR": "France"}
    assert list(audience_coverage.rows_of(grouped.goals, {"IBERIA"})) == ["IBERIA", "FR"]
    assert list(audience_coverage.rows_of(grouped.goals, set())) == ["IBERIA", "FR"]


def found(weeks: int, last: date, **more: object) -> pd.DataFrame:
    row = {
        "region": "FR",
        "signal": "wiki_views",
        "weeks": weeks,
        "first": pd.Timestamp(last - timedelta(weeks=weeks - 1)),
        "last": pd.Timestamp(last),
        "gaps": 0,
        "source": "a source",
        "fetched": pd.NaT,
    }
    return pd.DataFrame([row | more])


@pytest.mark.parametrize(
    ("weeks", "last", "state"),
    [
        (104, LAST, 0),
        (103, LAST, 1),
        (300, date(2026, 4, 6), 0),
        (300, date(2026, 3, 30), 2),
        (10, date(2025, 3, 30), 2),
    ],
)
def test_a_cell_says_what_its_history_is_good_for(weeks: int, last: date, state: int) -> None:
    cells = series.coverage(found(weeks, last), first_plan(), {"FR": "France", "MX": "Mexico"})
    assert list(cells["state"]) == [words.STATES[state], words.STATES[3]]
    assert list(cells["signal"]) == ["Wikipedia views"] * 2
    assert cells["short"].iloc[0] == str(weeks)


def test_the_time_of_fetching_is_told() -> None:
    when = pd.Timestamp("2026-05-01T12:00:00Z")
    cells = series.coverage(found(9, LAST, fetched=when), first_plan(), {"FR": "France"})
    assert "May 2026" in cells["fetched"].iloc[0]


def test_a_region_is_borrowed_only_where_all_its_signals_are() -> None:
    methods = [("FR", "a", "prophet"), ("FR", "b", "borrowed"), ("MX", "a", "borrowed")]
    forecast = pd.DataFrame(methods, columns=["region", "signal", "method"])
    index = pd.DataFrame({"region": ["FR", "MX"], "week": [pd.Timestamp("2026-06-01")] * 2})
    rows = series.many(index, forecast, first_plan())
    assert dict(zip(rows["region"], rows["borrowed"], strict=True)) == {
        "France": False,
        "Mexico": True,
    }


WEEKS = pd.date_range("2026-01-05", periods=8, freq="7D")


def test_holidays_of_the_same_weeks_are_one_and_a_month_is_one_stretch() -> None:
    values = np.zeros((8, 3))
    values[1, 0] = values[1, 1] = 1
    values[3:7, 2] = 0.5
    rows = series.holidays(
        ("Christmas", "Second Day", "Ramadan"),
        values,
        WEEKS,
        {"Christmas": 1.02, "Second Day": 0.8},
        WEEKS[3],
    )
    assert list(rows["name"]) == ["Second Day", "Ramadan"]
    assert list(rows["names"]) == ["Christmas, Second Day", "Ramadan"]
    assert list(rows["effect"]) == ["-20%", "not known"]
    assert list(rows["named"]) == [False, True]
    assert [(row.start, row.end) for row in rows.itertuples()] == [
        (WEEKS[1], WEEKS[1]),
        (WEEKS[3], WEEKS[6]),
    ]


def test_the_head_of_a_table_shows_every_series_a_little() -> None:
    table = pd.DataFrame(
        [
            {"region": region, "week": week, "signal": "demand", "value": 1.0}
            for region in ("FR", "MX")
            for week in WEEKS
        ]
    )
    head = tables.head(table, first_plan(), 8)
    assert list(head["Region"]) == ["France"] * 4 + ["Mexico"] * 4
    assert len(tables.head(table[table["region"] == "FR"], first_plan(), 6)) == 6
