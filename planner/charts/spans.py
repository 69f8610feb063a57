"""Figures that are not known exactly, side by side: a line from low to high, a point between."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, NUMBERS, PALETTE, WIDTH, heading

ROW = 26
"""Pixels for each figure."""
ROOM = 1.25
"""So much farther than the longest bar the axis reaches: its number stands there."""
NOW = "In the plan"
"""What the diamond of a figure stands for."""


def spans_chart(frame: pd.DataFrame, *, title: str, told: str, percent: bool) -> alt.LayerChart:
    """Return a line from low to high for each row of `frame`, with a point at its middle.

    `frame` has name, low, middle and high, and where there is one `now`: the plan's own figure, a
    diamond. With `percent` the figures are shares (0 to 1).
    """
    order = list(dict.fromkeys(frame["name"]))
    base = alt.Chart(frame).encode(y=_names(order), tooltip=_tooltip(frame, percent=percent))
    lines = base.mark_rule(color=ACCENT, opacity=0.45, strokeWidth=7, strokeCap="round").encode(
        x=_x("low", percent=percent), x2="high:Q"
    )
    points = base.mark_point(filled=True, color=ACCENT, size=90, opacity=1).encode(
        x=_x("middle", percent=percent)
    )
    layers = [lines, points]
    if "now" in frame:
        diamonds = base.mark_point(
            shape="diamond", filled=True, color=PALETTE[1], size=80, opacity=1
        )
        layers.append(diamonds.encode(x=_x("now", percent=percent)))
    title_ = heading(title, told)
    return alt.LayerChart(layer=layers, width=WIDTH, height=alt.Step(ROW), title=title_)


def gains_chart(frame: pd.DataFrame, *, title: str, told: str) -> alt.LayerChart:
    """Return a bar for each row of `frame` (name, gain and text), in its order, with its text."""
    end = max(float(frame["gain"].max()), 1e-9) * ROOM if len(frame) else 1.0
    x = alt.X("gain:Q", axis=None, stack=None, scale=alt.Scale(domainMax=end, nice=False))
    tooltip = [alt.Tooltip("name:N", title="Where"), alt.Tooltip("text:N", title="Brings")]
    base = alt.Chart(frame).encode(x=x, y=_names(list(frame["name"])), tooltip=tooltip)
    bars = base.mark_bar(color=ACCENT, height=12, cornerRadius=2)
    words = base.mark_text(align="left", dx=6, color=MUTED, fontSize=11).encode(text="text:N")
    title_ = heading(title, told)
    return alt.LayerChart(layer=[bars, words], width=WIDTH, height=alt.Step(ROW), title=title_)


def _names(order: list[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=230, labelOverlap=False, domain=False, ticks=False)
    return alt.Y("name:N", sort=order, axis=axis)


def _x(column: str, *, percent: bool) -> alt.X:
    label = "format(datum.value, '.0%')" if percent else NUMBERS
    axis = alt.Axis(title=None, labelExpr=label, tickCount=5)
    return alt.X(f"{column}:Q", axis=axis, scale=alt.Scale(zero=True))


def _tooltip(frame: pd.DataFrame, *, percent: bool) -> list[alt.Tooltip]:
    titles = {"low": "Low", "middle": "Middle", "high": "High", "now": NOW}
    shown = [
        alt.Tooltip(f"{name}:Q", title=title, format=".1%" if percent else ",.2r")
        for name, title in titles.items()
        if name in frame
    ]
    return [alt.Tooltip("name:N", title="Of"), *shown]
