"""Unsaved work on disk, so that a refresh or a restarted server loses nothing.

Each browser has its own: two people who edit one campaign on one server keep theirs apart. A
draft is the plan's YAML under a first line that names the plan.yaml it started from.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from planner.errors import InputError
from planner.model.plan import Plan
from planner.plan import files, places
from planner.plan.parse import parse
from planner.plan.text import dump

READ = "# read: "
"""Starts the first line; the digest of the plan.yaml that the edits started from follows."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan with unsaved changes, and the digest of the plan.yaml that they started from."""

    plan: Plan
    read: str


def path_of(folder: Path, browser: str = "") -> Path:
    """Return where the draft that a browser made of the campaign in `folder` lies."""
    name = sha256(str(folder.resolve()).encode()).hexdigest()[:24]
    return places.user_dir() / "drafts" / f"{name}{browser and f'-{browser}'}.yaml"


def keep(folder: Path, draft: Draft, browser: str = "") -> None:
    """Write a browser's draft of the campaign in `folder`, in place of an older one."""
    path = path_of(folder, browser)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_text(path, f"{READ}{draft.read}\n{dump(draft.plan)}")


def find(folder: Path, browser: str = "") -> Draft | None:
    """Return a browser's draft of the campaign in `folder`, if there is one that can be read."""
    path = path_of(folder, browser)
    return read(path) if path.exists() else None


def read(path: Path) -> Draft | None:
    """Return the draft in a file.

    One that cannot be read (an older form, a damaged file) is set aside beside it, not deleted.
    """
    first, _, text = path.read_text("utf-8").partition("\n")
    try:
        return Draft(parse(text, path.name), first.removeprefix(READ))
    except InputError:
        path.replace(path.with_suffix(".unreadable"))
        return None


def others(folder: Path, browser: str) -> list[Path]:
    """Return the drafts that other browsers made of the campaign in `folder`, newest first."""
    own, plain = path_of(folder, browser), path_of(folder)
    found = [path for path in plain.parent.glob(f"{plain.stem}*.yaml") if path != own]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def drop(folder: Path, browser: str = "") -> None:
    """Remove a browser's draft of the campaign in `folder`."""
    path_of(folder, browser).unlink(missing_ok=True)
