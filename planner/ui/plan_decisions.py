"""Page Plan, every human decision: what, who, why, whether its data changed, and taking it back."""

from __future__ import annotations

import streamlit as st

from planner.model.overrides import Override
from planner.plan import edit
from planner.review.decisions import Decided, confirmed, states
from planner.ui import decide, fields, links, plan_checks, plan_texts, session, show
from planner.ui.guard import guarded
from planner.ui.once import once
from planner.ui.session import Work

PAGES = {
    "timing": "timing",
    "spend": "spend",
    "creators": "creators",
    "languages": "spend",
    "facts": "spend",
}
"""The page on which a kind of decision is made."""


def panel(work: Work) -> None:
    """List the decisions, those first whose data changed since."""
    if not work.plan.overrides:
        st.info(plan_texts.NO_DECISIONS, icon=":material/gavel:")
        return
    st.caption(plan_texts.DECISIONS)
    near = plan_checks.beside(work)
    listed = once("decisions", (work.plan, near), lambda: states(work.plan, near))
    for one in sorted(listed, key=lambda one: one.state != "data changed"):
        _decision(work, one)


def _decision(work: Work, one: Decided) -> None:
    item, due = one.override, one.state == "data changed"
    with st.container(border=True, gap="xsmall"):
        st.text(decide.decision(item, work.plan), wrap=True)
        if one.text:
            st.caption(show.literal(one.text))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if due:
                st.badge("Data changed", icon=":material/update:", color="orange")
            links.take_there(work, PAGES[item.target], item.at)
            _buttons(work, item, due=due)


def _buttons(work: Work, item: Override, *, due: bool) -> None:
    if due and st.button(
        "Confirm",
        key=f"decisions.confirm.{item.at}",
        icon=":material/check:",
        disabled=work.frozen,
        help=plan_texts.CONFIRM,
    ):
        _confirm(work, item)
    if st.button("Take back", key=f"undo.{item.at}", icon=":material/undo:", disabled=work.frozen):
        session.show(work, edit.without_override(work.plan, item.at))


def _confirm(work: Work, item: Override) -> None:
    """Make the same decision again, today, on the data of today."""
    again = confirmed(item, fields.today())
    with guarded():
        plan = edit.with_override(
            work.plan,
            again.at,
            again.value,
            by=session.author() or again.by,
            why=again.why,
            on=again.on,
            replaced=again.replaced,
        )
        session.show(work, plan)
