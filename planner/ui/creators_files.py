"""Page Creators, files to take home: the creator sheet and the outreach list."""

from __future__ import annotations

from collections.abc import Sequence

from planner.creators.offers import Offer
from planner.creators.outreach import Contact, outreach_csv, outreach_xlsx
from planner.creators.sheet import sheet_text
from planner.creators.sheet_files import sheet_xlsx
from planner.ui import downloads
from planner.ui.session import Work


def sheet(work: Work, offers: Sequence[Offer]) -> None:
    """Offer the whole sheet as a file."""
    if offers:
        downloads.table(
            "Sheet",
            f"{work.slug}-creators",
            lambda: sheet_xlsx(offers, work.plan),
            lambda: sheet_text(offers),
        )


def contacts(work: Work, listed: Sequence[Contact]) -> None:
    """Offer the outreach list as a file; it has an empty column for addresses."""
    downloads.table(
        "Outreach",
        f"{work.slug}-outreach",
        lambda: outreach_xlsx(listed, work.plan),
        lambda: outreach_csv(listed),
    )
