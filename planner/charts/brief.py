"""The weekly media chart of a partner's brief."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

ACCENT, PALE, INK, MUTED, LINE = "#0b5c6b", "#9cc3c9", "#1c2529", "#5a676d", "#d4dcde"
NAMES, BARS, ROW = 118, 412, 32
"""Width for names, width for bars, height of a row: in points, as on a page of A4."""
TALLEST = 0.58
"""The tallest bar fills so much of its row; the rest holds its label."""
MAX_LABELLED = 14
"""Beyond so many weeks the labels above the bars would touch."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One row of the chart: an amount and the label above its bar for each week."""

    name: str
    amounts: Sequence[float]
    labels: Sequence[str]


def brief_flight_chart(
    channels: Sequence[Channel], weeks: Sequence[str], *, release: int | None, mirrored: bool
) -> alt.LayerChart:
    """Return bars by week, one row a channel on a common scale; the release week stands out.

    `weeks` are labels, `release` the position of the release week among them. A `mirrored` chart
    runs from right to left with its names on the right: an Arabic or Hebrew reader scans the
    page's tables in that direction, and should meet the first week first. Names start at the
    edge of the page, where the tables' words start.
    """
    data = _data(channels, release)
    x = alt.X("week:O", sort="descending" if mirrored else "ascending")
    y = alt.Y("base:Q", axis=_names(channels, mirrored=mirrored)).scale(
        domain=[0, len(channels)], nice=False
    )
    colour = alt.condition("datum.release", alt.value(ACCENT), alt.value(PALE))
    bars = alt.Chart().mark_bar(width={"band": 0.72})
    layers = [bars.encode(x=x.axis(_weeks(weeks, release)), y=y, y2="top", color=colour)]
    if len(weeks) <= MAX_LABELLED:
        text = alt.Chart().mark_text(baseline="bottom", dy=-2.5, fontSize=7.2, color=INK)
        layers.append(text.encode(x=x, y=alt.Y("top:Q"), text="label:N"))
    height = ROW * len(channels)
    return alt.LayerChart(layer=layers, data=data, width=BARS, height=height, padding=0)


def _data(channels: Sequence[Channel], release: int | None) -> pd.DataFrame:
    """Return one row for each bar; `base` and `top` are heights in rows, the last row at 0."""
    tallest = max(max(channel.amounts) for channel in channels)
    return pd.DataFrame(
        {
            "week": week,
            "base": base,
            "top": base + TALLEST * amount / tallest,
            "label": label,
            "release": week == release,
        }
        for base, channel in enumerate(reversed(channels))
        for week, (amount, label) in enumerate(zip(channel.amounts, channel.labels, strict=True))
    )


def _names(channels: Sequence[Channel], *, mirrored: bool) -> alt.Axis:
    names = [channel.name for channel in reversed(channels)]
    return alt.Axis(
        title=None,
        orient="right" if mirrored else "left",
        values=list(range(len(names))),
        labelExpr=f"{json.dumps(names)}[datum.value]",
        labelAlign="right" if mirrored else "left",
        labelBaseline="bottom",
        labelOffset=-4,
        labelPadding=NAMES,
        labelLimit=0,
        labelOverlap=False,
        tickCount=len(names),
        labelFontSize=8.6,
        labelColor=INK,
        minExtent=NAMES,
        maxExtent=NAMES,
        ticks=False,
        domain=False,
        gridColor=LINE,
        gridOpacity=1,
        gridWidth=0.5,
    )


def _weeks(weeks: Sequence[str], release: int | None) -> alt.Axis:
    every = max(1, -(-len(weeks) // MAX_LABELLED))
    names = [week if i % every == 0 or i == release else "" for i, week in enumerate(weeks)]
    is_release = f"datum.value === {-1 if release is None else release}"
    return alt.Axis(
        title=None,
        labelExpr=f"{json.dumps(names)}[datum.value]",
        labelAngle=0,
        labelFontSize=7.6,
        labelPadding=4,
        labelOverlap=False,
        labelColor=alt.condition(is_release, alt.value(ACCENT), alt.value(MUTED)),
        labelFontWeight=alt.condition(is_release, alt.value("bold"), alt.value("normal")),
        ticks=False,
        domain=True,
        domainColor=LINE,
        domainWidth=0.5,
    )
