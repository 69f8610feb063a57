"""A person's written word that YouTube accepted figures derived from its data for their project.

YouTube's rules for developers forbid derived figures unless its amendment was accepted for a
project (developers.google.com/youtube/terms/derived-metrics-policy). The word is a small file in
the user's own folder; nothing else in Microhit can set it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter

from planner.errors import InputError, Problem
from planner.net.google_tokens import config_dir
from planner.net.private import keep_private
from planner.plan.files import storing

FILE = "youtube-declaration.json"
PROJECT = re.compile(r"[1-9]\d{7,14}", re.ASCII)
"""A number of a Google project: 12 digits today, with room on both sides."""
LONGEST_NAME = 200
AGAIN = "Declare it again: python -m planner creators declare"


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who declared when that YouTube accepted derived figures, for which project and when."""

    project_number: str
    accepted: date
    by: str
    on: date

    def __str__(self) -> str:
        return (
            f"{self.by} declared on {self.on} that YouTube accepted figures derived from its data "
            f"on {self.accepted} for the Google project {self.project_number}."
        )


_DECLARATION = TypeAdapter(Declaration)


def declared() -> Declaration | None:
    """Return the declaration of this user, None without one.

    Raises:
        InputError: its file is damaged or says what cannot be.
        StoreError: its file cannot be read.
    """
    path = _path()
    with storing(path):
        content = path.read_bytes() if path.exists() else None
    if content is None:
        return None
    try:
        found = _DECLARATION.validate_json(content)
    except ValueError:
        raise InputError(Problem("is damaged", file=str(path), hint=AGAIN)) from None
    _check(found, path)
    return found


def declare(project_number: str, accepted: date, by: str, today: date | None = None) -> Declaration:
    """Keep the word of a person, in place of an earlier one.

    `accepted` is the day on which YouTube agreed, `by` the person's name.

    Raises:
        InputError: every part that cannot be right.
        StoreError: it cannot be kept.
    """
    on = today or datetime.now().astimezone().date()
    made = Declaration(project_number.strip(), accepted, " ".join(by.split()), on)
    _check(made)
    path = _path()
    with storing(path):
        keep_private(path, _DECLARATION.dump_json(made, indent=1))
    return made


def withdraw() -> bool:
    """Take the word back; return whether there was one. Raises `StoreError`."""
    path = _path()
    with storing(path):
        there = path.exists()
        path.unlink(missing_ok=True)
    return there


def _path() -> Path:
    return config_dir() / FILE


def _check(made: Declaration, path: Path | None = None) -> None:
    problems = [problem.at(path) if path else problem for problem in _problems(made)]
    if problems:
        raise InputError(problems)


def _problems(made: Declaration) -> Iterator[Problem]:
    if not PROJECT.fullmatch(made.project_number):
        hint = "It has about 12 digits: console.cloud.google.com shows it on the project's page."
        what = "is no number of a Google project"
        yield Problem(what, field="project", value=made.project_number, hint=hint)
    if made.accepted > made.on:
        hint = f"It was declared on {made.on}. Write the day of YouTube's answer."
        what = "lies after the day of the declaration"
        yield Problem(what, field="accepted", value=str(made.accepted), hint=hint)
    if not made.by or len(made.by) > LONGEST_NAME:
        yield Problem("is empty or too long", field="by", hint="Write the name of a person.")
