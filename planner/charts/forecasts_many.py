"""The forecasts of all regions below each other, so that their best weeks compare."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, REST, WIDTH, months

ROW = 36
"""Pixels for each region: 40 regions fill two screens."""
AROUND = 90
"""Pixels that the legend and the axis take on a page."""
FULL = 0.84
"""Share of its row between a region's lowest and highest value."""
LABEL = 110
"""Pixels for the names of regions."""
TINY = 1e-9
OWN, BORROWED = "Its own history", "Borrowed season"


def forecasts_many_chart(frame: pd.DataFrame, releases: pd.DataFrame) -> alt.LayerChart:
    """Return a row for each region, in the order of `frame`: median and 80% band by week.

    `frame` has region, week, p10, p50, p90 (1 is the region's average week) and borrowed (whether
    its season is); `releases` has region and day. Each row reaches from its own lowest to its own
    highest value; a dot marks its best week.
    """
    order = list(dict.fromkeys(frame["region"]))
    rows = _stacked(frame, order)
    x = months("week", 0)
    height = ROW * len(order) + AROUND
    y = alt.Scale(domain=[0, len(order)], nice=False)
    layers = [
        _lines(order, y),
        _bands(rows, x, y),
        _medians(rows, x, y),
        _best(rows, x, y),
        *_names(order, y),
        *_releases(releases, order, x, y),
    ]
    return alt.LayerChart(layer=layers, width=WIDTH, height=height)


def _stacked(frame: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """Return the rows with low, middle and high on one axis on which each region has a unit."""
    floor = frame["region"].map({name: len(order) - 1 - at for at, name in enumerate(order)})
    bottom = frame.groupby("region")["p10"].transform("min")
    span = (frame.groupby("region")["p90"].transform("max") - bottom).clip(lower=TINY)
    scaled = {
        name: floor + FULL * (frame[column] - bottom) / span
        for name, column in (("low", "p10"), ("middle", "p50"), ("high", "p90"))
    }
    kind = frame["borrowed"].map({True: BORROWED, False: OWN})
    return frame.assign(**scaled, kind=kind)


def _colour() -> alt.Color:
    scale = alt.Scale(domain=[OWN, BORROWED], range=[ACCENT, REST])
    legend = alt.Legend(title=None, orient="top", symbolType="square", symbolOpacity=1)
    return alt.Color("kind:N", scale=scale, legend=legend)


def _bands(rows: pd.DataFrame, x: alt.X, y: alt.Scale) -> alt.Chart:
    shown = rows[["region", "week", "low", "high", "p10", "p50", "p90", "kind"]]
    tooltip = [
        alt.Tooltip("region:N", title="Region"),
        alt.Tooltip("week:T", title="Week of", format="%-d %b %Y"),
        alt.Tooltip("p50:Q", title="Median, times the average week", format=".2f"),
        alt.Tooltip("p10:Q", title="From", format=".2f"),
        alt.Tooltip("p90:Q", title="To", format=".2f"),
    ]
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_area(opacity=0.2)
        .encode(
            x=x, y=_y("low", y), y2="high:Q", detail="region:N", color=_colour(), tooltip=tooltip
        )
    )
    return chart


def _medians(rows: pd.DataFrame, x: alt.X, y: alt.Scale) -> alt.Chart:
    line = alt.Chart(rows[["region", "week", "middle", "kind"]]).mark_line(strokeWidth=1.6)
    chart: alt.Chart = line.encode(x=x, y=_y("middle", y), detail="region:N", color=_colour())
    return chart


def _best(rows: pd.DataFrame, x: alt.X, y: alt.Scale) -> alt.Chart:
    best = rows.loc[rows.groupby("region")["p50"].idxmax()]
    dot = alt.Chart(best[["region", "week", "middle", "kind"]]).mark_circle(size=36, opacity=1)
    chart: alt.Chart = dot.encode(x=x, y=_y("middle", y), color=_colour())
    return chart


def _y(column: str, scale: alt.Scale) -> alt.Y:
    return alt.Y(f"{column}:Q", axis=None, scale=scale)


def _lines(order: list[str], y: alt.Scale) -> alt.Chart:
    floors = pd.DataFrame({"floor": range(len(order))})
    rule = alt.Chart(floors).mark_rule(color=REST, opacity=0.35)
    chart: alt.Chart = rule.encode(y=_y("floor", y))
    return chart


def _names(order: list[str], y: alt.Scale) -> list[alt.Chart]:
    rows = pd.DataFrame(
        {"region": order, "middle": [len(order) - at - 0.62 for at in range(len(order))]}
    )
    text = alt.Chart(rows).mark_text(
        align="right", dx=-8, color=MUTED, fontSize=12, limit=LABEL, baseline="middle"
    )
    return [text.encode(x=alt.value(0), y=_y("middle", y), text="region:N")]


def _releases(releases: pd.DataFrame, order: list[str], x: alt.X, y: alt.Scale) -> list[alt.Chart]:
    """Return an upright line in a region's row where it opens."""
    places = {name: len(order) - 1 - at for at, name in enumerate(order)}
    known = releases[releases["region"].isin(order)]
    if known.empty:
        return []
    low = known["region"].map(places)
    rows = known.assign(week=pd.to_datetime(known["day"]), low=low, high=low + 1.0)
    tooltip = [
        alt.Tooltip("region:N", title="Region"),
        alt.Tooltip("week:T", title="Opens", format="%-d %b %Y"),
    ]
    rule = alt.Chart(rows[["region", "week", "low", "high"]]).mark_rule(
        color=MUTED, strokeWidth=2, strokeDash=[3, 2]
    )
    return [rule.encode(x=x, y=_y("low", y), y2="high:Q", tooltip=tooltip)]
