"""A plan.yaml that git could not merge: git holds its three sides, and one plan ends the merge."""

from __future__ import annotations

from pathlib import Path

from planner.errors import StoreError
from planner.model.plan import Plan
from planner.plan import decode, files, gitrun
from planner.plan.conflicts import conflicts
from planner.plan.parse import parse
from planner.plan.text import dump

SIDES = {"1": "what both started from", "2": "ours", "3": "theirs"}
"""What git calls the sides of a file that it could not merge."""


def sides(path: Path) -> tuple[Plan | None, Plan, Plan]:
    """Return base, ours and theirs of the file `path`; without a base where both added it.

    Raises:
        StoreError: git holds no open merge of it, or somebody has worked on it since.
        InputError: a side has faults.
    """
    base, ours, theirs = (_side(path, number) for number in SIDES)
    if base and (ours is None) != (theirs is None):
        raise StoreError(
            f"{path} was deleted by one side and changed by the other. To keep it: git add {path} "
            f"To delete it: git rm {path}"
        )
    if ours is None or theirs is None:
        raise StoreError(
            f"{path} is not open in a git merge. Name two versions of it, such as --versions 4 5, "
            "or three files and -o OUT."
        )
    if not conflicts(decode.read_file(path), str(path)):
        raise StoreError(f"{path} holds no conflict any more. If it is right: git add {path}")
    return base, ours, theirs


def finish(path: Path, plan: Plan) -> None:
    """Put the merged plan in place of the file with git's marks; git still holds its sides."""
    with files.storing(path):
        files.replace(path, dump(plan).encode())


def _side(path: Path, number: str) -> Plan | None:
    done = gitrun.git(path.parent, "cat-file", "blob", f":{number}:./{path.name}")
    if done.returncode:
        return None
    name = f"{path} ({SIDES[number]})"
    return parse(decode.text_of(done.stdout, name), name)
