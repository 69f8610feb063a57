"""Fingerprints of what a suggestion is made from, so that a change shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path

from planner.facts.places import places
from planner.facts.table import FOLDER, Event, Fact, Rule, load
from planner.model.plan import Plan
from planner.plan.text import plain

Row = Fact | Rule | Event
DIGITS = 16
"""Of the SHA-256: enough to tell any two inputs of a campaign apart, short enough to read."""
PARTS = ("as_of", "film", "goals", "overrides")
"""The inputs inside a plan, under their keys."""
FACTS = "facts"
"""The name under which a change of the shipped facts is told."""
CALLED = {
    "as_of": "the day counted as today",
    "film": "the film",
    "goals": "the goals",
    "overrides": "your decisions",
    FACTS: "Microhit's own figures about the world",
}
"""What people call the inputs that are no files."""
ASIDE = ("creator_rules.csv", "netflix.csv", "outreach.csv", "review.csv", "youtube.csv")
"""Tables of facts that checks, pages and briefs read, and no suggestion: when they change, plans
stay up to date."""
WORDS = ("source", "note")
"""Of a fact: no suggestion depends on them."""


def fingerprint(content: bytes) -> str:
    """Return the fingerprint of `content` as it stands in a plan."""
    return f"sha256:{hashlib.sha256(content).hexdigest()[:DIGITS]}"


def plan_inputs(plan: Plan) -> dict[str, str]:
    """Return the fingerprint of each input inside the plan: as_of, film, goals, overrides."""
    texts = {"overrides": _as_written}
    return {
        name: fingerprint(json.dumps(_unsigned(plain(getattr(plan, name))), default=told).encode())
        for name in PARTS
        for told in [texts.get(name, str)]
    }


def _unsigned(data: object) -> object:
    """Return plain data where nothing has no sign: -0 is written, and read back, as 0."""
    if isinstance(data, dict):
        return {key: _unsigned(item) for key, item in data.items()}
    if isinstance(data, list):
        return [_unsigned(item) for item in data]
    return data + 0 if isinstance(data, float | Decimal) else data


def _as_written(value: object) -> str:
    """Return a decided amount as the file holds it, so that a save changes no fingerprint."""
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return f"{value:.0f}" if whole else str(value)


def file_inputs(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Return the fingerprint of each file, by its path from the plan's `folder`."""
    return {_name(path, folder): fingerprint(path.read_bytes()) for path in paths}


def _name(path: Path, folder: Path) -> str:
    inside = path.resolve().is_relative_to(folder.resolve())
    return path.resolve().relative_to(folder.resolve()).as_posix() if inside else path.name


def facts_input(rows: Iterable[Row], models: Iterable[bytes] = ()) -> str:
    """Return the fingerprint of facts, whatever their order in the tables, and of `models`."""
    sorted_rows = sorted(rows, key=lambda row: row.id)
    told = [[type(row).__name__, *_numbers(row)] for row in sorted_rows]
    return fingerprint(b"\n".join([json.dumps(told, default=str).encode(), *models]))


def _numbers(row: Row) -> list[object]:
    return [getattr(row, one.name) for one in fields(row) if one.name not in WORDS]


@cache
def shipped_facts() -> str:
    """Return the fingerprint of the facts, and the models fitted on them, that suggestions read."""
    stands = places()
    read = (row for row in load().rows() if stands[row.id][0] not in ASIDE)
    return facts_input(read, (path.read_bytes() for path in sorted(FOLDER.glob("*.json"))))


def changed_inputs(plan: Plan, files: Mapping[str, str]) -> list[str]:
    """Return the inputs that differ from those of the last suggestion, by name.

    Empty where the plan is up to date; every input where nothing was suggested yet. `facts` stands
    for what Microhit ships; a plan that doesn't tell its facts is not outdated for that.
    """
    now = plan_inputs(plan) | dict(files)
    before = plan.provenance.inputs if plan.provenance else {}
    names = [name for name in now.keys() | before.keys() if now.get(name) != before.get(name)]
    told = plan.provenance.facts if plan.provenance else None
    return sorted([*names, *([FACTS] if told not in (None, shipped_facts()) else [])])
