"""History and forecast of one signal in one region."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, NUMBERS, WIDTH, heading, short_day
from planner.model.names import plain

PAST = 104
"""Weeks of history shown: two years let the season be seen twice."""
LABEL_GAP = 0.16
"""Share of the chart's height between high and low that their three labels need."""
HEIGHT = 280
WEEK = "week:T"


def forecast_chart(
    history: pd.DataFrame,
    forecast: pd.DataFrame,
    *,
    region_name: str,
    signal: str,
    release: date | None = None,
) -> alt.LayerChart:
    """Return observed demand, the median forecast and its 50% and 80% bands, labelled directly.

    `history` has week and value, `forecast` week, p10, p25, p50, p75 and p90 (and may have method)
    of a single region and signal. `release` is marked by a line.
    """
    past = history[["week", "value"]].sort_values("week").tail(PAST)
    ahead = forecast.sort_values("week")
    layers = [
        _band(ahead, "p10", "p90", 0.16),
        _band(ahead, "p25", "p75", 0.22),
        _line(past, "value", MUTED, 1.3),
        _line(ahead, "p50", ACCENT, 2.2),
        *_labels(past, ahead),
    ]
    if release is not None:
        layers += _release(release)
    words = ["Shaded: half of all weeks should lie in the dark band, 8 in 10 in the light one"]
    if "method" in ahead and (ahead["method"] == "borrowed").any():
        words.append("Too little history of its own: the season is borrowed from other regions")
    title = heading(f"{plain(signal)} in {region_name} by week", *words)
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT, title=title)


def _x() -> alt.X:
    every = alt.TimeIntervalStep(interval="month", step=3)
    axis = alt.Axis(
        title=None,
        format="%b %Y",
        tickCount=every,
        labelFlush=False,
        labelOverlap="greedy",
        grid=False,
    )
    return alt.X(WEEK, axis=axis)


def _y(column: str) -> alt.Y:
    axis = alt.Axis(title=None, labelExpr=NUMBERS, tickCount=5)
    return alt.Y(f"{column}:Q", axis=axis, scale=alt.Scale(zero=True))


def _band(ahead: pd.DataFrame, low: str, high: str, opacity: float) -> alt.Chart:
    tooltip = [
        alt.Tooltip(WEEK, title="Week of", format="%-d %b %Y"),
        alt.Tooltip("p50:Q", title="Median", format=",.3r"),
        alt.Tooltip(f"{low}:Q", title="From", format=",.3r"),
        alt.Tooltip(f"{high}:Q", title="To", format=",.3r"),
    ]
    area = alt.Chart(ahead[["week", "p50", low, high]]).mark_area(color=ACCENT, opacity=opacity)
    chart: alt.Chart = area.encode(x=_x(), y=_y(low), y2=f"{high}:Q", tooltip=tooltip)
    return chart


def _line(rows: pd.DataFrame, column: str, colour: str, width: float) -> alt.Chart:
    line = alt.Chart(rows[["week", column]]).mark_line(color=colour, strokeWidth=width)
    chart: alt.Chart = line.encode(x=_x(), y=_y(column))
    return chart


def _labels(past: pd.DataFrame, ahead: pd.DataFrame) -> list[alt.Chart]:
    last = ahead.tail(1)
    top = pd.concat([ahead["p90"], past["value"]]).max()
    far = (last["p90"] - last["p10"]).iloc[0] > LABEL_GAP * top
    ends = {"p90": "High (P90)", "p50": "Median", "p10": "Low (P10)"} if far else {"p50": "Median"}
    texts = [
        _text(last, column, alt.MarkDef("text", text=text, color=ACCENT, align="left", dx=6))
        for column, text in ends.items()
    ]
    seen = past.dropna()
    if len(seen):
        mark = alt.MarkDef("text", text="Observed", color=MUTED, dy=-9)
        texts.append(_text(seen.loc[[seen["value"].idxmax()]], "value", mark))
    return texts


def _text(row: pd.DataFrame, column: str, mark: alt.MarkDef) -> alt.Chart:
    base = alt.Chart(row[["week", column]], mark=mark)
    chart: alt.Chart = base.encode(x=_x(), y=_y(column))
    return chart


def _release(day: date) -> list[alt.Chart]:
    row = pd.DataFrame({"week": [pd.Timestamp(day)], "text": [f"Release, {short_day(day)}"]})
    base = alt.Chart(row).encode(x=_x())
    rule = base.mark_rule(color=MUTED, strokeDash=[4, 3])
    text = base.mark_text(color=MUTED, align="right", dx=-5, dy=6, fontSize=11)
    return [rule, text.encode(y=alt.value(0), text="text:N")]
