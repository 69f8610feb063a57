"""Why a value was suggested: drivers, what would change it, how sure, and the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from planner.facts.decided import facts_of
from planner.model.plan import Plan
from planner.model.suggestion import Reason, Suggestion
from planner.review import explain_words
from planner.ui import cache, words
from planner.ui.guard import guarded
from planner.ui.session import Work

WAITING = "Working out the reasons from the audience tables; the first time takes a moment."


def why(work: Work, keys: Mapping[str, str], first: Sequence[str] = ()) -> None:
    """Draw what opens to the reasons of some values; `keys` are (reason -> heading).

    The sentences `first` stand above them.
    Reasons aren't stored with a plan: they are worked out when somebody opens this.
    """
    box = st.expander("Why", key="why", icon=":material/help:", on_change="rerun")
    if not box.open:
        return
    with box, guarded():
        for line in first:
            st.text(line, wrap=True)
        with st.spinner(WAITING):
            outcome = cache.outcome(work.plan, work.folder)
        if outcome.plan.timing != work.plan.timing or outcome.plan.spend != work.plan.spend:
            st.caption(words.RECOMPUTED)
        found = {key: outcome.reasons[key] for key in keys if key in outcome.reasons}
        for key, suggestion in found.items():
            _reasons(keys[key], suggestion, work.plan)
        if not found:
            st.caption("There is nothing to explain here yet.")


def _reasons(heading: str, suggestion: Suggestion[Any], plan: Plan) -> None:
    value = f"{explain_words.shown(suggestion.value)}{explain_words.between(suggestion)}"
    st.text(f"{heading}: {value}", wrap=True)
    with st.container(border=True, gap="xsmall"):
        for one in suggestion.reasons:
            st.text(f"• {explain_words.driver(one)}", wrap=True)
        st.text(f"What would change it: {suggestion.changes}", wrap=True)
        st.text(f"How sure: {suggestion.sure}", wrap=True)
        lines = cited(suggestion.reasons, plan)
        if lines:
            st.caption("It rests on these facts")
        for line in lines:
            st.text(line, wrap=True)


def cited(reasons: Iterable[Reason], plan: Plan) -> list[str]:
    """Return the facts that reasons rest on, as the plan's people decided them."""
    return explain_words.facts_of(reasons, facts_of(plan))
