"""Page Plan, sharing: plain help for somebody who has never used git or a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from planner.ui import plan_share_texts as texts
from planner.ui.session import Work


def panel(work: Work) -> None:
    """Explain what sharing through git is, three ways to do it, and what to send and what never."""
    st.text(texts.WHAT, wrap=True)
    _steps("Three ways", texts.WAYS, work)
    _listed("What to send", texts.SEND, work)
    _listed("What never", texts.NEVER, work)
    _listed("When it says “conflict”", texts.CONFLICT, work)
    st.subheader("What a colleague sees", anchor=False)
    st.text(texts.PULL_REQUEST, wrap=True)


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
