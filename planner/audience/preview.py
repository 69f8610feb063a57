"""What was understood of a file, to look at before it is used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from planner.audience import grid
from planner.audience.netflix_charts import KIND, needs_titles, read_charts
from planner.audience.problems import capped
from planner.audience.reading import Reading, read_content
from planner.audience.summary import gaps
from planner.audience.table import empty_table, make_table
from planner.errors import InputError, Problem

HEAD_ROWS = 8
"""Rows that are shown: enough to see whether regions, weeks and values are what they should be."""
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
DECIMALS = {".": "point", ",": "comma"}


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file was taken for. With `problems` the table is empty and nothing may be kept."""

    name: str
    kind: str = ""
    """Such as `long table`, `wide table`, `YouTube Studio export`, `Google Trends export`."""
    encoding: str | None = None
    delimiter: str | None = None
    """In words: comma, semicolon, tab, bar; None where the file has none."""
    decimal: str | None = None
    """In words: point, comma; None where no number has decimals, or the file holds numbers."""
    dates: str = ""
    """How dates are written, in words."""
    step: str = ""
    """How far apart they lie: daily, or weekly and dated by which day."""
    notes: tuple[str, ...] = ()
    """What was assumed or left out."""
    problems: tuple[Problem, ...] = ()
    table: pd.DataFrame = field(default_factory=empty_table)
    """An audience table (see `planner.audience.table`)."""
    regions: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    first: date | None = None
    """Monday of the first week with a value; None without any."""
    last: date | None = None
    rows: int = 0
    """Weeks with a value, over all regions and signals; of Netflix's lists, their places."""
    gaps: int = 0
    """Weeks without a value between the first and last of their series."""

    @property
    def head(self) -> pd.DataFrame:
        """Return the first rows of the table that hold a value."""
        return self.table.dropna(subset="value").head(HEAD_ROWS)


def understand(
    given: Path | bytes,
    name: str,
    groups: Collection[str] = (),
    tab: str | None = None,
    region: str | None = None,
) -> Understood:
    """Return what a file says and every fault in it; `name` is what places in it are called.

    `groups` are names of region groups allowed beside ISO codes, `tab` a sheet of a workbook,
    `region` what a file is about that names none itself.
    """
    content = b""
    try:
        content = given if isinstance(given, bytes) else grid.read_content(given)
        return _understood(read_content(content, name, groups, tab, region), name)
    except InputError as error:
        found = Understood(name, problems=tuple(capped(error.problems)))
        return _charts(content, found) if error.problems == (needs_titles(name),) else found


def _charts(content: bytes, found: Understood) -> Understood:
    """Add to what is said of Netflix's Top 10 which regions and weeks it holds."""
    try:
        charts = read_charts(content, found.name)
    except InputError as error:
        return replace(found, kind=KIND, problems=error.problems)
    return replace(
        found,
        kind=KIND,
        dates="year first",
        step="weekly, dated by Sunday",
        regions=tuple(sorted(set(charts["region"]))),
        first=charts["week"].min().date(),
        last=charts["week"].max().date(),
        rows=len(charts),
    )


def _understood(reading: Reading, name: str) -> Understood:
    table = empty_table() if reading.problems else make_table(reading.rows)
    seen = table.dropna(subset="value")
    return Understood(
        name,
        kind=reading.kind,
        encoding=reading.encoding,
        delimiter=DELIMITERS.get(reading.delimiter or "", reading.delimiter),
        decimal=DECIMALS.get(reading.decimal or ""),
        dates=reading.dates,
        step=reading.step,
        notes=reading.notes,
        problems=tuple(capped(reading.problems)),
        table=table,
        regions=tuple(sorted(set(seen["region"]))),
        signals=tuple(sorted(set(seen["signal"]))),
        first=seen["week"].min().date() if len(seen) else None,
        last=seen["week"].max().date() if len(seen) else None,
        rows=len(seen),
        gaps=gaps(table),
    )
