"""Creators, their reach and the cells' people from CSV; the selection to CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from planner.creators.candidates import Candidate
from planner.creators.select import Selection
from planner.errors import InputError, Problem
from planner.model.tables import Row, Table, read_rows
from planner.plan.exports import write_csv

Key = tuple[str, str]
"""A creator and the package that is bought of them; "" where a creator has one alone."""


def read_candidates(
    creators: Path, reach: Path, people: Mapping[str, float] | None = None
) -> list[Candidate]:
    """Read creator, price (region, language, package) and creator, cell, people_reached (package).

    With `people`, a cell that is not among them, or reached by more people than it has, is a
    fault. Raises `InputError` with every fault of both files.
    """
    sheet = read_rows(creators, ("creator", "price"), ("region", "language", "package"))
    found = _candidates(sheet)
    table = read_rows(reach, ("creator", "cell", "people_reached"), ("package",))
    reached: dict[Key, dict[str, float]] = {key: {} for key in found}
    for row in table.rows:
        _add_reach(row, reached, people)
    problems: list[Problem] = []
    for part in (sheet, table):
        try:
            part.check()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return [replace(one, reach=reached[key]) for key, one in found.items()]


def read_cells(path: Path) -> dict[str, float]:
    """Read cell, people. Raises `InputError` with every fault."""
    table = read_rows(path, ("cell", "people"))
    people = _by_name(table, "cell", "people")
    table.check()
    return people


def write_selection(path: Path, selection: Selection) -> None:
    """Write creator, price, added_reach, package, repeats as picked; all of it or nothing."""
    rows = [
        (item.creator, item.price, item.added_reach, item.package, item.repeats)
        for item in selection.chosen
    ]
    write_csv(path, ("creator", "price", "added_reach", "package", "repeats"), rows)


def _candidates(sheet: Table) -> dict[Key, Candidate]:
    found: dict[Key, Candidate] = {}
    for row in sheet.rows:
        name, package, price = row.name("creator"), row.text("package"), row.number("price")
        if (name, package) in found:
            row.fault("creator", "is there more than once", "Keep one line or name its packages")
        region, language = row.text("region"), row.text("language")
        found[name, package] = Candidate(name, price, {}, region, language, package)
    return found


def _by_name(table: Table, key: str, column: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in table.rows:
        name, number = row.name(key), row.number(column)
        if name in found:
            row.fault(key, "is there more than once", "Keep one line")
        found[name] = number
    return found


def _add_reach(
    row: Row, reached: dict[Key, dict[str, float]], people: Mapping[str, float] | None
) -> None:
    name, cell, number = row.name("creator"), row.name("cell"), row.number("people_reached")
    key = (name, row.text("package"))
    if people is not None and cell and cell not in people:
        row.fault("cell", "is not in the table of cells", "Add it there or correct it")
    elif people is not None and number > people.get(cell, number):
        row.fault("people_reached", f"is more than the {people[cell]:,.0f} people of the cell")
    if key in reached and cell in reached[key]:
        row.fault("cell", f"{name} is there more than once with this cell", "Keep one line")
    elif key in reached:
        reached[key][cell] = number
    elif any(creator == name for creator, _ in reached):
        hint = "Name a package of theirs from there"
        row.fault("package", "is not in the table of creators for this creator", hint)
    else:
        row.fault("creator", "is not in the table of creators", "Add it there or correct it")
