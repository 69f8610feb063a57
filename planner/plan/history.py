"""The versions of a campaign as a line of time: who saved what, and how the versions relate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from planner.errors import MicrohitError
from planner.model.plan import Plan
from planner.plan.diff_values import listed
from planner.plan.numbers import numbered
from planner.plan.store import PLAN, Snapshot, load

STAMPS = ("version", "based_on", "saved", "author", "note")
"""What a save writes into a plan; all else is what the plan says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One frozen version. `fault` says what is wrong with its file, `branch` how it left the line.

    `working` is whether plan.yaml holds just this version. `branch` is empty for a version that
    the working plan goes back to.
    """

    number: int
    path: Path
    saved: datetime | None = None
    author: str | None = None
    note: str | None = None
    based_on: int | None = None
    plan: Plan | None = None
    fault: str | None = None
    working: bool = False
    branch: str = ""


def timeline(folder: Path, read: Callable[[Path], Snapshot] = load) -> list[Entry]:
    """Return the versions in `folder`, newest first; `read` loads one as `load` does.

    A version that cannot be read is listed too, with its fault.

    Raises:
        StoreError: the folder cannot be read.
    """
    working = _working(folder, read)
    entries = {number: _entry(number, path, read) for number, path in numbered(folder)}
    branches = _branches(entries, working)
    found = [
        replace(
            entry,
            working=_holds(working, entry),
            fault=entry.fault or _fault(entry, entries),
            branch=branches.get(number, ""),
        )
        for number, entry in entries.items()
    ]
    return sorted(found, key=lambda entry: entry.number, reverse=True)


def name(number: int) -> str:
    """Return how people call a version: `v004`."""
    return f"v{number:03}"


def working_words(
    folder: Path, entries: Sequence[Entry], read: Callable[[Path], Snapshot] = load
) -> str:
    """Say in one sentence which version plan.yaml holds, or that no version holds it.

    `entries` is the timeline of `folder`.
    """
    try:
        plan = read(folder / PLAN).plan
    except MicrohitError as error:
        return f"{PLAN} can't be read; restore a version to start from it again. {error}"
    held = next((entry for entry in entries if entry.working), None)
    if held:
        return f"{PLAN} holds {name(held.number)}."
    if plan.version not in {entry.number for entry in entries}:
        return f"{PLAN} says version {plan.version}, which is not here: save it as a version."
    return (
        f"{PLAN} was changed since {name(plan.version)}, and no version holds it yet: "
        "save it as a version."
    )


def relations(entries: Iterable[Entry], was: Mapping[int, int] = MappingProxyType({})) -> list[str]:
    """Return a sentence for each version that several others start from, oldest first.

    `was` holds former numbers, to be told beside the present ones.
    """
    known = {entry.number: entry for entry in entries}
    found = []
    for base, numbers in sorted(_children(known).items()):
        parted = [known[number] for number in numbers if not _restores(known[number], known)]
        if len(parted) > 1:
            names = listed([_by(entry, was) for entry in parted])
            both = "both" if len(parted) == 2 else "all"
            found.append(f"{names} {both} start from {name(base)}.")
    return found


def same(one: Plan, other: Plan) -> bool:
    """Return whether two plans say the same, whoever saved them when."""
    unsaid: dict[str, object] = dict.fromkeys(STAMPS)
    return one.model_copy(update=unsaid) == other.model_copy(update=unsaid)


def _by(entry: Entry, was: Mapping[int, int]) -> str:
    before = f" (was {name(was[entry.number])})" if entry.number in was else ""
    return name(entry.number) + before + (f" by {entry.author}" if entry.author else "")


def tip(number: int, entries: Iterable[Entry]) -> int:
    """Return the newest version of the line that goes on from version `number`."""
    children = _children({entry.number: entry for entry in entries})
    while later := [child for child in children.get(number, ()) if child > number]:
        number = max(later)
    return number


def _working(folder: Path, read: Callable[[Path], Snapshot]) -> Snapshot | None:
    try:
        return read(folder / PLAN)
    except MicrohitError:  # told by `working_words`
        return None


def _entry(number: int, path: Path, read: Callable[[Path], Snapshot]) -> Entry:
    try:
        plan = read(path).plan
    except MicrohitError as error:
        return Entry(number, path, fault=str(error))
    return Entry(number, path, plan.saved, plan.author, plan.note, plan.based_on, plan)


def _holds(working: Snapshot | None, entry: Entry) -> bool:
    held = working.plan if working else None
    return held is not None and held.version == entry.number and held == entry.plan


def _fault(entry: Entry, known: Mapping[int, Entry]) -> str | None:
    if entry.plan and entry.plan.version != entry.number:
        return (
            f"{entry.path.name} says version {entry.plan.version} inside: "
            "somebody renamed or copied it."
        )
    if entry.based_on and entry.based_on not in known:
        return f"It starts from {name(entry.based_on)}, which is not here: somebody removed it."
    return None


def _branches(known: Mapping[int, Entry], working: Snapshot | None) -> dict[int, str]:
    """Return words for each version that the working plan does not go back to."""
    head = working.plan.version if working else max(known, default=0)
    line = set(_line(head, known))
    children = _children(known)
    words = {number: _aside(known[number], head, line, children, known) for number in known}
    return {number: text for number, text in words.items() if text}


def _aside(
    entry: Entry,
    head: int,
    line: set[int],
    children: Mapping[int, list[int]],
    known: Mapping[int, Entry],
) -> str:
    base = entry.based_on
    if entry.number in line:
        return f"takes up {name(base)} again" if base and _restores(entry, known) else ""
    if base is None:
        return "starts anew" if entry.plan else ""
    if base == head:
        return f"after {name(base)}, saved but not in {PLAN}"
    beside = [number for number in children[base] if number != entry.number]
    beside = [number for number in beside if number in line] or [
        number for number in beside if number < entry.number
    ]
    if not beside:
        return f"goes on from {name(base)}, not in {PLAN}"
    if _restores(known[beside[0]], known):
        return f"left when {name(beside[0])} took up {name(base)} again"
    return f"beside {name(beside[0])}, both from {name(base)}"


def _line(head: int, known: Mapping[int, Entry]) -> Iterator[int]:
    """Yield the versions that `head` goes back to, itself first."""
    seen: set[int] = set()
    at: int | None = head
    while at is not None and at in known and at not in seen:  # an edited file may name itself
        seen.add(at)
        yield at
        at = known[at].based_on


def _children(known: Mapping[int, Entry]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number in sorted(known):
        base = known[number].based_on
        if base:
            found.setdefault(base, []).append(number)
    return found


def _restores(entry: Entry, known: Mapping[int, Entry]) -> bool:
    """Return whether a version says what an older one said, with others in between."""
    base = known.get(entry.based_on or 0)
    if base is None or base.plan is None or entry.plan is None or base.number == entry.number - 1:
        return False
    return same(entry.plan, base.plan)
