"""Page Plan, the file: the plan as YAML, to read, to search and to take along."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from planner.plan import store
from planner.plan.text import dump
from planner.ui import cache, plan_texts, show
from planner.ui.once import once
from planner.ui.session import Work

HEIGHT = 600
"""Pixels; the text scrolls inside."""


def panel(work: Work) -> None:
    """Show the plan's text with line numbers, where it lies, and the comments in it."""
    st.text(plan_texts.FILE_DRAFT if work.changed else plan_texts.FILE, wrap=True)
    st.caption(show.literal(f"The file: {_path(work).resolve()}"))
    text = _text(work)
    st.download_button(
        f"Download {store.PLAN}",
        text.encode(),
        file_name=store.PLAN,
        mime="application/yaml",
        icon=":material/download:",
        key="download",
        on_click="ignore",
    )
    _comments(work)
    st.code(text, language="yaml", line_numbers=True, height=HEIGHT)


def _path(work: Work) -> Path:
    if work.frozen:
        return store.version_path(work.folder, work.plan.version)
    return work.folder / store.PLAN


def _text(work: Work) -> str:
    """Return the file as it lies there; with unsaved changes, as it would be saved."""
    if work.changed:
        return once("file.draft", (work.plan,), lambda: dump(work.plan))
    return cache.text(_path(work))


def _comments(work: Work) -> None:
    found = () if work.frozen else cache.comments(work.folder / store.PLAN)
    if found:
        st.warning(plan_texts.FILE_COMMENTS, icon=":material/comment:")
        st.text("\n".join(f"line {line}: {comment}" for line, comment in found), wrap=True)
