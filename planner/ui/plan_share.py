"""Page Plan, sharing: plain help for somebody who has never used git or a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from planner.errors import StoreError
from planner.plan.gitsetup import pieces, repository
from planner.ui import plan_share_texts as texts
from planner.ui import session
from planner.ui.guard import guarded
from planner.ui.session import Work

Look = tuple[str, Literal["green", "orange"], str]
DONE: Look = (":material/check:", "green", "Done")
MISSING: Look = (":material/pending:", "orange", "Not yet")


def panel(work: Work) -> None:
    """Explain what sharing through git is, three ways to do it, and what to send and what never."""
    st.text(texts.WHAT, wrap=True)
    with guarded("Git can't be asked:"):
        _here(work)
    _steps("Three ways", texts.WAYS, work)
    _listed("What to send", texts.SEND, work)
    _listed("What never", texts.NEVER, work)
    _listed("When it says “conflict”", texts.CONFLICT, work)
    st.subheader("What a colleague sees", anchor=False)
    st.text(texts.PULL_REQUEST, wrap=True)


def _here(work: Work) -> None:
    """Say whether the campaign lies in a repository, and what git is set up for there."""
    st.subheader("This campaign", anchor=False)
    try:
        found = repository(work.folder)
    except StoreError:
        st.text(texts.NO_REPOSITORY, wrap=True)
        return
    st.text(texts.REPOSITORY.format(top=found.top), wrap=True)
    listed = list(pieces(found, hook=False, workflow=False))
    for piece in listed:
        icon, color, said = DONE if piece.ready else MISSING
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(said, icon=icon, color=color)
            st.text(piece.what, wrap=True, width="stretch")
    changes = [piece.change for piece in listed if piece.change and not piece.ready]
    if not changes:
        return
    st.text(texts.SET_UP, wrap=True)
    if st.button("Set git up for plans", key="share.setup", icon=":material/build:"):
        for change in changes:
            change()
        session.say("Git is set up for plans on this computer.")
        st.rerun()


def _steps(heading: str, ways: Mapping[str, Sequence[str]], work: Work) -> None:
    st.subheader(heading, anchor=False)
    for title, steps in ways.items():
        with st.expander(title):
            for number, step in enumerate(steps, 1):
                st.text(f"{number}. {step.format(slug=work.slug)}", wrap=True)


def _listed(heading: str, lines: Sequence[str], work: Work) -> None:
    st.subheader(heading, anchor=False)
    for line in lines:
        st.text(f"• {line.format(slug=work.slug)}", wrap=True)
