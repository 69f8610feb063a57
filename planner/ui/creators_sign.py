"""Page Creators, the sign-off of the shortlist by a named person."""

from __future__ import annotations

import streamlit as st

from planner.creators.signing import shortlist_sign_off, sign_shortlist
from planner.model.names import upper_first
from planner.plan import records
from planner.timing.signing import Signature
from planner.ui import creators_texts, culture, culture_forms, fields, session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

VERDICTS = culture_forms.VERDICTS | {"ok": "It can be contracted as it is"}


def panel(work: Work) -> None:
    """Show who signed the shortlist off and whether it holds, and take a person's word."""
    st.subheader("Sign-off", anchor=False)
    with guarded("The records of this campaign can't be read:"):
        kept = records.read(work.folder)
        off = shortlist_sign_off(work.plan, kept)
        name, color, icon = culture.STATES[off.state]
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.badge(name, color=color, icon=icon)
            st.caption(creators_texts.SIGN)
        if off.record:
            said = VERDICTS.get(str(off.record.verdict), str(off.record.verdict))
            note = f" {off.record.note}" if off.record.note else ""
            st.text(
                f"{upper_first(said)}: {off.record.by}, {show.short_day(off.record.on.date())}, "
                f"version {off.record.version}.{note}",
                wrap=True,
            )
        if work.changed:
            st.info(culture.SAVE_FIRST, icon=":material/save:")
        elif not work.frozen:
            _form(work, str(len(kept.records)))


def _form(work: Work, turn: str) -> None:
    """Take a person's word; the fields empty with each `turn`, so that none answers twice."""
    with st.form(f"creators.sign.{turn}"):
        first, second, third = fields.row(3)
        verdict = culture_forms.verdict_field(first, f"creators.verdict.{turn}", VERDICTS)
        by = second.text_input("Who", key=f"creators.by.{turn}", max_chars=fields.LONGEST_NAME)
        note = third.text_input("Note", key=f"creators.note.{turn}", max_chars=fields.LONGEST_TEXT)
        pressed = st.form_submit_button("Record this sign-off")
    if pressed and verdict is None:
        st.warning("Choose what they say.")
    elif pressed and verdict:
        with guarded("This sign-off can't be recorded:"):
            sign_shortlist(work.plan, work.folder, verdict, Signature(by or "", note or ""))
            session.say(f"The word of {(by or '').strip()} on the shortlist is recorded.")
            st.rerun()
