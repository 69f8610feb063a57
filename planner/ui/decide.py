"""Human decisions on suggested values: the forms that make them, the list that takes them back."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.facts import words as fact_words
from planner.model.overrides import Override
from planner.model.plan import Plan
from planner.plan import edit
from planner.plan.edit import Decision
from planner.ui import fields, session, show, words
from planner.ui.guard import guarded
from planner.ui.session import Work


def make(work: Work, at: str, value: Decision | None, replaced: Decision | None, why: str) -> None:
    """Put a decision into the plan and run the page anew; faults are shown in place."""
    if value is None:
        st.warning("Give a value first.")
        return
    with guarded():
        plan = edit.with_override(
            work.plan,
            at,
            value,
            by=session.author(),
            why=why.strip() or None,
            on=fields.today(),
            replaced=replaced,
        )
        session.show(work, plan)


def reason(name: str, work: Work, first: DeltaGenerator, second: DeltaGenerator) -> str:
    """Draw the fields for why and by whom, each in its place; return why."""
    why = first.text_input("Why", key=f"{name}.why", disabled=work.frozen, max_chars=2000)
    second.text_input(
        "Your name",
        key=session.AUTHOR,
        persist_state="session",
        disabled=work.frozen,
        max_chars=fields.LONGEST_NAME,
    )
    return why


def listed(work: Work, *targets: str) -> None:
    """List the decisions of these kinds, each with a button that takes it back."""
    found = [item for item in work.plan.overrides if item.target in targets]
    if not found:
        return
    st.subheader("Your decisions", anchor=False)
    for item in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(decision(item, work.plan), wrap=True, width="stretch")
            taken = st.button(
                "Take back", key=f"undo.{item.at}", icon=":material/undo:", disabled=work.frozen
            )
        if taken:
            session.show(work, edit.without_override(work.plan, item.at))


def decision(item: Override, plan: Plan) -> str:
    """Return a decision as a sentence: what, who, why, when, and what it replaced."""
    told = f"{_subject(item, plan)}: {_value(item.value, item, plan)}"
    if item.replaced is not None:
        told += f" instead of {_value(item.replaced, item, plan)}"
    who = ", ".join(
        part for part in (item.by, show.short_day(item.on) if item.on else None) if part
    )
    return f"{told}. {item.why or 'No reason given.'}{f' ({who})' if who else ''}"


def _subject(item: Override, plan: Plan) -> str:
    if item.target == "spend":
        return f"{show.region(item.key, plan.goals)}, {words.channel(item.last)}"
    if item.target == "timing":
        return show.region(item.key, plan.goals)
    name = {"languages": words.line, "facts": fact_words.called}.get(item.target)
    return name(item.key) if name else item.key


def _value(value: Decision, item: Override, plan: Plan) -> str:
    if isinstance(value, bool):
        return "always in" if value else "always out"
    if isinstance(value, Decimal):
        if item.target == "spend":
            return show.exact_money(value, plan.goals.budget.currency)
        return f"{value.normalize():f}"
    return show.day(value)
