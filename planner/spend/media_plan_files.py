"""The media plan as files: CSV with one row a line, XLSX with lines, weeks, sources, decisions."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import InputError, Problem
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.plan.exports import harmless
from planner.plan.files import write_bytes
from planner.spend.media_plan import media_plan
from planner.spend.media_sheets import (
    LINE,
    Sheet,
    decisions_sheet,
    exact,
    lines_sheet,
    sources_sheet,
    weeks_sheet,
)
from planner.spend.workbook import workbook_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write_media(path: Path, plan: Plan, facts: Facts, region: str | None = None) -> None:
    """Write the media plan, or a region's alone, to a .csv or .xlsx file: all of it or nothing.

    Raises:
        InputError: the file's name ends in neither, or decision rules contradict each other.
        PlanError: nothing has been suggested yet, or amounts don't add up.
        StoreError: the file cannot be written.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        write_bytes(path, media_csv(plan, facts, region))
    elif kind == ".xlsx":
        write_bytes(path, media_xlsx(plan, facts, region))
    else:
        hint = "Name a file that ends in .xlsx or .csv"
        raise InputError(Problem("is no kind of table", field="--out", value=str(path), hint=hint))


def media_csv(plan: Plan, facts: Facts, region: str | None = None) -> bytes:
    """Return the lines as CSV (UTF-8) without totals; regions and channels by their ids."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(name for name, _, _ in LINE), "currency"])
    for line in media_plan(plan, facts, region):
        ids = {"region": line.run.region, "channel": line.run.channel, "phase": line.run.phase}
        cells = [ids.get(name, exact(value(line))) for name, _, value in LINE]
        writer.writerow([harmless(value) for value in (*cells, plan.goals.budget.currency)])
    return text.getvalue().encode()


def media_xlsx(plan: Plan, facts: Facts, region: str | None = None) -> bytes:
    """Return a workbook with the sheets Media plan, Flighting, Sources and Decisions.

    Its bytes depend on the plan and the facts alone; sums are values, text that a spreadsheet would
    run is made harmless. Raises as `write_media` does.
    """
    from openpyxl import Workbook  # noqa: PLC0415  # slow to load

    lines = media_plan(plan, facts, region)
    sheets = (
        lines_sheet(plan, lines),
        weeks_sheet(plan, lines, facts),
        sources_sheet(plan, lines, facts),
        decisions_sheet(plan, facts, region),
    )
    book = Workbook()
    for number, sheet in enumerate(sheets):
        _fill(book.create_sheet(sheet.title, number), sheet)
    del book[book.sheetnames[-1]]
    return workbook_bytes(book, plan.saved or datetime.combine(plan.as_of, time(), UTC))


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
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{heading}:{heading}"
