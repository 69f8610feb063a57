"""What a save does on a disk that runs full: a tiny one if we may mount it, else a file limit."""

from __future__ import annotations

import resource
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.errors import Overtaken, StoreError
from planner.plan import store
from tests.plan.samples import small

PAGES = 12
"""Saves are tried with so many pages of 4,096 bytes left on the disk, and fewer."""
PAGE = 4096


def full_disk() -> list[str]:
    """Return in words what saves on a full disk said, kept and lost."""
    with tempfile.TemporaryDirectory() as root, _mounted(Path(root)) as mounted:
        if mounted:
            return _told("a tmpfs of 400 kB", _filled(Path(root)))
        return _told("RLIMIT_FSIZE (mounting is not permitted)", [_limited(Path(root))])


@contextmanager
def _mounted(root: Path) -> Iterator[bool]:
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(root)]
    try:
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", "-l", str(root)], check=True)


def _filled(root: Path) -> Iterator[str]:
    folder = store.create(root, "walnut-winter", small(note="x" * 6000)).parent
    filler = root / "filler"
    for pages in range(PAGES):
        _fill(filler, pages)
        yield _try(folder)
        filler.unlink()
        saved = _save(folder)  # there is room again
        for number in range(2, saved + 1):
            store.version_path(folder, number).unlink(missing_ok=True)
        _save(folder)


def _fill(path: Path, pages: int) -> None:
    """Fill the disk, then give `pages` of it back."""
    size = 0
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                size += file.write(b"x" * PAGE)
        except OSError:
            file.truncate(max(0, size - pages * PAGE))


def _limited(root: Path) -> str:
    folder = store.create(root, "walnut-winter", small(note="x" * 6000)).parent
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        return _try(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _save(folder: Path) -> int:
    current = store.load(folder / store.PLAN)
    try:
        return store.save(folder, current.plan, read=current.digest, note=current.plan.note).version
    except Overtaken as error:
        return error.kept


def _try(folder: Path) -> str:
    """Save; return what came of it, and what is wrong with the files then."""
    before = _contents(folder)
    try:
        _save(folder)
        said = "saved"
    except StoreError as error:
        kept = "kept as version" in str(error)
        said = "told, the work is kept as a version" if kept else "told, nothing was changed"
    after = _contents(folder)
    fresh = after.keys() - before.keys()
    wrong = [name for name in before if after.get(name) != before[name] and name != store.PLAN]
    wrong += [name for name in fresh if name.endswith(".tmp") or not _whole(folder / name)]
    if said != "saved" and after[store.PLAN] != before[store.PLAN]:
        wrong.append(store.PLAN)
    if said == "told, nothing was changed":
        wrong += sorted(fresh)
    return f"{said}; WRONG: {', '.join(wrong)}" if wrong else said


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _whole(path: Path) -> bool:
    return path.name == ".lock" or bool(store.load(path))


def _told(how: str, outcomes: Iterator[str] | list[str]) -> list[str]:
    counted = Counter(outcomes)
    return [f"Full disk ({how}): {times} x {said}." for said, times in sorted(counted.items())]
