"""Reading a small CSV table so that each fault is told with its file, line and column."""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import InputError, Problem

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
"""Plain numbers: Python's own `float` would also take `1_000` and digits of other scripts."""


@dataclass(frozen=True)
class Row:
    """One line of a table; its getters add what is wrong to the table's `problems`."""

    file: str
    line: int
    cells: dict[str, str]
    problems: list[Problem]

    def fault(self, column: str, what: str, hint: str | None = None) -> None:
        """Report that the value in `column` cannot be used."""
        value = self.cells.get(column, "")
        self.problems.append(
            Problem(what, file=self.file, line=self.line, field=column, value=value, hint=hint)
        )

    def text(self, column: str) -> str:
        """Return what stands in `column`, without outer spaces; "" where the table has none."""
        return self.cells.get(column, "")

    def name(self, column: str) -> str:
        """Return the text in `column`, which must not be empty."""
        if not self.text(column):
            self.fault(column, "is empty", "Fill it in")
        return self.text(column)

    def number(self, column: str, default: float | None = None) -> float:
        """Return the finite number >= 0 in `column`; NaN after a fault.

        An empty value is `default`, or a fault where there is none.
        """
        text = self.text(column)
        if not text and default is not None:
            return default
        value, what = parse_number(text)
        if what:
            self.fault(column, what, "Write a plain number such as 1200.50")
        return value


@dataclass(frozen=True)
class Table:
    """The rows of a file, and the faults found in it so far."""

    file: str
    header: Row
    """The columns' names as they are written, each its own value."""
    rows: list[Row]
    problems: list[Problem]

    def check(self) -> None:
        """Raise `InputError` with all faults, in the order of their lines."""
        if self.problems:
            raise InputError(sorted(self.problems, key=lambda problem: problem.line or 0))


def parse_number(text: str) -> tuple[float, str | None]:
    """Return the number that `text` holds and None, or NaN and what is wrong with it."""
    if not text:
        return math.nan, "is empty"
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return math.nan, "is not a finite number"
    if not NUMBER.fullmatch(text):
        return math.nan, "is not a number"
    value = float(text)
    if not math.isfinite(value):
        return math.nan, "is too large a number"
    return (math.nan, "is negative") if value < 0 else (value, None)


def read_rows(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a comma-separated UTF-8 file of at least one row; see `parse_rows`."""
    table = parse_rows(decode(path), str(path), required, optional)
    if not table.rows:
        raise InputError(Problem("has no rows below its header", file=table.file, line=1))
    return table


def parse_rows(
    text: str, file: str, required: Sequence[str], optional: Sequence[str] = ()
) -> Table:
    """Read comma-separated text whose first line names the columns.

    Other columns are the user's own and are kept, unless their name looks like a misspelt optional
    one. Raises `InputError` where the file as a whole cannot be used; faults of single rows are
    collected in the table's `problems`.
    """
    records = _records(file, text)
    if not records:
        raise InputError(Problem("is empty", file=file, hint=_wanted(required)))
    line, header = records[0]
    columns = [name.strip().lower() for name in header]
    _check_header(file, line, columns, required, optional)
    problems: list[Problem] = []
    rows = [_row(file, number, columns, values, problems) for number, values in records[1:]]
    named = Row(file, line, {name: name for name in header}, problems)
    return Table(file, named, rows, problems)


def decode(path: Path) -> str:
    """Return the text of a UTF-8 file; raises `InputError` where there is none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        hint = "Check the name and the folder"
        raise InputError(Problem("no such file", file=str(path), hint=hint)) from None
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise InputError(Problem(what, file=str(path))) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "Save it again as CSV UTF-8"
        raise InputError(Problem("is not UTF-8 text", str(path), line, hint=hint)) from None


def _records(file: str, text: str) -> list[tuple[int, list[str]]]:
    """Return (line on which it starts, values) for each record that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                records.append((start, values))
            start = reader.line_num + 1
    except csv.Error as error:
        what = f"cannot be read as comma-separated values: {error}"
        hint = "Look for a quote that is not closed"
        raise InputError(Problem(what, file, start, hint=hint)) from None
    return records


def _check_header(
    file: str, line: int, columns: list[str], required: Sequence[str], optional: Sequence[str]
) -> None:
    problems = [
        Problem("column is missing", file, line, field=name, hint=_wanted(required))
        for name in required
        if name not in columns
    ]
    problems += [
        Problem("column is there more than once", file, line, field=name)
        for name in sorted({name for name in columns if name and columns.count(name) > 1})
    ]
    for name in columns:
        near = difflib.get_close_matches(name, optional, n=1, cutoff=0.8)
        if near and name not in optional and near[0] not in columns:
            hint = f"Did you mean {near[0]}?"
            problems.append(Problem("unknown column", file, line, field=name, hint=hint))
    if problems:
        raise InputError(problems)


def _row(
    file: str, line: int, columns: list[str], values: list[str], problems: list[Problem]
) -> Row:
    if len(values) > len(columns):
        what = f"has {len(values)} values for {len(columns)} columns"
        hint = "Put a value that contains a comma in double quotes"
        problems.append(Problem(what, file, line, hint=hint))
    cells = {name: value.strip() for name, value in zip(columns, values, strict=False) if name}
    return Row(file, line, cells, problems)


def _wanted(required: Sequence[str]) -> str:
    return f"The first line names the columns, separated by commas: {','.join(required)}"
