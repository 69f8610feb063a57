"""Page Spend, other plans beside this one: a small form, and what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.step import Money


def compare(work: Work, money: Money) -> None:
    """Draw the form of another plan, and what it would bring beside this one."""
    del work, money
    st.text("")
