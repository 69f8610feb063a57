"""How media money is spread over the weeks."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.split import colour, named
from planner.charts.theme import NUMBERS, WIDTH, heading

HEIGHT = 340
"""Pixels for title, legend and bars together: a page fits all of them into it."""


def flight_chart(frame: pd.DataFrame, *, currency: str) -> alt.Chart:
    """Return a stacked bar per week of `frame`: week (Monday), channel and amount."""
    weeks = pd.to_datetime(frame["week"]).dt.strftime("%Y-%m-%d")
    rows = named(
        frame.assign(week=weeks).groupby(["week", "channel"], as_index=False)[["amount"]].sum()
    )
    label = "utcFormat(toDate(datum.value), '%-d %b')"
    axis = alt.Axis(title=None, labelExpr=label, labelAngle=0, labelOverlap="greedy")
    tooltip = [
        alt.Tooltip("week:N", title="Week of"),
        alt.Tooltip("name:N", title="Channel"),
        alt.Tooltip("amount:Q", title=currency, format=",.0f"),
    ]
    bars = alt.Chart(rows).mark_bar(width=alt.RelativeBandSize(0.8))
    chart: alt.Chart = bars.encode(
        x=alt.X("week:O", axis=axis, scale=alt.Scale(domain=_all_weeks(weeks))),
        y=alt.Y("amount:Q", axis=alt.Axis(title=None, labelExpr=NUMBERS, tickCount=4)),
        color=colour(rows),
        order="rank:Q",
        tooltip=tooltip,
    )
    title = heading("Media money by week", f"{currency} a week, by the Monday of the week")
    return chart.properties(width=WIDTH, height=HEIGHT, title=title)


def _all_weeks(weeks: pd.Series[str]) -> list[str]:
    """Return every Monday from first to last: a week without money is a gap, not left out."""
    if weeks.empty:
        return []
    return pd.date_range(weeks.min(), weeks.max(), freq="7D").strftime("%Y-%m-%d").tolist()
