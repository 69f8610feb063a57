"""Page Film, how a region's potential follows from comparable titles, step by step."""

from __future__ import annotations

import streamlit as st

from planner.charts.travel import steps_chart
from planner.facts.decided import facts_of
from planner.ui import draw, fields, series_film, show, why, words
from planner.ui.guard import guarded
from planner.ui.session import Work


def follow(work: Work) -> None:
    """Let a person choose a region and show its comparable titles, the steps and the range."""
    st.subheader("How the potential follows", anchor=False)
    code = fields.region_picker(work)
    if code is None:
        return
    with guarded("The potential can't be worked out:"):
        _steps(work, code)


def _steps(work: Work, code: str) -> None:
    from planner.travel.potential import potentials  # noqa: PLC0415  # slow to load

    facts = facts_of(work.plan)
    one = work.plan.goals.regions[code]
    goals = work.plan.goals.model_copy(update={"regions": {code: one}})
    found = potentials(work.plan.model_copy(update={"goals": goals}), facts)[code]
    st.caption(f"{words.BASES[found.basis]}. {found.suggestion.sure}")
    region = show.region(code, work.plan.goals)
    draw.chart(
        steps_chart,
        series_film.steps(found),
        region=show.country(code) if len(code) == 2 else code,
        alt=f"Steps to the potential of {region}: {show.about(found.range.base)} admissions",
    )
    if found.lines:
        draw.table(series_film.lines(found, work.plan), alt=f"Comparable titles for {region}")
    for reason in found.suggestion.reasons:
        st.text(f"• {reason.driver}", wrap=True)
    st.text(f"What would change it: {found.suggestion.changes}", wrap=True)
    with st.expander("The facts it rests on"):
        for line in why.cited(found.suggestion.reasons, work.plan):
            st.text(line, wrap=True)
