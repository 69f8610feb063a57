"""Page Plan, the status: draft, ready, live or closed, and what the next step still lacks."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from planner.review.check import Check
from planner.review.status import (
    STATES,
    State,
    campaign_status,
    demands,
    next_state,
    set_status,
    told,
)
from planner.timing.signing import Signature
from planner.ui import fields, plan_checks, plan_texts, session, show
from planner.ui.guard import guarded
from planner.ui.once import once
from planner.ui.session import Work

Color = Literal["gray", "green", "blue", "violet"]
LOOKS: dict[State, tuple[Color, str]] = {
    "draft": ("gray", ":material/edit_note:"),
    "ready": ("green", ":material/task_alt:"),
    "live": ("blue", ":material/play_circle:"),
    "closed": ("violet", ":material/inventory_2:"),
}


def panel(work: Work) -> None:
    """Show which state the campaign is in, since when, and on demand the way to the next."""
    with guarded("The status of this campaign can't be read:"):
        kept = plan_checks.beside(work).records
        now = once("status", (work.plan, kept), lambda: campaign_status(work.plan, kept))
        color, icon = LOOKS[now.state]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(now.state.capitalize(), icon=icon, color=color)
            if not now.holds:
                st.badge("To renew", icon=":material/update:", color="orange")
            st.text(told(now), wrap=True, width="stretch")
        if not work.frozen:
            _next(work, (next_state(now.state) or now.state) if now.holds else now.state)


def _next(work: Work, usual: State) -> None:
    box = st.expander(
        f"Mark this campaign {usual}", key="plan.status", icon=LOOKS[usual][1], on_change="rerun"
    )
    if not box.open:
        return
    with box:
        states = list(STATES.values())
        to = st.selectbox(
            "Mark it as",
            states,
            states.index(usual),
            key=f"status.to.{usual}",
            format_func=str.capitalize,
        )
        st.caption(plan_texts.STATES[to])
        near, found = plan_checks.beside(work), plan_checks.found(work)
        asked = once("demands", (to, work.plan, near), lambda: demands(to, work.plan, near, found))
        _asked(work, to, asked)
        _form(work, to, asked)


def _asked(work: Work, to: State, asked: list[Check]) -> None:
    """List what stands in the way, and what a note can pass."""
    stops = [one for one in asked if one.status == "FAIL"]
    if stops:
        st.text(f"It can't be marked {to} yet. {show.plural(len(stops), 'thing')} to put right:")
    plan_checks.grouped(work, stops)
    passable = [one for one in asked if one.status == "REVIEW"]
    if passable:
        st.text("A note that says why can pass this:", wrap=True)
        plan_checks.grouped(work, passable)
    if not stops and not passable:
        st.text("Nothing that it demands is missing.", wrap=True)


def _form(work: Work, to: State, asked: list[Check]) -> None:
    with st.form("status", border=False):
        left, right = fields.row(2)
        by = left.text_input("Your name", key="status.by", max_chars=fields.LONGEST_NAME)
        need = any(one.status == "REVIEW" for one in asked)
        note = right.text_area(
            "Why all the same" if need else "Note (optional)",
            key="status.note",
            height=68,
            max_chars=fields.LONGEST_TEXT,
        )
        pressed = st.form_submit_button(f"Mark as {to}", key="status.set", icon=LOOKS[to][1])
    if pressed:
        with guarded("Nothing was recorded:"):
            found = plan_checks.found(work)
            set_status(to, work.plan, work.folder, Signature(by or "", note), found)
            session.say(f"The campaign is marked {to}.")
            session.forget("plan.status")
            st.rerun()
