"""Where a person's name stands in a campaign's folder: what a request to be forgotten asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.errors import MicrohitError
from planner.plan import decode
from planner.plan.contacts import FILE

TEXTS = (".yaml", ".csv", ".md", ".txt")
"""Endings of files that people write or read in a campaign's folder."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of a file, from 1, that holds the name."""

    path: Path
    line: int


def mentions(folder: Path, name: str) -> list[Mention]:
    """Return where `name` stands below `folder` as words of its own, but for contacts.yaml."""
    wanted = re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE)
    paths = sorted(path for path in folder.rglob("*") if path.suffix in TEXTS and path.is_file())
    return [
        Mention(path, number)
        for path in paths
        if name.strip() and path != folder / FILE
        for number, line in enumerate(_lines(path), 1)
        if wanted.search(line)
    ]


def _lines(path: Path) -> Iterator[str]:
    try:
        yield from decode.read_file(path).splitlines()
    except MicrohitError:  # no text, or a link elsewhere
        return
