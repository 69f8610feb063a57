"""Adding and renewing audience data: the tables there are, and a panel for each source."""

from __future__ import annotations

import streamlit as st

from planner.audience import adding
from planner.ui import (
    audience_google,
    audience_upload,
    audience_wikipedia,
    audience_words,
    draw,
    show,
)
from planner.ui.audience_tasks import Task, failure
from planner.ui.guard import guarded
from planner.ui.session import Work

PANELS = {
    "file": ("A file", ":material/upload_file:", audience_upload.table),
    "sheet": ("Shared Google Sheet", ":material/link:", audience_google.shared),
    "wikipedia": ("Wikipedia views", ":material/public:", audience_wikipedia.panel),
    "studio": ("YouTube Studio export", ":material/upload_file:", audience_upload.studio),
    "trends": ("Google Trends export", ":material/upload_file:", audience_upload.trends),
    "netflix": ("Netflix Top 10", ":material/upload_file:", audience_upload.netflix),
    "google_sheet": ("Google Sheet, sign in", ":material/lock_open:", audience_google.signed),
    "youtube": ("YouTube channel, sign in", ":material/lock_open:", audience_google.youtube),
}
"""Sources: name, icon, panel; those that need neither key nor account first."""
TABLES = "Tables of this campaign"


def panel(work: Work) -> Task | None:
    """Draw the chosen source's panel; return the long task that was started there."""
    st.subheader("Add or renew audience data", anchor=False, help=audience_words.SOURCES_HELP)
    if work.frozen:
        st.text(audience_words.FROZEN, wrap=True)
        return None
    chosen = st.pills(
        "Where from",
        list(PANELS),
        default="file",
        required=True,
        key="source",
        persist_state="session",
        format_func=lambda name: f"{PANELS[name][1]} {PANELS[name][0]}",
        label_visibility="collapsed",
    )
    started: list[Task | None] = [None]
    with guarded():
        started.append(PANELS[str(chosen)][2](work))
    failure()
    return started[-1]


def run(task: Task | None) -> None:
    """Do a long task that was started, now that the rest of the page stands."""
    if task is not None:
        task.run()


def files(work: Work) -> None:
    """List the tables that are read, with where each is from and how old that is."""
    found = adding.origins(work.plan.goals, work.folder)
    if not found:
        return
    box = st.expander(f"{TABLES} ({len(found)})", key="tables", on_change="rerun")
    if box.open:
        with box:
            rows = [
                {
                    "File": one.inside,
                    "Newest source": one.source or "Your own file",
                    "Fetched": show.moment(one.fetched),
                }
                for one in found
            ]
            draw.table(rows, alt=TABLES)
