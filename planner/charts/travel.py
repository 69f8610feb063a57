"""Where a title like this is streamed, and how a potential follows step by step."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, PALETTE, REST, WIDTH

ROW = 24
"""Pixels for each region."""
STEP_ROW = 34
"""Pixels for each step."""


def appetite_chart(frame: pd.DataFrame, *, states: Sequence[str]) -> alt.LayerChart:
    """Return a bar for each region in the order of `frame`, with a dot where comps are known.

    `frame` has region, appetite (0 to 1), times (text), state (one of the two `states`: in the
    campaign first), comps (text, empty without) and why.
    """
    axis = alt.Axis(title=None, labelLimit=220, labelOverlap=False)
    base = alt.Chart(frame).encode(
        y=alt.Y("region:N", sort=frame["region"].tolist(), axis=axis),
        x=alt.X(
            "appetite:Q",
            title="Streaming appetite",
            axis=alt.Axis(format=".0%", tickCount=5),
        ),
        tooltip=[
            alt.Tooltip("region:N", title="Region"),
            alt.Tooltip("appetite:Q", title="Streaming appetite", format=".0%"),
            alt.Tooltip("times:N", title="Against the average title"),
            alt.Tooltip("comps:N", title="Comparable titles"),
            alt.Tooltip("why:N", title="Why"),
        ],
    )
    bars = base.mark_bar(size=14, cornerRadiusEnd=2).encode(
        color=alt.Color(
            "state:N",
            title=None,
            scale=alt.Scale(domain=list(states), range=[ACCENT, REST]),
            legend=alt.Legend(orient="top", labelLimit=240),
        )
    )
    dots = base.transform_filter("datum.comps != ''").mark_point(
        filled=True, size=70, opacity=1, color=PALETTE[1], xOffset=8
    )
    return alt.LayerChart(layer=[bars, dots], width=WIDTH, height=alt.Step(ROW))


def steps_chart(frame: pd.DataFrame, *, region: str) -> alt.LayerChart:
    """Return a waterfall: where each step takes the admissions, and the range at its end.

    `frame` has step, start, end, low, high (admissions; the last two only in the last row), text
    and kind (`up`, `down`, `whole`).
    """
    axis = alt.Axis(title=None, labelLimit=240, labelOverlap=False)
    order = frame["step"].tolist()
    base = alt.Chart(frame).encode(
        y=alt.Y("step:N", sort=order, axis=axis),
        tooltip=[alt.Tooltip("step:N", title="Step"), alt.Tooltip("text:N", title="Admissions")],
    )
    colours = alt.Scale(domain=["whole", "up", "down"], range=[ACCENT, PALETTE[2], PALETTE[1]])
    bars = base.mark_bar(size=16).encode(
        x=alt.X("start:Q", title=f"Admissions, {region}", axis=alt.Axis(format="~s", tickCount=5)),
        x2="end:Q",
        color=alt.Color("kind:N", scale=colours, legend=None),
    )
    ends = base.transform_filter("datum.high != null")
    span = ends.mark_rule(strokeWidth=2, color=MUTED).encode(x="low:Q", x2="high:Q")
    return alt.LayerChart(layer=[bars, span], width=WIDTH, height=alt.Step(STEP_ROW))
