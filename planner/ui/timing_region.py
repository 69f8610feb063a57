"""Page Timing, one region: other dates and why, what must be ready, its calendar, deciding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.facts.decided import facts_of
from planner.model.sections import RegionTiming
from planner.plan import edit
from planner.ui import (
    decide,
    draw,
    fields,
    session,
    show,
    timing_rows,
    timing_texts,
    words,
)
from planner.ui import why as reasons
from planner.ui.guard import guarded
from planner.ui.session import Work

TABS = ("Other dates", "What must be ready", "Calendar", "Decide the date")


def one_region(work: Work, code: str) -> DeltaGenerator | None:
    """Draw what there is on a region; return the place for its other dates, which come later."""
    section = work.plan.timing
    if section is None or code not in section.regions:
        return None
    _headline(work, code, section.regions[code])
    others, ready, calendar, decision = st.tabs(TABS, key="timing.region", on_change="rerun")
    if ready.open:  # what a hidden tab only shows is not sent
        with ready, guarded():
            _ready(work, code, section.regions[code])
    if calendar.open:
        with calendar, guarded():
            _calendar(work, code)
    with decision:
        _decide(work, code)
    return others if others.open else None


def _headline(work: Work, code: str, one: RegionTiming) -> None:
    name, section = show.region(code, work.plan.goals), work.plan.timing
    if one.date is None:
        st.text(f"{name} has no date yet.")
    else:
        st.text(f"{name} opens on {show.day(one.date)}, {show.week(one.date)}.", wrap=True)
    with st.container(horizontal=True, gap="small"):
        st.badge(f"Decided by: {words.SET_BY[one.set_by]}", color="gray")
        if one.futures is not None and section and section.schedule:
            told = f"Stayed the best in {one.futures} of {section.schedule.futures} futures"
            sure = one.futures >= section.schedule.futures / 2
            st.badge(
                told,
                icon=":material/casino:",
                color="green" if sure else "orange",
                help=timing_texts.FUTURES_HELP,
            )
    warned(one.warnings)


def warned(lines: Sequence[str]) -> None:
    """Draw warnings below each other, as the plain text that they are."""
    if not lines:
        return
    with st.container(border=True, gap="xsmall"):
        st.badge("Look at this", icon=":material/warning:", color="orange")
        for line in lines:
            st.text(f"• {line}", wrap=True)


def _ready(work: Work, code: str, one: RegionTiming) -> None:
    if one.date is None:
        st.text(timing_texts.NO_DATE_YET, wrap=True)
        return
    from planner.timing.critical import tasks  # noqa: PLC0415  # slow to load

    found = tasks(code, work.plan, facts_of(work.plan), one.date)
    if not found:
        st.text(timing_texts.NOTHING_TO_DO, wrap=True)
        return
    draw.table(timing_rows.preparations(found), alt="What must be ready, and by when")


def _calendar(work: Work, code: str) -> None:
    from planner.timing.days import observances  # noqa: PLC0415  # slow to load
    from planner.timing.stale import stale_notes  # noqa: PLC0415  # slow to load

    window, facts = work.plan.goals.window, facts_of(work.plan)
    found = observances(code, work.plan, facts, window.from_, window.to)
    st.caption(timing_texts.CALENDAR)
    if found:
        rows = timing_rows.calendar(found)
        st.dataframe(rows, hide_index=True, width="stretch", alt="Days that matter here")
    else:
        st.text(timing_texts.EMPTY_CALENDAR, wrap=True)
    notes = stale_notes(code, work.plan, facts)
    if notes:
        with st.expander(f"Dates to read again ({len(notes)})", icon=":material/history:"):
            for note in notes:
                st.text(note, wrap=True)


def _decide(work: Work, region: str) -> None:
    at = f"timing.{region}.date"
    decided = edit.override_at(work.plan, at)
    suggested = work.plan.timing.regions[region].date if work.plan.timing else None
    st.caption(timing_texts.DECIDE)
    with st.form(f"decide.{region}", border=True):
        first, second, third = fields.row(3)
        with first:
            before = decided.value if decided and isinstance(decided.value, date) else suggested
            key = session.synced(f"decide.{region}.date", before)
            day = fields.day("Date", key, before, disabled=work.frozen)
        why = decide.reason(f"decide.{region}", work, second, third)
        pressed = st.form_submit_button("Set this date", key="decide.set", disabled=work.frozen)
    if pressed:
        replaced = decided.replaced if decided else suggested
        decide.make(work, at, day, replaced, why)


def why(work: Work, region: str) -> None:
    """Explain a region's date."""
    if work.plan.suggested:
        name = show.region(region, work.plan.goals)
        reasons.why(work, {f"timing.{region}.date": f"Release date, {name}"})
