"""From the text cells of one sheet to observations: a region, a signal, a day and a value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from planner.audience.cells import CellError, check_region, check_signal, parse_value
from planner.audience.sheet import Row, Sheet
from planner.audience.table import DEFAULT_SIGNAL
from planner.audience.weeks import parse_day
from planner.errors import Problem

DATE_HINT = "Write dates as 2019-03-11 or weeks as 2019-W11."
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
class Observer:
    """Reads one sheet, long or wide, and collects in `problems` what is wrong with it."""

    sheet: Sheet
    groups: Collection[str]
    problems: list[Problem] = field(default_factory=list)

    def observations(self) -> list[Observation]:
        """Return every usable cell; where the header is at fault, none."""
        columns = self._columns()
        if self.problems:
            return []
        read = self._long if "value" in columns else self._wide
        return list(read(columns))

    def _columns(self) -> dict[str, int]:
        """Return where the named columns stand; those missing or there twice are problems."""
        header = [name.lower() for name in self.sheet.header]
        for index, name in enumerate(header):
            if name in header[:index]:
                self._at_header("this column is there twice", index)
        found = {name: index for index, name in enumerate(header)}
        if "week" in found and "date" in found:
            self._at_header("both week and date are given", found["date"], "Keep one of them.")
        columns = {"day": found["week"]} if "week" in found else {}
        columns |= {"day": found["date"]} if "date" in found else {}
        columns |= {name: found[name] for name in ("region", "signal", "value") if name in found}
        long = "region" in columns or "value" in columns
        self._require(columns, ("day", "region", "value") if long else ("day",))
        if not long and not self._region_columns(columns):
            self._missing("region", "Add region and value, or one column for each region.")
        return columns

    def _require(self, columns: dict[str, int], names: tuple[str, ...]) -> None:
        for name in names:
            if name not in columns:
                self._missing("week (or date)" if name == "day" else name)

    def _missing(self, name: str, hint: str | None = None) -> None:
        what, have = f"the column {name} is missing", ",".join(self.sheet.header)
        file, line = self.sheet.file, self.sheet.header_line
        self.problems.append(Problem(what, file=file, line=line, value=have, hint=hint))

    def _at_header(self, what: str, index: int, hint: str | None = None) -> None:
        name = self.sheet.header[index]
        place = (self.sheet.file, self.sheet.header_line, index + 1, name or None)
        self.problems.append(Problem(what, *place, name, hint))

    def _region_columns(self, columns: dict[str, int]) -> dict[int, str]:
        named = columns.values()
        header = enumerate(self.sheet.header)
        return {index: name for index, name in header if index not in named}

    def _long(self, columns: dict[str, int]) -> Iterator[Observation]:
        for row in self.sheet.rows:
            region = self._cell(row, columns["region"], self._region)
            signal, day = self._signal_and_day(row, columns)
            value = self._cell(row, columns["value"], parse_value)
            if region and signal and day and value is not None:
                yield Observation(self.sheet.file, row.line, region, signal, day, value)

    def _wide(self, columns: dict[str, int]) -> Iterator[Observation]:
        regions = self._checked_regions(columns)
        for row in self.sheet.rows:
            signal, day = self._signal_and_day(row, columns)
            for index, region in regions.items():
                value = self._cell(row, index, parse_value)
                if signal and day and value is not None:
                    yield Observation(self.sheet.file, row.line, region, signal, day, value)

    def _checked_regions(self, columns: dict[str, int]) -> dict[int, str]:
        good = {}
        for index, name in self._region_columns(columns).items():
            try:
                good[index] = self._region(name)
            except CellError as error:
                self._at_header(str(error), index, error.hint)
        return good

    def _signal_and_day(self, row: Row, columns: dict[str, int]) -> tuple[str | None, date | None]:
        day = self._cell(row, columns["day"], parse_day)
        if "signal" not in columns:
            return DEFAULT_SIGNAL, day
        return self._cell(row, columns["signal"], check_signal), day

    def _region(self, code: str) -> str:
        return check_region(code, self.groups)

    def _cell(self, row: Row, index: int, parse: Callable[[str], T]) -> T | None:
        text = row.cells[index]
        try:
            return parse(text)
        except ValueError as error:
            hint = error.hint if isinstance(error, CellError) else DATE_HINT
            place = (self.sheet.file, row.line, index + 1, self.sheet.header[index])
            self.problems.append(Problem(str(error), *place, text, hint))
            return None
