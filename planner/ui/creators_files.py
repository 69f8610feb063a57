"""Page Creators, files to take home: the creator sheet and the outreach list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.creators.offers import Offer
from planner.creators.sheet import sheet_text
from planner.ui import spend_budget
from planner.ui.session import Work


def sheet(work: Work, offers: Sequence[Offer]) -> None:
    """Offer the whole sheet as a file."""
    if offers:
        with st.container(horizontal=True, gap="small"):
            spend_budget.download(
                "Sheet as a table (.csv)",
                lambda: sheet_text(offers),
                f"{work.slug}-creators.csv",
                "text/csv",
            )
