"""From the cells of one sheet to observations: a region, a signal, a day and a value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

from planner.audience import dates, numerals, words
from planner.audience.cells import CellError, check_signal, parse_value
from planner.audience.dates import Order
from planner.audience.grid import Cell, Row, shown
from planner.audience.layout import Finder, Head, Layout
from planner.audience.numerals import Style
from planner.audience.sheet import Sheet
from planner.audience.table import DEFAULT_SIGNAL
from planner.errors import Problem

T = TypeVar("T")


class Observation(NamedTuple):
    """One usable cell and where it stood."""

    file: str
    line: int
    region: str
    signal: str
    day: date
    value: float


@dataclass(slots=True)
class Observed:
    """What one sheet says, how it was understood, and every fault in it."""

    kind: str = ""
    observations: list[Observation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    order: Order = field(default_factory=Order)
    style: Style = field(default_factory=Style)
    dates: str = ""
    layout: Layout = field(default_factory=Layout)


def observe(
    sheet: Sheet,
    groups: Collection[str] = (),
    layout: Layout | None = None,
    region: str | None = None,
) -> Observed:
    """Return what a sheet says; with faults in its header, no observations.

    `layout` tells where things stand, for exports that are known; else it is found. `region` is the
    one that the whole sheet is about, if a person said so. Raises `CellError` if it is none.
    """
    finder = Finder(sheet, tuple(sorted(groups)), region)
    layout = layout or finder.layout()
    found = Observed(layout.kind, layout=layout, problems=[*sheet.problems, *finder.problems])
    if not finder.problems:
        _Reader(sheet, finder, found).read()
    found.notes = list(dict.fromkeys([*sheet.notes, *finder.notes, *found.notes]))
    found.problems.sort(key=lambda one: one.line or 0)
    return found


class _Reader:
    """Reads the rows of one sheet by its layout."""

    def __init__(self, sheet: Sheet, finder: Finder, found: Observed) -> None:
        self.sheet = sheet
        self.finder = finder
        self.found = found
        self.layout = found.layout
        self.rows = [row for row in sheet.rows if not self._is_total(row)]

    def read(self) -> None:
        """Settle how numbers and dates are written, then read every row."""
        found = self.found
        if left_out := len(self.sheet.rows) - len(self.rows):
            rows = words.counted(left_out, "row of totals", "rows of totals")
            found.notes.append(f"{rows} left out.")
        found.style = numerals.decide(self._number_texts(), plain=self.sheet.delimiter == ",")
        found.order = dates.decide(self._day_cells())
        found.dates = dates.described(self._day_cells(), found.order)
        found.notes += [why for why in (found.order.why, found.style.why) if why]
        found.problems += self._unclear()
        found.observations = list(self._observations(self._days_across()))
        self._note_missing()

    def _is_total(self, row: Row) -> bool:
        places = (self.layout.region, self.layout.day)
        return any(at is not None and words.is_total(row.cells[at]) for at in places)

    def _days_across(self) -> dict[int, date]:
        """Return the days that columns stand for."""
        days = {}
        for index, head in self.layout.figures.items():
            try:
                if head.day is not None:
                    days[index] = dates.read(head.day, self.found.order)
            except CellError as error:
                self.finder.at_header(str(error), index, error.hint)
        self.found.problems += self.finder.problems
        return days

    def _number_texts(self) -> Iterator[str]:
        for row in self.rows:
            for index in self.layout.figures:
                cell = row.cells[index]
                if isinstance(cell, str):
                    yield cell

    def _day_cells(self) -> list[Cell]:
        if self.layout.day is None:
            return [head.day for head in self.layout.figures.values() if head.day is not None]
        return [self._week(row) for row in self.rows]

    def _week(self, row: Row) -> Cell:
        """Return the cell of the day; a week's number joined with its year."""
        cell = row.cells[self.layout.day or 0]
        if self.layout.year is None:
            return cell
        return f"{shown(row.cells[self.layout.year]).strip()}-W{shown(cell).strip():0>2}"

    def _unclear(self) -> Iterator[Problem]:
        order, style = self.found.order, self.found.style
        if order.unclear:
            hint = "Write dates as 2026-04-03, year first."
            if order.mixed:
                hint = (
                    f"Other cells are dates already: opening the file may have swapped some. {hint}"
                )
            what = "could be read with the day or the month first"
            yield self._first_with(order.unclear, what, hint)
        if style.unclear:
            what = "could be thousands or a fraction"
            hint = "Write thousands without a mark and decimals with a point, such as 1234.5."
            yield self._first_with(style.unclear, what, hint)

    def _first_with(self, text: str, what: str, hint: str) -> Problem:
        for row in self.rows:
            for index, cell in enumerate(row.cells):
                if isinstance(cell, str) and text in (cell.strip(), numerals.clean(cell)):
                    return self._problem(row, index, what, hint)
        return Problem(what, self.sheet.file, self.sheet.header_line, value=text, hint=hint)

    def _observations(self, across: dict[int, date]) -> Iterator[Observation]:
        layout = self.layout
        for row in self.rows:
            region = self._cell(row, layout.region, self._region)
            signal = self._cell(row, layout.signal, self._signal)
            day = self._cell(row, layout.day, partial(self._day, row))
            for index, head in layout.figures.items():
                value = self._cell(row, index, self._value)
                key = self._key(region, signal, across.get(index, day), head)
                if key and value is not None:
                    yield Observation(self.sheet.file, row.line, *key, value)

    def _key(
        self, region: str | None, signal: str | None, day: date | None, head: Head
    ) -> tuple[str, str, date] | None:
        """Join what the row and the column say; None where either could not be read."""
        where = head.region or region
        what = head.signal or (signal if self.layout.signal is not None else DEFAULT_SIGNAL)
        return (where, what, day) if where and what and day else None

    def _region(self, cell: Cell) -> str:
        return self.finder.check_region(shown(cell))

    def _signal(self, cell: Cell) -> str:
        name = shown(cell).strip()
        signal = check_signal(name)
        if signal != name:
            self.found.notes.append(f"{name} is the signal {signal}.")
        return signal

    def _day(self, row: Row, cell: Cell) -> date:
        whole = cell if self.layout.year is None else self._week(row)
        return dates.read(whole, self.found.order)

    def _value(self, cell: Cell) -> float:
        return parse_value(cell, self.found.style)

    def _cell(self, row: Row, index: int | None, parse: Callable[[Cell], T]) -> T | None:
        """Return what a cell says; what cannot be read is a problem, and None."""
        if index is None:
            return None
        cell = row.cells[index]
        try:
            return parse(cell)
        except CellError as error:
            self.found.problems.append(self._problem(row, index, str(error), error.hint))
            return None

    def _problem(self, row: Row, index: int, what: str, hint: str | None) -> Problem:
        place = (self.sheet.file, row.line, index + 1, self.sheet.header[index])
        return Problem(what, *place, shown(row.cells[index]), hint)

    def _note_missing(self) -> None:
        marks = [text.strip() for text in self._number_texts() if text.strip()]
        marks = [text for text in marks if words.is_missing(text)]
        if marks:
            said = ", ".join(sorted(set(marks)))
            cells = words.counted(len(marks), f"cell with {said} is", f"cells with {said} are")
            self.found.notes.append(f"{cells} read as not observed.")
