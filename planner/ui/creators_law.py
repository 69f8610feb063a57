"""Page Creators, what paid posts must carry in the regions of the shortlist, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from planner.creators.compliance import UNKNOWN, Compliance, compliance, source
from planner.facts.decided import facts_of
from planner.ui import creators_texts, show
from planner.ui.session import Work


def of(work: Work, codes: Iterable[str]) -> dict[str, Compliance]:
    """Return what is known of each region's rules for paid posts."""
    facts = facts_of(work.plan)
    return {code: compliance(work.plan.goals, code, facts) for code in codes}


def cards(work: Work, law: Mapping[str, Compliance]) -> None:
    """Draw the words that posts must carry in each region, and the rest of its rules on demand."""
    st.subheader("What paid posts must carry", anchor=False)
    with st.grid(4, min_column_width=210, gap="small"):
        for code, one in law.items():
            with st.container(border=True, gap="small", height="stretch"):
                _card(work, code, one)
    unknown = [show.region(code, work.plan.goals) for code, one in law.items() if not one.known]
    if unknown:
        st.caption(UNKNOWN.format(places=show.literal(", ".join(unknown))))
    box = st.expander(
        "Permits, contracts, who is liable, and where this is from",
        key="creators.law",
        icon=":material/gavel:",
        on_change="rerun",
    )
    if box.open:
        with box:
            for code, one in law.items():
                st.markdown(f"**{show.literal(show.region(code, work.plan.goals))}**")
                for line in one.lines():
                    st.text(f"• {line}", wrap=True)
    st.caption(creators_texts.LAW)


def _card(work: Work, code: str, one: Compliance) -> None:
    st.text(show.region(code, work.plan.goals), wrap=True)
    with st.container(horizontal=True, gap="small"):
        for word in one.words:
            told = f"{show.language(word.language)}. {source(word.fact)}"
            st.badge(show.literal(word.text), color="gray", help=show.literal(told))
        if one.permits:
            told = " ".join(permit.cited for permit in one.permits)
            st.badge("Permit", icon=":material/badge:", color="orange", help=show.literal(told))
        if not one.known:
            st.badge("Rule not known", icon=":material/help:", color="orange")
