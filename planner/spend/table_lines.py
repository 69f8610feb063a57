"""The budget table as people read it: sums, and the lines below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from planner.model import names
from planner.spend.table import BudgetTable
from planner.spend.table_rows import US, Row, Sum, total

NAMES = {
    "fixed": "Fixed costs",
    "language version": "Language versions",
    "creators": "Creators",
    "media": "Media",
    "commission": "Commission without media",
    "contingency": "Contingency",
    "unallocated": "Not spent yet",
}
"""What kinds of lines are called."""
LISTED = frozenset({"fixed", "language version", "media"})
"""Kinds whose lines stand below their sum."""
TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the printed table; `level` 0 is a sum, 1 a part of it."""

    name: str
    money: Sum
    level: int


def entries(
    table: BudgetTable, payer: str = US, region: Callable[[str], str] = names.region
) -> list[Entry]:
    """Return one payer's money; the sums of level 0 add up to the last entry, the total.

    Media is listed by region, which `region` names; lines that arise in several regions are summed
    over them.
    """
    rows = table.of(payer)
    kinds = dict.fromkeys(NAMES) if payer == US else dict.fromkeys(row.kind for row in rows)
    found = [entry for kind in kinds for entry in _kind(kind, rows, region)]
    return [*found, Entry(TOTAL, total(rows), 0)]


def _kind(kind: str, rows: Iterable[Row], region: Callable[[str], str]) -> Iterator[Entry]:
    own = [row for row in rows if row.kind == kind]
    if own or kind != "commission":
        yield Entry(NAMES[kind], total(own), 0)
    if kind not in LISTED:
        return
    groups: dict[tuple[str, bool], list[Row]] = {}
    for row in own:
        key = (row.region, False) if kind == "media" else (row.item, bool(row.region))
        groups.setdefault(key, []).append(row)
    for (name, regional), parts in groups.items():
        called = region(name) if kind == "media" else names.line(name)
        places = f", {_regions(len(parts))}" if regional else ""
        yield Entry(f"{called}{places}", total(parts), 1)


def _regions(number: int) -> str:
    return "1 region" if number == 1 else f"{number} regions"
