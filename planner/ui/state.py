"""What state a plan is in: saved, changed, or waiting for a new suggestion."""

from __future__ import annotations

from typing import Literal

from planner.plan.fingerprint import CALLED
from planner.ui import words
from planner.ui.session import Work

Color = Literal["green", "orange", "gray"]


def notice(changed: list[str]) -> str:
    """Return what to tell about inputs that changed, by their names in the plan or their files."""
    first, *rest = changed
    start = CALLED[first].capitalize() if first in CALLED else first
    listed = ", ".join([start, *(CALLED.get(name, name) for name in rest)])
    return f"{listed} changed since the last suggestion. {words.STALE}"


def badge(work: Work) -> tuple[str, str, Color]:
    """Return the state in two words, with an icon and a colour."""
    if work.frozen:
        return "Read only", ":material/lock:", "gray"
    if work.outdated:
        return "Suggest again", ":material/update:", "orange"
    if work.changed:
        return "Unsaved changes", ":material/edit:", "orange"
    return "Saved", ":material/check:", "green"


def sentence(work: Work) -> str:
    """Return the state in one sentence."""
    if work.frozen:
        return f"This is version {work.plan.version}, as it was saved."
    if not work.plan.suggested:
        return "Nothing has been suggested yet."
    if work.outdated:
        return "Inputs changed since the last suggestion."
    return "There are unsaved changes." if work.changed else "The plan is saved and up to date."
