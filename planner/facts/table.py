"""All facts in one table, looked up from specific to general; a person may override any."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TypeVar

from babel.numbers import list_currencies

from planner.errors import FactError, Problem
from planner.facts.cells import Cells, Confidence, read
from planner.facts.rows import (
    EVENT_COLUMNS,
    NUMBER_COLUMNS,
    RULE_COLUMNS,
    Event,
    EventKind,
    Fact,
    Rule,
    event,
    fact,
    rule,
)

__all__ = ["Confidence", "Event", "Fact", "Facts", "Rule", "load", "load_from"]

Row = TypeVar("Row", Fact, Rule, Event)
FOLDER = Path(__file__).parent
RULES, EVENTS = ("rules.csv", "creator_rules.csv"), "events.csv"
REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
"""An ISO 3166 code of a territory (MX) or of a part of it (CA-QC)."""
BY_REGION = frozenset({"cpm", "channel_use", "on_target", "target_share"})
"""Facts for everywhere, or their tables, that a region may have its own row of: it is looked up."""


class Facts:
    """Numbers by id, rules by region and events by day; never changes."""

    def __init__(
        self,
        numbers: Mapping[str, Fact],
        rules: Iterable[Rule] = (),
        events: Iterable[Event] = (),
        tables: Mapping[str, dict[str, Fact]] | None = None,
    ) -> None:
        """`tables` holds the numbers by parent and last word, where that is known already."""
        self._numbers = dict(numbers)
        self._rules = tuple(rules)
        self._events = {item.id: item for item in events}
        self._tables = _by_parent(self._numbers) if tables is None else dict(tables)

    def find(self, *ids: str) -> Fact | None:
        """Return the first of `ids` that exists, from specific to general, or None."""
        for key in ids:
            if key in self._numbers:
                return self._numbers[key]
        return None

    def number(self, *ids: str) -> Fact:
        """Return the first of `ids` that exists, from specific to general.

        Raises:
            FactError: None of them exists.
        """
        found = self.find(*ids)
        if found is None:
            raise FactError(self._unknown(*ids))
        return found

    def table(self, prefix: str) -> dict[str, Fact]:
        """Return the facts directly below `prefix` by the last word of their id.

        `table("release_weekday")["FR"]` is the fact `release_weekday.FR`; it is empty if
        there are none.
        """
        return dict(self._tables.get(prefix, {}))

    def rules(self, region: str, rule: str) -> tuple[Rule, ...]:
        """Return the texts of one rule in a region, in the order of the table."""
        return tuple(item for item in self._rules if (item.region, item.rule) == (region, rule))

    def events(self, kind: EventKind | None = None) -> tuple[Event, ...]:
        """Return the events of one kind, or all, in the order of the table."""
        return tuple(item for item in self._events.values() if kind in (None, item.kind))

    def rows(self) -> list[Fact | Rule | Event]:
        """Return every number, rule and event, each kind in the order of its ids."""
        numbers = (self._numbers[key] for key in sorted(self._numbers))
        rules = sorted(self._rules, key=lambda rule: rule.id)
        return [*numbers, *rules, *(self._events[key] for key in sorted(self._events))]

    def row(self, key: str) -> Fact | Rule | Event | None:
        """Return the number, rule or event with this id, or None."""
        rule = next((item for item in self._rules if item.id == key), None)
        return self._numbers.get(key) or rule or self._events.get(key)

    def event(self, key: str) -> Event | None:
        """Return the event with this id, or None."""
        return self._events.get(key)

    def with_overrides(self, values: Mapping[str, tuple[float, str]]) -> Facts:
        """Return these facts with a person's values (id -> value, why) in place of ours.

        A region that has no row of its own in a table by region gets one.

        Raises:
            FactError: Ids that do not exist, all at once.
        """
        if not values:
            return self
        known = {key: self._model(key) for key in values}
        unknown = [key for key, found in known.items() if found is None]
        if unknown:
            raise FactError(self._unknown(key) for key in unknown)
        changed = {
            key: _override(replace(found, id=key), *values[key])
            for key, found in known.items()
            if found is not None
        }
        return self.with_rows(changed.values())

    def with_rows(self, rows: Iterable[Fact]) -> Facts:
        """Return these facts with other rows in place of those with the same id, or beside them."""
        numbers, tables = dict(self._numbers), dict(self._tables)
        for row in rows:  # draws ask for many worlds: only the tables that change are made anew
            parent, _, last = row.id.rpartition(".")
            numbers[row.id] = row
            tables[parent] = tables.get(parent, {}) | {last: row}
        return Facts(numbers, self._rules, self._events.values(), tables)

    def _model(self, key: str) -> Fact | None:
        """Return the fact itself, else the usual or a near one that shows a new region its unit."""
        parent, _, last = key.rpartition(".")
        siblings = self._tables.get(parent, {})
        neighbours = (item for name, item in siblings.items() if REGION.fullmatch(name))
        if key.startswith("fx.") and last in list_currencies():
            return self.find(key, "fx.EUR")
        if parent.partition(".")[0] in BY_REGION and REGION.fullmatch(last):
            return self.find(key, parent)
        neighbour = next(neighbours, None)
        usual = neighbour and self.find(parent)
        return self.find(key) or (usual or neighbour if REGION.fullmatch(last) else None)

    def _unknown(self, *ids: str) -> Problem:
        close = get_close_matches(ids[0], self._numbers, n=2)
        meant = f"Did you mean {' or '.join(close)}? " if close else ""
        return Problem(
            f"no fact is called {' or '.join(ids)}",
            field=f"facts.{ids[0]}",
            hint=f"{meant}Facts are rows of the tables in planner/facts: add one with its source,"
            f" or override one that exists in the plan, at: facts.<id>",
        )


def _by_parent(numbers: Mapping[str, Fact]) -> dict[str, dict[str, Fact]]:
    tables: dict[str, dict[str, Fact]] = defaultdict(dict)
    for key, number in numbers.items():
        parent, _, last = key.rpartition(".")
        tables[parent][last] = number
    return dict(tables)


def _override(item: Fact, value: float, why: str) -> Fact:
    """Return a person's value; what we knew about ours (range, dates, note) does not fit it."""
    return replace(
        item,
        value=value,
        low=None,
        high=None,
        source=f"your override: {why}",
        year=None,
        as_of=None,
        checked=None,
        note="",
        overridden=True,
    )


@cache
def load() -> Facts:
    """Return all facts that come with Microhit.

    Raises:
        FactError: Every fault in the tables, each with file, line and column.
    """
    return load_from(FOLDER)


def load_from(folder: Path) -> Facts:
    """Return the facts of the tables (*.csv) in a folder; raises as `load` does."""
    problems: list[Problem] = []
    numbers: dict[str, Fact] = {}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in (*RULES, EVENTS):
            numbers |= _rows(path, NUMBER_COLUMNS, fact, numbers, problems)
    rules: dict[str, Rule] = {}
    for name in RULES:
        rules |= _if_there(folder / name, RULE_COLUMNS, rule, rules, problems)
    events = _if_there(folder / EVENTS, EVENT_COLUMNS, event, {}, problems)
    if problems:
        raise FactError(problems)
    return Facts(numbers, rules.values(), events.values())


def _if_there(
    path: Path,
    columns: list[str],
    parse: Callable[[Cells], Row],
    taken: Mapping[str, Row],
    problems: list[Problem],
) -> dict[str, Row]:
    """Return the rows of a table that a folder may lack."""
    return _rows(path, columns, parse, taken, problems) if path.exists() else {}


def _rows(
    path: Path,
    columns: list[str],
    parse: Callable[[Cells], Row],
    taken: Mapping[str, Row],
    problems: list[Problem],
) -> dict[str, Row]:
    """Return the rows of one table by id; its faults go to `problems`."""
    rows: dict[str, Row] = {}
    for cells in read(path, columns):
        if isinstance(cells, Problem):
            problems.append(cells)
            continue
        row = parse(cells)
        if row.id in rows or row.id in taken:
            cells.fault("id", "stands twice in the tables", "Keep one of the two rows")
        problems.extend(cells.problems)
        rows[row.id] = row
    return rows
