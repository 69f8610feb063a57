"""Adding what was fetched to a campaign: which table it goes to, and what stands in its way."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from planner.audience.fetched import (
    EARLIER,
    NAME,
    Fetched,
    Kept,
    is_kept,
    keep,
    kept_path,
    read_kept,
)
from planner.audience.files import found_tables, read_file, read_many
from planner.audience.google_trends import SIGNAL as RELATIVE
from planner.audience.rescale import continued
from planner.audience.table import KEPT_COLUMNS, KEY, empty_table
from planner.audience.words import counted
from planner.errors import InputError, Problem
from planner.model.goals import Goals
from planner.plan.files import storing, write_bytes

MOST_OVERLAPS = 3
"""Weeks that are named of those that two tables share: enough to see which."""
NAMES = {
    "YouTube Studio export": "youtube_studio",
    "Google Trends export": "google_trends",
    "Netflix Top 10": "netflix_top10",
}
"""What tables of known kinds are kept as: the next export goes into the same one."""
LONGEST = 60
"""Letters of a table's name that is made from a file's."""


def name_of(file: str) -> str:
    """Return what a file's table is called: `Kino 2026.xlsx` is `kino_2026`."""
    words = re.findall(r"[a-z0-9]+", Path(file).name.partition(".")[0].lower())
    return "_".join(words)[:LONGEST] or "table"


@dataclass(frozen=True, slots=True)
class Met:
    """A table that has values for the same weeks: how many, how many others, and some of them."""

    weeks: int
    different: int
    problems: tuple[Problem, ...]


def meets(fetched: Fetched, goals: Goals, folder: Path) -> dict[Path, Met]:
    """Return the campaign's tables that have values for the same weeks.

    Two tables may not give the same week. One that cannot be read has none: the page says so.
    """
    new = fetched.table.dropna(subset="value")
    found: dict[Path, Met] = {}
    for path in found_tables(goals, folder):
        try:
            held = read_many([path], list(goals.groups)).dropna(subset="value")
        except InputError:
            continue
        shared = new.merge(held, on=KEY, suffixes=("", "_before"))
        if len(shared):
            inside = path.relative_to(folder).as_posix()
            rows = shared[KEY].head(MOST_OVERLAPS).to_numpy()
            different = int((shared["value"] != shared["value_before"]).sum())
            problems = tuple(_shared(inside, *row) for row in rows)
            found[path] = Met(len(shared), different, problems)
    return found


def _shared(file: str, region: str, signal: str, week: datetime) -> Problem:
    what = f"has {region} {signal}, week of {week:%Y-%m-%d}, already"
    return Problem(what, file, hint="Add it to that table, or take that file away.")


def check(fetched: Fetched, name: str, goals: Goals, folder: Path, own: Path | None = None) -> None:
    """Raise `InputError` where a table other than `name` or `own` has values for the same weeks.

    Both would be read, and a week that is given twice is an error.
    """
    mine = (kept_path(folder, name), own)
    others = meets(fetched, goals, folder).items()
    problems = [one for path, met in others if path not in mine for one in met.problems]
    if problems:
        raise InputError(problems)


def put(fetched: Fetched, name: str, goals: Goals, folder: Path, own: Path | None = None) -> Kept:
    """Keep what was fetched as `name`; the person's `own` file becomes that table first.

    Search interest, which is relative to each export, is put on the scale of what is kept.

    Raises:
        InputError: the name cannot be used, or another table has the same weeks.
        StoreError: a file cannot be written.
    """
    check(fetched, name, goals, folder, own)
    target = kept_path(folder, name)
    if own is not None:
        _adopt(own, target, list(goals.groups))
    relative = bool(fetched.table["signal"].str.startswith(RELATIVE).all())
    return keep(folder, name, continued(fetched, target) if relative else fetched)


def _adopt(own: Path, target: Path, groups: list[str]) -> None:
    """Write a person's own table as a kept one, the file as it was beside it; nothing is lost.

    Of a file that cannot be read nothing is taken over.
    """
    with storing(own):
        content = _as_kept(own, groups)
        shutil.copy2(own, _beside(own))
        write_bytes(target, content)
        if own != target:
            own.unlink()


def _as_kept(own: Path, groups: list[str]) -> bytes:
    """Return a file's values as a kept table, from that file and as old as it is."""
    when = datetime.fromtimestamp(own.stat().st_mtime, UTC).replace(microsecond=0)
    try:
        given = Fetched(read_file(own, regions=groups), own.name, when)
    except InputError:
        given = Fetched(empty_table(), own.name, when)
    with tempfile.TemporaryDirectory() as folder:
        path = keep(Path(folder), "table", given).path
        return path.read_bytes() if path.exists() else f"{','.join(KEPT_COLUMNS)}\n".encode()


def _beside(own: Path) -> Path:
    """Return a free place for a file as it was; no kept table's earlier values are called so."""
    folder = own.parent / EARLIER
    folder.mkdir(exist_ok=True)
    number = 1
    while (path := folder / f"{own.stem}.own-{number}{own.suffix}").exists():
        number += 1
    return path


@dataclass(frozen=True, slots=True)
class Target:
    """A table that numbers can be added to: what it is called, and the person's file that it is."""

    name: str
    own: Path | None = None


def targets(goals: Goals, folder: Path) -> dict[str, Target]:
    """Return the tables there are by their path in the campaign."""
    found = {}
    for path in found_tables(goals, folder):
        inside = path.relative_to(folder).as_posix()
        if not is_kept(path):
            name = path.stem if NAME.fullmatch(path.stem) else name_of(path.name)
            found[inside] = Target(name, path)
        elif NAME.fullmatch(path.stem) and path == kept_path(folder, path.stem):
            found[inside] = Target(path.stem)
    return found


@dataclass(frozen=True, slots=True)
class Origin:
    """A table of the campaign: where its newest values are from, and when they were fetched."""

    inside: str
    source: str = ""
    fetched: datetime | None = None
    """None for a file of the person's own."""


def origins(goals: Goals, folder: Path) -> list[Origin]:
    """Return the campaign's tables; one that was broken by hand counts as the person's own."""
    return [_origin(path, folder) for path in found_tables(goals, folder)]


def _origin(path: Path, folder: Path) -> Origin:
    inside = path.relative_to(folder).as_posix()
    if is_kept(path):
        with suppress(InputError):
            newest = max(read_kept(path), key=lambda line: line.fetched, default=None)
            if newest is not None:
                return Origin(inside, newest.source, datetime.fromisoformat(newest.fetched))
    return Origin(inside)


def is_named(goals: Goals, inside: str) -> bool:
    """Return whether the goals name a file of the campaign, so that it is read."""
    return any(fnmatch(inside, pattern) for pattern in goals.audience)


def said(kept: Kept, folder: Path) -> str:
    """Return what keeping did, in a sentence."""
    counts = {
        "added": kept.added,
        "changed": kept.changed,
        "unchanged": kept.unchanged,
        "kept that the source no longer gives": kept.kept,
    }
    (name, count), *rest = [one for one in counts.items() if one[1]] or [("added", 0)]
    told = [
        f"{counted(count, 'week', 'weeks')} {name}",
        *(f"{n:,} {name}" for name, n in rest),
    ]
    return f"{kept.path.relative_to(folder).as_posix()}: {', '.join(told)}. Nothing was lost."
