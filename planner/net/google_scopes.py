"""What a sign-in at Google may do: read, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from planner.errors import InputError, Problem

_BASE = "https://www.googleapis.com/auth/"


@dataclass(frozen=True, slots=True)
class Scope:
    """One sign-in: its name in the command, its name for people, and what it asks for."""

    name: str
    title: str
    urls: tuple[str, ...]

    def again(self, why: str) -> str:
        """Return `why`, and how to sign in."""
        command = f"python -m planner audience sign-in {self.name}"
        return f"{why} Sign in again on page Audience, or with: {command}"

    def first(self) -> str:
        """Say that nobody has signed in yet, and how to."""
        command = f"python -m planner audience sign-in {self.name}"
        return f"To read {self.title}, sign in at Google on page Audience, or with: {command}"


SHEETS = Scope("sheets", "Google Sheets", (f"{_BASE}spreadsheets.readonly",))
YOUTUBE = Scope(
    "youtube", "YouTube Analytics", (f"{_BASE}yt-analytics.readonly", f"{_BASE}youtube.readonly")
)
"""The second of the two names the channel and its videos."""
SCOPES = {scope.name: scope for scope in (SHEETS, YOUTUBE)}


def scope_named(name: str) -> Scope:
    """Return the scope called `name`; raises `InputError` if there is none."""
    if name not in SCOPES:
        hint = f"One of: {', '.join(SCOPES)}."
        raise InputError(Problem("is nothing to sign in to", value=name, hint=hint))
    return SCOPES[name]
