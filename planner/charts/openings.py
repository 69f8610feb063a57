"""When each film opens where: a row per campaign."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, WIDTH, heading, months, row_names

ROW = 34
"""Pixels for each film."""
EDGE = 12
"""Pixels beside the first and the last day: a point's half."""


def openings_chart(frame: pd.DataFrame) -> alt.LayerChart:
    """Return a row per film: a bar from its first to its last release, a point for each region.

    `frame` has film, region and day; films are sorted by their first release.
    """
    rows = frame.assign(day=pd.to_datetime(frame["day"]))
    spans = rows.groupby("film", as_index=False).agg(first=("day", "min"), last=("day", "max"))
    spans = spans.sort_values(["first", "film"])
    y = row_names("film", spans["film"].tolist())
    bar = alt.Chart(spans).mark_bar(color=ACCENT, opacity=0.22, height=8, cornerRadius=4)
    bars = bar.encode(
        x=months("first", EDGE), x2="last:T", y=y, tooltip=_told("film", "first", "last")
    )
    point = alt.Chart(rows).mark_circle(color=ACCENT, size=90, opacity=0.8)
    points = point.encode(x=months("day", EDGE), y=y, tooltip=_told("film", "region", "day"))
    title = heading("What opens when", "A point for each region's release")
    return alt.LayerChart(layer=[bars, points], width=WIDTH, height=alt.Step(ROW), title=title)


def _told(*columns: str) -> list[alt.Tooltip]:
    """Return what a tooltip says: `film`, and names and days under their columns' names."""
    names = {"first": "First release", "last": "Last release", "day": "Opens"}
    return [
        alt.Tooltip(f"{column}:T", title=names[column], format="%-d %b %Y")
        if column in names
        else alt.Tooltip(f"{column}:N", title=column.capitalize())
        for column in columns
    ]
