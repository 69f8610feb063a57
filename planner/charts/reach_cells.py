"""Who adds people where: a row for each creator, a column for each region and language."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planner.charts.heat import LINE, graded
from planner.charts.theme import WIDTH, heading, tooltips
from planner.charts.weeks import INK, PAPER

ROW, LOW_ROW = 26, 18
"""Pixels for each creator, for few and for many."""
FEW = 24
MOST_WORDS = 12
"""Up to so many columns, a cell has room for its number."""


def reach_cells_chart(
    cells: pd.DataFrame, *, grades: Sequence[str], nothing: str, told: str, dark: bool = False
) -> alt.LayerChart:
    """Return a row for each creator and a column for each cell, in the order of `cells`.

    `cells` has creator, cell (names), grade (one of `grades`, smallest to largest, or `nothing`),
    text (what stands in it), adds, share and people (text of the tooltip). `told` stands below the
    title; `dark` is for a page of that kind.
    """
    creators, columns = list(dict.fromkeys(cells["creator"])), list(dict.fromkeys(cells["cell"]))
    base = alt.Chart(cells).encode(x=_columns(columns), y=_rows(creators), tooltip=_tooltip())
    scale, legend = graded(grades, nothing, "Of the most that anybody adds anywhere", dark=dark)
    layers = [
        base.mark_rect(cornerRadius=2).encode(fill=alt.Fill("grade:N", scale=scale, legend=legend)),
        base.transform_filter(alt.datum.grade == nothing).mark_tick(
            orient="horizontal", color=LINE, thickness=1, width=alt.RelativeBandSize(0.3)
        ),
    ]
    if len(columns) <= MOST_WORDS:
        layers.append(_words(base, grades, nothing, dark=dark))
    row = ROW if len(creators) <= FEW else LOW_ROW
    title = heading("People that each creator adds, by region and language", told)
    return alt.LayerChart(layer=layers, width=WIDTH, height=alt.Step(row), title=title)


def _columns(names: list[str]) -> alt.X:
    axis = alt.Axis(
        title=None,
        orient="top",
        labelAngle=-35,
        labelLimit=130,
        labelOverlap=False,
        domain=False,
        ticks=False,
    )
    return alt.X("cell:N", sort=names, axis=axis, scale=alt.Scale(paddingInner=0.04))


def _rows(names: list[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=180, labelOverlap=False, domain=False, ticks=False)
    return alt.Y("creator:N", sort=names, axis=axis, scale=alt.Scale(paddingInner=0.08))


def _words(base: alt.Chart, grades: Sequence[str], nothing: str, *, dark: bool) -> alt.Chart:
    """Return what stands in the cells that hold something, legible on each grade."""
    strong = [f"datum.grade == '{grade}'" for grade in grades[-2:]]
    light, deep = (PAPER, INK) if dark else (INK, PAPER)
    colour = alt.condition(" || ".join(strong), alt.value(deep), alt.value(light))
    filled = base.transform_filter(alt.datum.grade != nothing).mark_text(fontSize=11)
    chart: alt.Chart = filled.encode(text="text:N", color=colour)
    return chart


def _tooltip() -> list[alt.Tooltip]:
    return tooltips(
        {
            "creator": "Creator",
            "cell": "Where",
            "adds": "Adds",
            "share": "Of the people there",
            "people": "People there",
        }
    )
