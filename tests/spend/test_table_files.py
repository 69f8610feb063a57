import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from planner.errors import InputError, PlanError, StoreError
from planner.facts.table import load
from planner.model.plan import Plan
from planner.model.sections import RegionSpend
from planner.plan import edit
from planner.spend.table import BudgetTable, budget_table
from planner.spend.table_files import table_csv, table_xlsx, write_table
from planner.spend.table_rows import US, Sum, total
from tests.spend.tables import plan_with, plans, region_spend, spend_of

FACTS = load()
Sheet = list[tuple[object, ...]]
AMOUNTS = ("net", "commission", "gross")


def table_of(plan: Plan) -> BudgetTable:
    return budget_table(plan, FACTS)


def sheets(plan: Plan) -> dict[str, Sheet]:
    book = load_workbook(io.BytesIO(table_xlsx(table_of(plan), plan)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def rows_below(sheet: Sheet, first: str) -> list[dict[str, object]]:
    """The rows below the headings, which begin with `first`."""
    start = next(at for at, row in enumerate(sheet) if row[0] == first)
    return [dict(zip(map(str, sheet[start]), row, strict=True)) for row in sheet[start + 1 :]]


def money(row: dict[str, object], *names: str) -> list[Decimal]:
    return [Decimal(str(row[name])).quantize(Decimal("0.01")) for name in names]


def exact(money: Sum) -> list[Decimal]:
    return [money.net, money.commission, money.gross]


@given(plans())
def test_the_csv_holds_every_amount_once_and_adds_up(plan: Plan) -> None:
    table = table_of(plan)
    rows = list(csv.DictReader(io.StringIO(table_csv(table))))
    assert len(rows) == len(table.rows)
    assert {(row["currency"], row["vat"]) for row in rows} == {("EUR", "left out")}
    for payer in (US, *table.partners):
        own = [row for row in rows if row["payer"] == payer]
        sums = [sum((Decimal(row[name]) for row in own), Decimal(0)) for name in AMOUNTS]
        assert sums == exact(total(table.of(payer)))


@settings(max_examples=20)
@given(plans())
def test_both_sheets_add_up_to_the_plan(plan: Plan) -> None:
    table, found = table_of(plan), sheets(plan)
    assert list(found) == ["Budget", "By region"]
    lines = rows_below(found["Budget"], "Who pays")
    for payer in (US, *table.partners):
        called = "We" if payer == US else payer
        own = [row for row in lines if row["Who pays"] == called and row["What"] != "Total"]
        sums = next(r for r in lines if r["Who pays"] == called and r["What"] == "Total")
        parts = [money(row, "Net", "Commission", "Gross") for row in own]
        assert [sum(column, Decimal(0)) for column in zip(*parts, strict=True)] == money(
            sums, "Net", "Commission", "Gross"
        )
        assert money(sums, "Net", "Commission", "Gross") == exact(total(table.of(payer)))
    *regions, last = rows_below(found["By region"], "Region")
    assert money(last, "We pay, gross") == [table.stated]
    for name in ("We pay, net", "Our commission", "Partner pays, net", "All together, gross"):
        assert sum(money(row, name)[0] for row in regions) == money(last, name)[0]


def small(partner: str = "Les Films", **changed: object) -> Plan:
    french = region_spend("shared", 0.4, {"search": [Decimal("333.33")]}, {"dcp": Decimal(1500)})
    region = {"pays": "shared", "our_share": 0.4, "partner": {"name": partner}, "cap": 500}
    return edit.replace(plan_with(spend_of({"FR": french}), {"FR": region}), changed)


def test_the_same_plan_gives_the_same_bytes_whenever_it_is_written() -> None:
    plan = small().model_copy(update={"saved": datetime(2026, 6, 2, 10, tzinfo=UTC)})
    first, second = (table_xlsx(table_of(plan), plan) for _ in range(2))
    assert first == second
    properties = load_workbook(io.BytesIO(first)).properties
    assert properties.created == properties.modified == datetime(2026, 6, 2, 10)  # noqa: DTZ001  # as openpyxl reads it


def test_an_unsaved_plan_is_dated_by_its_day() -> None:
    book = load_workbook(io.BytesIO(table_xlsx(table_of(small()), small())))
    assert book.properties.created == datetime(2026, 6, 1)  # noqa: DTZ001  # as openpyxl reads it


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    plan = small("=HYPERLINK(1)")
    assert "\n'=HYPERLINK(1),media" in table_csv(table_of(plan))
    book = load_workbook(io.BytesIO(table_xlsx(table_of(plan), plan)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "'=HYPERLINK(1)" for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_the_region_sheet_says_what_was_agreed_and_both_say_that_vat_is_left_out() -> None:
    found = sheets(small())
    france = next(r for r in rows_below(found["By region"], "Region") if r["Region"] == "France")
    assert france["Partner"] == "Les Films"
    assert (france["Most agreed"], france["Room to the most"]) == (500, 166.67)
    assert all(any("VAT is left out" in str(row[0]) for row in sheet) for sheet in found.values())


def test_a_region_without_money_keeps_its_agreement_on_the_sheet() -> None:
    plan = edit.replace(small(), {"goals.regions.JP": {"pays": "partner", "minimum_spend": 900}})
    assert plan.spend is not None
    japan = RegionSpend(pays="partner")
    spend = plan.spend.model_copy(update={"regions": plan.spend.regions | {"JP": japan}})
    found = sheets(plan.model_copy(update={"spend": spend}))["By region"]
    row = next(row for row in rows_below(found, "Region") if row["Region"] == "Japan")
    assert (row["Least agreed"], row["Missing to the least"]) == (900, 900)


def test_files_are_written_by_their_ending(tmp_path: Path) -> None:
    plan = small()
    table = table_of(plan)
    for name in ("Budget.XLSX", "budget.csv"):
        write_table(tmp_path / name, table, plan)
    assert (tmp_path / "Budget.XLSX").read_bytes() == table_xlsx(table, plan)
    assert (tmp_path / "budget.csv").read_text(encoding="utf-8") == table_csv(table)
    with pytest.raises(InputError, match=r"ends in \.xlsx or \.csv"):
        write_table(tmp_path / "budget.pdf", table, plan)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(StoreError, match="is a folder"):
        write_table(tmp_path / "folder.csv", table, plan)


def test_a_table_that_does_not_add_up_leaves_no_file(tmp_path: Path) -> None:
    plan = small()
    assert plan.spend is not None
    broken = plan.model_copy(update={"spend": plan.spend.model_copy(update={"total": Decimal(1)})})
    for name in ("budget.xlsx", "budget.csv"):
        with pytest.raises(PlanError, match="doesn't add up"):
            write_table(tmp_path / name, table_of(broken), broken)
    assert not list(tmp_path.iterdir())
