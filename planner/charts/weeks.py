"""Weeks as columns: their axis, the dots on them, and the legend that names the dots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt

from planner.charts.theme import MUTED

INK, PAPER = "#101617", "#ffffff"
LARGE, SMALL = 90, 12
"""Of the dots for what counts most and for what stands beside it, in square pixels."""


def weeks_axis(weeks: Sequence[str]) -> alt.X:
    """Return an axis of weeks with the names of months, and of the year where it begins.

    `weeks` are Mondays as ISO text, in order.
    """
    days = [date.fromisoformat(week) for week in weeks]
    starts = [
        week
        for at, (week, day) in enumerate(zip(weeks, days, strict=True))
        if at == 0 or day.month != days[at - 1].month
    ]
    named = {week for week in starts if week == weeks[0] or week[5:7] == "01"}
    with_year = ", ".join(f"'{week}'" for week in sorted(named))
    label = (
        f"utcFormat(toDate(datum.value), indexof([{with_year}], datum.value) >= 0 ? '%b %Y' : '%b')"
    )
    axis = alt.Axis(
        title=None,
        orient="top",
        values=starts,
        labelExpr=label,
        labelAngle=0,
        labelAlign="left",
        labelOverlap="greedy",
        domain=False,
        ticks=False,
    )
    scale = alt.Scale(domain=list(weeks), paddingInner=0.06, paddingOuter=0)
    return alt.X("week:O", axis=axis, scale=scale)


def dots(base: alt.Chart, column: str, *, large: bool) -> alt.Chart:
    """Return a dot in each cell where `column` is true, seen on any colour."""
    chart: alt.Chart = base.transform_filter(f"datum.{column}").mark_point(
        filled=True,
        opacity=1,
        fill=PAPER,
        stroke=INK,
        size=LARGE if large else SMALL,
        strokeWidth=2 if large else 0.6,
    )
    return chart


def dots_key(base: alt.Chart, names: Sequence[str]) -> alt.Chart:
    """Return a layer without points whose legend names large and small dots on any page."""
    legend = alt.Legend(title=None, orient="top", symbolType="circle")
    sizes = alt.Scale(domain=list(names), range=[LARGE, 2 * SMALL])
    nothing = base.transform_filter("false").transform_calculate(mark="''")
    chart: alt.Chart = nothing.mark_point(filled=True, opacity=1, color=MUTED).encode(
        size=alt.Size("mark:N", scale=sizes, legend=legend)
    )
    return chart
