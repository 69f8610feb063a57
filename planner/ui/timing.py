"""The parts of page Timing."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner.charts.timeline import timeline_chart
from planner.plan import edit
from planner.ui import decide, draw, fields, frame, regions, series, session, show, tables
from planner.ui import why as reasons
from planner.ui.session import Work

TABLE_WIDTH = 380
"""Pixels that a table of three columns needs."""


def summary(work: Work) -> bool:
    """Say in one sentence when the film opens; return whether there is a suggestion."""
    section = work.plan.timing
    if frame.need_suggestion(work) or section is None:
        return False
    days = sorted(one.date for one in section.regions.values() if one.date)
    late = sum(bool(one.warnings) for one in section.regions.values())
    if days:
        st.write(
            f"The film opens first on {show.day(days[0])} and last on {show.day(days[-1])}, "
            f"in {show.plural(len(days), 'region')}."
        )
    frame.figures(
        {
            "First opening": show.short_day(days[0] if days else None),
            "Last opening": show.short_day(days[-1] if days else None),
            "Regions to look at": late,
        },
        {"Regions to look at": "Regions with a warning below."},
    )
    return True


def chart(work: Work) -> None:
    """Show when each region opens, and between which days it could."""
    section = work.plan.timing
    if section is None or not section.regions:
        return

    draw.chart(
        timeline_chart,
        series.timeline(section, work.plan),
        window_from=work.plan.goals.window.from_,
        window_to=work.plan.goals.window.to,
        alt="Release date of each region within the days on which it could open",
    )


def dates(work: Work) -> None:
    """List the dates, and what is wrong with any."""
    section = work.plan.timing
    if section is None:
        return
    draw.table(
        tables.timing(section, work.plan),
        alt="Dates by region",
    )
    for code, one in section.regions.items():
        for warning in one.warnings:
            with st.container(horizontal=True):
                st.badge("Look at this", icon=":material/warning:", color="orange")
                st.text(
                    f"{show.region(code, work.plan.goals)}: {warning}", wrap=True, width="stretch"
                )


def one_region(work: Work, region: str) -> None:
    """Show a region's other dates and its preparations, and let a person decide its date."""
    section = work.plan.timing
    if section is None or region not in section.regions:
        return
    left, right = fields.row(2, TABLE_WIDTH)
    with left:
        st.markdown("**Other dates**")
        draw.table(
            tables.alternatives(section, region),
            alt="Other dates",
        )
    with right:
        st.markdown("**What must be ready**")
        draw.table(
            tables.preparations(section, region),
            alt="Preparations",
        )
    _decide(work, region)


def _decide(work: Work, region: str) -> None:
    at = f"timing.{region}.date"
    decided = edit.override_at(work.plan, at)
    suggested = work.plan.timing.regions[region].date if work.plan.timing else None
    with st.form(f"decide.{region}", border=True):
        st.markdown("**Decide the date yourself**")
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


def inputs(work: Work) -> None:
    """Edit the window, the team's limit, and the day from which time counts."""
    form = fields.Form(work)
    first, second, third, fourth = fields.row(4)
    with first:
        form.day("Opens from", "goals.window.from")
    with second:
        form.day("Opens until", "goals.window.to")
    with third:
        form.day("Today counts as", "as_of", meaning="Lead times and history count from this day.")
    with fourth:
        form.whole(
            "Openings per week",
            "goals.team.openings_per_week",
            1,
            100,
            meaning="How many regions the team can open in one week.",
        )
    form.apply()
    regions.table(work, "release", ["release", "date_by", "date"], "releases")


def decisions(work: Work) -> None:
    """List the dates that people decided."""
    decide.listed(work, "timing")


def why(work: Work, region: str) -> None:
    """Explain a region's date."""
    if work.plan.suggested:
        name = show.region(region, work.plan.goals)
        reasons.why(work, {f"timing.{region}.date": f"Release date, {name}"})
