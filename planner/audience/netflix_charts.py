"""Netflix's official Top 10 files (TSV or XLSX): the places of titles by country and week."""

from __future__ import annotations

import csv
import io

import pandas as pd

from planner.audience.cells import CellError, check_region
from planner.audience.content import beginning, read_grids, unpacked
from planner.audience.grid import Grid, Row, shown
from planner.audience.problems import capped
from planner.errors import InputError, Problem

KIND = "Netflix Top 10"
COLUMNS = ["country_iso2", "week", "category", "weekly_rank", "show_title"]
GLOBAL = ["week", "category", "weekly_rank", "show_title", "weekly_hours_viewed"]
DOWNLOAD = "Download all-weeks-countries from netflix.com/tudum/top10 (Data, Countries)."


def is_tsv(content: bytes) -> bool:
    """Return whether this is the official TSV, by its first line."""
    first = beginning(content).split(b"\n", 1)[0]
    return b"\t" in first and _is_header(first.decode("utf-8", errors="replace").split("\t"))


def is_grid(grid: Grid) -> bool:
    """Return whether this is the official list in another format."""
    return bool(grid.rows) and _is_header([shown(cell) for cell in grid.rows[0].cells])


def _is_header(names: list[str]) -> bool:
    return {"week", "category", "weekly_rank", "show_title"} <= {name.strip() for name in names}


def needs_titles(file: str) -> Problem:
    """Return why this file alone is no audience table."""
    what = f"is a {KIND}: ranks of titles, which count only beside a table of titles"
    hint = "Add it with: audience add PLAN.yaml FILE --titles TITLES.csv --like language"
    return Problem(what, file, hint=hint)


def read_charts(content: bytes, file: str) -> pd.DataFrame:
    """Return line, region, week (Monday), category, rank and title of every place in the lists.

    Raises `InputError` with the faults of its rows, or where it is the worldwide list.
    """
    raw = columns_of(content, file)
    if list(raw) and "country_iso2" not in raw and set(GLOBAL) <= set(raw):
        raise InputError(Problem("is the worldwide list, without countries", file, hint=DOWNLOAD))
    if missing := [name for name in COLUMNS if name not in raw]:
        what = f"the column {', '.join(missing)} is missing"
        raise InputError(Problem(what, file, 1, value=",".join(map(str, raw)), hint=DOWNLOAD))
    if raw.empty:
        raise InputError(Problem("has a header but no rows", file, 1))
    rank = pd.to_numeric(raw["weekly_rank"], errors="coerce")
    day = pd.to_datetime(raw["week"], format="%Y-%m-%d", errors="coerce")
    region = raw["country_iso2"].map({code: _code(code) for code in raw["country_iso2"].unique()})
    charts = pd.DataFrame(
        {
            "line": raw.index + 2,
            "region": region,
            "week": (day - pd.to_timedelta(day.dt.day_of_week, unit="D")).dt.as_unit("us"),
            "category": raw["category"],
            "rank": rank.where(rank >= 1),
            "title": raw["show_title"],
        }
    )
    _check(charts, raw, file)
    return charts


def columns_of(content: bytes, file: str) -> pd.DataFrame:
    """Return a file's columns as text: `NA` is Namibia, quotation marks are part of titles."""
    if is_tsv(content):
        plain = io.BytesIO(unpacked(content, file))
        try:
            found = pd.read_csv(
                plain,
                sep="	",
                quoting=csv.QUOTE_NONE,
                dtype=str,
                keep_default_na=False,
                skip_blank_lines=False,
            )
        except (ValueError, UnicodeDecodeError) as error:
            raise InputError(Problem(f"cannot be read: {error}", file)) from None
        return found.fillna("")
    grid = read_grids(content, file)[0]
    header = [shown(cell).strip() for cell in grid.rows[0].cells]
    cells = [_to_width(row, len(header)) for row in grid.rows[1:]]
    return pd.DataFrame(cells, columns=header, dtype=str)


def _to_width(row: Row, width: int) -> list[str]:
    return ([shown(cell).strip() for cell in row.cells] + [""] * width)[:width]


def _code(text: str) -> str | None:
    try:
        return check_region(text, ())
    except CellError:
        return None


def _check(charts: pd.DataFrame, raw: pd.DataFrame, file: str) -> None:
    faults = {
        "region": ("country_iso2", "is no known region"),
        "week": ("week", "is no date such as 2022-04-24"),
        "rank": ("weekly_rank", "is no rank"),
    }
    problems = [
        Problem(what, file, int(charts["line"].iloc[at]), field=name, value=raw[name].iloc[at])
        for column, (name, what) in faults.items()
        for at in charts["region" if column == "region" else column].isna().to_numpy().nonzero()[0]
    ]
    if problems:
        raise InputError(capped(sorted(problems, key=lambda one: one.line or 0)))
