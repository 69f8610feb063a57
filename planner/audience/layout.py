"""Which column of a table holds what: day, region, signal, or figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from planner.audience import columns, words
from planner.audience.cells import UNKNOWN_REGION, CellError, check_region, check_signal
from planner.audience.columns import is_counter, is_day, is_numeric, is_week_number
from planner.audience.grid import Cell
from planner.audience.problems import MOST_PROBLEMS
from planner.audience.regions import code_of
from planner.audience.sheet import Sheet
from planner.errors import Problem

LONG, WIDE, ACROSS = "long table", "wide table", "wide table, one column for each week"
ONE = "table of one region"
NO_REGION = (
    "Name each column by its region, such as FR; or if the whole file is about one region, say "
    "which (--region FR)."
)
MOST_NAMED = 5
"""Names that a note lists: enough to see what was understood."""


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
    year: int | None = None
    """The column of years, where the day is the number of a week."""
    region: int | None = None
    signal: int | None = None
    figures: dict[int, Head] = field(default_factory=dict)
    shift: int = 0
    """Days from the date of a week to its middle, where the header says which day it is."""


class Finder:
    """Finds the layout of one sheet; what is wrong with its header goes to `problems`.

    `region` is the one that the whole sheet is about, if a person said so.
    """

    def __init__(self, sheet: Sheet, groups: tuple[str, ...], region: str | None = None) -> None:
        self.sheet = sheet
        self.groups = groups
        self.region = region
        self.problems: list[Problem] = []
        self.called: dict[str, str] = {}
        """The code of each region that is not called by it."""
        self.misspelt = 0
        self._notes: list[str] = []

    @property
    def notes(self) -> list[str]:
        """Return what was assumed or left out so far."""
        said = [f"{name} is read as {code}" for name, code in self.called.items()]
        more = [f"and {len(said) - MOST_NAMED} more names"] if len(said) > MOST_NAMED else []
        regions = ", ".join([*said[:MOST_NAMED], *more])
        return [*self._notes, *([f"{regions}."] if regions else [])]

    def layout(self) -> Layout:
        """Return the layout; where the header is at fault it is incomplete."""
        self._check_twice()
        found = Layout(day=self._day(), region=self._region(), signal=self._named(words.SIGNAL))
        found.year = self._year(found.day)
        value = self._named(words.VALUE)
        if found.region is None and (value is None or self.region):
            self._wide(found, value)
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
        week, dated = self._named({"week"}), self._named({"date"})
        if week is not None and dated is not None:
            self.at_header("both week and date are given", dated, "Keep one of them.")
        if week is not None or dated is not None:
            return week if week is not None else dated
        named = (at for at, name in enumerate(self.sheet.header) if words.is_day(name))
        nameless = self.sheet.header[0] == "" and bool(self.sheet.rows)
        return next(named, 0 if nameless and is_day(self.sheet.rows[0].cells[0]) else None)

    def _year(self, day: int | None) -> int | None:
        year = self._named(words.YEAR)
        if day is None or year is None or not is_week_number(self.sheet, day):
            return None
        self._notes.append("Year and number of the week are read as ISO weeks.")
        return year

    def _region(self) -> int | None:
        for names in ({"region"}, words.REGION_CODE, words.REGION):
            if (found := self._named(names)) is not None:
                return found
        return None

    def _named(self, names: Collection[str]) -> int | None:
        return columns.named(self.sheet, names)

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
            if is_numeric(self.sheet, index):
                signal = self._checked(index, check_signal)
                heads[index] = Head(signal=signal)
                if signal and signal != name:
                    self._notes.append(f"The column {name} is the signal {signal}.")
        return heads

    def _wide(self, found: Layout, value: int | None) -> None:
        found.kind = WIDE
        if found.day is None:
            self._missing("week (or date)")
        elif self.region and not any(self._is_region(name) for _, name in self._others(found)):
            self._of_one_region(found, value)
        else:
            found.figures = dict(self._regions(found))
            self._check_regions(found)

    def _of_one_region(self, found: Layout, value: int | None) -> None:
        """Take the columns for signals of the region that the person named."""
        found.kind = ONE
        region = check_region(self.region or "", self.groups)
        heads = {value: Head()} if value is not None else self._signals(found)
        found.figures = {at: replace(head, region=region) for at, head in heads.items()}
        if not found.figures:
            self._missing("value")

    def _check_regions(self, found: Layout) -> None:
        """Where no column is a region, say so once: the file may be about a single one."""
        if not found.figures and not self.problems:
            self._missing("region", "Add region and value, or one column for each region.")
        unknown = [one for one in self.problems if one.what == UNKNOWN_REGION]
        if len(unknown) == len(self.problems) and not found.figures and unknown:
            near = [one for one in unknown if one.hint and one.hint.startswith("Did you mean")]
            self.problems = near or [replace(unknown[0], hint=NO_REGION)]

    def _is_region(self, name: str) -> bool:
        return code_of(name, self.groups) is not None

    def _regions(self, found: Layout) -> Iterator[tuple[int, Head]]:
        taken: set[Head] = set()
        for index, name in self._others(found):
            if words.is_total(name):
                self._notes.append(f"The column {name} is a total and was left out.")
            elif not is_numeric(self.sheet, index) and not code_of(name, self.groups):
                self._notes.append(f"The column {name} holds no figures and was left out.")
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
        return [at for at, name in enumerate(self.sheet.header) if is_day(name)]

    def _others(self, found: Layout) -> list[tuple[int, str]]:
        taken = {found.day, found.year, found.region, found.signal}
        return [
            (index, name)
            for index, name in enumerate(self.sheet.header)
            if index not in taken and not self._is_unused(index, name) and not words.is_day(name)
        ]

    def _is_unused(self, index: int, name: str) -> bool:
        if name and not name.startswith("Unnamed:"):  # what pandas calls a column without a name
            return words.folded(name) in words.UNUSED
        return not is_numeric(self.sheet, index) or is_counter(self.sheet, index)

    def check_region(self, name: str) -> str:
        """Return the region that `name` means, and note it where it is no code."""
        try:
            suggest = self.misspelt < MOST_PROBLEMS  # no more faults are shown
            code = check_region(name, self.groups, suggest=suggest)
        except CellError:
            self.misspelt += 1
            raise
        if code != name.strip():
            self.called[name.strip()] = code
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
