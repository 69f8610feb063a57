"""When each region opens, within the days on which it could."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, WIDTH, heading, months, row_names, short_day

ROW = 34
"""Pixels for each region: a bar, and the date above it."""
EDGE = 36
"""Pixels beside the first and the last day: half a date's text."""
DAYS = ["earliest", "latest", "release"]


def timeline_chart(frame: pd.DataFrame, *, window_from: date, window_to: date) -> alt.LayerChart:
    """Return a row per region: a bar from the earliest to the latest day, a dot at the release.

    `frame` has region, name, earliest, latest and release (days or none); rows are sorted by
    release. `window_from` and `window_to` are the days between which the campaign may open.
    """
    rows = frame.assign(**{name: pd.to_datetime(frame[name]) for name in DAYS})
    rows = rows.sort_values(["release", "name"])
    rows["day"] = [short_day(day) if pd.notna(day) else "" for day in rows["release"]]
    order = rows["name"].tolist()
    layers = [_window(window_from, window_to), _bars(rows, order), *_dots(rows, order)]
    title = heading("Release date of each region", "Bar: from the first to the last possible day")
    return alt.LayerChart(layer=layers, width=WIDTH, height=alt.Step(ROW), title=title)


def _bars(rows: pd.DataFrame, order: list[str]) -> alt.Chart:
    bars = alt.Chart(rows[["name", *DAYS]]).mark_bar(
        color=ACCENT, opacity=0.22, height=8, cornerRadius=4
    )
    tooltip = [
        alt.Tooltip("name:N", title="Region"),
        *(alt.Tooltip(f"{day}:T", title=day.capitalize(), format="%-d %b %Y") for day in DAYS),
    ]
    chart: alt.Chart = bars.encode(
        x=months("earliest", EDGE), x2="latest:T", y=row_names("name", order), tooltip=tooltip
    )
    return chart


def _dots(rows: pd.DataFrame, order: list[str]) -> list[alt.Chart]:
    set_rows = rows.loc[rows["release"].notna(), ["name", "release", "day"]]
    base = alt.Chart(set_rows).encode(x=months("release", EDGE), y=row_names("name", order))
    text = base.mark_text(color=MUTED, dy=-12, fontSize=11).encode(text="day:N")
    return [base.mark_circle(color=ACCENT, size=90, opacity=1), text]


def _window(first: date, last: date) -> alt.Chart:
    days = pd.DataFrame({"release": [pd.Timestamp(first), pd.Timestamp(last)]})
    rule = alt.Chart(days).mark_rule(color=MUTED, strokeDash=[4, 3])
    chart: alt.Chart = rule.encode(x=months("release", EDGE))
    return chart
