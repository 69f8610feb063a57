"""The versions of a campaign as a line of time: who saved what, and how the versions relate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from planner.errors import MicrohitError
from planner.model.english import listed
from planner.model.plan import Plan
from planner.plan.head import head
from planner.plan.numbers import name, numbered
from planner.plan.store import PLAN, Read, Snapshot, load, readable

STAMPS = ("version", "based_on", "saved", "author", "note")
"""What a save writes into a plan; all else is what the plan says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One frozen version, as its file's first lines tell it; `plan` reads the rest.

    `readable` is False where even they can't be read. `fault` says what is wrong with the file.
    `working` is whether plan.yaml holds just this version. `again` is whether it says what the
    version that it starts from said, with others in between. `branch` says how it left the line,
    empty for a version that the working plan goes back to.
    """

    number: int
    path: Path
    saved: datetime | None = None
    author: str | None = None
    note: str | None = None
    based_on: int | None = None
    readable: bool = True
    fault: str | None = None
    working: bool = False
    again: bool = False
    branch: str = ""

    def plan(self, read: Read = load) -> Plan:
        """Return the whole version; raises as `store.load` does."""
        return read(self.path).plan


def timeline(folder: Path, read: Read = load) -> list[Entry]:
    """Return the versions in `folder`, newest first; `read` loads a whole one as `load` does.

    A version that cannot be read is listed too, with its fault.

    Raises:
        StoreError: the folder cannot be read.
    """
    read = cache(read)
    working = _working(folder, read)
    entries = {number: _entry(number, path, read) for number, path in numbered(folder)}

    def plan_of(number: int) -> Plan | None:
        return readable(entries[number].path, read) if number in entries else None

    held = working and _holds(working.plan, plan_of)
    entries = {
        number: replace(
            entry,
            working=number == held,
            again=again(number, entry.based_on, plan_of),
            fault=entry.fault or _lost_base(entry, entries),
        )
        for number, entry in entries.items()
    }
    branches = _branches(entries, working)
    found = [replace(entry, branch=branches.get(entry.number, "")) for entry in entries.values()]
    return sorted(found, key=lambda entry: entry.number, reverse=True)


def working_words(folder: Path, entries: Sequence[Entry], read: Read = load) -> str:
    """Say in one sentence which version plan.yaml holds, or that no version holds it.

    `entries` is the timeline of `folder`.
    """
    if not (folder / PLAN).exists():
        return f"{PLAN} is not there; restore a version to start from it again."
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
        parted = [known[number] for number in numbers if not known[number].again]
        if len(parted) > 1:
            names = listed([_by(entry, was) for entry in parted])
            both = "both" if len(parted) == 2 else "all"
            found.append(f"{names} {both} start from {name(base)}.")
    return found


def again(number: int, based_on: int | None, plan_of: Callable[[int], Plan | None]) -> bool:
    """Return whether a version says what the one it starts from said, with others in between.

    `plan_of` returns a version by its number, None where it is not there or can't be read.
    """
    if based_on is None or based_on == number - 1:
        return False
    base, plan = plan_of(based_on), plan_of(number)
    return base is not None and plan is not None and same(plan, base)


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


def _working(folder: Path, read: Read) -> Snapshot | None:
    try:
        return read(folder / PLAN)
    except MicrohitError:  # told by `working_words`
        return None


def _entry(number: int, path: Path, read: Read) -> Entry:
    try:
        found = head(path, read)
    except MicrohitError as error:
        return Entry(number, path, readable=False, fault=str(error))
    fault = None
    if found.version != number:
        fault = f"{path.name} says version {found.version} inside: somebody renamed or copied it."
    return Entry(number, path, found.saved, found.author, found.note, found.based_on, fault=fault)


def _holds(working: Plan, plan_of: Callable[[int], Plan | None]) -> int | None:
    """Return the version that holds just the working plan."""
    return working.version if plan_of(working.version) == working else None


def _lost_base(entry: Entry, known: Mapping[int, Entry]) -> str | None:
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
        return f"takes up {name(base)} again" if base and entry.again else ""
    if base is None:
        return "starts anew" if entry.readable else ""
    if base == head:
        return f"after {name(base)}, saved but not in {PLAN}"
    beside = [number for number in children[base] if number != entry.number]
    beside = [number for number in beside if number in line] or [
        number for number in beside if number < entry.number
    ]
    if not beside:
        return f"goes on from {name(base)}, not in {PLAN}"
    if known[beside[0]].again:
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
