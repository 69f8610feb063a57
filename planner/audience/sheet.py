"""From the rows of a file to a header and the rows below it, without titles, totals and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.audience.cells import CellError
from planner.audience.days import parse_day
from planner.audience.grid import Cell, Grid, Row, filled, shown
from planner.audience.words import counted, is_day, is_region, is_total
from planner.errors import InputError, Problem

HEADER_WITHIN = 40
"""Rows in which the header is looked for: exports put a title and a few notes above it."""
WIDTH_HINT = "Put a text or number that holds the separator between double quotes."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its header (as written, stripped) and its rows, all as wide as the header.

    `upper` is a second header row above the first, "" where there is none: a signal over several
    regions, or a region over several signals.
    """

    file: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    """Rows of another width, which `rows` leaves out."""
    notes: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()
    delimiter: str | None = None


def sheet_from_rows(rows: Sequence[Sequence[Cell]], name: str) -> Sheet:
    """Return rows of cells, as a spreadsheet service gives them, as the sheet called `name`.

    Short rows are filled up with empty cells. Raises `InputError` if there are no rows.
    """
    return sheet_of(grid_from_rows(rows, name))


def grid_from_rows(rows: Sequence[Sequence[Cell]], name: str) -> Grid:
    """Return rows of cells as a grid; those without any content are left out."""
    numbered = (Row(line, tuple(row)) for line, row in enumerate(rows, start=1))
    return Grid(name, tuple(row for row in numbered if filled(row)))


def sheet_of(grid: Grid) -> Sheet:
    """Find the header of a grid and what belongs below it; raises `InputError` if nothing does."""
    if not grid.rows:
        raise InputError(Problem("is empty", file=grid.file))
    at = find_header(grid)
    head, upper, below = _heads(grid.rows[at:])
    header = tuple(shown(cell).strip() for cell in _to_width(head.cells, _width(grid, at)))
    body = _Body(grid, header)
    rows = tuple(row for found in below if (row := body.fit(found)) is not None)
    rows = body.without_footnotes(rows)
    if not rows and not body.problems:
        raise InputError(Problem("has a header but no rows", file=grid.file, line=head.line))
    above = [f"{counted(at, 'line', 'lines')} above the header left out."] if at else []
    notes = (*grid.notes, *above, *body.notes())
    return Sheet(
        grid.file, header, head.line, rows, tuple(body.problems), notes, upper, grid.delimiter
    )


def find_header(grid: Grid) -> int:
    """Return which row names the columns: one with a word for date or week; else the first."""
    start = list(enumerate(grid.rows[:HEADER_WITHIN]))
    for wanted in (is_day, is_region):
        for at, row in start:
            if len(filled(row)) > 1 and any(wanted(cell) for cell in row.cells):
                return at
    return 0


def _width(grid: Grid, at: int) -> int:
    """Return how many columns there are: a spreadsheet's rows end where their cells do."""
    own = len(grid.rows[at].cells)
    return own if grid.delimiter else max(len(row.cells) for row in grid.rows[at:])


def _to_width(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return (*cells, *[""] * (width - len(cells)))[:width]


def _heads(rows: tuple[Row, ...]) -> tuple[Row, tuple[str, ...], tuple[Row, ...]]:
    """Return the header, what stands over it, and the rows below.

    Where the row under the found header names columns too (its date is empty, no cell is a
    number), the found one is the upper of two, each of its cells reaching on to the next.
    """
    head, below = rows[0], rows[1:]
    days = [at for at, cell in enumerate(head.cells) if is_day(cell)]
    if not (days and len(below) > 1 and _names_columns(below[0], days[0], head.cells[days[0]])):
        return head, (), below
    width = max(len(head.cells), len(below[0].cells))
    lower = _to_width(below[0].cells, width)
    named = {at: head.cells[at] for at in filled(head) if lower[at] in ("", head.cells[at])}
    both = tuple(named.get(at, cell) for at, cell in enumerate(lower))
    return Row(below[0].line, both), _reaching(head, width, set(named)), below[1:]


def _names_columns(row: Row, day: int, name: Cell) -> bool:
    cells = [row.cells[at] for at in filled(row) if at != day]
    repeated = day >= len(row.cells) or shown(row.cells[day]).strip() in ("", shown(name).strip())
    words = all(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in cells)
    return repeated and len(cells) > 1 and words


def _reaching(head: Row, width: int, own: set[int]) -> tuple[str, ...]:
    names, current = [], ""
    for at, cell in enumerate(_to_width(head.cells, width)):
        current = shown(cell).strip() or current
        names.append("" if at in own else current)
    return tuple(names)


class _Body:
    """Fits the rows below a header to it, and counts what is left out."""

    def __init__(self, grid: Grid, header: tuple[str, ...]) -> None:
        self.grid = grid
        self.header = header
        self.problems = list(grid.problems)
        self.totals = self.headers = self.footnotes = 0

    def fit(self, row: Row) -> Row | None:
        """Return the row as wide as the header; None for totals, repeated headers and faults."""
        places = filled(row)
        if is_total(row.cells[places[0]]):
            self.totals += 1
            return None
        fitted = _to_width(row.cells, len(self.header))
        if tuple(shown(cell).strip() for cell in fitted) == self.header:
            self.headers += 1
            return None
        wide = places[-1] >= len(self.header)
        short = bool(self.grid.delimiter) and len(row.cells) < len(self.header)
        if wide or (short and len(places) > 1):
            self.problems.append(self._width_problem(row))
            return None
        return Row(row.line, fitted)

    def without_footnotes(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Leave out the lines of text below the table: after a blank line, or of a single cell."""
        kept = list(rows)
        apart = next((at for at in range(len(kept) - 1, 0, -1) if _is_apart(kept, at)), len(kept))
        if not any(_is_date(cell) for row in kept[apart:] for cell in row.cells):
            kept = kept[:apart]
        while len(kept) > 1 and self._is_footnote(kept[-1]):
            kept.pop()
        self.footnotes = len(rows) - len(kept)
        return tuple(kept)

    def notes(self) -> list[str]:
        """Return what was left out, in words."""
        below = "of notes below the table"
        said = {
            counted(self.totals, "row of totals", "rows of totals"): self.totals,
            counted(self.headers, "repeated header", "repeated headers"): self.headers,
            counted(self.footnotes, f"line {below}", f"lines {below}"): self.footnotes,
        }
        return [f"{text} left out." for text, count in said.items() if count]

    def _is_footnote(self, row: Row) -> bool:
        cells = [row.cells[at] for at in filled(row)]
        if len(self.header) == 1 or len(cells) != 1 or not isinstance(cells[0], str):
            return False
        return any(map(str.isalpha, cells[0])) and not _is_date(cells[0])

    def _width_problem(self, row: Row) -> Problem:
        what = f"this row has {len(row.cells)} cells, the header has {len(self.header)}"
        hint = WIDTH_HINT if len(row.cells) > len(self.header) else None
        text = (self.grid.delimiter or ",").join(map(shown, row.cells))
        return Problem(what, file=self.grid.file, line=row.line, value=text, hint=hint)


def _is_apart(rows: list[Row], at: int) -> bool:
    return rows[at].line > rows[at - 1].line + 1 and len(rows) > at


def _is_date(cell: Cell) -> bool:
    try:
        return isinstance(cell, date) or (isinstance(cell, str) and bool(parse_day(cell)))
    except CellError:
        return False
