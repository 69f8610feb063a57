"""Excel workbooks (XLSX): the cells of the sheets that hold data, as they are saved."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, cast
from zipfile import ZipFile

from planner.audience.grid import MOST_CELLS, Cell, Grid, Row, filled, too_large
from planner.audience.sheet import find_header
from planner.audience.words import is_day, is_missing
from planner.errors import InputError, Problem

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as ExcelCell

    class ReadOnlySheet(Protocol):
        """What we use of a sheet that openpyxl opened read-only; its type stubs lack that."""

        title: str
        _worksheet_path: str

        def reset_dimensions(self) -> None:
            """Forget what the file says of its size."""

        def iter_rows(self) -> Iterator[tuple[ExcelCell, ...]]:
            """Yield the cells of every row, from the first on."""


MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
MOST_COLUMNS = 16_384
MOST_MERGED = 20_000
BROKEN_HINT = "Open it in a spreadsheet program and save it again as XLSX or CSV UTF-8."


def has_table(grid: Grid) -> bool:
    """Return whether a sheet holds a table of observations: days stand in its header."""
    at = find_header(grid)
    return len(grid.rows) > at + 1 and any(is_day(cell) for cell in grid.rows[at].cells)


def read_workbook(
    content: bytes, file: str, tab: str | None = None, fits: Callable[[Grid], bool] = has_table
) -> Grid:
    """Return the rows of one sheet: `tab`, else the first visible one that `fits`, else the first.

    Values of formulas are those that were saved with them. Raises `InputError`.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to load

    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        grids = _grids(values, content, file, tab, fits)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  # openpyxl raises what it meets, KeyError too
        what = f"is no readable XLSX workbook: {type(error).__name__}"
        raise InputError(Problem(what, file, hint=BROKEN_HINT)) from None
    if not grids:
        raise InputError(Problem("is empty", file=file))
    return next((grid for grid in grids if fits(grid)), grids[0])


def _grids(
    book: Workbook, content: bytes, file: str, tab: str | None, fits: Callable[[Grid], bool]
) -> list[Grid]:
    chosen = _chosen(book, file, tab)
    several = len(chosen) > 1
    grids: list[Grid] = []
    for name in chosen:
        place = f"{file}, sheet {name}" if several or tab else file
        sheet = cast("ReadOnlySheet", book[name])
        grid = _grid(sheet, _part(content, sheet), content, place)
        if grid.rows:
            grids.append(grid)
        if fits(grid):
            break  # later sheets are not read at all
    return grids


def _chosen(book: Workbook, file: str, tab: str | None) -> list[str]:
    sheets = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    if tab is None:
        return [name for name, state in sheets.items() if state == "visible"]
    if tab not in sheets:
        hint = f"It has {', '.join(sheets)}."
        raise InputError(Problem("has no sheet of that name", file, value=tab, hint=hint))
    return [tab]


def _part(content: bytes, sheet: ReadOnlySheet) -> bytes:
    """Return the XML of a sheet, which tells of formulas and merged cells in little time."""
    path: str = sheet._worksheet_path  # noqa: SLF001  # openpyxl tells it nowhere else
    with ZipFile(io.BytesIO(content)) as archive:
        return archive.read(path.lstrip("/"))


def _grid(sheet: ReadOnlySheet, part: bytes, content: bytes, file: str) -> Grid:
    problems: list[Problem] = []
    notes: list[str] = []
    rows = dict(_rows(sheet, file, problems))
    if b"<f" in part:
        problems += _without_values(content, sheet.title, rows, file)
    _fill_merged(rows, part)
    found = (Row(line, tuple(cells)) for line, cells in sorted(rows.items()))
    full = tuple(row for row in found if filled(row))
    return Grid(file, full, notes=tuple(notes), problems=tuple(problems))


def _rows(
    sheet: ReadOnlySheet, file: str, problems: list[Problem]
) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # what the file says of them may be wrong, or a trap
    cells = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        cells += len(row)
        if cells > MOST_CELLS or len(row) > MOST_COLUMNS:
            raise InputError(too_large(file))
        if row:
            yield line, [_cell(cell, line, at, file, problems) for at, cell in enumerate(row, 1)]


def _cell(cell: ExcelCell, line: int, column: int, file: str, problems: list[Problem]) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e" and not is_missing(str(value)):
        hint = "Correct the formula, or empty the cell."
        problems.append(Problem("holds an error", file, line, column, None, str(value), hint))
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return float(value)
    return _day(value) if isinstance(value, date) else str(value)


def _day(value: date) -> Cell:
    if not isinstance(value, datetime):
        return value
    midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    return value.date() if midnight else value.isoformat(sep=" ")


def _without_values(
    content: bytes, title: str, rows: dict[int, list[Cell]], file: str
) -> Iterable[Problem]:
    """Find formulas that were saved without their value, by programs that cannot compute them."""
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to load

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    sheet = cast("ReadOnlySheet", book[title])
    sheet.reset_dimensions()
    hint = "Open the file in a spreadsheet program and save it, so that values are saved too."
    for line, row in enumerate(sheet.iter_rows(), start=1):
        for at, cell in enumerate(row):
            if cell.data_type == "f" and rows.get(line, [])[at : at + 1] == [""]:
                what = "is a formula whose value was not saved"
                yield Problem(what, file, line, at + 1, None, str(cell.value), hint)


def _fill_merged(rows: dict[int, list[Cell]], part: bytes) -> None:
    """Write the value of a merged range into all of its cells, as a person sees it."""
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415  # slow to load

    for number, found in enumerate(MERGED.finditer(part)):
        left, right = (column_index_from_string(found[at].decode()) - 1 for at in (1, 3))
        top, bottom = int(found[2]), int(found[4])
        first = rows.get(top, [])
        if number >= MOST_MERGED or left >= len(first):
            continue
        for line in range(top, min(bottom, max(rows)) + 1):
            cells = rows.setdefault(line, [])
            cells += [""] * (min(right + 1, len(first)) - len(cells))
            cells[left : right + 1] = [first[left]] * len(cells[left : right + 1])
