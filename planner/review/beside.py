"""What lies beside a plan that its checks read; what can't be read is told, never raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from planner.audience.files import found_tables
from planner.creators.offers import Offer
from planner.creators.sheet import read_sheet
from planner.errors import InputError, MicrohitError, Problem, StoreError
from planner.model.plan import Plan
from planner.plan import contacts, decode, history, records, store
from planner.plan.contacts import Contacts
from planner.plan.fingerprint import file_inputs
from planner.plan.gitrun import git
from planner.plan.history import Entry
from planner.plan.numbers import numbered
from planner.plan.records import Records
from planner.plan.store import Read
from planner.review.screen import Found, screen_file

T = TypeVar("T")
TEXTS = {".csv", ".env", ".json", ".log", ".md", ".toml", ".tsv", ".txt", ".yaml", ".yml"}
"""Endings of files that people type or paste into."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The files of a campaign beside its plan, as they were when they were read."""

    folder: Path
    text: str | None = None
    """Of plan.yaml as it lies there; None where there is none."""
    working: Plan | None = None
    """The plan in plan.yaml; None where there is none, or where it can't be read."""
    screened: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)
    """Secrets and contact data in plan.yaml, its versions, the records, the creator sheet and texts
    that somebody put beside them, by the file's path from the folder."""
    records: Records = field(default_factory=Records)
    offers: tuple[Offer, ...] | None = None
    """The creator sheet's; None where there is none, or where it can't be read."""
    history: tuple[Entry, ...] = ()
    """The frozen versions, newest first, also those that can't be read."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """The fingerprint of each file that a suggestion reads, by its path from the folder."""
    contacts: Contacts | None = None
    """None where there is no contacts.yaml, or where it can't be read."""
    tracked: bool = False
    """Whether git tracks contacts.yaml."""
    problems: tuple[Problem, ...] = ()
    """What could not be read."""
    read: Read = field(default=store.load, compare=False)
    """What reads a version."""

    def version(self, number: int) -> Plan | None:
        """Return a frozen version, None where it is not there or can't be read.

        They are read one by one, when they are asked for: there may be hundreds.
        """
        found = (
            store.readable(one.path, self.read) for one in self.history if one.number == number
        )
        return next(found, None)


def read_beside(plan: Plan, folder: Path, read: Read = store.load) -> Beside:
    """Return what lies in `folder` beside `plan`; `read` loads a plan or version as `load` does.

    It never raises for a file: each one that can't be read is one of its `problems`.
    """
    read = cache(read)  # each version once, for all that ask for it
    faults: list[Problem] = []
    sheet, people = folder / plan.goals.creators, folder / contacts.FILE
    found = _tried(lambda: records.read(folder), Records(), faults)
    faults += found.problems
    return Beside(
        folder=folder,
        text=_tried(lambda: _text(folder / store.PLAN), None, faults),
        working=_tried(lambda: _working(folder / store.PLAN, read), None, faults),
        screened=_tried(lambda: dict(_screened(folder, sheet)), {}, faults),
        records=found,
        offers=_tried(lambda: _offers(sheet, plan), None, faults),
        history=_tried(lambda: tuple(history.timeline(folder, read)), (), faults),
        inputs=_tried(lambda: file_inputs(input_files(plan, folder), folder), {}, faults),
        contacts=_tried(lambda: contacts.read(folder) if people.exists() else None, None, faults),
        tracked=people.exists() and _is_tracked(folder),
        problems=tuple(dict.fromkeys(faults)),
        read=read,
    )


def _tried(load: Callable[[], T], otherwise: T, faults: list[Problem]) -> T:
    """Return what `load` does, or `otherwise` with what was wrong added to `faults`."""
    try:
        return load()
    except InputError as error:
        faults += error.problems
    except (MicrohitError, OSError) as error:
        faults.append(Problem(str(error).removesuffix(".")))
    return otherwise


def _text(path: Path) -> str | None:
    return decode.read_file(path) if path.exists() else None


def _working(path: Path, read: Read) -> Plan | None:
    return read(path).plan if path.exists() else None


def _screened(folder: Path, sheet: Path) -> Iterator[tuple[str, tuple[Found, ...]]]:
    versions = (path for _, path in sorted(numbered(folder)))
    kept = sorted((folder / records.FOLDER).glob("*"))
    texts = (path for path in sorted(folder.iterdir()) if _ending(path) in TEXTS)
    paths = dict.fromkeys((folder / store.PLAN, *versions, *kept, sheet, *texts))
    for path in paths:
        if path.name != contacts.FILE and path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), screen_file(path)


def _ending(path: Path) -> str:
    return (path.suffix or path.name).lower()  # .env has no other name


def _offers(sheet: Path, plan: Plan) -> tuple[Offer, ...] | None:
    return tuple(read_sheet(sheet, plan.goals)) if sheet.exists() else None


def input_files(plan: Plan, folder: Path) -> list[Path]:
    """Return the files beside a plan that a suggestion reads."""
    named = [plan.goals.creators, *([plan.goals.curves] if plan.goals.curves else [])]
    beside = (folder / name for name in named)
    return [*found_tables(plan.goals, folder), *(path for path in beside if path.exists())]


def _is_tracked(folder: Path) -> bool:
    """Return whether git tracks the contacts; False where there is no git, or no repository."""
    try:
        done = git(folder, "ls-files", "--error-unmatch", "--", contacts.FILE)
    except StoreError:
        return False
    return done.returncode == 0
