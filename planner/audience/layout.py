"""Which column of a table holds what: day, region, signal, or figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from planner.audience import numerals, words
from planner.audience.cells import CellError, check_region, check_signal
from planner.audience.days import parse_day
from planner.audience.grid import Cell, shown
from planner.audience.regions import code_of
from planner.audience.sheet import Sheet
from planner.errors import Problem

LONG, WIDE, ACROSS = "long table", "wide table", "wide table, one column for each week"


@dataclass(frozen=True, slots=True)
class Head:
    """What a column of figures says by its header alone; None where the rows say it."""

    region: str | None = None
    signal: str | None = None
    day: Cell | None = None


@dataclass(slots=True)
class Layout:
    """Where things stand in a sheet; `figures` are the columns that hold values."""

    kind: str = LONG
    day: int | None = None
    region: int | None = None
    signal: int | None = None
    figures: dict[int, Head] = field(default_factory=dict)
    shift: int = 0
    """Days from the date of a week to its middle, where the header says which day it is."""


class Finder:
    """Finds the layout of one sheet; what is wrong with its header goes to `problems`."""

    def __init__(self, sheet: Sheet, groups: tuple[str, ...]) -> None:
        self.sheet = sheet
        self.groups = groups
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def layout(self) -> Layout:
        """Return the layout; where the header is at fault it is incomplete."""
        self._check_twice()
        found = Layout(day=self._day(), region=self._region(), signal=self._one_of(words.SIGNAL))
        value = self._one_of(words.VALUE)
        if found.region is None and value is None:
            self._wide(found)
        elif value is None and found.day is None and len(self._dated()) > 1:
            self._across(found)
        else:
            self._long(found, value)
        if found.day is not None:
            found.shift = 3 * words.direction(self.sheet.header[found.day])
        return found

    def _check_twice(self) -> None:
        header = [words.folded(name) for name in self.sheet.header]
        over = self.sheet.upper or ("",) * len(header)
        seen: set[tuple[str, str]] = set()
        for index, name in enumerate(header):
            if name and (name, over[index]) in seen:
                self.at_header("this column is there twice", index)
            seen.add((name, over[index]))

    def _day(self) -> int | None:
        """Return the column of dates; one without a name may be an index that a program wrote."""
        week, dated = self._one_of({"week"}), self._one_of({"date"})
        if week is not None and dated is not None:
            self.at_header("both week and date are given", dated, "Keep one of them.")
        if week is not None or dated is not None:
            return week if week is not None else dated
        named = (at for at, name in enumerate(self.sheet.header) if words.is_day(name))
        nameless = self.sheet.header[0] == "" and bool(self.sheet.rows)
        return next(named, 0 if nameless and _is_day(self.sheet.rows[0].cells[0]) else None)

    def _region(self) -> int | None:
        for names in ({"region"}, words.REGION_CODE, words.REGION):
            if (found := self._one_of(names)) is not None:
                return found
        return None

    def _one_of(self, names: set[str] | frozenset[str]) -> int | None:
        header = (words.folded(name) for name in self.sheet.header)
        return next((at for at, name in enumerate(header) if name and name in names), None)

    def _long(self, found: Layout, value: int | None) -> None:
        if found.day is None:
            self._missing("week (or date)")
        if found.region is None:
            self._missing("region")
        if value is not None:
            found.figures = {value: Head()}
        elif not self.problems:
            found.figures = self._signals(found)
            if not found.figures:
                self._missing("value")

    def _signals(self, found: Layout) -> dict[int, Head]:
        """Return the columns of figures of a long table, each named for what it counts."""
        heads = {}
        for index, name in self._others(found):
            if self._is_numeric(index):
                signal = self._checked(index, check_signal)
                heads[index] = Head(signal=signal)
                if signal and signal != name:
                    self.notes.append(f"The column {name} is the signal {signal}.")
        return heads

    def _wide(self, found: Layout) -> None:
        found.kind = WIDE
        if found.day is None:
            self._missing("week (or date)")
        else:
            found.figures = dict(self._regions(found))
        if found.day is not None and not found.figures and not self.problems:
            self._missing("region", "Add region and value, or one column for each region.")

    def _regions(self, found: Layout) -> Iterator[tuple[int, Head]]:
        taken: set[Head] = set()
        for index, name in self._others(found):
            if words.is_total(name):
                self.notes.append(f"The column {name} is a total and was left out.")
            elif not self._is_numeric(index) and not code_of(name, self.groups):
                self.notes.append(f"The column {name} holds no figures and was left out.")
            elif head := self._head(index):
                if head in taken:
                    self.at_header(f"{head.region} is there twice", index, "Keep one of them.")
                taken.add(head)
                yield index, head

    def _head(self, index: int) -> Head | None:
        """Return the region of a column and, where there are two header rows, its signal."""
        over = self.sheet.upper[index] if self.sheet.upper else ""
        name = self.sheet.header[index]
        if over and not code_of(name, self.groups) and code_of(over, self.groups):
            name, over = over, name
        region = self._checked(index, lambda _: self.check_region(name))
        signal = self._checked(index, lambda _: check_signal(over)) if over else None
        return Head(region, signal) if region and (signal or not over) else None

    def _across(self, found: Layout) -> None:
        found.kind = ACROSS
        found.figures = {index: Head(day=self.sheet.header[index]) for index in self._dated()}

    def _dated(self) -> list[int]:
        return [at for at, name in enumerate(self.sheet.header) if _is_day(name)]

    def _others(self, found: Layout) -> list[tuple[int, str]]:
        taken = {found.day, found.region, found.signal}
        return [
            (index, name)
            for index, name in enumerate(self.sheet.header)
            if index not in taken
            and not (words.folded(name) in words.UNUSED and self._is_unused(index, name))
            and not words.is_day(name)
        ]

    def _is_unused(self, index: int, name: str) -> bool:
        return name != "" or not self._is_numeric(index)

    def _is_numeric(self, index: int) -> bool:
        """Return whether a column holds any number."""
        return any(_is_number(row.cells[index]) for row in self.sheet.rows)

    def check_region(self, name: str) -> str:
        """Return the region that `name` means, and note it where it is no code."""
        code = check_region(name, self.groups)
        if code != name.strip():
            note = f"{name.strip()} is read as {code}."
            if note not in self.notes:
                self.notes.append(note)
        return code

    def _checked(self, index: int, check: Callable[[str], str]) -> str | None:
        try:
            return check(self.sheet.header[index])
        except CellError as error:
            self.at_header(str(error), index, error.hint)
            return None

    def _missing(self, name: str, hint: str | None = None) -> None:
        what, have = f"the column {name} is missing", ",".join(self.sheet.header)
        file, line = self.sheet.file, self.sheet.header_line
        self.problems.append(Problem(what, file=file, line=line, value=have, hint=hint))

    def at_header(self, what: str, index: int, hint: str | None = None) -> None:
        """Add a fault of the header of one column."""
        name = self.sheet.header[index]
        place = (self.sheet.file, self.sheet.header_line, index + 1, name or None)
        self.problems.append(Problem(what, *place, name, hint))


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or not cell.strip():
        return False
    for day_first in (True, False):
        try:
            parse_day(cell, day_first=day_first)
        except CellError:
            continue
        return True
    return False


def _is_number(cell: Cell) -> bool:
    text = shown(cell)
    return isinstance(cell, float) or any(
        numerals.parse(text, decimal) is not None for decimal in numerals.PATTERNS
    )
