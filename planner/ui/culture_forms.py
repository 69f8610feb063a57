"""Page Timing, culture: the forms in which people answer for a topic and for a release."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.facts.table import Facts
from planner.timing import signing
from planner.timing.culture import heading, release_date
from planner.timing.readiness import Readiness, SignOff
from planner.timing.signing import Signature
from planner.ui import fields, session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

VERDICTS = {
    "ok": "It can be shown as it is",
    "ok_with_changes": "With the changes noted",
    "not_ok": "Not as it is",
}


def verdict_field(place: DeltaGenerator, key: str, verdicts: Mapping[str, str]) -> str | None:
    """Draw the list of what a person may say; return what is chosen, None until they choose."""
    return place.selectbox(
        "What they say",
        list(verdicts),
        None,
        key=key,
        format_func=verdicts.__getitem__,
        placeholder="Choose their answer",
    )


def sign_form(work: Work, code: str, offs: tuple[SignOff, ...], facts: Facts, turn: str) -> None:
    """Take a person's word; the fields empty with each `turn`, so that none answers twice."""
    with st.form(f"culture.sign.{turn}"):
        st.text(f"Sign off for version {work.plan.version}")
        first, second, third = fields.row(3)
        topic = first.selectbox(
            "Topic", [one.topic for one in offs], format_func=heading, key=f"culture.topic.{turn}"
        )
        verdict = verdict_field(second, f"culture.verdict.{turn}", VERDICTS)
        by = third.text_input(
            "Name of the consultant", key=f"culture.by.{turn}", max_chars=fields.LONGEST_NAME
        )
        note = st.text_area("Note", key=f"culture.note.{turn}", max_chars=fields.LONGEST_TEXT)
        pressed = st.form_submit_button("Record this sign-off")
    if pressed and verdict is None:
        st.warning("Choose what they say.")
    elif pressed and verdict:
        with guarded("This sign-off can't be recorded:"):
            signed = Signature(by or "", note)
            signing.sign(code, topic, verdict, work.plan, work.folder, facts, signed)
            session.say(f"{heading(topic)}: the word of {(by or '').strip()} is recorded.")
            st.rerun()


def ready_form(work: Work, code: str, state: Readiness, facts: Facts) -> None:
    """Say what a region lacks, or let a person mark it ready."""
    name = show.region(code, work.plan.goals)
    if state.record:
        holds = state.state == "ready"
        said = "is marked ready" if holds else "was marked ready; something changed since"
        st.text(
            f"{name} {said} ({state.record.by}, {show.short_day(state.record.on.date())}, "
            f"version {state.record.version}).",
            wrap=True,
        )
    if not state.ready:
        st.text(f"{name} can't be marked ready yet:", wrap=True)
        for line in state.missing:
            st.text(f"• {line}", wrap=True)
        return
    if state.state == "ready" or work.changed or work.frozen:
        return
    with st.form(f"culture.ready.{code}"):
        day = show.day(release_date(code, work.plan))
        st.text(f"Nothing that is required is missing: {name} opens on {day}.", wrap=True)
        by = st.text_input("Your name", key="culture.ready.by", max_chars=fields.LONGEST_NAME)
        pressed = st.form_submit_button(f"Mark {name} ready")
    if pressed:
        with guarded("This can't be recorded:"):
            signing.mark_ready(code, work.plan, work.folder, facts, Signature(by or ""))
            session.say(f"{name} is marked ready.")
            st.rerun()
