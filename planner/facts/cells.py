"""The cells of a facts table: how they are read and checked, and how a file gives its rows."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from planner.errors import Problem

if TYPE_CHECKING:
    from _csv import Reader  # the class of csv.reader() has no public name

Confidence = Literal["measured", "published", "vendor", "convention", "assumed"]
"""From our own arithmetic on data, an authority, a seller, common practice, or nobody yet."""

Value = TypeVar("Value")
CONFIDENCES: dict[str, Confidence] = {word: word for word in get_args(Confidence)}
ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.-?[A-Za-z0-9_*-]+)*")
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""A year outside of these is a slip of the keyboard."""


class Cells:
    """The cells of one row; every cell that cannot be read adds to `problems`."""

    def __init__(self, cells: dict[str, str], file: str, line: int) -> None:
        self.cells = cells
        self.file = file
        self.line = line
        self.problems: list[Problem] = []

    def fault(self, field: str, what: str, hint: str | None = None) -> None:
        """Note a fault in one cell."""
        value = self.cells[field] or None
        self.problems.append(Problem(what, self.file, self.line, None, field, value, hint))

    def text(self, field: str) -> str:
        """Read a text that must not be empty."""
        if not self.cells[field]:
            self.fault(field, "is empty", "Every fact names it")
        return self.cells[field]

    def key(self) -> str:
        """Read the id: words joined by dots."""
        if not ID.fullmatch(self.cells["id"]):
            self.fault("id", "is no id", "Write words joined by dots, like release_weekday.FR")
        return self.cells["id"]

    def optional(self, field: str, read: Callable[[str], Value], hint: str) -> Value | None:
        """Read a cell that may be empty with `read`, which raises ValueError if it cannot."""
        try:
            return read(self.cells[field]) if self.cells[field] else None
        except ValueError:
            self.fault(field, "cannot be read", hint)
            return None

    def number(self, field: str) -> float | None:
        """Read a finite number, or None if the cell is empty."""
        return self.optional(field, _finite, "Write a number with a decimal point")

    def day(self, field: str) -> date | None:
        """Read a date, or None if the cell is empty."""
        return self.optional(field, date.fromisoformat, "Write the date as 2026-03-31")

    def year(self) -> int | None:
        """Read the year of the source, or None if the cell is empty."""
        return self.optional("year", _year, "Write a year with four digits")

    def confidence(self) -> Confidence:
        """Read one of the words of `Confidence`."""
        return self.word("confidence", CONFIDENCES, "assumed")

    def word(self, field: str, words: Mapping[str, Value], otherwise: Value) -> Value:
        """Read one of the known words; `otherwise` stands in for one that is unknown."""
        if self.cells[field] not in words:
            self.fault(field, "is unknown", f"Use one of {', '.join(filter(None, words))}")
        return words.get(self.cells[field], otherwise)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return year


def read(path: Path, columns: list[str]) -> Iterator[Cells | Problem]:
    """Yield the rows of a table, each as its cells or as what is wrong with it as a whole."""
    try:
        rows = csv.reader(StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        yield from _rows(rows, path.name, columns)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield Problem(f"cannot be read: {error}", path.name, hint="Save it as CSV in UTF-8")


def _rows(rows: Reader, file: str, columns: list[str]) -> Iterator[Cells | Problem]:
    header = next(rows, [])
    if header != columns:
        hint = f"The first line must be {','.join(columns)}"
        yield Problem("has other columns", file, 1, value=",".join(header), hint=hint)
        return
    for row in rows:
        if len(row) == len(columns):
            named = dict(zip(columns, (cell.strip() for cell in row), strict=True))
            yield Cells(named, file, rows.line_num)
        elif row:
            what = f"has {len(row)} cells, not {len(columns)}"
            hint = "Put text that holds commas between double quotes"
            yield Problem(what, file, rows.line_num, hint=hint)
