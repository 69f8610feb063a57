"""What happens to a plan (a sign-off, a status, a brief sent): one small file per event, for ever.

Records lie in `records/` of a campaign's folder. Each names the version of the plan that a person
looked at and a fingerprint of the part that it covers, so that it shows as "to renew" once that
part changes. A record is created exclusively and never rewritten: who changes their mind adds one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, cast

from pydantic import Field, StringConstraints

from planner.errors import InputError, MicrohitError, Problem, StoreError
from planner.model.base import LongText, Moment, Name, Part
from planner.model.plan import Plan
from planner.plan import document, files
from planner.plan.decode import read_file
from planner.plan.files import storing
from planner.plan.parse import validated
from planner.plan.store import LOCK_SECONDS, load, version_path
from planner.plan.text import HEADER, dump

FOLDER = "records"
MOST_BYTES = 200_000
"""A record has about 500; its longest fields have at most 20,000 characters each."""
KEPT = 4096
"""Records kept in memory: they never change, and pages read them at every click."""
SAFE = re.compile(r"[^A-Za-z0-9]+")
LONGEST_PLACE = 40
"""Characters of a place in a file's name."""
DIGITS = 8
"""Of the content's SHA-256, in the name: two people may sign in the same second."""

Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{16}$")]


class Record(Part):
    """One event: what happened, to which part of which version, by whom, and what they said."""

    kind: Word
    """What happened: `sign_off`, `ready`."""
    at: dict[Word, Name]
    """Which part it is about, such as region: VN, topic: maps."""
    by: Name
    on: Moment
    verdict: Word | None = None
    version: int = Field(ge=1)
    """The version of the plan that they looked at."""
    covers: Fingerprint
    """Of the part that it covers; it holds until that part changes."""
    what: LongText
    """What was looked at, in words."""
    note: LongText | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a campaign, oldest first, and the files that could not be read."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, kind: str, **at: str) -> tuple[Record, ...]:
        """Return the records of one kind about one part, oldest first."""
        return tuple(
            one for one in self.records if one.kind == kind and at.items() <= one.at.items()
        )


def read(folder: Path) -> Records:
    """Return the records of the campaign in `folder`; a file that can't be used is a problem.

    Raises:
        StoreError: the folder of records cannot be read.
    """
    found: list[Record] = []
    problems: list[Problem] = []
    for path in _paths(folder):
        try:
            found.append(_record(path))
        except InputError as error:
            problems.extend(error.problems)
        except MicrohitError as error:
            problems.append(Problem(str(error).removesuffix("."), str(path)))
    return Records(tuple(sorted(found, key=lambda one: one.on)), tuple(problems))


def append(folder: Path, record: Record) -> Path:
    """Write a record of the campaign in `folder` and return its path; nothing is ever replaced.

    Raises:
        StoreError: it names a version that does not exist, or the folder cannot be written to or
            leads elsewhere; nothing was changed.
    """
    if not version_path(folder, record.version).is_file():
        raise StoreError(f"{folder} has no version {record.version}. Save the plan first.")
    content = _dumped(record)
    _checked(content.decode(), "the new record")  # never keep what can't be read again
    path = folder / FOLDER / _name(record, content)
    with storing(path), files.locked(folder, LOCK_SECONDS):
        _refuse_link(path.parent)
        path.parent.mkdir(exist_ok=True)
        if not files.create(path, content):
            raise StoreError(f"{path} exists already: the same was recorded in this second.")
    return path


def saved_version(folder: Path, plan: Plan) -> int:
    """Return the number of the version in `folder` that holds just this plan.

    Raises:
        StoreError: the plan was never saved so; a record must name a version that exists.
    """
    path = version_path(folder, plan.version)
    if not path.is_file() or load(path).plan != plan:
        raise StoreError(
            f"The plan has changes that no version holds (it was version {plan.version}). "
            "Save it first: a record names the version that was looked at."
        )
    return plan.version


def _dumped(record: Record) -> bytes:
    # `dump` writes any part; the line that tells editors the schema is for plans alone.
    return dump(cast("Plan", record)).removeprefix(HEADER).encode()


def _name(record: Record, content: bytes) -> str:
    """Return a name that sorts by time: 20270312T101500Z-sign_off-VN-maps-1f2e3d4c.yaml."""
    places = [SAFE.sub("_", value).strip("_")[:LONGEST_PLACE] for value in record.at.values()]
    digest = hashlib.sha256(content).hexdigest()[:DIGITS]
    time = f"{record.on:%Y%m%dT%H%M%SZ}"
    return "-".join(filter(None, [time, record.kind, *places, digest])) + ".yaml"


def _paths(folder: Path) -> list[Path]:
    home = folder / FOLDER
    _refuse_link(home)
    with storing(home):
        return sorted(home.glob("*.yaml")) if home.exists() else []


def _refuse_link(home: Path) -> None:
    if home.is_symlink():
        raise StoreError(f"{home} is a link to another place. Put an ordinary folder there.")


def _record(path: Path) -> Record:
    if path.is_symlink() or not path.is_file():
        hint = "Only ordinary files are read as records."
        raise InputError(Problem("is a link or no ordinary file", str(path), hint=hint))
    with storing(path):
        state = path.stat()
    if state.st_size > MOST_BYTES:
        size = f"{state.st_size:,} bytes"
        raise InputError(Problem("is too large for a record", str(path), value=size))
    return _parsed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=KEPT)
def _parsed(path: Path, changed: int, size: int) -> Record:  # noqa: ARG001  # what it is kept by
    return _checked(_text(path), str(path))


def _checked(text: str, name: str) -> Record:
    found = document.read(text, name)
    wrong = list(_wrong_fields(found))
    if wrong:
        raise InputError(wrong)
    return validated(Record, found.data, found)


def _wrong_fields(found: document.Document) -> Iterator[Problem]:
    """Yield which fields a file lacks, and which it has that no record has."""
    data = found.data
    if not isinstance(data, dict):
        yield found.problem((), "is no record: it must hold `key: value` lines")
        return
    fields = Record.model_fields
    for name, field in fields.items():
        if field.is_required() and name not in data:
            yield found.problem((), f"lacks `{name}`", hint="Every record has it.")
    for name in data:
        if name not in fields:
            yield found.problem((name,), "is no field of a record", hint="Remove it.")


def _text(path: Path) -> str:
    text = read_file(path, MOST_BYTES, "a record")
    if not text.strip():
        raise InputError(Problem("is empty", str(path), hint="Restore it, or remove it."))
    return text
