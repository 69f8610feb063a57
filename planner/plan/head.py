"""The first lines of a version's file: who saved it when, without all that the plan says.

That takes a small part of the time: a campaign may have hundreds of versions.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import ValidationError

from planner.errors import InputError
from planner.model.plan import Head
from planner.plan import decode, document
from planner.plan.conflicts import MARK
from planner.plan.migrate import migrate
from planner.plan.shape import fields
from planner.plan.store import Read, load

BODY = re.compile(r"^film:(?=\s)", re.MULTILINE)
"""Where the head of a file ends that a save wrote."""
OF_HEAD = re.compile(rf"^(?:{'|'.join(fields(Head))})\s*:", re.MULTILINE)


def head(path: Path, read: Read = load) -> Head:
    """Return the head of the plan in the file `path`; faults in what follows it are not told.

    A file that looks as if somebody else than a save had written to it, or cut it off, is read
    whole by `read`, which raises as `store.load` does.
    """
    return head_of(decode.read_file(path)) or read(path).plan


def head_of(text: str) -> Head | None:
    """Return the head of a plan's `text`, None where the whole has to be looked at."""
    body = BODY.search(text)
    if body is None or not text.endswith("\n") or MARK.search(text):
        return None
    if OF_HEAD.search(text, body.start()):
        return None
    try:
        found = document.read(text[: body.start()], "")
        migrate(found)
        named = isinstance(found.data, dict) and "schema" in found.data
        return Head.model_validate(found.data) if named else None
    except (InputError, ValidationError):
        return None
