"""What state a plan is in: saved, changed, or waiting for a new suggestion."""

from __future__ import annotations

from typing import Literal

from planner.plan.fingerprint import changed_inputs
from planner.ui import cache, words
from planner.ui.session import Work

Color = Literal["green", "orange", "gray"]
INPUTS = {"as_of": "the day counted as today", "film": "the film", "goals": "the goals",
    "overrides": "your decisions"}  # fmt: skip


def stale(work: Work) -> list[str]:
    """Return which inputs changed since the last suggestion; empty if none or none was made."""
    if work.frozen or not work.plan.suggested:
        return []
    changed = changed_inputs(work.plan, cache.fingerprints(work.plan, work.folder))
    return [INPUTS.get(name, name) for name in changed]


def notice(changed: list[str]) -> str:
    """Return what to tell about changed inputs."""
    first, *rest = changed
    listed = ", ".join([first.capitalize() if first in INPUTS.values() else first, *rest])
    return f"{listed} changed since the last suggestion. {words.STALE}"


def badge(work: Work) -> tuple[str, str, Color]:
    """Return the state in two words, with an icon and a colour."""
    if work.frozen:
        return "Read only", ":material/lock:", "gray"
    if stale(work):
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
    if stale(work):
        return "Inputs changed since the last suggestion."
    return "There are unsaved changes." if work.changed else "The plan is saved and up to date."
