"""What is known of each region: weeks of each signal, as a matrix that stays readable for 40."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, PALETTE, WIDTH, tooltips

ROW, LINE = 26, 13
"""Pixels for each region, and for each further line of a signal's name."""
AMBER, INK, PAPER, NONE = PALETTE[1], "#1f2a2c", "#ffffff", "transparent"
"""Ink on amber and paper on the accent have a contrast of more than 4.5:1."""
FAINT = "rgba(134, 147, 149, 0.4)"
"""The box of what is not there steps back."""
WIDE = 2
"""Up to so many signals, a cell has room for more than a number."""
FILLS, STROKES, TEXTS = (
    [ACCENT, NONE, AMBER, NONE],
    [ACCENT, ACCENT, AMBER, FAINT],
    [PAPER, ACCENT, INK, MUTED],
)


def coverage_chart(
    cells: pd.DataFrame, *, signals: Sequence[str], states: Sequence[str]
) -> alt.LayerChart:
    """Return a row for each region, in the order of `cells`, and a column for each signal.

    `cells` has region, signal, short and long (what stands in the cell), state, first, last, gaps,
    source and fetched (text). `states` are enough, too little, old, and nothing, in words.
    """
    scale, fills, strokes, texts = list(states), FILLS, STROKES, TEXTS
    base = alt.Chart(cells).encode(
        x=_signals(signals), y=_regions(list(dict.fromkeys(cells["region"]))), tooltip=_tooltip()
    )
    legend = alt.Legend(title=None, orient="top", labelLimit=170, columns=2, symbolType="square")
    boxes = base.mark_rect(strokeWidth=1, cornerRadius=3).encode(
        fill=alt.Fill("state:N", scale=alt.Scale(domain=scale, range=fills), legend=legend),
        stroke=alt.Stroke("state:N", scale=alt.Scale(domain=scale, range=strokes), legend=legend),
    )
    words = base.mark_text(fontSize=11).encode(
        text="long:N" if len(signals) <= WIDE else "short:N",
        color=alt.Color("state:N", scale=alt.Scale(domain=scale, range=texts), legend=None),
    )
    return alt.LayerChart(layer=[boxes, words], width=WIDTH, height=alt.Step(ROW))


def _signals(signals: Sequence[str]) -> alt.X:
    lines = 1 if len(signals) <= WIDE else max(len(name.split()) for name in signals)
    axis = alt.Axis(
        title=None,
        orient="top",
        labelAngle=0,
        labelExpr="datum.label" if lines == 1 else "split(datum.label, ' ')",
        labelOverlap=False,
        labelFlush=False,
        labelLimit=200,
        labelFontSize=12,
        domain=False,
        ticks=False,
        labelPadding=8 + LINE * (lines - 1),
    )
    scale = alt.Scale(paddingInner=0.04, paddingOuter=0.01)
    return alt.X("signal:N", sort=list(signals), axis=axis, scale=scale)


def _regions(regions: list[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=170, labelOverlap=False, domain=False, ticks=False)
    return alt.Y("region:N", sort=regions, axis=axis, scale=alt.Scale(paddingInner=0.14))


def _tooltip() -> list[alt.Tooltip]:
    return tooltips(
        {
            "region": "Region",
            "signal": "Signal",
            "long": "History",
            "first": "First week",
            "last": "Last week",
            "gaps": "Weeks missing between",
            "source": "Source",
            "fetched": "Fetched",
            "state": "In short",
        }
    )
