"""The ways of saving that the benchmark of saves compares: ours, and two that people write."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planner.errors import Overtaken
from planner.plan import store
from planner.plan.parse import parse
from planner.plan.text import dump

Save = Callable[[Path, str], int]
"""Saves what plan.yaml holds with a note; returns the number it was told."""


@dataclass(frozen=True)
class Way:
    """A way of saving; `prepare` makes the drive refuse what it shall do without.

    It is tried so often, divided by `share`: what the two paths prove needs all, the rest a part.
    """

    name: str
    save: Save
    share: int = 1
    ours: bool = True
    prepare: Callable[[], None] = lambda: None


def _ours(folder: Path, note: str) -> int:
    current = store.load(folder / store.PLAN)
    try:
        return store.save(folder, current.plan, read=current.digest, note=note).version
    except Overtaken as error:
        return error.kept


def _refuse(code: int) -> Callable[..., None]:
    def refused(*_given: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    return refused


def _no_links() -> None:
    os.link = _refuse(errno.EPERM)


def _no_locks() -> None:
    _no_links()
    fcntl.flock = _refuse(errno.ENOLCK)


def _next(folder: Path, note: str) -> tuple[Path, int, bytes]:
    """Return the path, number and bytes for the next version, as the naive ways find them."""
    text = (folder / store.PLAN).read_text(encoding="utf-8")
    plan = parse(text, store.PLAN)
    names = (re.fullmatch(r"v(\d+)\.yaml", path.name) for path in folder.iterdir())
    number = max((int(match[1]) for match in names if match), default=0) + 1
    changed = {"version": number, "note": note, "saved": datetime.now(UTC)}
    content = dump(plan.model_copy(update=changed)).encode()
    parse(content.decode(), "new")
    return store.version_path(folder, number), number, content


def _plain(folder: Path, note: str) -> int:
    path, number, content = _next(folder, note)
    for one in (path, folder / store.PLAN):
        with one.open("wb") as file:
            file.write(content)
    return number


def _replacing(folder: Path, note: str) -> int:
    path, number, content = _next(folder, note)
    for one in (path, folder / store.PLAN):
        handle, name = tempfile.mkstemp(dir=folder, prefix=".saving-", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(one)
    return number


def told(way: Way, folder: Path, note: str) -> int:
    """Return the number that a saver is told; 0 if the save failed."""
    try:
        return way.save(folder, note)
    except Exception as error:  # noqa: BLE001  # a naive saver fails on what another half-wrote
        if way.ours:
            print(f"{way.name}: {error!r}", file=sys.stderr)
        return 0


WAYS = (
    Way("hard link", _ours),
    Way("lock file, check, rename", _ours, prepare=_no_links),
    Way("the same, drive without locks", _ours, 4, prepare=_no_locks),
    Way("peer: open and write", _plain, 4, ours=False),
    Way("peer: temporary file, os.replace", _replacing, 4, ours=False),
)
