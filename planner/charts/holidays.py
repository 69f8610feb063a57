"""Holidays below a chart's weeks: a bar for each, and names where they fit at the chart's width."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from planner.charts.labels import lanes
from planner.charts.theme import MUTED

ROOM = 38
"""Pixels below the weeks: the bars, and two lanes of names."""
BAR, FIRST_LANE, LANE, LANES = 7, 19, 12, 2
LETTER = 5.6
"""Pixels of a letter of 10 pixels' height, on average."""
GAP = 7
"""Pixels between two names."""
WIDTHS = (0, 300, 340, 400, 480, 580, 700, 840, 1000)
"""Widths of the plot (pixels) for which names are chosen anew; the first counts as `NARROWEST`."""
NARROWEST = 240
OVER = 60
"""Pixels by which a name may stand out on the right, under the names of the bands."""
LONGEST = 24
"""Letters of a name that are written out; pointing at its bar shows the whole."""
WIDEST = 100_000.0
WEEK = pd.Timedelta(days=7)


def holiday_layers(
    holidays: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, x: alt.X
) -> list[alt.Chart]:
    """Return bars and names below a plot that runs from `first` to `last`.

    `holidays` has start and end (Mondays), name, names (of all in these weeks), effect (text),
    strength (the larger, the sooner it is named) and named (whether it may be named at all).
    """
    rows = holidays[(holidays["start"] >= first) & (holidays["end"] <= last)]
    if rows.empty:
        return []
    names = pd.DataFrame(
        _names(rows, first, last), columns=["week", "name", "lane", "least", "most"]
    )
    return [_bars(rows, x), *_texts(names, x)]


def _bars(rows: pd.DataFrame, x: alt.X) -> alt.Chart:
    shown = rows.assign(week=rows["start"], until=rows["end"] + WEEK)
    tooltip = [
        alt.Tooltip("names:N", title="Holiday"),
        alt.Tooltip("week:T", title="Week of", format="%-d %b %Y"),
        alt.Tooltip("effect:N", title="Beyond the season"),
    ]
    bars = alt.Chart(shown[["week", "until", "names", "effect"]]).mark_bar(
        color=MUTED, height=4, minBandSize=3, cornerRadius=1
    )
    chart: alt.Chart = bars.encode(x=x, x2="until:T", y=_below(BAR), tooltip=tooltip)
    return chart


def _texts(names: pd.DataFrame, x: alt.X) -> Iterator[alt.Chart]:
    """Yield a layer for each lane; the plot's own width decides which names it shows."""
    for lane, rows in names.groupby("lane"):
        text = alt.Chart(rows[["week", "name", "least", "most"]]).mark_text(
            color=MUTED, fontSize=10, align="center", baseline="middle"
        )
        place = _below(FIRST_LANE + LANE * int(str(lane)))
        shown = text.transform_filter("datum.least <= width && width < datum.most")
        yield shown.encode(x=x, y=place, text="name:N")


def _below(pixels: int) -> Any:  # noqa: ANN401  # Altair leaves it untyped
    """Return a place below the plot, however high that turns out on the page."""
    return alt.value(alt.expr(f"height + {pixels}"))


def _names(
    rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> Iterator[tuple[pd.Timestamp, str, int, float, float]]:
    """Yield middle, name, lane and the widths from and below which a name is shown."""
    wanted = rows[rows["named"]].sort_values(["strength", "start"], ascending=[False, True])
    middles = list(wanted["start"] + (wanted["end"] - wanted["start"] + WEEK) / 2)
    names = [_short(str(name)) for name in wanted["name"]]
    for least, most in pairwise([*map(float, WIDTHS), WIDEST]):
        width = max(least, NARROWEST)
        scale = width / max((last - first) / WEEK, 1.0)
        places = [(middle - first) / WEEK * scale for middle in middles]
        spans = [_span(place, name) for place, name in zip(places, names, strict=True)]
        inside = [at for at, span in enumerate(spans) if span[0] >= 0 and span[1] <= width + OVER]
        placed = lanes([spans[at] for at in inside], LANES, GAP)
        for at, lane in zip(inside, placed, strict=True):
            if lane is not None:
                yield middles[at], names[at], lane, least, most


def _short(name: str) -> str:
    """Return what stands before a comma, cut where it is long."""
    bare = name.partition(",")[0]
    return bare if len(bare) <= LONGEST else f"{bare[: LONGEST - 1].rstrip()}…"


def _span(middle: float, name: str) -> tuple[float, float]:
    half = len(name) * LETTER / 2
    return middle - half, middle + half
