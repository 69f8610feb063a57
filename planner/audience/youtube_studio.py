"""YouTube Studio's geography export: a ZIP of CSV tables, or one table of it.

Analytics > Advanced mode > Geography > Export gives "Table data" (one row for each country, a total
above them), "Chart data" (Date, Geography, Views: one row for each day and country) and "Totals".
Names of files and columns are in the language of the account, so the columns tell which is which.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.audience.grid import Grid, shown
from planner.audience.layout import Head, Layout
from planner.audience.sheet import Sheet, sheet_of
from planner.audience.words import folded, is_day, listed
from planner.errors import InputError, Problem

KIND = "YouTube Studio export"
SIGNAL = "trailer_views"
GEOGRAPHY = listed("""
    geography|geografie|geografía|ubicación geográfica|zone géographique|données géographiques
    géographie|area geografica|geografia|localização geográfica|região geográfica|geografi|地域
    地理位置|地理区域|地區|지역|география|местоположение|географія|coğrafya|coğrafi bölge
""")
VIEWS = listed("""
    views|aufrufe|vues|vistas|visualizaciones|visualizzazioni|visualizações|weergaven|visningar
    visninger|wyświetlenia|просмотры|перегляди|görüntüleme|görüntülenme|視聴回数|观看次数|觀看次數
    조회수|penayangan|lượt xem|مشاهدات|zhlédnutí
""")
HINT = (
    "In YouTube Studio open Analytics > Advanced mode > Geography, show the chart by day, and "
    "press Export > Comma-separated values. Give the whole ZIP."
)


def sheet_in(grids: Iterable[Grid]) -> tuple[Sheet, Layout] | None:
    """Return the table of views by day and country; None where this is no such export.

    Raises `InputError` for an export that has no dates.
    """
    undated: Grid | None = None
    for grid in grids:
        header = [folded(cell) for cell in grid.rows[0].cells] if grid.rows else []
        geography = _place(header, GEOGRAPHY)
        views = _place(header, VIEWS)
        if geography is None or views is None:
            continue
        day = next((at for at, cell in enumerate(header) if is_day(cell)), None)
        if day is None:
            undated = grid
        elif len(header) == 3:
            figures = {views: Head(signal=SIGNAL)}
            return _sheet(grid), Layout(KIND, day, region=geography, figures=figures, shift=3)
    if undated is not None:
        header_cells = ",".join(shown(cell) for cell in undated.rows[0].cells)
        what = "has views by country but not by day"
        raise InputError(Problem(what, undated.file, 1, value=header_cells, hint=HINT))
    return None


def _place(header: list[str], names: frozenset[str]) -> int | None:
    return next((at for at, cell in enumerate(header) if cell in names), None)


def _sheet(grid: Grid) -> Sheet:
    found = sheet_of(grid)
    note = (
        "YouTube's chart holds the countries that were chosen when it was exported, the largest by "
        "default: regions that are not in it are unknown, not zero."
    )
    return Sheet(
        found.file, found.header, found.header_line, found.rows, found.problems,
        (*found.notes, note), found.upper, found.delimiter,
    )  # fmt: skip
