"""When each region opens, within the days on which it could, and what happens beside it."""

from __future__ import annotations

from datetime import date, timedelta

import altair as alt
import pandas as pd

from planner.charts.theme import (
    ACCENT,
    MUTED,
    PALETTE,
    WIDTH,
    heading,
    months,
    row_names,
    short_day,
)

FEW = 24
"""Up to so many regions, a date has room above its point; else it stands beside it."""
ROW, LOW_ROW = 34, 24
"""Pixels for each region, for few and for many."""
EDGE, WIDE_EDGE = 36, 78
"""Pixels beside the first and the last day: half a date's text, or the whole of it."""
DAYS = ["earliest", "latest", "release"]
BELOW = 11
"""Pixels from a region's bar down to what happens beside it."""
COLOURS = (PALETTE[0], PALETTE[1], PALETTE[3])
"""Of what happens beside the dates, by kind; none is an alarm."""


def timeline_chart(
    frame: pd.DataFrame,
    beside: pd.DataFrame | None = None,
    *,
    window_from: date,
    window_to: date,
) -> alt.LayerChart:
    """Return a row per region: a bar from the earliest to the latest day, a point at the release.

    `frame` has region, name, earliest, latest and release (days or none); rows are sorted by
    release.
    `window_from` and `window_to` are the days between which the campaign may open. `beside` has
    name (of the region), kind, what, start and end: a short line below the region's bar.
    """
    rows = frame.assign(**{name: pd.to_datetime(frame[name]) for name in DAYS})
    rows = rows.sort_values(["release", "name"])
    rows["day"] = [short_day(day) if pd.notna(day) else "" for day in rows["release"]]
    order = rows["name"].tolist()
    layers = [_window(window_from, window_to, order), _bars(rows, order), *_dots(rows, order)]
    if beside is not None and not beside.empty:
        layers.append(_beside(beside, order, window_from, window_to))
    title = heading("Release date of each region", "Bar: from the first to the last possible day")
    height = alt.Step(ROW if len(order) <= FEW else LOW_ROW)
    return alt.LayerChart(layer=layers, width=WIDTH, height=height, title=title)


def _bars(rows: pd.DataFrame, order: list[str]) -> alt.Chart:
    bars = alt.Chart(rows[["name", *DAYS]]).mark_bar(
        color=ACCENT, opacity=0.22, height=8, cornerRadius=4
    )
    tooltip = [
        alt.Tooltip("name:N", title="Region"),
        *(alt.Tooltip(f"{day}:T", title=day.capitalize(), format="%-d %b %Y") for day in DAYS),
    ]
    chart: alt.Chart = bars.encode(
        x=_day("earliest", order), x2="latest:T", y=row_names("name", order), tooltip=tooltip
    )
    return chart


def _dots(rows: pd.DataFrame, order: list[str]) -> list[alt.Chart]:
    set_rows = rows.loc[rows["release"].notna(), ["name", "release", "day"]]
    base = alt.Chart(set_rows).encode(x=_day("release", order), y=row_names("name", order))
    if len(order) <= FEW:
        text = base.mark_text(color=MUTED, fontSize=11, dy=-12)
    else:
        text = base.mark_text(color=MUTED, fontSize=11, dx=9, align="left")
    return [base.mark_circle(color=ACCENT, size=90, opacity=1), text.encode(text="day:N")]


def _day(column: str, order: list[str]) -> alt.X:
    return months(column, EDGE if len(order) <= FEW else WIDE_EDGE)


def _window(first: date, last: date, order: list[str]) -> alt.Chart:
    days = pd.DataFrame({"release": [pd.Timestamp(first), pd.Timestamp(last)]})
    rule = alt.Chart(days).mark_rule(color=MUTED, strokeDash=[4, 3])
    chart: alt.Chart = rule.encode(x=_day("release", order))
    return chart


def _beside(beside: pd.DataFrame, order: list[str], first: date, last: date) -> alt.Chart:
    """Return a line below a region's bar for each thing that happens, at least a day wide."""
    rows = beside[beside["name"].isin(order)]
    until = [min(end, last) + timedelta(days=1) for end in rows["end"]]
    rows = rows.assign(
        begins=pd.to_datetime(rows["start"]),
        ends=pd.to_datetime(rows["end"]),
        earliest=pd.to_datetime([max(start, first) for start in rows["start"]]),
        latest=pd.to_datetime(until),
    ).drop(columns=["start", "end"])
    kinds = sorted(set(rows["kind"]))
    tooltip = [
        alt.Tooltip("name:N", title="Region"),
        alt.Tooltip("kind:N", title="Beside"),
        alt.Tooltip("what:N", title="Name"),
        alt.Tooltip("begins:T", title="From", format="%-d %b %Y"),
        alt.Tooltip("ends:T", title="To", format="%-d %b %Y"),
    ]
    line = alt.Chart(rows).mark_bar(height=5, minBandSize=4, yOffset=BELOW, cornerRadius=1)
    scale = alt.Scale(domain=kinds, range=list(COLOURS[: len(kinds)]))
    chart: alt.Chart = line.encode(
        x=_day("earliest", order),
        x2="latest:T",
        y=row_names("name", order),
        color=alt.Color("kind:N", scale=scale, legend=alt.Legend(title=None, orient="top")),
        tooltip=tooltip,
    )
    return chart
