"""XLSX workbooks: the sheet with data, its types, and what stands in the way of reading it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.audience.files import read_file
from planner.audience.preview import Understood, understand
from planner.errors import InputError

Fill = Callable[[Worksheet], object]
ROWS: list[list[object]] = [
    ["Week", "France", "JP"],
    [date(2026, 1, 5), 10, 1.5],
    [datetime.fromisoformat("2026-01-12"), "1.234,5", None],
    [46041, 30, "n/a"],
]


def saved(**sheets: Sequence[Sequence[object]] | Fill) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, filling in sheets.items():
        sheet = book.create_sheet(name)
        if callable(filling):
            filling(sheet)
        else:
            for row in filling:
                sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, tab: str | None = None) -> Understood:
    return understand(content, "a.xlsx", tab=tab)


def values(found: Understood) -> dict[tuple[str, str], float]:
    assert found.problems == ()
    table = found.table.dropna()
    weeks = table["week"].dt.strftime("%Y-%m-%d")
    return dict(zip(zip(table["region"], weeks, strict=True), table["value"], strict=True))


def test_dates_serial_numbers_and_text_of_one_sheet(tmp_path: Path) -> None:
    content = saved(Data=ROWS)
    assert values(read(content)) == {
        ("FR", "2026-01-05"): 10,
        ("FR", "2026-01-12"): 1234.5,
        ("FR", "2026-01-19"): 30,
        ("JP", "2026-01-05"): 1.5,
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    pd.testing.assert_frame_equal(read_file(path), read(content).table)


def test_the_first_visible_sheet_that_holds_a_table_is_read() -> None:
    def hidden(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"
        sheet.append(["Week", "DE"])
        sheet.append([date(2026, 1, 5), 1])

    content = saved(Old=hidden, Cover=[["Our numbers"], ["by hand"]], Empty=[], Data=ROWS)
    assert read(content).regions == ("FR", "JP")
    assert read(content, "Old").regions == ("DE",)
    assert "has no sheet of that name (got 'New'). It has Old, Cover" in str(
        read(content, "New").problems[0]
    )


def test_a_fault_is_placed_by_sheet_row_and_column() -> None:
    rows: list[list[object]] = [["A title"], [], *ROWS, [date(2026, 1, 26), "many", 2]]
    [problem] = read(saved(Cover=[["Read me"]], Data=rows)).problems
    assert str(problem).startswith("a.xlsx, sheet Data:7:2: France: is no number (got 'many')")
    [problem] = read(saved(Data=rows)).problems
    assert str(problem).startswith("a.xlsx:7:2: France")


def test_a_formula_without_its_value_and_an_error_are_named() -> None:
    rows: list[list[object]] = [*ROWS, [date(2026, 1, 26), "=SUM(B2:B4)", 1]]
    [problem] = read(saved(Data=rows)).problems
    assert "a.xlsx:5:2" in str(problem)
    assert "formula whose value was not saved (got '=SUM(B2:B4)')" in str(problem)

    def wrong(sheet: Worksheet) -> None:
        for row in ROWS:
            sheet.append(list(row))
        sheet["B3"] = "#REF!"
        sheet["C3"] = "#N/A"
        sheet["C3"].data_type = sheet["B3"].data_type = "e"

    [problem] = read(saved(Data=wrong)).problems
    assert "a.xlsx:3:2: holds an error (got '#REF!')" in str(problem)


def test_merged_headers_are_read_as_they_look() -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.append(["Weekly figures"])
        sheet.append(["Week", "Admissions", None, "Search interest", None])
        sheet.append([None, "FR", "DE", "FR", "DE"])
        sheet.append([date(2026, 1, 5), 1, 2, 3, 4])
        sheet.append([date(2026, 1, 12), 5, 6, 7, 8])
        for cells in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
            sheet.merge_cells(cells)

    found = read(saved(Data=merged))
    assert found.signals == ("admissions", "search_interest")
    last = found.table[found.table["week"] == "2026-01-12"]
    got = dict(zip(zip(last["signal"], last["region"], strict=True), last["value"], strict=True))
    assert got[("search_interest", "DE")] == 8
    assert got[("admissions", "FR")] == 5


def test_a_region_merged_over_its_weeks_counts_for_all() -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.append(["Country", "Week", "Value"])
        for at in range(4):
            sheet.append(["FR" if at < 2 else "DE", date(2026, 1, 5 + 7 * (at % 2)), at])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("A4:A5")

    assert values(read(saved(Data=merged)))[("DE", "2026-01-12")] == 3


def test_text_dates_beside_real_ones_are_not_trusted() -> None:
    rows: list[list[object]] = [["Week", "FR"], [date(2026, 4, 3), 1], ["10/04/2026", 2]]
    [problem] = read(saved(Data=rows)).problems
    assert "a.xlsx:3:1" in str(problem)
    assert "may have swapped some" in str(problem)


def test_a_lone_cell_far_away_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.audience.workbook.MOST_CELLS", 100)

    def far(sheet: Worksheet) -> None:
        sheet["ALL9"] = 1

    assert "too large" in str(read(saved(Data=far)).problems[0])


def test_a_workbook_of_empty_sheets_is_empty() -> None:
    assert str(read(saved(Data=[], More=[])).problems[0]) == "a.xlsx: is empty"


def test_writing_and_reading_a_table_gives_it_back(tmp_path: Path) -> None:
    weeks = pd.date_range("2024-01-01", periods=120, freq="7D")
    frame = pd.DataFrame({"week": weeks, "FR": range(120), "DE": [at / 7 for at in range(120)]})
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_parquet(tmp_path / "a.parquet", index=False)
    pd.testing.assert_frame_equal(read_file(tmp_path / "a.xlsx"), read_file(tmp_path / "a.csv"))
    pd.testing.assert_frame_equal(read_file(tmp_path / "a.parquet"), read_file(tmp_path / "a.csv"))


def test_a_workbook_that_was_cut_short_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(saved(Data=ROWS)[:-100])
    with pytest.raises(InputError, match="damaged ZIP"):
        read_file(tmp_path / "a.xlsx")
