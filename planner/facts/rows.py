"""One row of a facts table: a number, a rule or an event, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, get_args

from planner.facts.cells import Cells, Confidence
from planner.model.film import Premiere
from planner.model.goals import is_iso


@dataclass(frozen=True, slots=True)
class Fact:
    """A number about the world; `low` and `high` bound what it may really be, in `unit`."""

    id: str
    value: float
    low: float | None
    high: float | None
    unit: str
    source: str
    year: int | None
    confidence: Confidence
    as_of: date | None
    """The day for which it was stated."""
    checked: date | None
    """The day it was re-read at the source; None is shown as "not re-checked"."""
    note: str
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A text about the world, in `language` (ISO 639); region `*` stands for everywhere."""

    id: str
    region: str
    rule: str
    text: str
    language: str
    source: str
    year: int | None
    confidence: Confidence
    as_of: date | None
    checked: date | None
    note: str


EventKind = Literal["festival", "mourning", "silent", "school", "big_event", "protected"]
EVENT_KINDS: dict[str, EventKind] = {word: word for word in get_args(EventKind)}
PREMIERES: dict[str, Premiere] = {word: word for word in get_args(Premiere)}


@dataclass(frozen=True, slots=True)
class Event:
    """Days, both included, that a calendar should know; region `*` stands for everywhere."""

    id: str
    region: str
    kind: EventKind
    name: str
    start: date
    end: date
    yearly: bool
    """It comes every year about then; `timing.events` estimates the other years."""
    premiere: Premiere | Literal[""]
    """What a festival asks of its main competition at least."""
    source: str
    year: int | None
    confidence: Confidence
    as_of: date | None
    checked: date | None
    note: str


NUMBER_COLUMNS = [field.name for field in fields(Fact) if field.name != "overridden"]
RULE_COLUMNS = [field.name for field in fields(Rule)]
EVENT_COLUMNS = [field.name for field in fields(Event)]


def fact(cells: Cells) -> Fact:
    """Read a row of a table of numbers; look at `cells.problems` before using it."""
    low, value, high = (cells.number(field) for field in ("low", "value", "high"))
    if not cells.cells["value"]:
        cells.fault("value", "is empty", "Every fact has a value")
    elif value is not None and not _between(low, value, high):
        cells.fault("value", "lies outside of low and high")
    return Fact(
        id=cells.key(),
        value=0.0 if value is None else value,
        low=low,
        high=high,
        unit=cells.text("unit"),
        source=cells.text("source"),
        year=cells.year(),
        confidence=cells.confidence(),
        as_of=cells.day("as_of"),
        checked=cells.day("checked"),
        note=cells.cells["note"],
    )


def _between(low: float | None, value: float, high: float | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def rule(cells: Cells) -> Rule:
    """Read a row of the table of rules; look at `cells.problems` before using it."""
    return Rule(
        id=cells.key(),
        region=cells.text("region"),
        rule=cells.text("rule"),
        text=cells.text("text"),
        language=cells.text("language"),
        source=cells.text("source"),
        year=cells.year(),
        confidence=cells.confidence(),
        as_of=cells.day("as_of"),
        checked=cells.day("checked"),
        note=cells.cells["note"],
    )


def event(cells: Cells) -> Event:
    """Read a row of the table of events; look at `cells.problems` before using it."""
    start, end = _days(cells)
    return Event(
        id=cells.key(),
        region=_place(cells),
        kind=cells.word("kind", EVENT_KINDS, "big_event"),
        name=cells.text("name"),
        start=start,
        end=end,
        yearly=cells.word("yearly", {"yes": True, "no": False}, otherwise=False),
        premiere=cells.word("premiere", PREMIERES | {"": ""}, ""),
        source=cells.text("source"),
        year=cells.year(),
        confidence=cells.confidence(),
        as_of=cells.day("as_of"),
        checked=cells.day("checked"),
        note=cells.cells["note"],
    )


def _place(cells: Cells) -> str:
    """Read an ISO 3166 code, or `*` for everywhere."""
    code = cells.text("region")
    if code not in ("", "*") and not is_iso(code):
        cells.fault("region", "is no ISO 3166 code", "Write MX, DE-BY, or * for everywhere")
    return code


def _days(cells: Cells) -> tuple[date, date]:
    """Read the first and last day of an event; both must be there, in order."""
    found = [cells.day(field) if cells.text(field) else None for field in ("start", "end")]
    start, end = (day or date.min for day in found)
    if all(found) and end < start:
        cells.fault("end", "lies before start")
    return start, end
