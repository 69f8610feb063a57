"""Page Creators, outreach: whom to write to next, how far talks are, and the list to take home."""

from __future__ import annotations

import streamlit as st

from planner.ui import creators_texts
from planner.ui.session import Work


def panel(work: Work) -> None:
    """Draw the list by state, let states be set, and offer it as a file."""
    st.caption(creators_texts.OUTREACH)
