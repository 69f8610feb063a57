"""Why a value was suggested: drivers, what would change it, how sure, and the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from planner.facts import table as facts
from planner.model.overrides import facts as fact_overrides
from planner.model.plan import Plan
from planner.model.suggestion import Reason, Suggestion
from planner.ui import cache, show, words
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
    st.text(f"{heading}: {_value(suggestion.value)}{_between(suggestion)}", wrap=True)
    with st.container(border=True, gap="xsmall"):
        for one in suggestion.reasons:
            st.text(f"• {one.driver}{_effect(one)}", wrap=True)
        st.text(f"What would change it: {suggestion.changes}", wrap=True)
        st.text(f"How sure: {suggestion.sure}", wrap=True)
        lines = cited(suggestion.reasons, plan)
        if lines:
            st.caption("It rests on these facts")
        for line in lines:
            st.text(line, wrap=True)


def _between(suggestion: Suggestion[Any]) -> str:
    if suggestion.low is None or suggestion.high is None:
        return ""
    return f" ({_value(suggestion.low)} to {_value(suggestion.high)})"


def _value(value: float | date) -> str:
    return show.day(value) if isinstance(value, date) else show.about(value)


def _effect(reason: Reason) -> str:
    if reason.effect is None:
        return ""
    sign = "-" if reason.effect < 0 else "+"
    return f" ({sign}{show.about(abs(reason.effect))} {reason.unit})".replace(" )", ")")


def cited(reasons: Iterable[Reason], plan: Plan) -> list[str]:
    """Return the facts that reasons rest on: name, value, source, year, how well known."""
    known = facts.load().with_overrides(fact_overrides(plan.overrides))
    ids = dict.fromkeys(name for one in reasons for name in one.facts)
    found = (known.find(name) for name in ids)
    return [_cited(fact) for fact in found if fact is not None]


def _cited(fact: facts.Fact) -> str:
    year = f", {fact.year}" if fact.year else ""
    confidence = words.CONFIDENCE.get(str(fact.confidence), str(fact.confidence))
    checked = f"re-read {fact.checked}" if fact.checked else "not re-checked"
    name = words.plain(fact.id.replace(".", " "))
    return f"{name}: {fact.value:g} {fact.unit}. {fact.source}{year}; {confidence}, {checked}."
