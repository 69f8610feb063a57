"""What the columns of a sheet look like: which hold numbers, dates, or nothing of interest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice

from planner.audience import numerals, words
from planner.audience.cells import CellError
from planner.audience.days import parse_day
from planner.audience.grid import Cell, shown
from planner.audience.sheet import Sheet

LOOKED_AT = 500
"""Filled cells by which a column is judged."""
WEEKS_OF_A_YEAR = range(1, 54)


def named(sheet: Sheet, names: Collection[str]) -> int | None:
    """Return the first column whose header is one of `names`."""
    header = (words.folded(name) for name in sheet.header)
    return next((at for at, name in enumerate(header) if name and name in names), None)


def is_numeric(sheet: Sheet, index: int) -> bool:
    """Return whether most of a column are numbers: a column of titles may hold `300` too."""
    judged = [is_number(cell) for cell in islice(_filled(sheet, index), LOOKED_AT)]
    return 2 * sum(judged) > len(judged)


def is_counter(sheet: Sheet, index: int) -> bool:
    """Return whether a column counts the rows, as programs write that save their index."""
    texts = [shown(cell).strip() for cell in _filled(sheet, index)]
    return len(texts) > 1 and texts in (
        [str(at + first) for at in range(len(texts))] for first in (0, 1)
    )


def is_week_number(sheet: Sheet, index: int) -> bool:
    """Return whether a column holds numbers of weeks, 1 to 53."""
    numbers = [numerals.parse(shown(cell), ".") for cell in _filled(sheet, index)]
    return bool(numbers) and all(number in WEEKS_OF_A_YEAR for number in numbers)


def is_day(cell: Cell) -> bool:
    """Return whether a cell is a date or week in any order."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or not cell.strip():
        return False
    for day_first in (True, False):
        try:
            parse_day(cell, day_first=day_first)
        except CellError:
            continue
        return True
    return False


def is_number(cell: Cell) -> bool:
    """Return whether a cell is a number in any style."""
    return isinstance(cell, float) or any(
        numerals.parse(shown(cell), decimal) is not None for decimal in numerals.PATTERNS
    )


def _filled(sheet: Sheet, index: int) -> Iterator[Cell]:
    cells = (row.cells[index] for row in sheet.rows)
    return (cell for cell in cells if not words.is_missing(shown(cell).strip()))
