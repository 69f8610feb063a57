"""What the shortlist costs beside what it may cost, in all and by region."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, REST, WIDTH, heading, row_names, tooltips

ROW = 28
ROOM = 1.5
"""So much farther than the longest bar the axis reaches: its words stand there."""


def reach_budget_chart(frame: pd.DataFrame, *, left: str) -> alt.LayerChart:
    """Return a bar of what is spent for each row of `frame`, within a lighter one of the most.

    `frame` has name, spent and most (money; no number where nothing is set), and told (what stands
    beside the bar). `left` says below the title what is left.
    """
    rows = frame.assign(end=frame[["spent", "most"]].max(axis="columns"))
    y = row_names("name", rows["name"].tolist())
    scale = alt.Scale(domain=[0, max(float(rows["end"].max()), 1.0) * ROOM], nice=False)
    base = alt.Chart(rows).encode(y=y, tooltip=tooltips({"name": "Region", "told": "Spent"}))
    x = alt.X("end:Q", axis=None, scale=scale)
    whole = base.mark_bar(height=16, cornerRadius=2, color=REST, opacity=0.25).encode(x=x)
    spent = base.mark_bar(height=16, cornerRadius=2, color=ACCENT)
    limited = base.transform_filter("isValid(datum.most)")
    marks = limited.mark_tick(color=MUTED, thickness=3, height=22)
    words = base.mark_text(align="left", dx=8, color=MUTED, fontSize=11)
    layers = [
        whole,
        spent.encode(x=alt.X("spent:Q", axis=None, scale=scale)),
        marks.encode(x=alt.X("most:Q", axis=None, scale=scale)),
        words.encode(x=x, text="told:N"),
    ]
    title = heading("Money for creators", left)
    return alt.LayerChart(layer=layers, width=WIDTH, height=alt.Step(ROW), title=title)
