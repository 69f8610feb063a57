"""The creator sheet beside a plan: the user's own list with prices and audiences."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.creators.lists_columns import column_of
from planner.creators.offers import COLUMNS, Offer, cells_of, untold
from planner.creators.sheet_cells import Reader
from planner.model.goals import Goals
from planner.model.tables import Row, decode, parse_rows
from planner.plan.exports import csv_text
from planner.plan.files import write_text

REQUIRED = ("creator", "platform")
AGREEING = ("region", "language", "state", "disclosure_agreed")
"""What all rows of one creator say alike."""


def read_sheet(path: Path, goals: Goals) -> list[Offer]:
    """Return the offers of the CSV sheet `path`; none where the file is absent.

    A creator of a region that `goals` does not open in may stay in the sheet.

    Raises:
        InputError: every fault, with line and column.
    """
    return parse_sheet(decode(path), str(path), goals) if path.exists() else []


def parse_sheet(text: str, name: str, goals: Goals) -> list[Offer]:
    """Return the offers in CSV `text`; `name` is the file that messages speak of.

    Raises:
        InputError: every fault, with line and column.
    """
    table = parse_rows(text, name, REQUIRED, tuple(one for one in COLUMNS if one not in REQUIRED))
    _check_columns(table.header)
    reader = Reader(goals)
    offers = [reader.offer(row) for row in table.rows]
    _check_together(table.rows, offers)
    table.check()
    return offers


def write_sheet(path: Path, offers: Iterable[Offer]) -> None:
    """Write the sheet as CSV, at once; text that a spreadsheet would run is made harmless."""
    write_text(path, sheet_text(offers))


def sheet_text(offers: Iterable[Offer]) -> str:
    """Return the sheet as CSV; text that a spreadsheet would run is made harmless."""
    return csv_text(COLUMNS, (tuple(cells_of(offer).values()) for offer in offers))


def _check_together(rows: Iterable[Row], offers: Iterable[Offer]) -> None:
    """Add to the rows what does not fit between them: an offer twice, a creator in two regions."""
    first: dict[str, Offer] = {}
    seen: set[tuple[str, str]] = set()
    for row, offer in zip(rows, offers, strict=True):
        name, platform, form = key_of(offer)
        post = f"{platform} {form}"
        if offer.creator and (name, post) in seen:
            what = "stands twice with this platform and format"
            row.fault("creator", what, "Keep one row, or name another format")
        seen.add((name, post))
        earlier = first.setdefault(name, offer)
        if earlier.creator != offer.creator:
            what = f"is written {earlier.creator} in an earlier row"
            row.fault("creator", what, "Write it alike in both, or tell two creators apart")
        for column in AGREEING if offer.creator else ():
            if getattr(offer, column) != getattr(earlier, column):
                said = cells_of(earlier)[column] or "nothing"
                what = f"differs between the rows of {offer.creator}"
                row.fault(column, what, f"An earlier row says {said}: write the same")


def agreed(offers: Iterable[Offer]) -> list[Offer]:
    """Return offers that agree: of one creator, all say what the first says that says anything."""
    listed = list(offers)
    told: dict[tuple[str, str], Any] = {}
    for offer in listed:
        for column in AGREEING:
            if not untold(offer, column):
                told.setdefault((offer.creator, column), getattr(offer, column))
    return [
        replace(
            offer,
            **{one: told[offer.creator, one] for one in AGREEING if (offer.creator, one) in told},
        )
        for offer in listed
    ]


def key_of(offer: Offer) -> tuple[str, str, str]:
    """Return by what an offer is known in a sheet: creator, platform and format in any case."""
    return offer.creator.casefold(), offer.platform.casefold(), offer.format.casefold()


def _check_columns(header: Row) -> None:
    for name in header.cells:
        if name.strip() and name.strip().lower() not in COLUMNS:
            meant = _meant(name)
            hint = f"Did you mean {meant}?" if meant else "Take it out, or keep its text in note"
            header.fault(name, "unknown column", hint)


def _meant(name: str) -> str | None:
    """Return the column that an unknown one probably means, by its words or its letters."""
    known = column_of(name)
    if known and known.column in COLUMNS:
        return known.column
    return next(iter(difflib.get_close_matches(name.strip().lower(), COLUMNS, n=1)), None)
