"""What order the dates of one file are written in: decided by all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from planner.audience.cells import CellError
from planner.audience.days import (
    COMPACT,
    ISO_WEEK,
    YEAR_FIRST,
    YEAR_LAST,
    is_open,
    parse_day,
    parse_serial,
    sensible,
)
from planner.audience.grid import Cell


@dataclass(frozen=True, slots=True)
class Order:
    """Whether 03/04/2026 has the day first; `why` tells the person if it had to be found.

    `unclear` is the first date that could be read both ways, `mixed` says that others of its column
    are a spreadsheet's own dates: it may have swapped some of them when the file was opened.
    """

    day_first: bool = True
    why: str | None = None
    unclear: str | None = None
    mixed: bool = False


def decide(cells: Iterable[Cell]) -> Order:
    """Return the order of day and month in all dates of a file.

    One date that fits one order alone settles it; else the order in which the dates follow each
    other by days or weeks.
    """
    distinct = list(dict.fromkeys(cells))
    texts = [cell.strip() for cell in distinct if isinstance(cell, str)]
    unclear = [text for text in texts if is_open(text)]
    if unclear and any(isinstance(cell, date) for cell in distinct):
        return Order(unclear=unclear[0], mixed=True)
    if not unclear:
        return Order(day_first=_fits(texts, day_first=True) >= _fits(texts, day_first=False))
    fits = {day_first: _fits(texts, day_first=day_first) for day_first in (True, False)}
    if fits[True] != fits[False]:
        first = fits[True] > fits[False]
        return Order(first, _why(unclear[0], "other dates of the file allow no other way", first))
    return _by_steps(texts, unclear[0])


def read(cell: Cell, order: Order) -> date:
    """Return the day in a cell; raises `CellError`."""
    if isinstance(cell, date):
        return sensible(cell)
    if isinstance(cell, float):
        return parse_serial(cell)
    return parse_day(cell, day_first=order.day_first)


def described(cells: Iterable[Cell], order: Order) -> str:
    """Return in words how the dates of a file are written."""
    kinds = dict.fromkeys(_kind(cell, order) for cell in dict.fromkeys(cells))
    return ", ".join(sorted(kinds))


def _kind(cell: Cell, order: Order) -> str:
    if not isinstance(cell, str):
        return "dates of a spreadsheet"
    if ISO_WEEK.fullmatch(cell.strip()):
        return "ISO weeks"
    if YEAR_LAST.fullmatch(cell.strip()):
        return "day first" if order.day_first else "month first"
    first_year = YEAR_FIRST.fullmatch(cell.strip()) or COMPACT.fullmatch(cell.strip())
    return "year first" if first_year else "in words or as periods"


def _fits(texts: list[str], *, day_first: bool) -> int:
    return len(_days(texts, day_first=day_first))


def _days(texts: list[str], *, day_first: bool) -> list[date]:
    days = []
    for text in texts:
        try:
            days.append(parse_day(text, day_first=day_first))
        except CellError:
            continue
    return days


def _by_steps(texts: list[str], unclear: str) -> Order:
    steps = {first: _regularity(_days(texts, day_first=first)) for first in (True, False)}
    if steps[True] == steps[False]:
        return Order(unclear=unclear)
    first = steps[True] > steps[False]
    return Order(first, _why(unclear, "only so they follow each other by days or weeks", first))


def _regularity(days: list[date]) -> int:
    """Return 2 for dates day by day or week by week, 1 for weeks with large gaps, else 0."""
    steps = [(after - before).days for before, after in pairwise(sorted(set(days)))]
    if not steps:
        return 0
    usual = median(steps)
    weekly = all(step % 7 == 0 for step in steps)
    return 2 if usual == 1 or (weekly and usual == 7) else int(weekly)


def _why(text: str, reason: str, day_first: object) -> str:
    first = "day" if day_first else "month"
    return f"Dates such as {text} are read with the {first} first: {reason}."
