"""Reading audience tables from files, with every fault named at once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from planner.audience import grid
from planner.audience.fetched import EARLIER
from planner.audience.problems import capped
from planner.audience.reading import Reading, read_content, read_sheet
from planner.audience.sheet import Sheet
from planner.audience.table import KEY, empty_table, make_table
from planner.errors import InputError, Problem
from planner.model.goals import Goals


def found_tables(goals: Goals, folder: Path) -> list[Path]:
    """Return the audience files beside a plan in `folder` that its goals name and that exist.

    What `keep` replaced lies in a folder of its own below them and is not read again.
    """
    found = (path for pattern in goals.audience for path in sorted(folder.glob(pattern)))
    return list(dict.fromkeys(path for path in found if path.parent.name != EARLIER))


def named_tables(goals: Goals, folder: Path) -> list[Path]:
    """Return the same; raises `InputError` where one that is named without a wildcard is not there.

    A pattern may match nothing: a campaign starts without data.
    """
    for pattern in goals.audience:
        if not any(mark in pattern for mark in "*?[") and not (folder / pattern).exists():
            hint = "Correct goals.audience, or put the file there."
            raise InputError(Problem("does not exist", str(folder / pattern), hint=hint))
    return found_tables(goals, folder)


def read_file(
    path: Path,
    *,
    regions: Collection[str] | None = None,
    tab: str | None = None,
    region: str | None = None,
) -> pd.DataFrame:
    """Read one audience file; `regions` are names of region groups allowed beside ISO codes.

    The file is CSV with any separator, XLSX (`tab` names the sheet) or Parquet; long (`region`,
    `week` or `date`, `value`, optionally `signal`) or wide (one column per region), daily or weekly
    with any weekday; or an export of YouTube Studio or Google Trends. A file that names no region
    is about `region`.
    Returns an audience table (see `planner.audience.table`). Raises `InputError`.
    """
    try:
        return make_table(_rows(_read(path, regions or (), tab, region)))
    except InputError as error:
        raise InputError(capped(error.problems)) from None


def read_many(paths: Iterable[Path], regions: Collection[str] | None = None) -> pd.DataFrame:
    """Read several audience files as one table; a week given by two of them is an error."""
    frames: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            frames.append(_rows(_read(path, regions or ())))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(capped(problems))
    if not frames:
        return empty_table()
    return make_table(_merged(pd.concat(frames, ignore_index=True)))


def table_from_sheet(sheet: Sheet, groups: Collection[str] = ()) -> pd.DataFrame:
    """Return the audience table that a sheet holds; raises `InputError` with every place."""
    try:
        return make_table(_rows(read_sheet(sheet, groups)))
    except InputError as error:
        raise InputError(capped(error.problems)) from None


def _read(
    path: Path, groups: Collection[str], tab: str | None = None, region: str | None = None
) -> Reading:
    return read_content(grid.read_content(path), str(path), groups, tab, region)


def _rows(reading: Reading) -> pd.DataFrame:
    if reading.problems:
        raise InputError(reading.problems)
    return reading.rows


def _merged(rows: pd.DataFrame) -> pd.DataFrame:
    """Drop empty rows that another file fills; raises `InputError` where two files have values."""
    filled = rows[rows["value"].notna()]
    again = filled[filled.duplicated(KEY)]
    if again.empty:
        return rows.sort_values("value", na_position="last").drop_duplicates(KEY)
    files = filled.drop_duplicates(KEY).set_index(KEY)["file"].to_dict()
    problems = [_given_twice(row, files) for row in again.to_dict("records")]
    raise InputError(capped(problems))


def _given_twice(row: dict[Hashable, Any], files: dict[Hashable, Any]) -> Problem:
    other = files[tuple(row[name] for name in KEY)]
    what = f"{row['region']} {row['signal']}, week of {row['week']:%Y-%m-%d}, is also in {other}"
    return Problem(what, file=row["file"], line=row["line"], hint="Keep one of the two.")
