"""Where each fact stands: the file and line of Microhit's own tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from planner.facts.table import FOLDER

Place = tuple[str, int]
"""A file's name, and a line from 1."""


@cache
def places() -> Mapping[str, Place]:
    """Return the place of every number, rule and event by its id."""
    found: dict[str, Place] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            found |= {row[0]: (path.name, rows.line_num) for row in rows if row}
    return found
