"""Text whose columns are separated by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from planner.audience.grid import MOST_CELLS, Grid, Row, too_large
from planner.audience.words import is_day, is_region
from planner.errors import InputError, Problem

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LOOKED_AT = 60
"""Rows that are looked at to tell the delimiter: titles above the header, and some of the table."""
DECLARED = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
"""The first line by which Excel is told the delimiter."""


def split(text: str, file: str, encoding: str | None = None) -> Grid:
    """Return the rows of a delimited text; raises `InputError` if quotation marks don't pair."""
    first, _, rest = text.partition("\n")
    declared = DECLARED.fullmatch(first)
    body, above = (rest, 1) if declared else (text, 0)
    delimiter = declared[1] if declared else _likeliest(body)
    rows = _rows(body, delimiter, file, above)
    return Grid(file, tuple(rows), encoding, delimiter)


def _rows(text: str, delimiter: str, file: str, above: int) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    cells = 0
    try:
        for found in reader:
            cells += len(found)
            if cells > MOST_CELLS:
                raise InputError(too_large(file))
            if any(cell.strip() for cell in found):
                rows.append(Row(reader.line_num + above, tuple(found)))
    except csv.Error as error:
        hint = "Check the quotation marks on and above this line."
        line = reader.line_num + above
        raise InputError(Problem(f"is no valid CSV: {error}", file, line, hint=hint)) from None
    return rows


def _likeliest(text: str) -> str:
    """Return the delimiter by which the text falls into the most regular table; else the comma."""
    return max(DELIMITERS, key=lambda mark: _regularity(text, mark))


def _regularity(text: str, delimiter: str) -> tuple[bool, float, int]:
    """Return whether a header was found, which share of rows is as wide as most, and how wide."""
    rows = _sample(text, delimiter)
    header = any(
        len(row) > 1 and any(is_day(cell) or is_region(cell) for cell in row) for row in rows
    )
    widths = Counter(map(len, rows))
    usual, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 1))
    return (header, count / len(rows) if usual > 1 else 0.0, usual)


def _sample(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        rows += islice((row for row in reader if any(cell.strip() for cell in row)), LOOKED_AT)
    except csv.Error:  # told when the whole is read
        return rows or [[]]
    return rows or [[]]
