"""What another date would change, factor by factor: gains to the right, losses to the left."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, PALETTE

ROW = 22
"""Pixels for each factor."""
NARROW = 260
"""Pixels of a card; the page stretches it."""
ROOM = 1.75
"""So much farther than the longest bar the axis reaches: its number stands there."""
LOSS = PALETTE[1]
"""Teal and amber stay apart for colour-blind people; the side and the sign tell the same."""


def change_chart(frame: pd.DataFrame, *, reach: float) -> alt.LayerChart:
    """Return a bar for each factor, in the order of `frame`.

    `frame` has part (words), change (admissions) and text (with its sign). `reach` is the longest
    bar of all charts that stand side by side, so that they compare.
    """
    end = max(reach, 1.0) * ROOM
    x = alt.X("change:Q", axis=None, scale=alt.Scale(domain=[-end, end], nice=False))
    axis = alt.Axis(title=None, labelLimit=130, labelOverlap=False, domain=False, ticks=False)
    y = alt.Y("part:N", sort=frame["part"].tolist(), axis=axis)
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=_tooltip())
    gains = base.transform_filter("datum.change >= 0")
    losses = base.transform_filter("datum.change < 0")
    layers = [
        gains.mark_bar(color=ACCENT, height=9, cornerRadius=2),
        losses.mark_bar(color=LOSS, height=9, cornerRadius=2),
        gains.mark_text(align="left", dx=5, color=MUTED).encode(text="text:N"),
        losses.mark_text(align="right", dx=-5, color=MUTED).encode(text="text:N"),
    ]
    return alt.LayerChart(layer=layers, width=NARROW, height=alt.Step(ROW))


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("part:N", title="Through"),
        alt.Tooltip("text:N", title="Admissions of the whole campaign"),
    ]
