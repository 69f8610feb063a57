"""Two people who used the same number for their versions: both keep theirs, under two numbers.

New files are created exclusively before any is replaced or removed, and the last numbers are
cleared first: who is interrupted runs it again, and gets the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import MicrohitError, StoreError
from planner.plan import copies, decode, files, safe
from planner.plan.copies import Found, lines
from planner.plan.lineage import Item, Place, decide, placed
from planner.plan.numbers import free_number, names, version_path
from planner.plan.parse import parse
from planner.plan.store import LOCK_SECONDS, PLAN


@dataclass(frozen=True, slots=True)
class Work:
    """What is found, the place of each version, and the bytes that each file shall have."""

    folder: Path
    found: Found
    places: dict[Item, Place]
    final: dict[int, bytes]
    working: tuple[Item, Place] | None
    """What plan.yaml holds, and its new place, if it goes back to a version that moves."""

    @property
    def moved(self) -> dict[Item, Place]:
        """Return the versions that get another number, the first one first."""
        return {item: place for item, place in self.places.items() if place.number != item.number}

    @property
    def created(self) -> list[int]:
        """Return the numbers that have no file yet, the first one first."""
        return sorted(self.final.keys() - self.found.plain.keys())

    @property
    def cleared(self) -> list[int]:
        """Return the numbers whose files shall hold something else, or go."""
        left = {path.name for path in self.found.left}
        return [
            number
            for number, content in self.found.plain.items()
            if lines(content) != lines(self.final.get(number, b""))
            and version_path(self.folder, number).name not in left
        ]


def renumber(folder: Path, others: Sequence[Path] = (), *, dry_run: bool = False) -> Work:
    """Give each version in `folder`, in git's unfinished merge there and in `others` its number.

    Of two with one number, that which was saved first keeps it. Files of `others` stay as they
    are, and so do records. A `dry_run` only returns what would be done.

    Raises:
        InputError: as `copies.find`; nothing was changed.
        StoreError: a file can't be read or written; run it again once it can.
    """
    with files.storing(folder):
        safe.campaign_files(folder)
        if dry_run:
            return _work(folder, others)
        with files.locked(folder, LOCK_SECONDS):
            work = _work(folder, others)
            try:
                _do(work)
            except OSError as error:
                raise StoreError(
                    f"{folder} could not be changed: {files.why(error)} Nothing is lost: "
                    "run it again once that is solved, and it goes on."
                ) from None
            return work


def _work(folder: Path, others: Sequence[Path]) -> Work:
    found = copies.find(folder, others)
    places = decide(found.versions.values(), free_number(names(folder)))
    final: dict[int, bytes] = {}
    for item, place in places.items():
        if not item.past or place.number != item.number:  # what somebody removed stays away
            final.setdefault(place.number, placed(item, place))
    return Work(folder, found, places, final, _working(folder, places))


def _working(folder: Path, places: Mapping[Item, Place]) -> tuple[Item, Place] | None:
    """Return plan.yaml and its new place, if it goes back to a version that moves.

    It does if it bears that version's stamp, whatever was edited in it since.
    """
    path = folder / PLAN
    try:
        content = decode.read_bytes(path)
        plan = parse(decode.text_of(content, str(path)), str(path))
    except MicrohitError:  # missing, or in the midst of a merge: a person settles it
        return None
    item = Item(plan.version, content, plan)
    alike = [one for one in places if _stamp(one) == _stamp(item)] if plan.saved else []
    alike.sort(key=lambda one: (one.plan != plan, places[one].number == one.number))
    moves = bool(alike) and places[alike[0]].number != item.number
    return (item, places[alike[0]]) if moves else None


def _stamp(item: Item) -> tuple[object, ...]:
    return item.number, item.plan.based_on, item.plan.saved, item.plan.author, item.plan.note


def _do(work: Work) -> None:
    for number in work.created:
        path = version_path(work.folder, number)
        if not files.create(path, work.final[number]):
            raise StoreError(f"{path} came into being in between. Run it again.")
    if work.working:
        files.replace((work.folder / PLAN).resolve(), placed(*work.working))  # a link stays
    for path, content in _clearing(work):
        if content is None:
            path.unlink()
        else:
            files.replace(path, content)


def _clearing(work: Work) -> Iterator[tuple[Path, bytes | None]]:
    """Yield what to replace or (None) remove: last numbers first.

    So what is still there when somebody is interrupted finds what it started from.
    """
    cleared = set(work.cleared)
    copied = {path: held[0][0] for path, held in work.found.copies.items()}
    for number in sorted(cleared.union(copied.values()), reverse=True):
        if number in cleared:
            yield version_path(work.folder, number), work.final.get(number)
        yield from ((path, None) for path in copied if copied[path] == number)
