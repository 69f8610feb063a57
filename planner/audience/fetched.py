"""What a source gave, and keeping it beside the plan so that a refresh never loses anything.

A kept file is a long CSV, `region,week,signal,value,source,fetched`, sorted by region, signal and
week. An unchanged value keeps its line byte for byte, so a commit shows what is new alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from planner.audience.table import KEPT_COLUMNS
from planner.errors import InputError, Problem
from planner.model.tables import NUMBER
from planner.plan.exports import harmless
from planner.plan.files import locked, storing, write_text

EARLIER = "earlier"
"""The folder beside kept files that holds what was replaced."""
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
LOCK_SECONDS = 20.0
"""Longer than writing one file takes; whoever waits longer is told."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a source gave: an audience table, from where and when, and what was left out."""

    table: pd.DataFrame
    """An audience table (see `planner.audience.table.make_table`)."""
    source: str
    """In plain words, one line: "Wikipedia views of Roma, 14 languages"."""
    fetched: datetime
    """Aware, in UTC, whole seconds."""
    notes: tuple[str, ...] = ()
    """Sentences for the person: what was left out or assumed, and why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping did: how many weeks are new, replaced, as before, or no longer given."""

    path: Path
    added: int
    changed: int
    unchanged: int
    kept: int
    """Weeks that the source no longer gives; they stay as they were."""


class _Key(NamedTuple):
    region: str
    signal: str
    week: str


def keep(folder: Path, name: str, fetched: Fetched) -> Kept:
    """Merge what was fetched into `audience/<name>.csv` of the campaign in `folder`.

    A changed value is replaced, and the earlier one goes to `audience/earlier/<name>.csv` with the
    time at which it was replaced. Nothing is written where nothing is new.

    Raises:
        InputError: the name, or what the file holds already, cannot be used.
        StoreError: the file cannot be written.
    """
    path = kept_path(folder, name)
    with storing(path), locked(folder, LOCK_SECONDS):
        before = _held(path) if path.exists() else {}
        given = _lines(fetched)
        changed = {
            key: before[key]
            for key, line in given.items()
            if key in before and _value(before[key]) != _value(line)
        }
        new = {key: line for key, line in given.items() if key not in before or key in changed}
        if changed:
            _remember(path.parent / EARLIER / path.name, changed.values(), fetched.fetched)
        if new:
            _write(path, KEPT_COLUMNS, before | new)
    added = len(new) - len(changed)
    same = len(given) - len(new)
    return Kept(path, added, len(changed), same, len(before.keys() - given.keys()))


def stamp(moment: datetime) -> str:
    """Return a time as kept files hold it: `2026-06-01T09:30:00Z`."""
    return moment.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")


def number(value: float) -> str:
    """Return a value as kept files hold it: 12 digits, whole numbers without a point."""
    return f"{value:.12g}" if abs(value) < 1e12 else f"{value:.0f}"


class KeptLine(NamedTuple):
    """One line of a kept file, as text."""

    region: str
    week: str
    signal: str
    value: str
    source: str
    fetched: str


def is_kept(path: Path) -> bool:
    """Return whether a file was written by `keep`, by its first line."""
    with path.open("rb") as file:
        first = file.readline(200)
    return first.decode("utf-8-sig", errors="replace").strip() == ",".join(KEPT_COLUMNS)


def read_kept(path: Path) -> list[KeptLine]:
    """Return the lines of a kept file; raises `InputError` if it was broken by hand."""
    return [KeptLine(*_cells(line)) for line in _held(path).values()]


def _held(path: Path) -> dict[_Key, str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(_foreign(path, None)) from None
    if not lines or _cells(lines[0]) != KEPT_COLUMNS:
        raise InputError(_foreign(path, 1))
    faults = [
        Problem("is no line of a kept table", str(path), at, value=line, hint="Correct the line.")
        for at, line in enumerate(lines[1:], start=2)
        if not _is_kept(line)
    ]
    if faults:
        raise InputError(faults)
    return {_key(line): line for line in lines[1:]}


def kept_path(folder: Path, name: str) -> Path:
    """Return where a table of that name is kept; raises `InputError` if it cannot be a name."""
    if not NAME.fullmatch(name):
        hint = "Use small Latin letters, digits, - and _, such as wikipedia_views."
        raise InputError(Problem("is no name for a table", value=name, hint=hint))
    return folder / "audience" / f"{name}.csv"


def _lines(fetched: Fetched) -> dict[_Key, str]:
    """Return a line for each observed week; weeks without a value are gaps and need none."""
    source = str(harmless(" ".join(fetched.source.split())))
    moment = stamp(fetched.fetched)
    seen = fetched.table[fetched.table["value"].notna()]
    weeks = seen["week"].dt.strftime("%Y-%m-%d")
    columns = (seen["region"], weeks, seen["signal"], seen["value"])
    return {
        _Key(region, signal, week): _line([region, week, signal, number(value), source, moment])
        for region, week, signal, value in zip(*columns, strict=True)
    }


def _line(cells: list[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _cells(line: str) -> list[str]:
    return next(csv.reader([line]), [])


def _key(line: str) -> _Key:
    region, week, signal = _cells(line)[:3]
    return _Key(region, signal, week)


def _value(line: str) -> float:
    return float(_cells(line)[3])


def _is_kept(line: str) -> bool:
    cells = _cells(line)
    return len(cells) == len(KEPT_COLUMNS) and NUMBER.fullmatch(cells[3]) is not None


def _foreign(path: Path, line: int | None) -> Problem:
    what = "is a table of your own, which is not overwritten"
    return Problem(what, str(path), line, hint="Choose another name for the new one.")


def _remember(path: Path, lines: Iterable[str], moment: datetime) -> None:
    """Append replaced lines, once: a save that was cut short is done again."""
    held = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    head = held or [_line([*KEPT_COLUMNS, "replaced"])]
    known = {tuple(_cells(line)[: len(KEPT_COLUMNS)]) for line in held}
    fresh = [line for line in sorted(lines) if tuple(_cells(line)) not in known]
    write_text(path, "\n".join([*head, *(f"{line},{stamp(moment)}" for line in fresh), ""]))


def _write(path: Path, header: list[str], lines: dict[_Key, str]) -> None:
    ordered = [lines[key] for key in sorted(lines)]
    write_text(path, "\n".join([_line(header), *ordered, ""]))
