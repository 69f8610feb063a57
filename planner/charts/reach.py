"""What each creator adds to the people reached."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.split import room
from planner.charts.theme import ACCENT, MUTED, NUMBERS, WIDTH, compact, heading, row_names

ROW = 26


def reach_chart(frame: pd.DataFrame) -> alt.LayerChart:
    """Return steps from the first creator chosen to the last, each with the people it adds.

    `frame` has creator, added_reach and cumulative (people, nobody counted twice), in the order
    in which the creators were chosen.
    """
    rows = frame.assign(before=frame["cumulative"] - frame["added_reach"])
    rows["text"] = [f"+{compact(people)}" for people in rows["added_reach"]]
    y = row_names("creator", rows["creator"].tolist())
    axis = alt.Axis(title="People reached, nobody counted twice", labelExpr=NUMBERS, tickCount=5)
    scale = alt.Scale(domain=[0, room(rows["cumulative"])], nice=False)
    tooltip = [
        alt.Tooltip("creator:N", title="Creator"),
        alt.Tooltip("added_reach:Q", title="Adds", format=",.0f"),
        alt.Tooltip("cumulative:Q", title="Together", format=",.0f"),
    ]
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_bar(color=ACCENT, height=14, cornerRadius=2).encode(
        x=alt.X("before:Q", axis=axis, scale=scale), x2="cumulative:Q", tooltip=tooltip
    )
    labels = base.mark_text(align="left", dx=6, color=MUTED, fontSize=11)
    steps = labels.encode(x=alt.X("cumulative:Q", scale=scale), text="text:N")
    total = compact(float(rows["cumulative"].max())) if len(rows) else "0"
    title = heading("People that each creator adds", f"Together {total}")
    return alt.LayerChart(layer=[bars, steps], width=WIDTH, height=alt.Step(ROW), title=title)
