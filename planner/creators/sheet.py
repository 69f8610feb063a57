"""The creator sheet beside a plan: the user's own list with prices and audiences."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from pathlib import Path

from planner.model.base import CENT, is_language
from planner.model.goals import Goals
from planner.model.tables import Row, decode, parse_rows
from planner.plan.exports import write_csv

REQUIRED = ("creator", "platform", "region", "language", "price", "people_reached")
OPTIONAL = ("link", "evidence")
LARGEST = 10**12
"""No price and no audience is larger; more is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class SheetCreator:
    """One creator: the price in the plan's currency, and the people their posts reach."""

    creator: str
    platform: str
    region: str
    language: str
    price: Decimal
    people_reached: int
    link: str = ""
    evidence: str = ""


COLUMNS = tuple(field.name for field in fields(SheetCreator))


def read_sheet(path: Path, goals: Goals) -> list[SheetCreator]:
    """Return the creators of the CSV sheet `path`; none where the file is absent.

    A creator of a region that `goals` does not open in may stay in the sheet.

    Raises:
        InputError: every fault, with line and column.
    """
    return parse_sheet(decode(path), str(path), goals) if path.exists() else []


def parse_sheet(text: str, name: str, goals: Goals) -> list[SheetCreator]:
    """Return the creators in CSV `text`; `name` is the file that messages speak of."""
    table = parse_rows(text, name, REQUIRED, OPTIONAL)
    found: dict[str, SheetCreator] = {}
    for row in table.rows:
        creator = _creator(row)
        if creator.region and not goals.members(creator.region):
            row.fault("region", "is no region", "Write an ISO code such as MX, or a group's name")
        if creator.creator in found:
            row.fault("creator", "stands twice", "Keep one row for each creator")
        if creator.creator:
            found[creator.creator] = creator
    table.check()
    return list(found.values())


def write_sheet(path: Path, creators: Iterable[SheetCreator]) -> None:
    """Write the sheet as CSV, at once; text that a spreadsheet would run is made harmless."""
    write_csv(path, COLUMNS, map(astuple, creators))


def _creator(row: Row) -> SheetCreator:
    return SheetCreator(
        creator=row.name("creator"),
        platform=row.name("platform"),
        region=row.name("region"),
        language=_language(row),
        price=Decimal(str(_number(row, "price"))).quantize(CENT),
        people_reached=int(_number(row, "people_reached")),
        link=row.text("link"),
        evidence=row.text("evidence"),
    )


def _language(row: Row) -> str:
    value = row.name("language")
    if value and not is_language(value):
        row.fault("language", "is no language code", "Write one such as fr or pt-BR")
    return value


def _number(row: Row, column: str) -> float:
    """Return the number in `column`; 0 where there is a fault."""
    value = row.number(column)
    if value > LARGEST:
        row.fault(column, f"must lie between 0 and {LARGEST:,}")
        return 0.0
    return 0.0 if math.isnan(value) else value
