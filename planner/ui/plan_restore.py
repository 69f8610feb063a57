"""Page Plan, an older version that becomes the working plan again, as a new version."""

from __future__ import annotations

import streamlit as st

from planner.plan.diff import diff
from planner.plan.history import Entry
from planner.plan.restore import restore
from planner.ui import cache, plan_save, plan_texts, plan_told, session
from planner.ui.guard import guarded
from planner.ui.session import Work

WANTED = "plan.restoring.{}"
"""Holds the number of the version of a campaign that somebody wants back."""


def panel(work: Work, listed: list[Entry]) -> None:
    """Say what a restore would change, and take a name and a note for it."""
    number = session.value(WANTED.format(work.slug))
    found = next((one for one in listed if one.number == number and one.readable), None)
    if found is None or work.frozen:
        return
    with st.container(border=True):
        st.subheader(f"Restore version {found.number}", anchor=False)
        st.text(plan_texts.RESTORE, wrap=True)
        if plan_save.due(work):
            st.warning(plan_texts.SAVE_BEFORE_RESTORE, icon=":material/save:")
        else:
            with guarded("This version can't be restored:"):
                plan_told.short(diff(work.plan, found.plan(cache.snapshot)))
                _form(work, found.number)
        st.button(
            "Cancel",
            key="restore.cancel",
            on_click=session.put,
            args=(WANTED.format(work.slug), None),
        )


def _form(work: Work, number: int) -> None:
    with st.form("restore", border=False):
        author, note = plan_save.signed("restore.note")
        drop = plan_save.comments_at_stake(work, "restore.drop_comments")
        pressed = st.form_submit_button(
            f"Restore version {number}", type="primary", icon=":material/settings_backup_restore:",
            key="restore",
        )  # fmt: skip
    if pressed:
        with guarded("Nothing was restored:"):
            saved = restore(
                work.folder, number, read=work.read, author=author, note=note, drop_comments=drop
            )
            session.put(WANTED.format(work.slug), None)
            session.move_to(saved.version)
            session.say(f"Version {number} is the working plan again, as version {saved.version}.")
            st.rerun()
