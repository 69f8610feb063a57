"""Page Creators, files to take home: the creator sheet and the outreach list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.creators.offers import Offer
from planner.creators.sheet import sheet_text
from planner.ui import downloads
from planner.ui.session import Work

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

    downloads.table("Sheet", f"{work.slug}-creators", workbook, lambda: sheet_text(offers))


def contacts(work: Work, listed: Sequence[Contact]) -> None:
    """Offer the outreach list as a file; it has an empty column for addresses."""
    plan = work.plan

    def workbook() -> bytes:
        from planner.creators.outreach import outreach_xlsx  # noqa: PLC0415  # loads openpyxl

        return outreach_xlsx(listed, plan)

    def text() -> str:
        from planner.creators.outreach import outreach_csv  # noqa: PLC0415  # as above

        return outreach_csv(listed)

    downloads.table("Outreach", f"{work.slug}-outreach", workbook, text)
