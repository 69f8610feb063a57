"""What a renumbering did, or would do, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan import gitindex, records
from planner.plan.files import PLAN
from planner.plan.history import Entry, again, relations, tip
from planner.plan.lineage import Item
from planner.plan.numbers import name, version_path
from planner.plan.renumber import Work

NOTHING = "Every version has a number of its own: nothing to do."


def told(work: Work) -> list[str]:
    """Return what happens to each file, how the versions relate then, and what is left to do."""
    said = [*_moves(work), *_taken_in(work), *_same(work), *_working(work), *_records(work)]
    return [*(said or [NOTHING]), *_related(work), *_left(work), *_git(work)]


def _moves(work: Work) -> Iterator[str]:
    for item, place in work.moved.items():
        there = place.number in work.found.plain
        yield f"{_by(item)} {'is already' if there else 'becomes'} {name(place.number)}."


def _taken_in(work: Work) -> Iterator[str]:
    for item, place in work.places.items():
        if place.number == item.number and item.number in work.created:
            yield f"{_by(item)} is taken in."


def _same(work: Work) -> Iterator[str]:
    plain = {
        (number, content.replace(b"\r\n", b"\n")) for number, content in work.found.plain.items()
    }
    for path, held in sorted(work.found.copies.items()):
        if plain.issuperset(held):
            yield f"{path.name} says what {name(held[0][0])}.yaml says: it is removed."


def _working(work: Work) -> Iterator[str]:
    if work.working:
        item, place = work.working
        yield f"{PLAN} goes on from {_by(item)}: it names {name(place.number)} now."


def _records(work: Work) -> Iterator[str]:
    moved = {item.number for item in work.moved}
    named = [one for one in records.read(work.folder).records if one.version in moved]
    if named:
        numbers = ", ".join(sorted({name(one.version) for one in named}))
        yield (
            f"{len(named)} {'record names' if len(named) == 1 else 'records name'} {numbers}: they "
            "stay as they are, and hold as long as what they cover is unchanged."
        )


def _related(work: Work) -> Iterator[str]:
    entries = _entries(work)
    was = {place.number: item.number for item, place in work.moved.items()}
    touched = was.keys() | was.values()
    bases = {entry.based_on for entry in entries if entry.number in touched}
    for base in sorted(filter(None, bases)):
        near = [entry for entry in entries if base in (entry.number, entry.based_on)]
        yield from relations(near, was)
        tips = [tip(entry.number, entries) for entry in near if entry.based_on == base]
        if len(tips) == 2:
            both = f"{work.folder / PLAN} --versions {tips[0]} {tips[1]}"
            yield f"Merge them on page Plan, or with: merge {both}"


def _entries(work: Work) -> list[Entry]:
    placed = {place.number: (item, place) for item, place in work.places.items()}
    plans = {number: item.plan for number, (item, _) in placed.items()}
    return [
        Entry(
            number,
            version_path(work.folder, number),
            item.plan.saved,
            item.plan.author,
            item.plan.note,
            place.based_on,
            again=again(number, place.based_on, plans.get),
        )
        for number, (item, place) in sorted(placed.items())
    ]


def _left(work: Work) -> Iterator[str]:
    for path, error in work.found.left.items():
        yield f"{path.name} stays as it is: {error}"


def _git(work: Work) -> Iterator[str]:
    if not work.found.open:
        return
    if PLAN in work.found.open:
        yield f"{PLAN} is still open in git: settle it too."
    end = gitindex.ending(work.folder)
    yield f'To end the merge: git -C {work.folder} add --all "v*.yaml", then: {end}'


def _by(item: Item) -> str:
    return name(item.number) + (f" by {item.plan.author}" if item.plan.author else "")
