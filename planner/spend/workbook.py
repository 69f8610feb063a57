"""Tables of a plan as files: CSV, and Excel whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from planner.errors import InputError, Problem
from planner.model.plan import Plan
from planner.plan.exports import harmless
from planner.plan.files import write_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
TEXT = "General"
LONGEST_CHOICES = 255
"""Characters of all choices of a cell that Excel opens; with more the file counts as damaged."""
LAST_CHOICE = 10_000
"""The last row whose cells offer choices: people add rows below those we wrote."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how its numbers are shown, and its width in characters.

    `choices` are words that a spreadsheet offers in its cells; others may be typed all the same.
    """

    heading: str
    form: str = TEXT
    width: int = 12
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, notes above the table, columns, and rows; True marks a total."""

    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Sequence[object], bool], ...]


def write_as(path: Path, csv: Callable[[], bytes], xlsx: Callable[[], bytes]) -> None:
    """Write a .csv or .xlsx file, all of it or nothing.

    Raises:
        InputError: the file's name ends in neither.
        StoreError: the file cannot be written.
    """
    kinds = {".csv": csv, ".xlsx": xlsx}
    make = kinds.get(path.suffix.lower())
    if make is None:
        hint = "Name a file that ends in .xlsx or .csv"
        raise InputError(Problem("is no kind of table", field="--out", value=str(path), hint=hint))
    write_bytes(path, make())


def titled(plan: Plan) -> str:
    """Return the first note of every sheet: which plan it is of."""
    return f"{plan.film.title}, plan {plan.campaign}, version {plan.version}, as of {plan.as_of}"


def workbook_of(plan: Plan, sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of a plan's sheets; text that a spreadsheet would run is made harmless."""
    from openpyxl import Workbook  # noqa: PLC0415  # slow to load

    book = Workbook()
    for number, sheet in enumerate(sheets):
        _fill(book.create_sheet(sheet.title, number), sheet)
    del book[book.sheetnames[-1]]
    return _bytes(book, plan.saved or datetime.combine(plan.as_of, time(), UTC))


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415  # slow to load

    bold = Font(bold=True)
    headings = [column.heading for column in sheet.columns]
    notes = [((note,), number == 0) for number, note in enumerate(sheet.notes)]
    for number, (cells, strong) in enumerate([*notes, (headings, True), *sheet.rows], start=1):
        for column, value in enumerate(cells, start=1):
            cell = page.cell(number, column)
            if isinstance(value, int | float | Decimal | date):
                cell.value, cell.number_format = value, sheet.columns[column - 1].form
            elif value is not None:
                cell.value = str(harmless(value))
            if strong:
                cell.font = bold
    _set_up(page, sheet)


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """Freeze the heading, set widths, and print wide pages that repeat the heading."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # slow to load
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415  # as above

    heading = len(sheet.notes) + 1
    page.freeze_panes = f"B{heading + 1}"
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        if column.choices and len(",".join(column.choices)) <= LONGEST_CHOICES:
            _offer(page, f"{letter}{heading + 1}:{letter}{LAST_CHOICE}", column.choices)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{heading}:{heading}"


def _offer(page: Worksheet, cells: str, choices: Sequence[str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415  # slow to load

    offered = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    offered.errorStyle, offered.showErrorMessage = "warning", True
    page.add_data_validation(offered)
    offered.add(cells)


def _bytes(book: Workbook, moment: datetime) -> bytes:
    """Return a workbook as a file made at `moment`: the same content gives the same bytes.

    openpyxl writes the time of saving into the file and into its archive; both are replaced.
    """
    stamp = moment.replace(tzinfo=None, microsecond=0)
    book.properties.created = stamp
    saved = BytesIO()
    book.save(saved)
    told = stamp.isoformat().encode() + b"Z"
    packed = BytesIO()
    with ZipFile(saved) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == CORE:
                content = MODIFIED.sub(rb"\g<1>" + told + rb"\g<2>", content)
            new.writestr(_member(name), content)
    return packed.getvalue()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the first day that an archive can hold
    member.compress_type = ZIP_DEFLATED
    return member
