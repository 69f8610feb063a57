"""Unsaved work on disk, so that a refresh or a restarted server loses nothing.

A draft is the plan's YAML under a first line that names the plan.yaml it started from.
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


def path_of(folder: Path) -> Path:
    """Return where the draft of the campaign in `folder` lies."""
    name = sha256(str(folder.resolve()).encode()).hexdigest()[:24]
    return places.user_dir() / "drafts" / f"{name}.yaml"


def keep(folder: Path, draft: Draft) -> None:
    """Write the draft of the campaign in `folder`, in place of an older one."""
    path = path_of(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_text(path, f"{READ}{draft.read}\n{dump(draft.plan)}")


def find(folder: Path) -> Draft | None:
    """Return the draft of the campaign in `folder`, if there is one that can be read.

    One that cannot be read (an older form, a damaged file) is set aside beside it, not deleted.
    """
    path = path_of(folder)
    if not path.exists():
        return None
    first, _, text = path.read_text("utf-8").partition("\n")
    try:
        return Draft(parse(text, path.name), first.removeprefix(READ))
    except InputError:
        path.replace(path.with_suffix(".unreadable"))
        return None


def drop(folder: Path) -> None:
    """Remove the draft of the campaign in `folder`."""
    path_of(folder).unlink(missing_ok=True)
