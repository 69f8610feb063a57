"""The budget table as files: CSV with one row an amount, XLSX with totals and by region."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import InputError, Problem
from planner.model import names
from planner.model.base import CENT
from planner.model.plan import Plan
from planner.plan.exports import harmless
from planner.plan.files import write_bytes, write_text
from planner.spend.table import BudgetTable, commission_note
from planner.spend.table_lines import NAMES
from planner.spend.table_rows import US, Row, Sum, total
from planner.spend.terms import Terms
from planner.spend.workbook import workbook_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = ("payer", "kind", "line", "region", "channel", "net", "commission", "gross", "note")
HEADINGS = ("Who pays", "What", "Line", "Region", "Channel", "Net", "Commission", "Gross", "Why")
REGION_HEADINGS = (
    "Region",
    "We pay, net",
    "Our commission",
    "We pay, gross",
    "Partner",
    "Partner pays, net",
    "Partner's commission",
    "Partner pays, gross",
    "All together, gross",
    "Least agreed",
    "Most agreed",
    "Room to the most",
    "Missing to the least",
    "As agreed",
)
EVERYWHERE = "Whole campaign"
MONEY = "#,##0.00"
WIDTH = 20
"""Of a column, in characters."""
Value = str | Decimal | None
Cells = Sequence[Value]


def write_table(path: Path, table: BudgetTable, plan: Plan) -> None:
    """Write the table to a .csv or .xlsx file, all of it or nothing; amounts are values.

    Raises:
        InputError: the file's name ends in neither.
        PlanError: the table doesn't add up to the plan's total.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        write_text(path, table_csv(table))
    elif kind == ".xlsx":
        write_bytes(path, table_xlsx(table, plan))
    else:
        hint = "Name a file that ends in .xlsx or .csv"
        raise InputError(Problem("is no kind of table", field="--out", value=str(path), hint=hint))


def table_csv(table: BudgetTable) -> str:
    """Return the table as CSV, one row an amount and no totals; raises as `write_table` does."""
    rows = [(*_row(row), table.currency, "left out") for row in table.adding_up().rows]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*COLUMNS, "currency", "vat"))
    writer.writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue()


def table_xlsx(table: BudgetTable, plan: Plan) -> bytes:
    """Return the table as a workbook with the sheets Budget and By region.

    Its bytes depend on the plan alone. Raises `PlanError` where the table doesn't add up.
    """
    from openpyxl import Workbook  # noqa: PLC0415  # slow to load

    table.adding_up()
    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("By region")
    first.title = "Budget"
    _fill(first, HEADINGS, list(_lines(table)), _notes(table, plan))
    _fill(second, REGION_HEADINGS, list(_regions(table)), _notes(table, plan))
    return workbook_bytes(book, _moment(plan))


def _moment(plan: Plan) -> datetime:
    return plan.saved or datetime.combine(plan.as_of, time(), UTC)


def _notes(table: BudgetTable, plan: Plan) -> list[str]:
    title = f"{plan.film.title}, plan {plan.campaign}, version {plan.version}, as of {plan.as_of}"
    return [title, f"Amounts in {table.currency}. {commission_note(table)}"]


def _row(row: Row) -> Cells:
    return (row.payer, row.kind, row.item, row.region, row.channel, *_money(row.money), row.note)


def _money(money: Sum) -> tuple[Decimal, Decimal, Decimal]:
    return money.net.quantize(CENT), money.commission.quantize(CENT), money.gross.quantize(CENT)


def _lines(table: BudgetTable) -> Iterator[tuple[Cells, bool]]:
    """Yield each payer's rows and their total; True marks a total."""
    for payer in (US, *table.partners):
        rows = table.of(payer)
        yield from ((_named(row), False) for row in rows)
        yield ((_payer(payer), "Total", "", "", "", *_money(total(rows)), ""), True)


def _named(row: Row) -> Cells:
    """Return a row in a person's words."""
    names_of = {"media": names.channel, "fixed": names.line, "language version": names.line}
    line = names_of[row.kind](row.item) if row.kind in names_of else NAMES[row.kind]
    place = names.region(row.region) if row.region else EVERYWHERE
    channel = names.channel(row.channel) if row.channel else ""
    what = NAMES[row.kind]
    return (_payer(row.payer), what, line, place, channel, *_money(row.money), row.note)


def _payer(payer: str) -> str:
    return "We" if payer == US else payer


def _regions(table: BudgetTable) -> Iterator[tuple[Cells, bool]]:
    ours, all_ = table.view("region", US), table.view("region")
    terms = {one.region: one for one in table.terms}
    for code in dict.fromkeys([*all_, *terms]):  # an agreement counts without money too
        money = ours.get(code, Sum()), all_.get(code, Sum())
        yield _region(code, *money, terms.get(code)), False
    yield _region("", table.ours, total(table.rows), None, name="Total"), True


def _region(
    code: str, ours: Sum, everything: Sum, terms: Terms | None, name: str = EVERYWHERE
) -> Cells:
    theirs = everything - ours
    agreed = (terms.minimum, terms.cap, terms.room, terms.missing, terms.own) if terms else ()
    return (
        names.region(code) if code else name,
        *_money(ours),
        terms.partner if terms else "",
        *_money(theirs),
        everything.gross.quantize(CENT),
        *agreed,
    )


def _fill(
    sheet: Worksheet, headings: Cells, rows: list[tuple[Cells, bool]], notes: list[str]
) -> None:
    """Write notes, headings and rows; text that a spreadsheet would run is made harmless."""
    from openpyxl.styles import Font  # noqa: PLC0415  # slow to load
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # as above

    bold = Font(bold=True)
    lines = [*(((note,), place == 0) for place, note in enumerate(notes)), (headings, True), *rows]
    for number, (cells, strong) in enumerate(lines, start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(number, column, _safe(value))
            if isinstance(value, Decimal):
                cell.number_format = MONEY
            if strong:
                cell.font = bold
    sheet.freeze_panes = f"B{len(notes) + 2}"
    for column in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH


def _safe(value: Value) -> Value:
    return str(harmless(value)) if isinstance(value, str) else value
