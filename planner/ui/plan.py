"""Page Plan: how the campaign stands, what is unsaved, and its tabs, drawn once they are open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.charts.flight import flight_chart
from planner.ui import (
    deep,
    draw,
    frame,
    plan_changes,
    plan_checks,
    plan_decisions,
    plan_file,
    plan_merge,
    plan_save,
    plan_share,
    plan_signs,
    plan_status,
    plan_texts,
    plan_versions,
    series,
    show,
    state,
    why,
    words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work


def summary(work: Work) -> None:
    """Say in one sentence how the plan stands, and show its figures."""
    with st.spinner(plan_texts.READING_VERSIONS):
        counted = plan_checks.counts(work)
    st.text(
        f"{state.sentence(work)} {show.plural(counted['FAIL'], 'check')} failed, "
        f"{counted['REVIEW']} worth a look.",
        wrap=True,
    )
    frame.figures(
        {
            "Version": work.plan.version,
            "Regions": len(work.plan.goals.regions),
            "Your decisions": len(work.plan.overrides),
            "Checks passed": f"{counted['PASS']} of {sum(counted.values())}",
        }
    )


def top(work: Work) -> None:
    """Draw the status, what somebody else saved meanwhile, and what is unsaved."""
    plan_status.panel(work)
    plan_merge.panel(work)
    plan_save.panel(work)


def media(work: Work) -> None:
    """Show the media money of all regions by week, whoever pays, and why it is so much."""
    if frame.need_suggestion(work) or work.plan.spend is None:
        return
    rows = series.flight(work.plan.spend)
    if len(rows):
        draw.chart(
            flight_chart,
            rows,
            currency=work.plan.spend.currency,
            alt="Media money of all regions by week and channel, whoever pays",
        )
    why.why(work, {"spend.media": "All media"}, words.ORDER)


DRAWN: dict[str, Callable[[Work], None]] = {
    "checks": plan_checks.panel,
    "changes": plan_changes.panel,
    "versions": plan_versions.panel,
    "decisions": plan_decisions.panel,
    "signs": plan_signs.panel,
    "media": media,
    "file": plan_file.panel,
    "share": plan_share.panel,
}


def tabs(work: Work) -> None:
    """Draw the tabs, the open one alone."""
    places = st.tabs([deep.PLAN[name] for name in DRAWN], key="plan.tab", on_change="rerun")
    for draw_it, place in zip(DRAWN.values(), places, strict=True):
        if place.open:
            with place, guarded():
                draw_it(work)
