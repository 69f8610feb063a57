"""What money brings: a response curve with its band, and where the plan stands on it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, NUMBERS, PALETTE, WIDTH, heading

HEIGHT = 340
"""Pixels, of which title and axes take a third."""
POINTS = {"now": (ACCENT, "circle", 130), "mark": (PALETTE[1], "diamond", 90)}
"""Colour, shape and size of where the plan stands, and of what else is marked."""


def curve_chart(
    line: pd.DataFrame,
    marks: pd.DataFrame,
    *,
    title: str,
    told: str,
    money: str,
    unit: str,
) -> alt.LayerChart:
    """Return a line of what each amount brings, with a band where `line` has one.

    `line` has money, value and, where it is known, low and high; `marks` has money, value, label
    (words beside the point) and kind (now or mark). `money` and `unit` name the axes, `told` says
    below the title what line and band are.
    """
    layers = [_line(line, money, unit)]
    if {"low", "high"} <= set(line.columns):
        layers.insert(0, _band(line, money, unit))
    layers += _marks(marks, line, money, unit)
    title_ = heading(title, told)
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT, title=title_)


def _x(title: str) -> alt.X:
    axis = alt.Axis(title=title, labelExpr=NUMBERS, tickCount=6, grid=False)
    return alt.X("money:Q", axis=axis, scale=alt.Scale(nice=False))


def _y(title: str, column: str = "value") -> alt.Y:
    axis = alt.Axis(title=title, labelExpr=NUMBERS, tickCount=5)
    return alt.Y(f"{column}:Q", axis=axis)


def _band(line: pd.DataFrame, money: str, unit: str) -> alt.Chart:
    area = alt.Chart(line).mark_area(color=ACCENT, opacity=0.2)
    chart: alt.Chart = area.encode(x=_x(money), y=_y(unit, "low"), y2="high:Q")
    return chart


def _line(line: pd.DataFrame, money: str, unit: str) -> alt.Chart:
    tooltip = [
        alt.Tooltip("money:Q", title=money, format=",.0f"),
        *(
            alt.Tooltip(f"{name}:Q", title=title, format=",.2r")
            for name, title in (("low", "Low"), ("value", unit), ("high", "High"))
            if name in line.columns
        ),
    ]
    drawn = alt.Chart(line).mark_line(color=ACCENT, strokeWidth=2)
    chart: alt.Chart = drawn.encode(x=_x(money), y=_y(unit), tooltip=tooltip)
    return chart


def _marks(marks: pd.DataFrame, line: pd.DataFrame, money: str, unit: str) -> list[alt.Chart]:
    """Return a point and its words for each mark; words lean to the side that has room."""
    if marks.empty:
        return []
    middle = float(line["money"].max()) / 2
    rows = marks.assign(
        late=marks["money"] > middle,
        colour=[POINTS[kind][0] for kind in marks["kind"]],
        shape=[POINTS[kind][1] for kind in marks["kind"]],
        size=[POINTS[kind][2] for kind in marks["kind"]],
    )
    base = alt.Chart(rows).encode(x=_x(money), y=_y(unit), tooltip=alt.Tooltip("label:N", title=""))
    points = base.mark_point(filled=True, opacity=1).encode(
        color=alt.Color("colour:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )
    left = base.transform_filter("!datum.late").mark_text(
        align="left", dx=8, dy=14, color=MUTED, fontSize=11
    )
    right = base.transform_filter("datum.late").mark_text(
        align="right", dx=-8, dy=14, color=MUTED, fontSize=11
    )
    return [points, left.encode(text="label:N"), right.encode(text="label:N")]
