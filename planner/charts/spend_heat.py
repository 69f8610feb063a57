"""How media money is split: a row per region, a cell per channel with its amount and share."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planner.charts.heat import LINE, graded
from planner.charts.theme import MUTED, WIDTH, heading, tooltips
from planner.charts.weeks import INK, PAPER

FEW = 24
"""Up to so many regions, a cell has room for its share below its amount."""
ROW, LOW_ROW = 34, 20
"""Pixels for each region, for few and for many."""
HEAD = 13
"""Pixels for each line of a channel's name."""
LOCK = (
    "M-0.8,-0.1H0.8V1H-0.8Z"
    "M-0.55,-0.1V-0.5A0.55,0.55,0,0,1,0.55,-0.5V-0.1H0.27V-0.5A0.27,0.27,0,0,0,-0.27,-0.5V-0.1Z"
)
"""A closed padlock, as Vega takes paths: from -1 to 1."""
LOCK_SIZE = 52
"""Of a padlock, in square pixels."""
LOCKED = "Decided by you"


def spend_heat_chart(
    cells: pd.DataFrame, *, grades: Sequence[str], nothing: str, dark: bool = False
) -> alt.LayerChart:
    """Return a row for each region and a column for each channel, in the order of `cells`.

    `cells` has region, channel (names), grade (one of `grades`, smallest to largest, or `nothing`
    for a cell without money), amount and share (short text), exact and told (text of the tooltip)
    and locked (bool). `dark` is for a page of that kind.
    """
    regions, channels = list(dict.fromkeys(cells["region"])), list(dict.fromkeys(cells["channel"]))
    few = len(regions) <= FEW
    base = alt.Chart(cells).encode(x=_channels(channels), y=_regions(regions), tooltip=_tooltip())
    rects = base.mark_rect(cornerRadius=2).encode(fill=_colours(grades, nothing, dark=dark))
    empty = base.transform_filter(alt.datum.grade == nothing).mark_tick(
        orient="horizontal", color=LINE, thickness=1, width=alt.RelativeBandSize(0.3)
    )
    ink = _ink(grades, nothing, dark=dark)
    words = _texts(base.transform_filter(alt.datum.grade != nothing), ink, few=few)
    title = heading(
        "Media money by region and channel",
        "All media, whoever pays; below each amount its share of the whole"
        if few
        else "All media, whoever pays; point at a cell for its share",
    )
    layers = [rects, empty, *words, _locks(base, channels, ink), _key(base)]
    return alt.LayerChart(
        layer=layers, width=WIDTH, height=alt.Step(ROW if few else LOW_ROW), title=title
    )


def _channels(channels: Sequence[str], place: float = 0.5) -> alt.X:
    lines = max((len(name.split()) for name in channels), default=1)
    axis = alt.Axis(
        title=None,
        orient="top",
        labelAngle=0,
        labelExpr="split(datum.label, ' ')",
        labelOverlap=False,
        labelFlush=False,
        domain=False,
        ticks=False,
        labelPadding=8 + HEAD * (lines - 1),
    )
    scale = alt.Scale(paddingInner=0.04, paddingOuter=0.01)
    return alt.X("channel:N", sort=list(channels), axis=axis, scale=scale, bandPosition=place)


def _regions(regions: Sequence[str], place: float = 0.5) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=150, labelOverlap=False, domain=False, ticks=False)
    scale = alt.Scale(paddingInner=0.08)
    return alt.Y("region:N", sort=list(regions), axis=axis, scale=scale, bandPosition=place)


def _colours(grades: Sequence[str], nothing: str, *, dark: bool) -> alt.Fill:
    scale, legend = graded(grades, nothing, "Of the largest amount", dark=dark)
    return alt.Fill("grade:N", scale=scale, legend=legend)


def _inks(grades: Sequence[str], *, dark: bool) -> list[str]:
    """Return the colour of text on each grade: 4.5:1 or more on all of them."""
    light, deep = (PAPER, INK) if dark else (INK, PAPER)
    return [deep if at >= len(grades) - 2 else light for at in range(len(grades))]


def _ink(grades: Sequence[str], nothing: str, *, dark: bool) -> alt.Color:
    scale = alt.Scale(domain=[*grades, nothing], range=[*_inks(grades, dark=dark), MUTED])
    return alt.Color("grade:N", scale=scale, legend=None)


def _texts(filled: alt.Chart, ink: alt.Color, *, few: bool) -> list[alt.Chart]:
    """Return the amount of each cell with money, and where there is room its share."""
    amounts = filled.mark_text(fontSize=11, dy=-5 if few else 1).encode(text="amount:N", color=ink)
    if not few:
        return [amounts]
    shares = filled.mark_text(fontSize=9, dy=8, opacity=0.85).encode(text="share:N", color=ink)
    return [amounts, shares]


def _locks(base: alt.Chart, channels: Sequence[str], ink: alt.Color) -> alt.Chart:
    """Return a padlock in the corner of each cell that a person decided."""
    points = base.transform_filter("datum.locked").mark_point(
        shape=LOCK, filled=True, opacity=1, size=LOCK_SIZE, strokeWidth=0
    )
    chart: alt.Chart = points.encode(x=_channels(channels, 0.9), color=ink)
    return chart


def _key(base: alt.Chart) -> alt.Chart:
    """Return a layer without points whose legend names the padlock."""
    legend = alt.Legend(
        title=None, orient="top", symbolFillColor=MUTED, symbolStrokeColor=MUTED, symbolSize=70
    )
    shape = alt.Scale(domain=[LOCKED], range=[LOCK])
    nothing = base.transform_filter("false").transform_calculate(mark="''")
    chart: alt.Chart = nothing.mark_point(filled=True, opacity=1, color=MUTED).encode(
        shape=alt.Shape("mark:N", scale=shape, legend=legend)
    )
    return chart


def _tooltip() -> list[alt.Tooltip]:
    return tooltips(
        {
            "region": "Region",
            "channel": "Channel",
            "exact": "Net media",
            "share": "Of all media",
            "told": "Note",
        }
    )
