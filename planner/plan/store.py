"""Reads and saves plans. No version is ever lost or overwritten.

A save freezes the plan as vNNN.yaml (temporary file, fsync, exclusive hard link) and then replaces
plan.yaml with the same bytes, if that is still what the saver had read. A saver who was overtaken
keeps a version of their own, and plan.yaml stays as the first saver left it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planner.errors import CommentsLost, InputError, MicrohitError, Overtaken, Problem, StoreError
from planner.model.plan import Plan
from planner.plan import contacts, decode, files, numbers, safe
from planner.plan.comments import lost_comments
from planner.plan.files import storing
from planner.plan.parse import parse
from planner.plan.text import dump

PLAN = files.PLAN
folder_of = safe.campaign_folder
version_path = numbers.version_path
LOCK_SECONDS = 30.0
"""How long a saver waits for others: a save takes milliseconds, seconds on a network drive, and of
16 who save all the time one may wait for ten seconds."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan as it was read; `digest` is the SHA-256 of the file's bytes."""

    path: Path
    plan: Plan
    digest: str


Read = Callable[[Path], Snapshot]
"""What reads a plan or version as `load` does, such as one that keeps what it has read."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left behind; `digest` is that of the new plan.yaml.

    `kept` is the version, `aside` the file, that now holds what stood in plan.yaml before, if no
    version held it.
    """

    version: int
    path: Path
    plan: Plan
    digest: str
    kept: int | None = None
    aside: Path | None = None


def load(path: Path) -> Snapshot:
    """Return the plan in the file `path`.

    Raises:
        InputError: every fault of the file, with line and key path.
        StoreError: the file cannot be read.
    """
    content = decode.read_bytes(path)
    plan = parse(decode.text_of(content, str(path)), str(path))
    return Snapshot(path, plan, digest(content))


def readable(path: Path, read: Read = load) -> Plan | None:
    """Return the plan in the file `path`, None where it can't be read."""
    try:
        return read(path).plan
    except MicrohitError:
        return None


def digest(content: bytes) -> str:
    """Return the SHA-256 fingerprint of `content`."""
    return hashlib.sha256(content).hexdigest()


def campaigns(root: Path) -> list[str]:
    """Return the slugs of all campaigns in `root`, by name."""
    return sorted(path.parent.name for path in root.glob(f"*/{PLAN}"))


def create(root: Path, slug: str, plan: Plan) -> Path:
    """Save `plan` as version 1 of a new campaign; returns the path of its plan.yaml."""
    folder = folder_of(root, slug)
    with storing(folder):
        if (folder / PLAN).exists():
            hint = "Choose another name, or open that campaign."
            raise InputError(Problem("exists already", str(folder), value=slug, hint=hint))
        (folder / "audience").mkdir(parents=True, exist_ok=True)
        files.sync(root)
    save(folder, plan, read=None, author=plan.author, note=plan.note)
    return folder / PLAN


def save(
    folder: Path,
    plan: Plan,
    *,
    read: str | None,
    author: str | None = None,
    note: str | None = None,
    now: datetime | None = None,
    drop_comments: bool = False,
) -> Saved:
    """Freeze `plan` as the next version and make it the working plan.

    `read` is the digest of the plan.yaml that the edit started from (None: there was none). A
    plan.yaml that was deleted in between is written again.

    Raises:
        Overtaken: somebody saved in between; this plan is kept as version `.kept`.
        CommentsLost: plan.yaml holds comments that a save would drop.
        StoreError: the folder cannot be written to; nothing was changed.
    """
    path = folder / PLAN
    with storing(folder), files.locked(folder, LOCK_SECONDS):
        safe.campaign_files(folder)
        current = _current(path)
        if current is not None and digest(current) == read:
            _before_replacing(path, current, drop_comments=drop_comments)
        stamped = plan.model_copy(
            update={
                "saved": now or datetime.now(UTC),
                "author": author or None,
                "note": note or None,
                "based_on": _base(plan, folder),
            }
        )
        frozen, content = _freeze(folder, stamped)
        _make_current(path, content, read, frozen.version)
        return Saved(frozen.version, path, frozen, digest(content))


def _before_replacing(path: Path, content: bytes, *, drop_comments: bool) -> None:
    """Refuse if comments would be lost, or the file is read-only; keep the people it names."""
    if not drop_comments:
        _refuse_lost_comments(path, content)
    if not path.stat().st_mode & 0o200:  # Windows could not replace it, others would in silence
        raise StoreError(
            f"{path} is read-only: somebody wants it left as it is. Make it writable in the "
            "properties of the file, then save again. Nothing was changed."
        )
    contacts.adopt(path.parent, content)


def _make_current(path: Path, content: bytes, read: str | None, version: int) -> None:
    """Replace plan.yaml by `content`, frozen as `version`, if it still is what was `read`."""

    def still() -> bool:  # editors save without asking for the lock
        current = _current(path)
        return current is None or digest(current) == read

    kept = f"Your work is kept as version {version}"
    try:
        replaced = files.replace(path.resolve(), content, still)  # a link stays
    except (OSError, MicrohitError) as error:
        said = files.why(error) if isinstance(error, OSError) else str(error)
        raise StoreError(
            f"{path} could not be replaced: {said} It stays as it was. {kept}."
        ) from None
    if not replaced:
        raise Overtaken(
            f"Somebody else saved this campaign first. {kept}; {PLAN} stays as they left it. "
            "Open both and compare them.",
            kept=version,
        )


def _current(path: Path) -> bytes | None:
    return decode.read_bytes(path) if path.exists() else None


def _base(plan: Plan, folder: Path) -> int | None:
    return plan.version if version_path(folder, plan.version).exists() else None


def _refuse_lost_comments(path: Path, content: bytes) -> None:
    found = lost_comments(content.decode("utf-8", "replace"))
    if found:
        listed = "\n".join(f"  line {line}: {text}" for line, text in found)
        raise CommentsLost(
            f"{path} holds comments, which a save cannot keep:\n{listed}\n"
            "Move them into a `note` field, or save without them "
            "(by command: `versions save --drop-comments`).",
            comments=found,
        )


def _freeze(folder: Path, plan: Plan) -> tuple[Plan, bytes]:
    """Write `plan` under the next free version number; return it so, and its bytes."""
    names = numbers.names(folder)
    number = numbers.free_number(names)
    while True:
        path = version_path(folder, number)
        content = dump(plan.model_copy(update={"version": number})).encode()
        # Never freeze what cannot load, and return what a reader will see.
        frozen = parse(content.decode(), path.name)
        if files.create(path, content):
            files.sweep(folder, names, path)
            return frozen, content
        number += 1
