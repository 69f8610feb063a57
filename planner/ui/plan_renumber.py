"""Page Plan, versions of one number, as a synced drive or an unfinished merge leaves them."""

from __future__ import annotations

import streamlit as st

from planner.plan.copies import COPY
from planner.plan.files import VERSION
from planner.plan.renumber import renumber
from planner.plan.renumber_words import told
from planner.ui import plan_texts, session
from planner.ui.guard import guarded
from planner.ui.session import Work


def panel(work: Work) -> None:
    """Say which files claim one number, and offer to give each its own."""
    names = (path.name for path in work.folder.iterdir())
    if not any(COPY.fullmatch(name) and not VERSION.fullmatch(name) for name in names):
        return
    with st.container(border=True), guarded("These files can't be told apart:"):
        st.subheader("Two versions of one number", anchor=False)
        st.text(plan_texts.RENUMBER, wrap=True)
        for line in told(renumber(work.folder, dry_run=True)):
            st.text(f"• {line}", wrap=True)
        if st.button("Give each its own number", key="versions.renumber", disabled=work.changed):
            for line in told(renumber(work.folder)):
                session.say(line)
            st.rerun()
