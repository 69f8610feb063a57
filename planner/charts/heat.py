"""What each week would bring each region: a row per region, a cell per week."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planner.charts.theme import WIDTH, heading, tooltips
from planner.charts.weeks import dots, dots_key, weeks_axis

FEW = 24
"""Up to so many regions have tall rows."""
ROW, LOW_ROW = 24, 17
"""Pixels for each region, for few and for many."""
LIGHT = ("#e2eeeb", "#b3d5ce", "#78b3a9", "#3d8b81", "#0f5a53")
DARK = ("#1d3533", "#24534f", "#31786f", "#53a99d", "#b2ebe1")
"""Worst to best: one hue, its lightness alone tells the grade, for colour-blind people too; the
best stands out most from the page, be it light or dark."""
SHUT = "rgba(134, 147, 149, 0.3)"
LINE = "rgba(134, 147, 149, 0.9)"
MARKS = ("Date of the plan", "Holiday or festive day")


def heat_chart(
    cells: pd.DataFrame, *, grades: Sequence[str], shut: str, dark: bool = False
) -> alt.LayerChart:
    """Return a row for each region, in the order of `cells`, and a column for each week.

    `cells` has name, week (an ISO date of a Monday, as text), grade (one of `grades`, worst to
    best, or `shut` where something forbids it), chosen and holiday (bool), and what pointing at a
    cell tells: opens, worth, made, stands and kept (text). `dark` is for a page of that kind.
    """
    names, weeks = list(dict.fromkeys(cells["name"])), sorted(set(cells["week"]))
    base = alt.Chart(cells).encode(x=weeks_axis(weeks), y=_names(names), tooltip=_tooltip())
    rects = base.mark_rect(cornerRadius=1).encode(color=_colours(grades, shut, dark=dark))
    strokes = base.transform_filter(alt.datum.grade == shut).mark_tick(
        orient="horizontal", color=LINE, thickness=1
    )
    points = [dots(base, "holiday", large=False), dots(base, "chosen", large=True)]
    row = ROW if len(names) <= FEW else LOW_ROW
    title = heading(
        "What each week would bring",
        "Each region beside its own best week, if all others keep their dates",
    )
    layers = [rects, strokes, *points, dots_key(base, MARKS)]
    return alt.LayerChart(layer=layers, width=WIDTH, height=alt.Step(row), title=title)


def _names(names: list[str]) -> alt.Y:
    axis = alt.Axis(
        title=None,
        labelLimit=170,
        labelOverlap=False,
        labelFlush=False,
        domain=False,
        ticks=False,
    )
    return alt.Y("name:N", sort=names, axis=axis, scale=alt.Scale(paddingInner=0.1))


def _colours(grades: Sequence[str], shut: str, *, dark: bool) -> alt.Color:
    scale, legend = graded(grades, shut, "Of the region's best week", dark=dark)
    return alt.Color("grade:N", scale=scale, legend=legend)


def graded(
    grades: Sequence[str], shut: str, title: str, *, dark: bool
) -> tuple[alt.Scale, alt.Legend]:
    """Return the colours of grades, weakest first, and of `shut`, and the legend of both."""
    scale = alt.Scale(domain=[*grades, shut], range=[*(DARK if dark else LIGHT), SHUT])
    legend = alt.Legend(
        title=title,
        titleLimit=0,
        orient="bottom",
        direction="horizontal",
        columns=3,
        labelLimit=160,
    )
    return scale, legend


def _tooltip() -> list[alt.Tooltip]:
    return tooltips(
        {
            "name": "Region",
            "opens": "Opens",
            "worth": "Would bring",
            "made": "Made of",
            "stands": "Possible",
            "kept": "That week",
        }
    )
