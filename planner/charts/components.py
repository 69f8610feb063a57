"""What a forecast is made of: its level, its season, its holidays."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import ACCENT, MUTED, NUMBERS, WIDTH, heading

HEIGHT = 220
"""Pixels, of which title and axis take a third."""
ROW = 22
"""Pixels for each holiday."""
START = "dashed: where the forecast starts"
MOST = 14
"""Holidays shown, those that move most first."""
LEAST = 0.08
"""The axis of holidays reaches at least that far (as a share), so that small ones look small."""
ROOM = 1.6
"""So much farther than the longest bar the axis reaches: its number stands there."""
SMALLEST = 0.005
"""A share that is shown as 0% is left out."""
DIGITS = 40
"""Pixels for the numbers of an axis, so that charts below each other begin at the same place."""


def level_chart(parts: pd.DataFrame, *, ahead: pd.Timestamp, signal: str) -> alt.LayerChart:
    """Return the level by week, past and (from `ahead` on) future, in the signal's unit.

    `parts` has week and level of one series.
    """
    rows = parts.sort_values("week")
    axis = alt.Axis(format="%Y", tickCount="year", title=None, grid=False)
    x = alt.X("week:T", axis=axis)
    past = _line(rows[rows["week"] < ahead], "level", x, MUTED)
    future = _line(rows[rows["week"] >= ahead], "level", x, ACCENT)
    rule = alt.Chart(pd.DataFrame({"week": [ahead]})).mark_rule(color=MUTED, strokeDash=[4, 3])
    title = heading("Level", f"{signal} without season and holidays; {START}")
    layers = [past, future, rule.encode(x=x)]
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT, title=title)


def season_chart(year: pd.DataFrame) -> alt.LayerChart:
    """Return the season of a year: how many times the level a usual week has.

    `year` has week and season (a factor) of 52 weeks.
    """
    axis = alt.Axis(format="%b", tickCount="month", title=None, grid=False, labelOverlap="greedy")
    x = alt.X("week:T", axis=axis)
    one = alt.Chart(pd.DataFrame({"season": [1.0]})).mark_rule(color=MUTED, strokeDash=[4, 3])
    layers = [_line(year, "season", x, ACCENT, zero=False), one.encode(y=_y("season", zero=False))]
    title = heading("Season", "Times the level, holidays left out; dashed: an average week")
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT, title=title)


def holidays_chart(effects: pd.DataFrame) -> alt.LayerChart:
    """Return how much each holiday adds to its week or takes from it, the strongest first.

    `effects` has holiday and factor (1 is no effect).
    """
    moved = effects.assign(share=effects["factor"] - 1)
    rows = moved[moved["share"].abs() >= SMALLEST]
    rows = rows.reindex(rows["share"].abs().sort_values(ascending=False).index).head(MOST)
    rows["text"] = [f"{share:+.0%}" for share in rows["share"]]
    reach = max([LEAST, *rows["share"].abs()]) * ROOM
    x = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[-reach, reach], nice=False))
    axis = alt.Axis(title=None, labelLimit=200, labelOverlap=False, domain=False, ticks=False)
    y = alt.Y("holiday:N", sort=rows["holiday"].tolist(), axis=axis)
    base = alt.Chart(rows[["holiday", "share", "text"]]).encode(x=x, y=y)
    layers = [base.mark_bar(color=ACCENT, height=10, cornerRadius=2)]
    right = base.transform_filter("datum.share >= 0").mark_text(align="left", dx=5, color=MUTED)
    left = base.transform_filter("datum.share < 0").mark_text(align="right", dx=-5, color=MUTED)
    layers += [text.encode(text="text:N") for text in (right, left)]
    title = heading("Holidays", "What the week of each adds to the season, or takes from it")
    return alt.LayerChart(layer=layers, width=WIDTH, height=alt.Step(ROW), title=title)


def _line(
    rows: pd.DataFrame, column: str, x: alt.X, colour: str, *, zero: bool = True
) -> alt.Chart:
    tooltip = [
        alt.Tooltip("week:T", title="Week of", format="%-d %b %Y"),
        alt.Tooltip(f"{column}:Q", title=column.capitalize(), format=",.3r"),
    ]
    line = alt.Chart(rows[["week", column]]).mark_line(color=colour, strokeWidth=2)
    chart: alt.Chart = line.encode(x=x, y=_y(column, zero=zero), tooltip=tooltip)
    return chart


def _y(column: str, *, zero: bool) -> alt.Y:
    axis = alt.Axis(title=None, labelExpr=NUMBERS, tickCount=4, minExtent=DIGITS, maxExtent=DIGITS)
    return alt.Y(f"{column}:Q", axis=axis, scale=alt.Scale(zero=zero))
