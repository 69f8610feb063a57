"""Google Trends' CSV of interest over time: a column `term: (Region)` for each region or term.

A line with the category and an empty one stand above the header; all in the user's language. `<1`
stands for more than nothing and less than one. Weeks are dated by the Sunday on which they begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from planner.audience.cells import CellError, check_region
from planner.audience.grid import Cell, Grid, Row, filled, shown
from planner.audience.layout import Head, Layout
from planner.audience.sheet import Sheet, sheet_of
from planner.audience.words import WORLD, counted, folded, is_day, is_region, listed
from planner.errors import InputError, Problem

KIND = "Google Trends export"
SIGNAL = "search_interest"
COLUMN = re.compile(r"(.*):\s*[(（](.*)[)）]\s*", re.DOTALL)
CATEGORY = re.compile(
    r"(category|kategorie?|cat[ée]gorie|categor[íi]a|categoria|categorie|カテゴリ|类别|類別|카테고리"
    r"|категория|категорія|kategori|kategoria)\s?[:：].*",
    re.IGNORECASE,
)
MONTH_WORDS = listed("month|monat|mois|mes|mese|mês|maand|месяц|月|월|ay|miesiąc|månad")
MONTH = re.compile(r"\d{4}-\d{2}")
HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}(:.*)?")
BELOW_ONE = re.compile(r"<\s*1")
HALF = 0.5
"""What `<1` is read as: the middle of what it may be."""
RELATIVE = (
    "Search interest is relative to the highest value of its own file: regions compare through "
    "their index, not by these numbers."
)
LEAST = "In Google Trends choose a time range between 3 months and 5 years: that gives weeks."
HINT = "In Google Trends choose one country and download the chart Interest over time."


def sheet_in(
    grids: Iterable[Grid], groups: tuple[str, ...], about: str | None = None
) -> tuple[Sheet, Layout] | None:
    """Return the table of interest over time; None where this is no such export.

    `about` is the region of an export whose columns name none.
    Raises `InputError` for a map by region, months, hours, or the whole world.
    """
    for grid in grids:
        at = _header(grid)
        if at is None:
            continue
        cells = grid.rows[at].cells
        if is_region(cells[0]) and not is_day(cells[0]):
            what = "is Google Trends' map of regions, which has no weeks"
            raise InputError(_at(grid, at, what, HINT))
        _check_steps(grid, at)
        sheet = sheet_of(replace(grid, rows=grid.rows[at:]))
        return _read(sheet, groups, about)
    return None


def _header(grid: Grid) -> int | None:
    for at, row in enumerate(grid.rows[:3]):
        terms = [COLUMN.fullmatch(shown(cell)) for cell in row.cells[1:]]
        first = row.cells[0]
        dated = is_day(first) or is_region(first) or folded(first) in MONTH_WORDS
        below_category = at == 1 and _is_category(grid.rows[0])
        if terms and dated and (all(terms) or below_category):
            return at
    return None


def _is_category(row: Row) -> bool:
    """Return whether a row is the line above the header: `Category: All categories`."""
    return len(filled(row)) == 1 and CATEGORY.fullmatch(shown(row.cells[0]).strip()) is not None


def _check_steps(grid: Grid, at: int) -> None:
    below = [shown(row.cells[0]).strip() for row in grid.rows[at + 1 : at + 3]]
    if below and all(MONTH.fullmatch(text) for text in below):
        raise InputError(_at(grid, at, "holds months, too coarse to choose a week by", LEAST))
    if below and all(HOUR.fullmatch(text) for text in below):
        raise InputError(_at(grid, at, "holds hours of a few days", LEAST))


def _at(grid: Grid, at: int, what: str, hint: str) -> Problem:
    row = grid.rows[at]
    return Problem(what, grid.file, row.line, value=",".join(map(shown, row.cells)), hint=hint)


def _read(sheet: Sheet, groups: tuple[str, ...], about: str | None) -> tuple[Sheet, Layout]:
    terms = [_term(name, about) for name in sheet.header[1:]]
    regions = [_region(sheet, at, name, groups) for at, (_, name) in enumerate(terms, start=1)]
    twice = any(count > 1 for count in Counter(regions).values())
    figures = {
        at: Head(region, _signal(term, at) if twice else SIGNAL)
        for at, (region, (term, _)) in enumerate(zip(regions, terms, strict=True), start=1)
    }
    notes = [RELATIVE]
    below = sum(_is_below_one(cell) for row in sheet.rows for cell in row.cells)
    cells = counted(below, "cell with <1 is", "cells with <1 are")
    notes += [f"{cells} read as {HALF}."] if below else []
    rows = tuple(Row(row.line, tuple(map(_halved, row.cells))) for row in sheet.rows)
    read = replace(sheet, rows=rows, notes=(*sheet.notes, *notes))
    return read, Layout(KIND, 0, figures=figures, shift=3)


def _term(header: str, about: str | None) -> tuple[str, str]:
    """Return the search term and the region of a column."""
    found = COLUMN.fullmatch(header)
    return (found[1], found[2]) if found else (header, about or "")


def _region(sheet: Sheet, at: int, name: str, groups: tuple[str, ...]) -> str:
    place = (sheet.file, sheet.header_line, at + 1)
    if folded(name) in WORLD:
        what = "is the whole world, not a region"
        raise InputError(Problem(what, *place, value=sheet.header[at], hint=HINT))
    try:
        return check_region(name, groups)
    except CellError as error:
        hint = "Say which region the file is about (--region FR), or write it into the header."
        raise InputError(Problem(str(error), *place, value=sheet.header[at], hint=hint)) from None


def _signal(term: str, at: int) -> str:
    words = "_".join(re.findall(r"[a-z0-9]+", term.casefold()))[:40].strip("_")
    return f"{SIGNAL}_{words}" if words and term.isascii() else f"{SIGNAL}_{at}"


def _is_below_one(cell: Cell) -> bool:
    return isinstance(cell, str) and BELOW_ONE.fullmatch(cell.strip()) is not None


def _halved(cell: Cell) -> Cell:
    return HALF if _is_below_one(cell) else cell
