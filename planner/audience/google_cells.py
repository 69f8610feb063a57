"""The cells of a Google Sheet, and places in it as Google names them: Audience 2026!B7."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pandas as pd

from planner.audience.grid import Cell
from planner.audience.problems import capped
from planner.audience.reading import read_sheet
from planner.audience.sheet import sheet_from_rows
from planner.audience.table import make_table
from planner.errors import InputError, Problem

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a sheet's dates have no zone
"""Day 0 of a sheet's dates (developers.google.com/workspace/sheets/api/guides/formats)."""
LAST_SERIAL = 2_958_466
"""The day after 9999-12-31: no date lies beyond."""
Value = str | float | int | bool | None
"""A cell as the Sheets API gives it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells of a tab; rows and columns count from 0, the ends are not included."""

    rows: range
    columns: range


def typed_rows(
    raw: Sequence[Sequence[Value]], shown: Sequence[Sequence[Value]], merges: Sequence[Merge] = ()
) -> list[list[Cell]]:
    """Return the cells as text, numbers and dates, whatever the sheet's locale; rows equally wide.

    `raw` has dates as numbers, `shown` as text in the sheet's own format: a cell that is a number
    in one and text in the other is a date. Cells that are merged downwards all take the text or
    date of the first; numbers are not repeated, since they would count twice.
    """
    width = max(map(len, raw), default=0)
    rows = [
        [_cell(_at(raw, row, column), _at(shown, row, column)) for column in range(width)]
        for row in range(len(raw))
    ]
    for merge in merges:
        _fill(rows, merge)
    return rows


def _at(rows: Sequence[Sequence[Value]], row: int, column: int) -> Value:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _cell(raw: Value, shown: Value) -> Cell:
    if raw is None or isinstance(raw, str):
        return raw or ""
    if isinstance(raw, bool):
        return str(raw)
    if isinstance(shown, str) and 0 <= raw < LAST_SERIAL:
        return _moment(raw)
    return float(raw)


def _moment(serial: float) -> Cell:
    moment = EPOCH + timedelta(seconds=round(serial * 86_400))
    return moment.date() if serial == int(serial) else moment.isoformat(sep=" ")


def _fill(rows: list[list[Cell]], merge: Merge) -> None:
    top, left = merge.rows.start, merge.columns.start
    if top >= len(rows) or left >= len(rows[top]) or isinstance(rows[top][left], float):
        return
    for row in merge.rows[1:]:
        if row < len(rows):
            rows[row][left] = rows[top][left]


def read_rows(
    rows: Sequence[Sequence[Cell]], name: str, groups: Collection[str] = ()
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the audience table in the rows of a sheet, and notes on what was left out or assumed.

    Raises `InputError` for all faults, at places as Google names them.
    """
    try:
        reading = read_sheet(sheet_from_rows(rows, name), groups)
    except InputError as error:
        raise InputError([_placed(problem, name) for problem in error.problems]) from None
    if reading.problems:
        placed = [_placed(problem, name) for problem in reading.problems]
        raise InputError(capped(placed))
    return make_table(reading.rows), reading.notes


def _placed(problem: Problem, name: str) -> Problem:
    if problem.line is None:
        return problem
    cell = f"!{column_name(problem.column)}{problem.line}" if problem.column else None
    return replace(problem, file=name + (cell or f", row {problem.line}"), line=None, column=None)


def column_name(number: int) -> str:
    """Return how a sheet calls its column `number` (from 1): A, Z, AA."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
