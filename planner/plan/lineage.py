"""Which version started from which, and which number each keeps when two people used the same.

Of several versions with one number, the one that was saved first keeps it (of two saved in the
same second, the one whose bytes come first). The others, and all that started from them, get the
next free numbers in their old order. So it does not matter on whose computer this is decided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from planner.model.plan import Plan

NUMBERED = re.compile(rb"^(version:[ \t]*)[0-9]+", re.MULTILINE)
BASED = re.compile(rb"^(based_on:[ \t]*)[0-9]+", re.MULTILINE)
LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One version as it was found: `content` is its file's bytes, `sides` who is known to have it.

    Equal where number and bytes are. `past` is whether it lies in git's history alone, since it was
    given another number before: others may have started from it.
    """

    number: int
    content: bytes
    plan: Plan = field(compare=False)
    sides: frozenset[str] = field(default=frozenset(), compare=False)
    past: bool = field(default=False, compare=False)

    @property
    def rank(self) -> tuple[int, datetime, bytes]:
        """Return what items are ordered by: number, then who saved first."""
        return self.number, self.plan.saved or LATE, self.content


@dataclass(frozen=True, slots=True)
class Place:
    """The number that a version gets, and the number that it starts from."""

    number: int
    based_on: int | None


def decide(items: Iterable[Item], free: int = 1) -> dict[Item, Place]:
    """Return the place of each item; those that move get numbers from `free` on."""
    ordered = sorted(items, key=lambda item: item.rank)
    parents = parents_of(ordered)
    places: dict[Item, Place] = {}
    moved: dict[Item, Item | None] = {}
    kept: set[int] = set()
    for item in ordered:
        if item.number in kept or parents[item] in moved:
            moved[item] = parents[item]
        else:
            kept.add(item.number)
            places[item] = Place(item.number, item.plan.based_on)
    free = max([free, *(item.number + 1 for item in ordered)])
    return _moved(moved, places, free) if moved else places


def _moved(
    moved: Mapping[Item, Item | None], kept: Mapping[Item, Place], free: int
) -> dict[Item, Place]:
    """Return new places; a version that was moved before has its number already."""
    places = dict(kept)
    given = {
        (said(item.content), place.based_on): place for item, place in kept.items() if not item.past
    }
    for item, start in moved.items():
        based_on = places[start].number if start else item.plan.based_on
        key = (said(item.content), based_on)
        if key not in given:
            given[key] = Place(free, based_on)
            free += 1
        places[item] = given[key]
    return places


def parents_of(ordered: Iterable[Item]) -> dict[Item, Item | None]:
    """Return which of the items, in order of rank, each started from; None if it is not here."""
    numbered: dict[int, list[Item]] = {}
    parents: dict[Item, Item | None] = {}
    for item in ordered:  # one edited by hand may name itself, or a later one: it has no parent
        found = numbered.get(item.plan.based_on or 0, []) if _after_base(item) else []
        parents[item] = max(found, key=partial(_likeness, item), default=None)
        numbered.setdefault(item.number, []).append(item)
    return parents


def _after_base(item: Item) -> bool:
    return item.plan.based_on is not None and item.plan.based_on < item.number


def _likeness(child: Item, item: Item) -> tuple[int, bool, bool, int]:
    """Return how likely `child` started from `item`: what is known weighs more than what is like.

    Nobody starts from a version that was saved later; most go on from their own; and a version
    keeps most lines of the one it started from.
    """
    side = 0 if not child.sides or not item.sides else 1 if child.sides & item.sides else -1
    earlier = (item.plan.saved or LATE) <= (child.plan.saved or LATE)
    lines = Counter(child.content.splitlines()) & Counter(item.content.splitlines())
    return side, earlier, child.plan.author == item.plan.author, lines.total()


def placed(item: Item, place: Place) -> bytes:
    """Return the bytes of `item` at its place: only `version` and `based_on` differ."""
    if place.number == item.number:
        return item.content
    content = NUMBERED.sub(rb"\g<1>%d" % place.number, item.content, count=1)
    if place.based_on is not None:
        content = BASED.sub(rb"\g<1>%d" % place.based_on, content, count=1)
    return content


def said(content: bytes) -> bytes:
    """Return what a version says apart from its numbers, whatever ends its lines."""
    content = content.replace(b"\r\n", b"\n")
    return BASED.sub(rb"\g<1>0", NUMBERED.sub(rb"\g<1>0", content, count=1), count=1)
