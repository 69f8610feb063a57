"""The budget table as files: CSV with one row an amount, XLSX with totals and by region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from planner.model import names
from planner.model.base import CENT
from planner.model.plan import Plan
from planner.plan.exports import csv_text
from planner.spend.table import BudgetTable, commission_note
from planner.spend.table_lines import NAMES
from planner.spend.table_rows import US, Row, Sum, total
from planner.spend.terms import Terms
from planner.spend.workbook import Column, Sheet, titled, workbook_of, write_as

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
    write_as(path, lambda: table_csv(table).encode(), lambda: table_xlsx(table, plan))


def table_csv(table: BudgetTable) -> str:
    """Return the table as CSV, one row an amount and no totals; raises as `write_table` does."""
    rows = [(*_row(row), table.currency, "left out") for row in table.adding_up().rows]
    return csv_text((*COLUMNS, "currency", "vat"), rows)


def table_xlsx(table: BudgetTable, plan: Plan) -> bytes:
    """Return the table as a workbook with the sheets Budget and By region.

    Its bytes depend on the plan alone. Raises `PlanError` where the table doesn't add up.
    """
    table.adding_up()
    notes = (titled(plan), f"Amounts in {table.currency}. {commission_note(table)}")
    parts = (("Budget", HEADINGS, _lines(table)), ("By region", REGION_HEADINGS, _regions(table)))
    sheets = [
        Sheet(title, notes, tuple(Column(name, MONEY, WIDTH) for name in headings), tuple(rows))
        for title, headings, rows in parts
    ]
    return workbook_of(plan, sheets)


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
