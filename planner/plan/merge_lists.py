"""Three-way merges of lists: their order, lists that are sets, and sequences such as lines of text.

Each function gives the same whichever of the two sides is called ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Edit = tuple[int, int, tuple[str, ...]]
"""The items of the base from, and up to but without, these places become these items."""


def merged_order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return the items of both sides, each once, in an order that both can recognise.

    What all three hold keeps the order of the side that moved something, of the base where both
    did. Every other item stands after the neighbour that it has on its own side; where both sides
    have put something behind the same neighbour, the run that sorts first comes first.
    """
    common = set(base) & set(ours) & set(theirs)
    spine = _spine(*([item for item in side if item in common] for side in (base, ours, theirs)))
    runs = [_runs(side, common) for side in (ours, theirs)]
    found: dict[str, None] = {}
    for anchor in (None, *spine):
        placed = [] if anchor is None else [anchor]
        for run in sorted(side.get(anchor, []) for side in runs):
            placed += run
        found |= dict.fromkeys(item for item in placed if item not in found)
    return list(found)


def _spine(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    if theirs in (ours, base):
        return ours
    return theirs if ours == base else base


def _runs(side: Sequence[str], common: set[str]) -> dict[str | None, list[str]]:
    """Return the items that not all have, by the common item that they stand behind."""
    runs: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for item in side:
        if item in common:
            anchor = item
        else:
            runs.setdefault(anchor, []).append(item)
    return runs


def merged_set(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return what the base holds but for what either side took out, and what either put in."""
    taken_out = {item for item in base if item not in ours or item not in theirs}
    return [item for item in merged_order(base, ours, theirs) if item not in taken_out]


def merged_sequence(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> list[str] | None:
    """Return `base` with the edits of both sides; None where they touch the same place."""
    edits = sorted({*_edits(base, ours), *_edits(base, theirs)})
    if any(_touch(first, then) for first, then in pairwise(edits)):
        return None
    merged = list(base)
    for start, end, items in reversed(edits):
        merged[start:end] = items
    return merged


def _edits(base: Sequence[str], side: Sequence[str]) -> list[Edit]:
    steps = SequenceMatcher(None, base, side, autojunk=False).get_opcodes()
    return [(i, end, tuple(side[j:to])) for kind, i, end, j, to in steps if kind != "equal"]


def _touch(first: Edit, then: Edit) -> bool:
    """Return whether two edits meet; neighbours may, if both put as many items as they took."""
    if first[1] != then[0]:
        return first[1] > then[0]
    return not (_replaces(first) and _replaces(then))


def _replaces(edit: Edit) -> bool:
    return edit[1] - edit[0] == len(edit[2])
