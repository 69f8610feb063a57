"""The parts of page Timing that the plan itself holds: figures, conflicts, dates, decisions."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner.charts.timeline import timeline_chart
from planner.model.sections import Schedule, Timing
from planner.ui import (
    decide,
    draw,
    frame,
    series,
    series_timing,
    show,
    tables,
    timing_found,
    timing_region,
    timing_texts,
)
from planner.ui.session import Work

MOST_WARNINGS = 4
"""Warnings shown at once; the rest opens on demand."""


def summary(work: Work) -> bool:
    """Say in one sentence when the film opens; return whether there is a suggestion."""
    section = work.plan.timing
    if frame.need_suggestion(work) or section is None:
        return False
    days = sorted(one.date for one in section.regions.values() if one.date)
    if days:
        st.write(_sentence(days, len(section.regions)))
    frame.figures(_figures(days, section), _meanings(section.schedule))
    return True


def _sentence(days: list[date], regions: int) -> str:
    told = (
        f"The film opens first on {show.day(days[0])} and last on {show.day(days[-1])}, "
        f"in {show.plural(len(days), 'region')}."
    )
    missing = regions - len(days)
    if not missing:
        return told
    return f"{told} {show.plural(missing, 'region has', 'regions have')} no date."


def _figures(days: list[date], section: Timing) -> dict[str, object]:
    late = sum(bool(one.warnings) for one in section.regions.values())
    value = section.schedule.value if section.schedule else None
    return {
        "First opening": _short(days[0]) if days else show.NOTHING,
        "Last opening": _short(days[-1]) if days else show.NOTHING,
        "Admissions, all regions": show.NOTHING if value is None else show.about(value),
        "Regions to look at": late,
    }


def _short(day: date) -> str:
    """Return a day without its year, which the sentence above has: four figures must fit."""
    return f"{day.day} {day:%b}"


def _meanings(schedule: Schedule | None) -> dict[str, str]:
    meanings = {"Regions to look at": "Regions with a warning below."}
    if schedule:
        meanings["Admissions, all regions"] = bound(schedule)
    return meanings


def bound(schedule: Schedule) -> str:
    """Return how near the dates are to the best there is, in words."""
    most = show.count(schedule.bound)
    if schedule.bound <= schedule.value:
        return f"No other dates under these rules bring more than {most}, in this model."
    gap = (schedule.bound - schedule.value) / schedule.value if schedule.value else 1.0
    return (
        f"No other dates under these rules can bring more than {most}, in this model: "
        f"{gap * 100:.2g}% above these."
    )


def conflicts(work: Work) -> None:
    """Say which rules can't all hold and what to relax; then what else of them can't be used."""
    found = work.plan.timing.conflicts if work.plan.timing else []
    hard = [line for line in found if line.startswith(timing_texts.IMPOSSIBLE)]
    if hard:
        with st.container(border=True):
            st.error(timing_texts.CONFLICTS, icon=":material/error:")
            for line in hard:
                st.text(f"• {line}", wrap=True)
    soft = [line for line in found if line not in hard]
    if soft:
        with st.container(border=True):
            st.warning(timing_texts.NOTES, icon=":material/info:")
            for line in soft:
                st.text(f"• {line}", wrap=True)


def chart(work: Work) -> None:
    """Show when each region opens, between which days it could, and what else happens there."""
    section = work.plan.timing
    if section is None or not section.regions:
        return
    draw.chart(
        timeline_chart,
        series.timeline(section, work.plan),
        series_timing.beside(timing_found.calendars(work.plan), work.plan),
        window_from=work.plan.goals.window.from_,
        window_to=work.plan.goals.window.to,
        alt="Release date of each region within the days on which it could open",
    )


def dates(work: Work) -> None:
    """List the dates."""
    if work.plan.timing:
        rows = tables.timing(work.plan.timing, work.plan)
        st.dataframe(rows, hide_index=True, width="stretch", alt="Dates by region")


def warnings(work: Work) -> None:
    """List what is wrong or odd about dates, the first ones at once."""
    regions = work.plan.timing.regions if work.plan.timing else {}
    found = [
        f"{show.region(code, work.plan.goals)}: {warning}"
        for code, one in regions.items()
        for warning in one.warnings
    ]
    timing_region.warned(found[:MOST_WARNINGS])
    rest = found[MOST_WARNINGS:]
    if rest:
        with st.expander(f"{len(rest)} more to look at", icon=":material/warning:"):
            for line in rest:
                st.text(f"• {line}", wrap=True)


def decisions(work: Work) -> None:
    """List the dates that people decided."""
    decide.listed(work, "timing")
