"""Charts of page Film: what they hold, for few rows and many."""

import pandas as pd
import pytest

from planner.charts.potential import potential_chart
from planner.charts.travel import appetite_chart, steps_chart

STATES = ("In the campaign", "Not yet")


def appetites(count: int) -> pd.DataFrame:
    rows = [
        (f"Region {n}", 0.5 / (n + 1), "2 times", STATES[n % 2], "Plum" if n == 0 else "", "why")
        for n in range(count)
    ]
    return pd.DataFrame(rows, columns=["region", "appetite", "times", "state", "comps", "why"])


@pytest.mark.parametrize("count", [0, 1, 94])
def test_appetite_keeps_the_order_of_its_rows(count: int) -> None:
    frame = appetites(count)
    spec = appetite_chart(frame, states=STATES).to_dict()
    assert spec["layer"][0]["encoding"]["y"]["sort"] == frame["region"].tolist()
    assert spec["layer"][0]["encoding"]["color"]["scale"]["domain"] == list(STATES)
    assert spec["height"] == {"step": 24}


def test_steps_have_a_range_at_their_end_alone() -> None:
    rows = [
        ("Titles", 0.0, 9.0, "whole", "9", None, None),
        ("Potential", 0, 9, "whole", "9", 4, 20),
    ]
    names = ["step", "start", "end", "kind", "text", "low", "high"]
    spec = steps_chart(pd.DataFrame(rows, columns=names), region="France").to_dict()
    assert spec["layer"][1]["transform"] == [{"filter": "datum.high != null"}]
    assert "France" in spec["layer"][0]["encoding"]["x"]["title"]


@pytest.mark.parametrize("count", [2, 3])
def test_each_basis_of_a_potential_has_a_colour_of_its_own(count: int) -> None:
    bases = ["own", "elsewhere", "assumed"][:count]
    frame = pd.DataFrame(
        [("France", 1.0, 2.0, 3.0, bases[0])], columns=["region", "low", "base", "high", "basis"]
    )
    spec = potential_chart(frame, bases=bases).to_dict()
    colours = spec["layer"][0]["encoding"]["color"]["scale"]["range"]
    assert len(set(colours)) == count
