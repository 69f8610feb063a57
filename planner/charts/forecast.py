"""History and forecast of one signal in one region, with the holidays below."""

from __future__ import annotations

from datetime import date
from typing import Literal

import altair as alt
import pandas as pd

from planner.charts.holidays import ROOM, holiday_layers
from planner.charts.labels import apart
from planner.charts.theme import ACCENT, MUTED, NUMBERS, WIDTH, heading, short_day

PAST = 104
"""Weeks of history shown: two years let the season be seen twice."""
HEIGHT = 380
"""Pixels; on a page, title, holidays and axis take their part of them."""
PLOT = 240
"""Pixels of that which are at least left for the weeks."""
LINE = 14
"""Pixels between the lines of two labels."""
HEADROOM = 1.08
"""The axis ends that much above the highest value: room for the word above it."""
EDGE = 0.12
"""Share of the weeks at either end where a centred word would hang over the chart's side."""
WEEK = "week:T"
ENDS = {"p90": "8 in 10 weeks", "p75": "Half of all weeks", "p50": "Median"}
"""What the upper edge of each band, and the line, are called where they end."""
BANDS = "Dark band: half of all weeks should fall into it. Light band: 8 in 10."
BORROWED = "Too little history of its own: the season is borrowed from other regions."
MARKS = "Below: weeks with holidays."


def forecast_chart(
    history: pd.DataFrame,
    forecast: pd.DataFrame,
    holidays: pd.DataFrame | None = None,
    *,
    region_name: str,
    signal: str,
    release: date | None = None,
) -> alt.LayerChart:
    """Return observed demand, the median forecast and its 50% and 80% bands, labelled directly.

    `history` has week and value, `forecast` week, p10, p25, p50, p75 and p90 (and may have method)
    of a single region and signal; `signal` is its name in words. `holidays` are as
    `planner.charts.holidays.holiday_layers` takes them. `release` is marked by a line.
    """
    past = history[["week", "value"]].sort_values("week").tail(PAST)
    ahead = forecast.sort_values("week")
    weeks = pd.concat([past["week"], ahead["week"]])
    first, last = weeks.min(), weeks.max()
    top = float(pd.concat([past["value"], ahead["p90"]]).max()) * HEADROOM
    marked = holidays is not None and not holidays.empty
    x, scale = _x(ROOM if marked else 0), alt.Scale(domain=[0, top or 1.0], nice=False)
    layers = [
        _band(ahead, ("p10", "p90"), 0.16, x, scale),
        _band(ahead, ("p25", "p75"), 0.22, x, scale),
        _line(past, "value", (MUTED, 1.3), x, scale),
        _line(ahead, "p50", (ACCENT, 2.2), x, scale),
        *_ends(ahead, top or 1.0, x),
        *_observed(past, x, scale),
    ]
    if holidays is not None and marked:
        layers += holiday_layers(holidays, first, last, x)
    if release is not None and first <= pd.Timestamp(release) <= last:
        layers += _release(release, x)
    borrowed = "method" in ahead and (ahead["method"] == "borrowed").any()
    lines = [BANDS, *([MARKS] if marked else []), *([BORROWED] if borrowed else [])]
    title = heading(f"{signal} in {region_name} by week", *lines)
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT, title=title)


def _x(offset: int) -> alt.X:
    every = alt.TimeIntervalStep(interval="month", step=3)
    axis = alt.Axis(
        title=None,
        format="%b %Y",
        tickCount=every,
        labelFlush=False,
        labelOverlap="greedy",
        grid=False,
        offset=offset,
    )
    return alt.X(WEEK, axis=axis)


def _y(column: str, scale: alt.Scale) -> alt.Y:
    axis = alt.Axis(title=None, labelExpr=NUMBERS, tickCount=5)
    return alt.Y(f"{column}:Q", axis=axis, scale=scale)


def _band(
    ahead: pd.DataFrame, ends: tuple[str, str], opacity: float, x: alt.X, scale: alt.Scale
) -> alt.Chart:
    low, high = ends
    tooltip = [
        alt.Tooltip(WEEK, title="Week of", format="%-d %b %Y"),
        alt.Tooltip("p50:Q", title="Median", format=",.3r"),
        alt.Tooltip(f"{low}:Q", title="From", format=",.3r"),
        alt.Tooltip(f"{high}:Q", title="To", format=",.3r"),
    ]
    area = alt.Chart(ahead[["week", "p50", low, high]]).mark_area(color=ACCENT, opacity=opacity)
    chart: alt.Chart = area.encode(x=x, y=_y(low, scale), y2=f"{high}:Q", tooltip=tooltip)
    return chart


def _line(
    rows: pd.DataFrame, column: str, pen: tuple[str, float], x: alt.X, scale: alt.Scale
) -> alt.Chart:
    colour, width = pen
    line = alt.Chart(rows[["week", column]]).mark_line(color=colour, strokeWidth=width)
    chart: alt.Chart = line.encode(x=x, y=_y(column, scale))
    return chart


def _ends(ahead: pd.DataFrame, top: float, x: alt.X) -> list[alt.Chart]:
    """Return the names of bands and line beside the last week, apart from each other."""
    last = ahead.tail(1)
    wanted = [PLOT * (1 - float(last[name].iloc[0]) / top) for name in ENDS]
    places = [alt.expr(f"height * {place / PLOT:.4f}") for place in apart(wanted, LINE)]
    return [
        alt.Chart(last[["week"]], mark=_beside(text)).encode(x=x, y=alt.value(place))
        for text, place in zip(ENDS.values(), places, strict=True)
    ]


def _beside(text: str) -> alt.MarkDef:
    return alt.MarkDef("text", text=text, color=ACCENT, align="left", baseline="middle", dx=6)


def _observed(past: pd.DataFrame, x: alt.X, scale: alt.Scale) -> list[alt.Chart]:
    seen = past.dropna()
    if seen.empty:
        return []
    earlier = seen["value"].to_numpy()[: max(len(seen) // 2, 1)]  # the release's word is later
    at = int(earlier.argmax())
    place = at / len(seen)
    mark = alt.MarkDef("text", text="Observed", color=MUTED, dy=-9, align=_align(place))
    base = alt.Chart(seen.iloc[[at]][["week", "value"]], mark=mark)
    return [base.encode(x=x, y=_y("value", scale))]


def _align(place: float) -> Literal["left", "center", "right"]:
    return "left" if place < EDGE else "right" if place > 1 - EDGE else "center"


def _release(day: date, x: alt.X) -> list[alt.Chart]:
    row = pd.DataFrame({"week": [pd.Timestamp(day)], "text": [f"Release, {short_day(day)}"]})
    base = alt.Chart(row).encode(x=x)
    rule = base.mark_rule(color=MUTED, strokeDash=[4, 3])
    text = base.mark_text(color=MUTED, align="right", dx=-5, dy=6, fontSize=11)
    return [rule, text.encode(y=alt.value(0), text="text:N")]
