"""Page Timing, the critical dates: what must start by when, for all regions, and as a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.facts.decided import facts_of
from planner.ui import show, timing_rows, timing_texts, words
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.timing.critical import CriticalDate


def section(work: Work) -> None:
    """Draw what must start by when, what is late first, and offer it for people's calendars."""
    st.subheader("Critical dates", anchor=False)
    with guarded("The critical dates can't be worked out:"):
        from planner.timing.critical import dates  # noqa: PLC0415  # slow to load

        found = dates(work.plan, facts_of(work.plan))
        if not found:
            st.text(timing_texts.NOTHING_TO_DO, wrap=True)
            return
        st.text(sentence(found), wrap=True)
        st.caption(timing_texts.CRITICAL)
        rows = timing_rows.critical(found, work.plan)
        st.dataframe(rows, hide_index=True, width="stretch", alt="Critical dates")
        _download(work)


def sentence(found: tuple[CriticalDate, ...]) -> str:
    """Say how much there is to start, what is late, and what comes next."""
    late = sum(one.task.late for one in found)
    coming = [one for one in found if not one.task.late]
    told = f"{show.plural(len(found), 'date')} to keep."
    if late:
        told += f" {show.plural(late, 'is', 'are')} late already: these stand first."
    if coming:
        first = coming[0].task
        told += f" Next: {words.line(first.name)}, by {show.day(first.start_by)}."
    return told


def _download(work: Work) -> None:
    plan = work.plan

    def calendar() -> bytes:
        from planner.timing import ics  # noqa: PLC0415  # slow to load

        return ics.calendar(plan, facts_of(plan))

    st.download_button(
        "Download for your calendar (.ics)",
        calendar,
        f"{work.slug}-dates.ics",
        "text/calendar",
        key="dates.ics",
        on_click="ignore",
        icon=":material/event_available:",
        help="Each start and each release as a day, with a reminder a week before.",
    )
