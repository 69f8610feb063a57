"""An older version becomes the working plan again, as a new version: nothing is overwritten."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from planner.errors import InputError, StoreError
from planner.plan import decode, files, store
from planner.plan.numbers import name
from planner.plan.store import PLAN, Saved, Snapshot


def save_edits(
    folder: Path, *, author: str | None = None, note: str | None = None, drop_comments: bool = False
) -> Saved | None:
    """Freeze what stands in plan.yaml, edited by hand, as the next version; None if one holds it.

    Raises:
        InputError: plan.yaml has faults.
        StoreError: as `store.save`.
    """
    working = store.load(folder / PLAN)
    if _held(folder, working):
        return None
    return store.save(
        folder,
        working.plan,
        read=working.digest,
        author=author,
        note=note,
        drop_comments=drop_comments,
    )


def restore(
    folder: Path,
    number: int,
    *,
    read: str | None = None,
    author: str | None = None,
    note: str | None = None,
    drop_comments: bool = False,
) -> Saved:
    """Make version `number` the working plan again, as a new version based on it.

    What was edited in plan.yaml by hand is frozen as a version of its own first: `.kept` of the
    result. A plan.yaml that can't be read is kept beside it, byte by byte: `.aside`. `read` is the
    digest of the plan.yaml that is meant to give way; None means any.

    Raises:
        StoreError: there is no such version, somebody saved in between, or as `store.save`.
    """
    path = store.version_path(folder, number)
    if not os.path.lexists(path):
        raise StoreError(f"{folder} has no {name(number)}. List them with: versions list {folder}")
    plan = store.load(path).plan.model_copy(update={"version": number})
    before = _keep_edits(folder, read, author, drop_comments=drop_comments)
    saved = store.save(
        folder,
        plan,
        read=before.digest,
        author=author,
        note=note or f"{name(number)} again",
        drop_comments=drop_comments or before.aside is not None,
    )
    return replace(saved, kept=before.version, aside=before.aside)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What became of the plan.yaml before: its digest, and the version or file that keeps it."""

    digest: str | None = None
    version: int | None = None
    aside: Path | None = None


def _keep_edits(
    folder: Path, read: str | None, author: str | None, *, drop_comments: bool
) -> _Kept:
    path = folder / PLAN
    if not path.exists():
        return _Kept()
    content = decode.read_bytes(path)
    digest = store.digest(content)
    if read and read != digest:
        raise StoreError(f"{path} was changed in between. Look at it again, then restore.")
    try:
        saved = save_edits(
            folder, author=author, note=f"Edited by hand in {PLAN}", drop_comments=drop_comments
        )
    except InputError:
        return _Kept(digest, aside=_set_aside(folder, content, digest))
    return _Kept(saved.digest, saved.version) if saved else _Kept(digest)


def _set_aside(folder: Path, content: bytes, digest: str) -> Path:
    """Keep a plan.yaml that can't be read, byte by byte, under a name of its own."""
    path = folder / f"plan-{digest[:8]}.yaml"
    with files.storing(path):
        files.create(path, content)
    return path


def _held(folder: Path, working: Snapshot) -> bool:
    """Return whether the version that plan.yaml names says just what it says."""
    path = store.version_path(folder, working.plan.version)
    return store.readable(path) == working.plan
