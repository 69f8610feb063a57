"""Page Creators: what the shortlist does in a sentence, and its tabs, drawn once they are open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.model.sections import Creators
from planner.ui import (
    creators_found,
    creators_map,
    creators_outreach,
    creators_rules,
    creators_search,
    creators_sheet,
    creators_shortlist,
    creators_texts,
    decide,
    frame,
    show,
)
from planner.ui.audience_tasks import Task
from planner.ui.guard import guarded
from planner.ui.session import Work

SHORTLIST, CELLS, SHEET, RULES, FIND, OUTREACH = (
    "Shortlist",
    "Reach by cell",
    "Creator sheet",
    "Rules",
    "Find creators",
    "Outreach",
)
DRAWN: dict[str, Callable[[Work], None]] = {
    SHORTLIST: creators_shortlist.panel,
    CELLS: creators_map.panel,
    SHEET: creators_sheet.panel,
    RULES: creators_rules.panel,
    OUTREACH: creators_outreach.panel,
}
PENDING: dict[str, Callable[[Work], bool]] = {
    SHEET: creators_sheet.pending,
    RULES: creators_rules.pending,
    OUTREACH: creators_outreach.pending,
}
"""Tabs that would lose what is typed into them if they weren't drawn."""
TABS = (SHORTLIST, CELLS, SHEET, RULES, FIND, OUTREACH)


def summary(work: Work) -> None:
    """Say in one sentence whom the shortlist reaches, and show its figures."""
    section = work.plan.creators
    if frame.need_suggestion(work) or section is None:
        return
    currency = work.plan.goals.budget.currency
    st.text(sentence(section, currency), wrap=True)
    frame.figures(
        {
            "Creators": len(section.chosen),
            "Spent": show.money(section.spent, currency),
            "People reached": show.compact(section.reach) if section.reach else show.NOTHING,
            "Sum of audiences": show.few(section.sum_of_audiences),
        },
        {
            "Spent": creators_texts.MOST.format(most=show.money(section.budget, currency)),
            "People reached": f"{creators_texts.REACHED} {creators_texts.RANGE}",
            "Sum of audiences": f"{creators_texts.SUM}{_over(section)}",
        },
    )


def sentence(section: Creators, currency: str) -> str:
    """Return what the shortlist does: how many, for what, whom it reaches, and the naive sum."""
    if not section.chosen or section.reach is None:
        return creators_texts.EMPTY_LIST
    start = (
        f"{show.plural(len(section.chosen), 'creator')} for {show.money(section.spent, currency)} "
        f"reach {show.spread(section.reach)} people, each counted once."
    )
    over = creators_found.overstated(section.sum_of_audiences, section.reach.base)
    if over < 0.005:
        return start
    return f"{start} Their audiences added up would say {show.percent(over)} more."


def _over(section: Creators) -> str:
    if section.reach is None:
        return ""
    over = creators_found.overstated(section.sum_of_audiences, section.reach.base)
    return f" That is {show.percent(over)} above the middle of the people reached."


def tabs(work: Work) -> Task | None:
    """Draw the tabs, those alone that are open; return the long task that was started in one."""
    usual = SHORTLIST if work.plan.suggested else SHEET
    places = st.tabs(TABS, default=usual, key="creators.tab", on_change="rerun")
    started: Task | None = None
    for name, place in zip(TABS, places, strict=True):
        with place, guarded():
            if place.open or (name in PENDING and PENDING[name](work)):
                started = _draw(work, name) or started
    return started


def _draw(work: Work, name: str) -> Task | None:
    if name == FIND:
        return creators_search.panel(work)
    DRAWN[name](work)
    return None


def run(task: Task | None) -> None:
    """Do a long task that was started, now that the rest of the page stands."""
    if task is not None:
        task.run()


def decisions(work: Work) -> None:
    """List whom people put in or left out."""
    decide.listed(work, "creators")
