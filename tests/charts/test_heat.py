"""The heat map of opening weeks: order, weeks, grades, marks; few regions and many."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from planner.charts.heat import DARK, LIGHT, LOW_ROW, MARKS, ROW, heat_chart
from planner.charts.svg import to_svg

GRADES = ("bad", "poor", "fair", "good", "best")
SHUT = "Can't open"
COLUMNS = [
    "name", "week", "grade", "chosen", "holiday", "opens", "worth", "made", "stands", "kept",
]  # fmt: skip


def cells(regions: int, weeks: int) -> pd.DataFrame:
    monday = date(2027, 11, 29)
    rows = [
        (
            f"Region {region:02}",
            (monday + timedelta(weeks=week)).isoformat(),
            SHUT if week == 0 else GRADES[week % 5],
            week == 2,
            week in (1, 2),
            f"day {week}",
            "some",
            "season +3%",
            "Yes",
            "Easter Monday",
        )
        for region in range(regions)
        for week in range(weeks)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def svg(frame: pd.DataFrame, *, dark: bool = False) -> str:
    return to_svg(heat_chart(frame, grades=GRADES, shut=SHUT, dark=dark))


def texts(drawn: str) -> list[str]:
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)</", drawn)


def test_regions_keep_their_order_and_months_are_named_with_the_year_once() -> None:
    shown = texts(svg(cells(3, 12)))
    assert [text for text in shown if text.startswith("Region")] == [
        f"Region {number:02}" for number in range(3)
    ]
    months = [text for text in shown if re.fullmatch(r"[A-Z][a-z]{2}( \d{4})?", text)]
    assert months == ["Nov 2027", "Dec", "Jan 2028", "Feb"]


def test_legends_name_every_grade_what_is_shut_and_the_marks() -> None:
    assert {*GRADES, SHUT, *MARKS} <= set(texts(svg(cells(2, 6))))


def test_pointing_at_a_cell_tells_all_of_it() -> None:
    told = "Region: Region 00; Opens: day 3; Would bring: some; Made of: season +3%; Possible: Yes"
    assert f"{told}; That week: Easter Monday" in svg(cells(1, 6))


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_grades_differ_in_lightness_one_way_so_that_all_eyes_read_them(
    colours: tuple[str, ...],
) -> None:
    grey = [
        0.2126 * int(one[1:3], 16) + 0.7152 * int(one[3:5], 16) + 0.0722 * int(one[5:7], 16)
        for one in colours
    ]
    steps = [after - before for before, after in pairwise(grey)]
    assert all(step > 15 for step in steps) or all(step < -15 for step in steps)


def test_a_dark_page_has_colours_of_its_own() -> None:
    assert DARK[4] in svg(cells(1, 6), dark=True)
    assert LIGHT[4] not in svg(cells(1, 6), dark=True)


@pytest.mark.parametrize(("regions", "row"), [(1, ROW), (60, LOW_ROW)])
def test_many_regions_have_low_rows(regions: int, row: int) -> None:
    spec = heat_chart(cells(regions, 78), grades=GRADES, shut=SHUT).to_dict()
    assert spec["height"] == {"step": row}
    assert len(spec["datasets"]) == 1
