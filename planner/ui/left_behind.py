"""Unsaved changes that another browser left on this server: a colleague's, or one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from planner.ui import browser, drafts, session, show
from planner.ui.session import Work

TOLD = (
    "Unsaved changes from another browser lie here, last touched {when}: a colleague's, or yours "
    "from before your browser was closed."
)
HELP = "They become your unsaved changes, to look at, save or discard. The saved plan stays."


def panel(work: Work) -> None:
    """Offer the newest of such changes to who has none of their own."""
    if work.frozen or work.changed or work.overtaken:
        return
    found = drafts.others(work.folder, browser.name())
    if not found:
        return
    when = show.moment(datetime.fromtimestamp(found[0].stat().st_mtime, UTC))
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(TOLD.format(when=when), wrap=True, width="stretch")
        st.button(
            "Take them up", key="left.take", icon=":material/edit:", help=HELP,
            on_click=_take, args=(work,),
        )  # fmt: skip


def _take(work: Work) -> None:
    """Make the newest of such changes this browser's own."""
    for path in drafts.others(work.folder, browser.name())[:1]:
        draft = drafts.read(path)
        if draft:
            late = draft.read != work.read
            session.keep(replace(work, read=draft.read, overtaken=late), draft.plan)
            path.unlink(missing_ok=True)
