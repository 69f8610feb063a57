"""Somebody else's table of creators: where its header stands, and the rows that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from planner.audience.content import read_grids
from planner.audience.grid import Cell, Grid, Row, filled, shown
from planner.audience.words import is_missing, is_total
from planner.creators.lists_columns import HANDLE, ON_PLATFORM, Named, column_of, is_own
from planner.creators.sheet_numbers import Amount, read_amount
from planner.creators.sheet_texts import unescaped
from planner.errors import InputError, Problem

HEADER_WITHIN = 40
"""Rows in which the header is looked for: people put a title and a few notes above it."""
API_DATA = frozenset({"fetched", "delete_by", "subscribers"})
"""Headers of what `creators find` writes: YouTube's data, which no sheet may keep."""
API_HINT = (
    "A sheet keeps no figures of YouTube's: they are to be forgotten after 30 days. Take the "
    "channels over on page Creators; their names, prices and audiences are yours to fill in"
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no offer: its line, what stands in it, and why it was left out."""

    line: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A table: its header as written, what each column means, and its rows as text.

    `own` says that it has the columns of a creator sheet of ours.
    """

    file: str
    header: tuple[str, ...]
    named: tuple[Named | None, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...] = ()
    """Cells of a spreadsheet that hold an error; they count as empty."""
    own: bool = False


def read_table(content: bytes, file: str) -> Listed:
    """Return the table of creators in a CSV, TSV or XLSX file, or in text.

    Of a workbook's sheets it is the first visible one that names creators.

    Raises:
        InputError: it is no table, or none of its columns names the creators.
    """
    return _listed(read_grids(content, file, fits=_fits)[0])


def _fits(grid: Grid) -> bool:
    with suppress(InputError):
        return bool(_listed(grid).rows)
    return False


def _listed(grid: Grid) -> Listed:
    if not grid.rows:
        raise InputError(Problem("is empty", grid.file))
    at = _header(grid)
    names = [" ".join(shown(cell).split()) for cell in grid.rows[at].cells]
    if {name.casefold() for name in names} >= API_DATA:
        raise InputError(Problem("holds YouTube's own data", grid.file, hint=API_HINT))
    own = is_own(names)
    found = [column_of(name, own=own) for name in names]
    if not _names_columns(grid.rows[at], found):
        raise InputError(_no_names(grid, at, names))
    left_out = [LeftOut(row.line, _line(row), "above the header") for row in grid.rows[:at]]
    rows: list[tuple[int, tuple[str, ...]]] = []
    for row in grid.rows[at + 1 :]:
        cells = (*row.cells, *[""] * len(names))[: len(names)]
        texts = tuple(_text(cell, own=own) for cell in cells)
        if why := _no_row(row, texts, names, own=own):
            left_out.append(LeftOut(row.line, _line(row), why))
        else:
            rows.append((row.line, texts))
    if not rows:
        raise InputError(Problem("has no rows below its header", grid.file, grid.rows[at].line))
    columns = [
        [texts[column] for _, texts in rows if texts[column]] for column in range(len(names))
    ]
    named = tuple(map(_by_content, found, columns))
    return Listed(grid.file, tuple(names), named, tuple(rows), tuple(left_out), grid.problems, own)


def _names_columns(row: Row, found: Sequence[Named | None]) -> bool:
    """Return whether a row is a header of creators: one word of ours may stand in any row."""
    known = {one.column for one in found if one}
    numbers = any(isinstance(read_amount(shown(cell)), Amount) for cell in row.cells)
    naming = {"creator", HANDLE, ON_PLATFORM}
    return bool(known & naming) and not (numbers and len(known) == 1)


def _by_content(one: Named | None, texts: Sequence[str]) -> Named | None:
    """Return what a column means whose header leaves it open: a platform, or comments."""
    if one is None or one.column not in ("note", ON_PLATFORM):
        return one
    counts = bool(texts) and all(isinstance(read_amount(text), Amount) for text in texts)
    if one.column == "note":
        return None if counts else one  # how many comments, not what they say
    links = any("/" in text for text in texts)
    return Named("followers" if counts else "link" if links else HANDLE)


def _header(grid: Grid) -> int:
    """Return the first row of those in which most cells mean a column of ours."""
    scores = [
        sum(column_of(shown(cell)) is not None for cell in row.cells if _is_word(cell))
        for row in grid.rows[:HEADER_WITHIN]
    ]
    return scores.index(max(scores))


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _no_row(row: Row, texts: Sequence[str], names: Sequence[str], *, own: bool) -> str | None:
    """Return why a row is none of the table, None where it is one."""
    places = filled(row)
    if [" ".join(text.split()) for text in texts] == list(names):
        return "the header once more"
    if places[-1] >= len(names):
        return "has more cells than the header"
    if own:
        return None
    if is_total(row.cells[places[0]]):
        return "a row of totals"
    if len(places) == 1 and len(names) > 2 and len(_line(row).split()) > 4:
        return "a line of text below the table"
    return None


def _text(cell: Cell, *, own: bool) -> str:
    """Return a cell as text; a spreadsheet's number keeps two decimals, as prices have.

    What says that nothing is known is empty, but for `NA`, which is Namibia.
    """
    if isinstance(cell, float):
        return f"{cell:.2f}".removesuffix(".00")
    text = unescaped((cell.isoformat() if isinstance(cell, date) else cell).strip())
    return "" if is_missing(text) and text != "NA" and not own else text


def _line(row: Row) -> str:
    return " ".join(shown(row.cells[at]).strip() for at in filled(row))[:200]


def _no_names(grid: Grid, at: int, names: Sequence[str]) -> Problem:
    hint = "Give the header line too, and name the column of names creator or name"
    value = ", ".join(filter(None, names))
    line = grid.rows[at].line
    return Problem("no column names the creators", grid.file, line, value=value, hint=hint)
