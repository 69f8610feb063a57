"""The timeline: dates, what happens beside them, few regions and many."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from planner.charts.change import change_chart
from planner.charts.svg import to_svg
from planner.charts.timeline import LOW_ROW, ROW, timeline_chart

FIRST, LAST = date(2027, 1, 1), date(2027, 8, 1)
BESIDE = pd.DataFrame(
    [
        ("Region 0", "Film festival", "Some Fest", date(2026, 12, 20), date(2027, 1, 20)),
        ("Region 1", "Competing title", "Rival", date(2027, 3, 4), date(2027, 3, 4)),
        ("Nowhere", "Big event", "Final", date(2027, 3, 4), date(2027, 3, 4)),
    ],
    columns=["name", "kind", "what", "start", "end"],
)


def frame(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region": [f"R{number}" for number in range(count)],
            "name": [f"Region {number}" for number in range(count)],
            "earliest": date(2027, 2, 1),
            "latest": LAST,
            "release": [date(2027, 4, 1 + number % 28) for number in range(count)],
        }
    )


def svg(count: int, beside: pd.DataFrame | None) -> str:
    return to_svg(timeline_chart(frame(count), beside, window_from=FIRST, window_to=LAST))


def test_what_happens_beside_the_dates_has_a_legend_and_says_when() -> None:
    drawn = svg(2, BESIDE)
    shown = re.findall(r"<(?:text|tspan)[^>]*>([^<]+)</", drawn)
    assert {"Film festival", "Competing title"} <= set(shown)
    assert "Big event" not in shown
    assert "Name: Some Fest; From: 20 Dec 2026; To: 20 Jan 2027" in drawn


@pytest.mark.parametrize("beside", [None, BESIDE.iloc[:0]])
def test_without_anything_beside_there_is_no_legend(beside: pd.DataFrame | None) -> None:
    assert "Film festival" not in svg(2, beside)


@pytest.mark.parametrize(("count", "row"), [(2, ROW), (60, LOW_ROW)])
def test_many_regions_have_low_rows(count: int, row: int) -> None:
    spec = timeline_chart(frame(count), window_from=FIRST, window_to=LAST).to_dict()
    assert spec["height"] == {"step": row}


def test_a_change_is_drawn_with_its_sign_in_the_order_given() -> None:
    rows = pd.DataFrame(
        [("Season", -510.0, "−510"), ("Holidays", 1900.0, "+1,900")],
        columns=["part", "change", "text"],
    )
    drawn = to_svg(change_chart(rows, reach=4000))
    shown = re.findall(r"<(?:text|tspan)[^>]*>([^<]+)</", drawn)
    assert [text for text in shown if text in {"Season", "Holidays"}] == ["Season", "Holidays"]
    assert {"−510", "+1,900"} <= set(shown)
