"""Reading one audience file of any kind: what it is, what it says, and every fault in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from planner.audience import google_trends, netflix_charts, youtube_studio
from planner.audience.cells import CellError, check_region
from planner.audience.content import read_grids
from planner.audience.grid import Grid
from planner.audience.observe import Observed, observe
from planner.audience.periods import steps, to_weeks
from planner.audience.sheet import Sheet, sheet_of
from planner.audience.table import KEPT_COLUMNS
from planner.errors import InputError, Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says; `rows` are file, line, region, signal, week, value, without faults."""

    kind: str
    rows: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    """`.` or `,`; None where no number has a mark, or the file holds numbers as such."""
    dates: str = ""
    """How they are written, in words."""
    step: str = ""
    """How far apart they lie, in words."""


def read_content(
    content: bytes,
    file: str,
    groups: Collection[str] = (),
    tab: str | None = None,
    region: str | None = None,
) -> Reading:
    """Return what a file says; `groups` are names of region groups allowed beside ISO codes.

    `tab` names a sheet of a workbook, `region` what a file is about that names none itself.
    Raises `InputError` where it cannot be read at all; other faults are in `problems`.
    """
    if netflix_charts.is_tsv(content):
        raise InputError(netflix_charts.needs_titles(file))
    grids = read_grids(content, file, tab)
    if any(netflix_charts.is_grid(grid) for grid in grids):
        raise InputError(netflix_charts.needs_titles(file))
    codes = tuple(sorted(groups))
    about = None if region is None else _checked(region, codes)
    known = youtube_studio.sheet_in(grids) or google_trends.sheet_in(grids, codes, about)
    grid = _only(grids, file) if known is None else None
    sheet, layout = known or (sheet_of(_only(grids, file)), None)
    return _reading(sheet, observe(sheet, codes, layout, about), grid or grids[0])


def _checked(region: str, groups: tuple[str, ...]) -> str:
    try:
        return check_region(region, groups)
    except CellError as error:
        raise InputError(
            Problem(str(error), field="region", value=region, hint=error.hint)
        ) from None


def read_sheet(sheet: Sheet, groups: Collection[str] = ()) -> Reading:
    """Return what a sheet says that was not read from a file."""
    return _reading(sheet, observe(sheet, tuple(sorted(groups))), None)


def _only(grids: list[Grid], file: str) -> Grid:
    if len(grids) > 1:
        names = "; ".join(grid.file.removeprefix(f"{file}, ") for grid in grids)
        hint = "Unpack it and give the tables."
        raise InputError(Problem("holds several tables", file, value=names, hint=hint))
    return grids[0]


def _reading(sheet: Sheet, found: Observed, grid: Grid | None) -> Reading:
    kept = list(sheet.header) == KEPT_COLUMNS
    rows, problems = to_weeks(found.observations, weekly=kept, shift=found.layout.shift)
    marked = found.style.seen and sheet.delimiter is not None
    return Reading(
        kind=found.kind,
        rows=rows,
        problems=(*found.problems, *([] if found.problems else problems)),
        notes=tuple(found.notes),
        encoding=grid.encoding if grid else None,
        delimiter=grid.delimiter if grid else None,
        decimal=found.style.decimal if marked else None,
        dates=found.dates,
        step=steps(found.observations),
    )
