"""What git shows of a changed plan.yaml: the changes in words, or else why not and the lines."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import MicrohitError
from planner.model.english import plural
from planner.model.plan import Plan
from planner.plan.decode import MOST_BYTES, read_file
from planner.plan.diff import diff
from planner.plan.diff_form import as_text
from planner.plan.diff_values import clean, cut, money, quoted
from planner.plan.parse import parse

NOTHING = "/dev/null"
"""What git names on the side where the file is not there; on Windows too."""
LONGEST_NOTE = 160
"""Characters of a version's note that are told."""
UNMERGED, RENAMED = 1, 9
"""How many words git gives for a file with open conflicts, and for a renamed one; else 7."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What git asks for: the file's path in the repository, and where its two sides lie."""

    path: str
    old: str
    new: str
    new_path: str
    """Differs from `path` where the file was renamed."""

    @classmethod
    def of(cls, words: Sequence[str]) -> Sides:
        """Read git's words: path, old file, hash and mode, new file, hash and mode, new path."""
        new_path = words[7] if len(words) >= RENAMED else words[0]
        return cls(words[0], words[1], words[4], new_path)


def shown_in_git(words: Sequence[str]) -> str:
    """Return what `git diff` shows for the `words` that git calls an external diff with.

    Never raises: a side that is no plan is told, and the lines that differ follow.
    """
    if len(words) == UNMERGED:
        return f"plan {words[0]}: holds conflicts; see `git status`"
    sides = Sides.of(words)
    renamed = f" -> {sides.new_path}" if sides.new_path != sides.path else ""
    header = f"plan {clean(sides.path + renamed)}"
    try:
        told = _told(sides)
    except MicrohitError as error:
        told = f"can't be read as a plan:\n{error}\n\n{_lines(sides)}"
    except Exception as error:  # noqa: BLE001  # git would stop at the first plan that fails
        told = f"can't be compared ({error!r})\n\n{_lines(sides)}"
    return f"{header}: {told}".rstrip()


def _told(sides: Sides) -> str:
    if NOTHING in (sides.old, sides.new):
        if sides.new == NOTHING:
            return f"removed, {_about(_read(sides.old, sides.path))}"
        return f"new, {_about(_read(sides.new, sides.path))}"
    old, new = _read(sides.old, f"old {sides.path}"), _read(sides.new, sides.new_path)
    changes = diff(old, new)
    if not changes:
        return f"{_saved(new)}\nThe plan itself stays as it was.\n\n{_lines(sides)}"
    return f"{_saved(new)}\n{as_text(changes)}\n"


def _read(file: str, name: str) -> Plan:
    """Return the plan in `file`, which is often git's own copy of what people know as `name`."""
    return parse(read_file(Path(file)), name)


def _about(plan: Plan) -> str:
    budget = plan.goals.budget
    regions = plural(len(plan.goals.regions), "region")
    return f"{quoted(plan.film.title)}, {regions}, {money(budget.total, budget.currency)}"


def _saved(plan: Plan) -> str:
    by = f" by {clean(plan.author)}" if plan.author else ""
    note = f", {quoted(cut(plan.note, LONGEST_NOTE))}" if plan.note else ""
    return f"version {plan.version}{by}{note}"


def _lines(sides: Sides) -> str:
    before, after = (_text(file) for file in (sides.old, sides.new))
    if max(len(before), len(after)) > MOST_BYTES:
        return "It is too large to be compared line by line."
    lines = difflib.unified_diff(
        before.splitlines(),
        after.splitlines(),
        f"a/{sides.path}",
        f"b/{sides.new_path}",
        lineterm="",
    )
    return "\n".join(lines)


def _text(file: str) -> str:
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1).decode("utf-8", "replace")
    except OSError:  # the other side of a new file, or a folder
        return ""
