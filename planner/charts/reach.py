"""What each creator adds to the people reached, and whom of them others reach already."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.split import room
from planner.charts.theme import ACCENT, MUTED, NUMBERS, REST, WIDTH, compact, heading, row_names

ROW = 26
PARTS = {"Adds": ACCENT, "Repeats": REST}
"""What a bar is made of: people nobody before reaches, people somebody before reaches already."""


def reach_chart(frame: pd.DataFrame) -> alt.LayerChart:
    """Return a bar for each creator in the order chosen, on the scale of all people reached.

    `frame` has creator, added_reach, repeats and cumulative (people, nobody counted twice). A bar
    ends where all reached so far do: what it repeats lies over those who are reached already.
    """
    rows = frame.assign(before=frame["cumulative"] - frame["added_reach"])
    rows["start"] = (rows["before"] - rows["repeats"]).clip(lower=0)
    rows["text"] = [f"+{compact(people)}" for people in rows["added_reach"]]
    base = alt.Chart(rows).encode(
        y=row_names("creator", rows["creator"].tolist()), tooltip=_tooltip()
    )
    scale = alt.Scale(domain=[0, room(rows["cumulative"])], nice=False)
    parts = [
        _bars(base, name, start, end, scale)
        for name, start, end in (("Repeats", "start", "before"), ("Adds", "before", "cumulative"))
    ]
    labels = base.mark_text(align="left", dx=6, color=MUTED, fontSize=11)
    steps = labels.encode(x=alt.X("cumulative:Q", scale=scale), text="text:N")
    total = compact(float(rows["cumulative"].max())) if len(rows) else "0"
    title = heading("People that each creator adds", f"Together {total}")
    return alt.LayerChart(layer=[*parts, steps], width=WIDTH, height=alt.Step(ROW), title=title)


def _bars(base: alt.Chart, name: str, start: str, end: str, scale: alt.Scale) -> alt.Chart:
    axis = alt.Axis(title="People reached, nobody counted twice", labelExpr=NUMBERS, tickCount=5)
    legend = alt.Legend(title=None, orient="top")
    colours = alt.Scale(domain=list(PARTS), range=list(PARTS.values()))
    bars = base.transform_calculate(part=f"'{name}'").mark_bar(height=14, cornerRadius=2)
    chart: alt.Chart = bars.encode(
        x=alt.X(f"{start}:Q", axis=axis, scale=scale),
        x2=f"{end}:Q",
        color=alt.Color("part:N", scale=colours, legend=legend),
    )
    return chart


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("creator:N", title="Creator"),
        alt.Tooltip("added_reach:Q", title="Adds", format=",.0f"),
        alt.Tooltip("repeats:Q", title="Repeats", format=",.0f"),
        alt.Tooltip("cumulative:Q", title="Together", format=",.0f"),
    ]
