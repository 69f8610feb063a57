"""Page Timing, a region's other dates: what each would change in the campaign, and through what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.charts.change import change_chart
from planner.ui import draw, series_timing, show, tables, timing_texts, timing_words
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from collections.abc import Sequence

    from planner.timing.compare import Alternative
    from planner.timing.dates import Dates

CARD = 290
"""Pixels that a card needs for its chart."""


def other_dates(work: Work, code: str, dates: Dates | None) -> None:
    """Draw a region's other dates side by side.

    Without what timing found, the plan holds their worth alone.
    """
    section = work.plan.timing
    if section is None or section.regions[code].date is None:
        st.text(timing_texts.NO_DATE_YET, wrap=True)
        return
    found = dates.alternatives.get(code, ()) if dates else ()
    if found:
        st.caption(timing_words.OTHERS)
        _cards(found)
    elif section.regions[code].alternatives:
        draw.table(tables.alternatives(section, code), alt="Other dates")
    else:
        st.text(timing_words.NO_OTHERS, wrap=True)


def _cards(found: Sequence[Alternative]) -> None:
    reach = max(abs(effect) for one in found for effect in one.parts.values())
    with st.grid(len(found), min_column_width=CARD, gap="small") as grid:
        for one in found:
            with grid.cell(), st.container(border=True, height="stretch"):
                _card(one, reach)


def _card(one: Alternative, reach: float) -> None:
    day = show.day(one.day)
    change = series_timing.signed(one.change)
    blocked = one.kind == "blocked"
    st.metric(
        f"{day}, {show.week(one.day)}",
        timing_words.IMPOSSIBLE if blocked else change,
        help=None if blocked else "Admissions of all regions together, beside the plan's dates.",
    )
    rows = series_timing.changes(one)
    if rows.empty:
        st.text(timing_words.NO_CHANGE, wrap=True)
    else:
        told = ", ".join(
            f"{part} {text}" for part, text in zip(rows["part"], rows["text"], strict=True)
        )
        draw.chart(change_chart, rows, reach=reach, alt=f"What {day} would change: {told}")
    st.text(series_timing.against(one), wrap=True)
