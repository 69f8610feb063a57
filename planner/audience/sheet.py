"""Reading a CSV file as text cells that remember their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import InputError, Problem

UTF8_HINT = "Save the file as CSV UTF-8."
COMMA_HINT = "Write decimals with a point (12.5) and separate the columns by commas."


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, as text, and the line of the file on which it ends."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: its header (as written, stripped) and its rows, all as wide as the header."""

    file: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    """Rows of another width, which `rows` leaves out."""


def read_sheet(path: Path) -> Sheet:
    """Read a comma-separated UTF-8 file; raises `InputError` if it is not one or has no rows."""
    rows = _parse(_decode(path), str(path))
    if rows:
        _check_delimiter(rows[0].cells, str(path))
    return _sheet(rows, str(path))


def sheet_from_rows(rows: Sequence[Sequence[str]], name: str) -> Sheet:
    """Return rows of text, as a spreadsheet service gives them, as the sheet called `name`.

    Short rows are filled up with empty cells. Raises `InputError` if there are no rows.
    """
    width = max(map(len, rows), default=0)
    filled = [Row(at, (*row, *[""] * (width - len(row)))) for at, row in enumerate(rows, start=1)]
    return _sheet([row for row in filled if any(cell.strip() for cell in row.cells)], name)


def _sheet(rows: list[Row], file: str) -> Sheet:
    if not rows:
        raise InputError(Problem("is empty", file=file))
    header = tuple(cell.strip() for cell in rows[0].cells)
    if len(rows) == 1:
        raise InputError(Problem("has a header but no rows", file=file, line=rows[0].line))
    good = tuple(row for row in rows[1:] if len(row.cells) == len(header))
    bad = [row for row in rows[1:] if len(row.cells) != len(header)]
    problems = tuple(_width_problem(row, len(header), file) for row in bad)
    return Sheet(file, header, rows[0].line, good, problems)


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(Problem("the file does not exist", file=str(path))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Problem(f"cannot be read: {reason}", file=str(path))) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = "is not UTF-8 text"
        raise InputError(Problem(what, file=str(path), line=line, hint=UTF8_HINT)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(Problem("is not text", file=str(path), line=line, hint=UTF8_HINT))
    return text


def _parse(text: str, file: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [
            Row(reader.line_num, tuple(cells))
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        hint = "Check the quotation marks on and above this line."
        problem = Problem(f"is no valid CSV: {error}", file=file, line=reader.line_num, hint=hint)
        raise InputError(problem) from None


def _check_delimiter(header: tuple[str, ...], file: str) -> None:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        what = "the columns are not separated by commas"
        raise InputError(Problem(what, file=file, line=1, value=header[0], hint=COMMA_HINT))


def _width_problem(row: Row, width: int, file: str) -> Problem:
    what = f"this row has {len(row.cells)} cells, the header has {width}"
    hint = COMMA_HINT if len(row.cells) > width else None
    return Problem(what, file=file, line=row.line, value=",".join(row.cells), hint=hint)
