"""Page Timing, the heat map: what each week would bring each region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.charts.heat import heat_chart
from planner.ui import draw, show, timing_found, timing_words
from planner.ui.session import Work

if TYPE_CHECKING:  # suggest imports Prophet, which takes seconds
    from planner.timing.dates import Dates


def heat_map(work: Work) -> Dates | None:
    """Draw the heat map; return what timing found, for the rest of the page."""
    dates = timing_found.found(work)
    if dates is None or dates.openings.empty:
        return dates
    cells = timing_found.cells(dates, work.plan)
    regions = show.plural(cells["name"].nunique(), "region")
    draw.chart(
        heat_chart,
        cells,
        grades=timing_words.GRADES,
        shut=timing_words.SHUT,
        dark=st.context.theme.type == "dark",
        alt=(
            f"Weeks from {show.short_day(work.plan.goals.window.from_)} to "
            f"{show.short_day(work.plan.goals.window.to)} for {regions}, each beside the best "
            "week of its region, with the dates of the plan, holidays and weeks that are blocked"
        ),
    )
    with st.expander("How to read it", icon=":material/help:"):
        for line in timing_words.HOW_TO_READ:
            st.text(line, wrap=True)
    return dates
