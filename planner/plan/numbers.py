"""Which frozen versions lie in a campaign's folder, by the names of their files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from planner.errors import StoreError
from planner.plan.files import VERSION

ANY_CASE = re.compile(VERSION.pattern, re.IGNORECASE)
"""V004.YAML takes number 4 as well: on Windows and macOS it is the same file as v004.yaml."""
MOST = 999_999
"""The last number that a file's name may hold."""


def name(number: int) -> str:
    """Return how people call a version: `v004`."""
    return f"v{number:03}"


def version_path(folder: Path, number: int) -> Path:
    """Return where version `number` lies."""
    return folder / f"{name(number)}.yaml"


def numbered(folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield number and path of each version in `folder`, in no order; they are not opened."""
    if folder.is_dir():
        for one in names(folder):
            match = VERSION.fullmatch(one)
            if match and one == version_path(folder, int(match[1])).name:
                yield int(match[1]), folder / one


def free_number(names: Iterable[str]) -> int:
    """Return the number after the last that any of the file `names` holds, in whatever case.

    Raises:
        StoreError: the last number is taken.
    """
    taken = (int(match[1]) for match in map(ANY_CASE.fullmatch, names) if match)
    number = max(taken, default=0) + 1
    if number > MOST:
        raise StoreError(f"v{MOST}.yaml leaves no number for a version. Rename that file.")
    return number


def names(folder: Path) -> list[str]:
    """Return the names of all files in `folder`."""
    return os.listdir(folder)  # noqa: PTH208  # a Path for each of thousands would take longer
