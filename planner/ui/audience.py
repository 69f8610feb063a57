"""The parts of page Audience that stand around the forecast and the sources."""

from __future__ import annotations

import streamlit as st

from planner.ui import audience_words, draw, fields, frame, session, show, tables
from planner.ui import why as reasons
from planner.ui.guard import guarded
from planner.ui.session import Work


def summary(work: Work) -> None:
    """Say in one sentence how well the audience is known."""
    section = work.plan.audience
    if frame.need_suggestion(work) or section is None:
        return
    known = [one for one in section.regions.values() if one.method == "prophet"]
    compared = [one for one in section.regions.values() if one.basis == "comps"]
    longest = max((one.weeks for one in section.regions.values()), default=0)
    regions = len(section.regions)
    st.write(
        f"{len(known)} of {show.plural(regions, 'region')} forecast from their own history; "
        f"{len(compared)} have comparable titles to size them by."
    )
    frame.figures(
        {
            "Regions with history": f"{len(known)} of {regions}",
            "Sized by comparable titles": f"{len(compared)} of {regions}",
            "Longest history": show.plural(longest, "week"),
        }
    )


def regions(work: Work) -> None:
    """List what is known of each region."""
    if work.plan.audience and work.plan.audience.regions:
        st.subheader("How many could come", anchor=False, help=audience_words.POTENTIAL_HELP)
        draw.table(
            tables.audience(work.plan.audience, work.plan),
            alt="What is known of each region's audience",
        )


def choose_regions(work: Work) -> None:
    """Edit which regions the campaign has; what is known of those that stay is kept."""
    goals = work.plan.goals
    codes = list(goals.regions)
    options = list(dict.fromkeys([*codes, *goals.groups, *fields.country_options()]))
    chosen = st.multiselect(
        "Regions of the campaign",
        options,
        codes,
        key=session.synced("regions", codes),
        format_func=lambda code: show.region(code, goals),
        disabled=work.frozen,
    )
    if chosen != codes:
        kept = {code: goals.regions.get(code, {"release": "theatrical"}) for code in chosen}
        with guarded():
            session.apply(work, {"goals.regions": kept})


def why(work: Work, region: str) -> None:
    """Explain a region's potential."""
    if work.plan.suggested:
        goals = work.plan.goals
        reasons.why(
            work, {f"audience.{region}.potential": f"Admissions, {show.region(region, goals)}"}
        )
