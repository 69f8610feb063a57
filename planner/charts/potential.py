"""How many could come in each region."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, PALETTE, REST, WIDTH

LEAST = 10
"""Admissions at which the chart begins: its scale has no zero."""
ROW = 26
"""Pixels for each region."""
MOST_POWER = 10
"""Beyond ten thousand million admissions there are no people."""


def potential_chart(frame: pd.DataFrame, *, bases: Sequence[str]) -> alt.LayerChart:
    """Return a range with its middle for each region, in the order of `frame`.

    `frame` has region, low, base, high (admissions) and basis, one of the two or three `bases`:
    what an estimate rests on, the firmest first.
    """
    rows = frame.assign(**{name: frame[name].clip(lower=LEAST) for name in ("low", "base", "high")})
    axis = alt.Axis(title=None, labelLimit=220, labelOverlap=False)
    legend = alt.Legend(orient="top", labelLimit=220, columns=2)
    base = alt.Chart(rows).encode(
        y=alt.Y("region:N", sort=rows["region"].tolist(), axis=axis),
        color=alt.Color(
            "basis:N",
            title="Rests on",
            scale=alt.Scale(domain=list(bases), range=_colours(len(bases))),
            legend=legend,
        ),
        tooltip=[
            alt.Tooltip("region:N", title="Region"),
            alt.Tooltip("low:Q", title="Low", format=",.2~r"),
            alt.Tooltip("base:Q", title="Middle", format=",.2~r"),
            alt.Tooltip("high:Q", title="High", format=",.2~r"),
        ],
    )
    span = base.mark_rule(strokeWidth=6, opacity=0.4, strokeCap="round")
    middle = base.mark_point(filled=True, size=80, opacity=1)
    layers = [span.encode(x=_x(), x2="high:Q"), middle.encode(x="base:Q")]
    return alt.LayerChart(layer=layers, width=WIDTH, height=alt.Step(ROW))


def _colours(count: int) -> list[str]:
    """Return a colour for each basis: the accent for the firmest, grey for what is assumed."""
    return [ACCENT, *[PALETTE[1]] * (count - 2), REST]


def _x() -> alt.X:
    return alt.X(
        "low:Q",
        title="Admissions, each line ten times the one before",
        scale=alt.Scale(type="log", domainMin=LEAST),
        axis=alt.Axis(format="~s", values=[10**power for power in range(1, MOST_POWER)]),
    )
