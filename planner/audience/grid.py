"""The cells of a file as they stand, before anything is known of what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from planner.errors import InputError, Problem

Cell = str | float | date
"""What a cell holds: text, or the number or date that a spreadsheet knows it to be."""
LARGEST_FILE = 200_000_000
"""Bytes: several times the largest table we know of, Netflix's Top 10 of all countries."""
MOST_CELLS = 5_000_000
"""Fifty years of days in 250 regions; more is no audience table but fills the memory."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and the line of the file (or row of the sheet) where it stands."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of one table that are not blank, and how its file was read."""

    file: str
    rows: tuple[Row, ...]
    encoding: str | None = None
    delimiter: str | None = None
    """None where the cells were apart by themselves, as in a spreadsheet."""
    notes: tuple[str, ...] = field(default=())
    problems: tuple[Problem, ...] = field(default=())


def shown(cell: Cell) -> str:
    """Return a cell as a person would write it."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return cell if isinstance(cell, str) else cell.isoformat()


def filled(row: Row) -> list[int]:
    """Return the places of the cells that hold something."""
    return [at for at, cell in enumerate(row.cells) if not isinstance(cell, str) or cell.strip()]


def read_content(path: Path) -> bytes:
    """Return the bytes of a file; raises `InputError` where there are none, or too many."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(too_large(str(path)))
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(Problem("the file does not exist", file=str(path))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Problem(f"cannot be read: {reason}", file=str(path))) from None


def too_large(file: str) -> Problem:
    """Return the fault of a file that is no table of reasonable size."""
    hint = "Keep the weeks and regions that you need, in a file of their own."
    return Problem("is too large for an audience table", file, hint=hint)
