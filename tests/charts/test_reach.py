"""Charts of the shortlist: whom a creator repeats, what limits are set, who adds where."""

from __future__ import annotations

import pandas as pd
import pytest

from planner.charts.reach import reach_chart
from planner.charts.reach_budget import reach_budget_chart
from planner.charts.reach_cells import MOST_WORDS, reach_cells_chart
from tests.charts.test_charts import texts

GRADES = ("few", "some", "many")
MONEY = pd.DataFrame(
    [("All", 900.0, 1000.0, "€900 of €1,000"), ("Mexico", 900.0, None, "€900")],
    columns=["name", "spent", "most", "told"],
)


def cells(count: int) -> pd.DataFrame:
    rows = [
        (name, f"Region {n}, Spanish", GRADES[n % 3] if name == "Zoe" else "nobody", f"{n}K")
        for name in ("Zoe", "Abe")
        for n in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["creator", "cell", "grade", "text"])
    return frame.assign(adds="1", share="2%", people="3")


def test_what_a_creator_repeats_lies_over_those_who_are_reached_already() -> None:
    frame = pd.DataFrame(
        {
            "creator": ["Zoe", "Abe", "Lu"],
            "added_reach": [900, 40, 200],
            "repeats": [3, 300, 50],  # rounding may repeat more than there were
            "cumulative": [900, 940, 1140],
        }
    )
    chart = reach_chart(frame)
    [rows] = chart.to_dict()["datasets"].values()
    assert [(row["start"], row["before"]) for row in rows] == [(0, 0), (600, 900), (890, 940)]
    assert {"Zoe", "+900", "Adds", "Repeats"} <= set(texts(chart))


def test_an_empty_list_has_an_empty_chart() -> None:
    frame = pd.DataFrame(columns=["creator", "added_reach", "repeats", "cumulative"])
    assert texts(reach_chart(frame.astype({"added_reach": int, "repeats": int, "cumulative": int})))


def test_money_is_marked_where_a_limit_is_set_alone() -> None:
    shown = texts(reach_budget_chart(MONEY, left="€100 left"))
    assert {"All", "Mexico", "€900 of €1,000", "€100 left"} <= set(shown)


@pytest.mark.parametrize("count", [3, MOST_WORDS + 1])
@pytest.mark.parametrize("page", ["light", "dark"])
def test_cells_hold_their_number_where_there_is_room(count: int, page: str) -> None:
    chart = reach_cells_chart(
        cells(count), grades=GRADES, nothing="nobody", told="x", dark=page == "dark"
    )
    shown = set(texts(chart))
    assert ("1K" in shown) == (count <= MOST_WORDS)
    assert {"Zoe", "Abe", "Region 0, Spanish", *GRADES, "nobody"} <= shown
