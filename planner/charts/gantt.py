"""When media runs: a row per region or channel, a block per week, with phases and holidays."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planner.charts.heat import LINE, SHUT
from planner.charts.theme import PALETTE, WIDTH, heading, tooltips
from planner.charts.weeks import dots, dots_key, weeks_axis

FEW = 24
"""Up to so many rows are tall."""
ROW, LOW_ROW = 26, 18
"""Pixels for each row, for few and for many."""
COLOURS = (PALETTE[5], PALETTE[0], PALETTE[1], PALETTE[3])
"""Of the phases in their order; every two stay apart for colour-blind people."""
FAINTEST = 0.35
"""Opacity of a week with little money; the row's largest week is solid."""
MARKS = ("Opening", "Local holiday")


def gantt_chart(
    weeks: pd.DataFrame, *, phases: Sequence[str], hiatus: str, title: str
) -> alt.LayerChart:
    """Return a block for each week with media; the stronger, the more of its row's money.

    `weeks` has name (of the row, in order), week (the ISO date of a Monday, as text), phase (one of
    `phases`, or `hiatus` where no media may run), part (of the row's largest week, 0 to 1), opens
    and holiday (bool), and the tooltip's amount, when and kept (text).
    """
    names = list(dict.fromkeys(weeks["name"]))
    x = weeks_axis(sorted(set(weeks["week"])))
    base = alt.Chart(weeks).encode(x=x, y=_names(names), tooltip=_tooltip())
    closed = base.transform_filter(alt.datum.phase == hiatus)
    layers = [
        _blocks(base, phases, hiatus),
        closed.mark_rect(cornerRadius=2, color=SHUT),
        closed.mark_tick(orient="horizontal", color=LINE, thickness=1),
        dots(base, "holiday", large=False),
        dots(base, "opens", large=True),
        dots_key(base, MARKS),
    ]
    height = alt.Step(ROW if len(names) <= FEW else LOW_ROW)
    told = heading(title, "A block is a week; the stronger, the more of its row's money")
    return alt.LayerChart(layer=layers, width=WIDTH, height=height, title=told)


def _names(names: Sequence[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=170, labelOverlap=False, domain=False, ticks=False)
    return alt.Y("name:N", sort=list(names), axis=axis, scale=alt.Scale(paddingInner=0.25))


def _blocks(base: alt.Chart, phases: Sequence[str], hiatus: str) -> alt.Chart:
    scale = alt.Scale(domain=[*phases, hiatus], range=[*COLOURS[: len(phases)], SHUT])
    legend = alt.Legend(
        title=None, orient="bottom", direction="horizontal", columns=3, labelLimit=180
    )
    strength = alt.Scale(domain=[0, 1], range=[FAINTEST, 1])
    chart: alt.Chart = (
        base.transform_filter("datum.part > 0")
        .mark_rect(cornerRadius=2)
        .encode(
            color=alt.Color("phase:N", scale=scale, legend=legend),
            opacity=alt.Opacity("part:Q", scale=strength, legend=None),
        )
    )
    return chart


def _tooltip() -> list[alt.Tooltip]:
    return tooltips(
        {
            "name": "Where",
            "when": "Week",
            "phase": "Phase",
            "amount": "Net media",
            "kept": "That week",
        }
    )
