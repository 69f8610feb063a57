"""Reads and saves plans. No version is ever lost or overwritten.

A save freezes the plan as vNNN.yaml (temporary file, fsync, exclusive hard link) and then replaces
plan.yaml with the same bytes, if that is still what the saver had read. A saver who was overtaken
keeps a version of their own, and plan.yaml stays as the first saver left it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from planner.errors import CommentsLost, InputError, MicrohitError, Overtaken, Problem, StoreError
from planner.model.base import Slug
from planner.model.plan import Plan
from planner.plan import document, files
from planner.plan.comments import lost_comments
from planner.plan.files import VERSION, replace, storing
from planner.plan.parse import parse
from planner.plan.text import dump

PLAN = files.PLAN
LOCK_SECONDS = 10.0
"""How long a saver waits for another: a save takes milliseconds, a network drive seconds."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan as it was read; `digest` is the SHA-256 of the file's bytes."""

    path: Path
    plan: Plan
    digest: str


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen version of a plan."""

    number: int
    path: Path
    saved: datetime | None
    author: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left behind; `digest` is that of the new plan.yaml."""

    version: int
    path: Path
    plan: Plan
    digest: str


def load(path: Path) -> Snapshot:
    """Return the plan in the file `path`.

    Raises:
        InputError: every fault of the file, with line and key path.
        StoreError: the file cannot be read.
    """
    content = _content(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8 in your editor."
        raise InputError(Problem("is not UTF-8 text", str(path), line, hint=hint)) from None
    return Snapshot(path, parse(text, str(path)), digest(content))


def digest(content: bytes) -> str:
    """Return the SHA-256 fingerprint of `content`."""
    return hashlib.sha256(content).hexdigest()


def campaigns(root: Path) -> list[str]:
    """Return the slugs of all campaigns in `root`, by name."""
    return sorted(path.parent.name for path in root.glob(f"*/{PLAN}"))


def folder_of(root: Path, slug: str) -> Path:
    """Return the folder of campaign `slug` inside `root`; refuses a name that could leave it."""
    try:
        return root / TypeAdapter(Slug).validate_python(slug)
    except ValidationError:
        hint = "Use small letters, digits and hyphens, such as walnut-winter."
        raise InputError(
            Problem("is no campaign name", field="campaign", value=slug, hint=hint)
        ) from None


def versions(folder: Path, read: Callable[[Path], Snapshot] = load) -> list[Version]:
    """Return the frozen versions in `folder`, newest first; `read` loads one as `load` does.

    A version that cannot be read is listed with its fault as its note, so that it isn't hidden.
    """
    found = sorted(_numbered(folder), reverse=True)
    return [_version(number, path, read) for number, path in found]


def version_path(folder: Path, number: int) -> Path:
    """Return where version `number` lies."""
    return folder / f"v{number:03}.yaml"


def create(root: Path, slug: str, plan: Plan) -> Path:
    """Save `plan` as version 1 of a new campaign; returns the path of its plan.yaml."""
    folder = folder_of(root, slug)
    with storing(folder):
        if (folder / PLAN).exists():
            hint = "Choose another name, or open that campaign."
            raise InputError(Problem("exists already", str(folder), value=slug, hint=hint))
        (folder / "audience").mkdir(parents=True, exist_ok=True)
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
    with storing(folder), files.locked(folder, LOCK_SECONDS):
        current = _current(folder)
        if current is not None and not drop_comments:
            _refuse_lost_comments(folder / PLAN, current)
        stamped = plan.model_copy(
            update={
                "saved": now or datetime.now(UTC),
                "author": author or None,
                "note": note or None,
                "based_on": _base(plan, folder),
            }
        )
        frozen = _freeze(folder, stamped)
        content = version_path(folder, frozen.version).read_bytes()
        _make_current(folder, content, read, frozen.version)
        return Saved(frozen.version, folder / PLAN, frozen, digest(content))


def _make_current(folder: Path, content: bytes, read: str | None, version: int) -> None:
    """Replace plan.yaml by `content`, frozen as `version`, if it still is what was `read`."""
    current = _current(folder)  # read again: editors save without asking for the lock
    if current is not None and digest(current) != read:
        raise Overtaken(
            f"Somebody else saved this campaign first. Your work is kept as version "
            f"{version}; {PLAN} stays as they left it. Open both and compare them.",
            kept=version,
        )
    try:
        replace(folder / PLAN, content)
    except OSError as error:
        raise StoreError(
            f"{folder / PLAN} could not be replaced: {error.strerror or error}. "
            f"It stays as it was; your work is kept as version {version}."
        ) from None


def _content(path: Path) -> bytes:
    with storing(path):
        if path.stat().st_size > document.MOST_BYTES:
            raise InputError(
                Problem(
                    "is too large for a plan", str(path), value=f"{path.stat().st_size:,} bytes"
                )
            )
        return path.read_bytes()


def _current(folder: Path) -> bytes | None:
    path = folder / PLAN
    return path.read_bytes() if path.exists() else None


def _base(plan: Plan, folder: Path) -> int | None:
    return plan.version if version_path(folder, plan.version).exists() else None


def _numbered(folder: Path) -> Iterator[tuple[int, Path]]:
    for path in folder.glob("v*.yaml"):
        match = VERSION.fullmatch(path.name)
        if match:
            yield int(match[1]), path


def _version(number: int, path: Path, read: Callable[[Path], Snapshot]) -> Version:
    try:
        plan = read(path).plan
    except MicrohitError as error:
        return Version(number, path, None, None, str(error))
    return Version(number, path, plan.saved, plan.author, plan.note)


def _refuse_lost_comments(path: Path, content: bytes) -> None:
    found = lost_comments(content.decode("utf-8", "replace"))
    if found:
        listed = "\n".join(f"  line {line}: {text}" for line, text in found)
        raise CommentsLost(
            f"{path} holds comments, which a save cannot keep:\n{listed}\n"
            "Move them into a `note` field, or save without them.",
            comments=found,
        )


def _freeze(folder: Path, plan: Plan) -> Plan:
    """Write `plan` under the next free version number; return it with that number."""
    number = max((number for number, _ in _numbered(folder)), default=0) + 1
    while True:
        numbered = plan.model_copy(update={"version": number})
        content = dump(numbered).encode()
        # Never freeze what cannot load, and return what a reader will see.
        frozen = parse(content.decode(), version_path(folder, number).name)
        if files.create(version_path(folder, number), content):
            return frozen
        number += 1
