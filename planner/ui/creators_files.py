"""Page Creators, files to take home: the creator sheet and the outreach list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from planner.creators.offers import Offer
from planner.creators.sheet import sheet_text
from planner.ui.session import Work
from planner.ui.spend_budget import XLSX, download

if TYPE_CHECKING:
    from planner.creators.outreach import Contact


def sheet(work: Work, offers: Sequence[Offer]) -> None:
    """Offer the whole sheet as a file."""
    if not offers:
        return
    plan = work.plan

    def workbook() -> bytes:
        from planner.creators.sheet_files import sheet_xlsx  # noqa: PLC0415  # loads openpyxl

        return sheet_xlsx(offers, plan)

    with st.container(horizontal=True, gap="small"):
        name = f"{work.slug}-creators"
        download("Sheet for Excel (.xlsx)", workbook, f"{name}.xlsx", XLSX)
        download("Sheet as a table (.csv)", lambda: sheet_text(offers), f"{name}.csv", "text/csv")


def contacts(work: Work, listed: Sequence[Contact]) -> None:
    """Offer the outreach list as a file; it has an empty column for addresses."""
    plan = work.plan

    def workbook() -> bytes:
        from planner.creators.outreach import outreach_xlsx  # noqa: PLC0415  # loads openpyxl

        return outreach_xlsx(listed, plan)

    def text() -> str:
        from planner.creators.outreach import outreach_csv  # noqa: PLC0415  # as above

        return outreach_csv(listed)

    with st.container(horizontal=True, gap="small"):
        name = f"{work.slug}-outreach"
        download("Outreach for Excel (.xlsx)", workbook, f"{name}.xlsx", XLSX)
        download("Outreach as a table (.csv)", text, f"{name}.csv", "text/csv")
