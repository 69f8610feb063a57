"""Page Timing, its rows of tabs: the dates as a picture or a list, and the rules one by one."""

from __future__ import annotations

import streamlit as st

from planner.ui import certificates, culture, embargoes, timing, timing_rivals, timing_rules
from planner.ui.session import Work

RULES = {
    "Who sets each date": timing_rules.releases,
    "Order": timing_rules.order,
    "Apart": timing_rules.apart,
    "Together": timing_rules.together,
    "Closed days": timing_rules.blackouts,
    "Competing titles": timing_rivals.competitors,
    "Big events": timing_rivals.happenings,
}


def schedule(work: Work) -> None:
    """Show when each region opens; the tab that is hidden is not sent."""
    timeline, listed = st.tabs(["Timeline", "List of dates"], key="timing.dates", on_change="rerun")
    if timeline.open:
        with timeline:
            timing.chart(work)
    if listed.open:
        with listed:
            timing.dates(work)


def rules(work: Work) -> None:
    """Edit what the dates must keep to, on demand: seven tables are much to send with each click.

    Inside, hidden tables are drawn too, or they would lose what is typed.
    """
    box = st.expander(
        "Who sets each date, rules between regions, competing titles, big events",
        key="timing.more",
        icon=":material/rule:",
        on_change="rerun",
    )
    if box.open:
        with box:
            tabs = st.tabs(list(RULES), key="timing.rules")
            for tab, draw in zip(tabs, RULES.values(), strict=True):
                with tab:
                    draw(work)


def clearance(work: Work) -> None:
    """Edit what must be granted, or waited for, on demand; a hidden table is drawn, too."""
    box = st.expander(
        "Certificates and embargoes",
        key="timing.clearance",
        icon=":material/verified:",
        on_change="rerun",
    )
    if box.open:
        with box:
            granted, waited = st.tabs(["Certificates", "Embargoes"], key="timing.cleared")
            with granted:
                certificates.certificates(work)
            with waited:
                embargoes.embargoes(work)


def questions(work: Work) -> None:
    """Ask what people who know a region should be asked, on demand."""
    box = st.expander(
        "Culture and sign-off: questions for people who know a region",
        key="timing.questions",
        icon=":material/diversity_3:",
        on_change="rerun",
    )
    if box.open:
        with box:
            culture.section(work)
