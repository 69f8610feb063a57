"""What lies beside a plan that its checks read; what can't be read is told, never raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from planner.audience.files import found_tables
from planner.creators.offers import Offer
from planner.creators.sheet import read_sheet
from planner.errors import InputError, MicrohitError, Problem
from planner.model.plan import Plan
from planner.plan import records, store
from planner.plan.fingerprint import file_inputs
from planner.plan.records import Records
from planner.plan.store import Snapshot

CONTACTS = "contacts.yaml"
T = TypeVar("T")
Read = Callable[[Path], Snapshot]


@dataclass(frozen=True, slots=True)
class Beside:
    """The files of a campaign beside its plan, as they were when they were read."""

    folder: Path
    text: str = ""
    """Of plan.yaml as it lies there, to name lines; empty where there is none."""
    records: Records = field(default_factory=Records)
    offers: tuple[Offer, ...] | None = None
    """The creator sheet's; None where there is none, or where it can't be read."""
    versions: tuple[Plan, ...] = ()
    """The frozen versions that can be read, oldest first."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """The fingerprint of each file that a suggestion reads, by its path from the folder."""
    contacts: bool = False
    """Whether there is a contacts.yaml."""
    problems: tuple[Problem, ...] = ()
    """What could not be read."""


def read_beside(plan: Plan, folder: Path, read: Read = store.load) -> Beside:
    """Return what lies in `folder` beside `plan`; `read` loads one frozen version as `load` does.

    It never raises for a file: each one that can't be read is one of its `problems`.
    """
    faults: list[Problem] = []
    sheet = folder / plan.goals.creators
    found = _tried(lambda: records.read(folder), Records(), faults)
    return Beside(
        folder=folder,
        text=_tried(lambda: _text(folder / store.PLAN), "", faults),
        records=found,
        offers=_tried(lambda: _offers(sheet, plan), None, faults),
        versions=_tried(lambda: tuple(_versions(folder, read)), (), faults),
        inputs=_tried(lambda: file_inputs(_files(plan, folder), folder), {}, faults),
        contacts=(folder / CONTACTS).exists(),
        problems=(*faults, *found.problems),
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


def _offers(sheet: Path, plan: Plan) -> tuple[Offer, ...] | None:
    return tuple(read_sheet(sheet, plan.goals)) if sheet.exists() else None


def _text(path: Path) -> str:
    return path.read_text("utf-8-sig", "replace") if path.exists() else ""


def _versions(folder: Path, read: Read) -> Iterator[Plan]:
    """Yield the versions that can be read, oldest first; a broken one is validate's to tell."""
    for version in reversed(store.versions(folder, read)):
        try:
            yield read(version.path).plan
        except MicrohitError:
            continue


def _files(plan: Plan, folder: Path) -> list[Path]:
    """Return the files beside a plan that a suggestion reads."""
    named = [plan.goals.creators, *([plan.goals.curves] if plan.goals.curves else [])]
    beside = (folder / name for name in named)
    return [*found_tables(plan.goals, folder), *(path for path in beside if path.exists())]
