"""Merges what two people made of the same inputs, thing by thing instead of line by line.

Both changed a value to the same: fine. One did: theirs holds. Both did, differently: a conflict, as
where one deleted what the other changed. What both added under one name is merged field by field.
Plain lists (genres, languages, regions) are sets with an order: what either side put in or took out
holds. Messages and texts of several lines merge item by item and line by line, since their order
carries meaning; edits of the same place are a conflict of the whole text. What makes sense only
together (UNITS), such as a decision with its reason, is chosen whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from planner.plan import tree as trees
from planner.plan.merge_lists import merged_order, merged_sequence, merged_set
from planner.plan.tree import Path, Tree

Side = Literal["ours", "theirs"]
Choices = Mapping[str, Side]
"""Whose value to take, by key path as `tree.printed` writes it; any path may be chosen."""
Table = dict[str, Tree]
TABLES: frozenset[Path] = frozenset(
    {
        ("film", "local_titles"),
        ("film", "logline"),
        ("film", "messages"),
        ("film", "do_not_show"),
        ("film", "content"),
        ("goals", "rates"),
        ("goals", "rules"),
        ("goals", "groups"),
        ("goals", "regions"),
        ("goals", "budget", "fixed"),
        ("goals", "shortlist"),
        ("goals", "shortlist", "regions"),
        *trees.NAMES,
    }
)
"""Tables of things that are each a person's own; one that is absent is an empty one."""
IN_ORDER: frozenset[Path] = frozenset({("film", "messages"), ("film", "do_not_show")})
UNITS: frozenset[Path] = frozenset({("overrides",), ("goals", "rates"), ("film", "comps")})
"""Tables of figures that stand with their source, their reason or their day."""
REGION_UNITS = frozenset({"rights", "partner", "certificate"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A thing that both sides changed, differently; None where one of the three lacks it."""

    at: str
    """Its key path, as `tree.printed` writes it; the key of a choice."""
    base: Tree
    ours: Tree
    theirs: Tree
    texts: tuple[str, str, str] = ("", "", "")
    """The three values in words; `planner.plan.merge` fills them in, and `text`."""
    text: str = ""
    """The whole conflict in a sentence."""


def merge_trees(
    base: Table, ours: Table, theirs: Table, choices: Choices | None = None
) -> tuple[Table, tuple[Conflict, ...]]:
    """Return the merged inputs, and the conflicts that no choice settles.

    The trees are nested tables as `tree.inputs` makes them. An open conflict leaves the base's
    value in place.
    """
    walk = _Walk({trees.parsed(at): side for at, side in (choices or {}).items()})
    return walk.fields((), base, ours, theirs), tuple(walk.conflicts)


def is_table(path: Path) -> bool:
    """Return whether things of one kind stand at `path`, each under its name."""
    return path in TABLES


def value_at(tree: Tree, path: Path) -> Tree:
    """Return what stands at `path`; None where nothing does."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def same(one: Tree, other: Tree) -> bool:
    """Return whether two values are equal, and in the same order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return one == other


@dataclass(slots=True)
class _Walk:
    choices: Mapping[Path, Side]
    conflicts: list[Conflict] = field(default_factory=list)

    def fields(self, path: Path, base: Table, ours: Table, theirs: Table) -> Table:
        merged: Table = {}
        for key in merged_order(list(base), list(ours), list(theirs)):
            sides = (side.get(key) for side in (base, ours, theirs))
            value = self.value((*path, key), *sides)
            if value is not None:
                merged[key] = value
        return merged

    def value(self, path: Path, base: Tree, ours: Tree, theirs: Tree) -> Tree:
        if path in self.choices:
            return ours if self.choices[path] == "ours" else theirs
        parts = isinstance(ours, dict) and isinstance(theirs, dict)
        if not (self._chosen_below(path) and (parts or is_table(path))):
            if same(ours, theirs):
                return min(ours, theirs, key=repr)  # 0.1 and 0.10: the same bytes for both
            if same(base, ours) or same(base, theirs):
                return theirs if same(base, ours) else ours
        return self._changed(path, base, ours, theirs)

    def _chosen_below(self, path: Path) -> bool:
        return any(chosen[: len(path)] == path for chosen in self.choices)

    def _changed(self, path: Path, base: Tree, ours: Tree, theirs: Tree) -> Tree:
        if is_table(path):
            merged = self.fields(path, *(_table(side) for side in (base, ours, theirs)))
            return merged or (None if None in (ours, theirs) else merged)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._part(path, _table(base), ours, theirs, base)
        if isinstance(ours, list) or isinstance(theirs, list):
            return self._list(path, base, ours, theirs)
        if isinstance(base, str) and isinstance(ours, str) and isinstance(theirs, str):
            lines = merged_sequence(*(side.split("\n") for side in (base, ours, theirs)))
            if lines is not None:
                return "\n".join(lines)
        return self._conflict(path, base, ours, theirs)

    def _part(self, path: Path, base: Table, ours: Table, theirs: Table, whole: Tree) -> Tree:
        inner = _Walk(self.choices)
        merged = inner.fields(path, base, ours, theirs)
        if inner.conflicts and _is_unit(path):
            return self._conflict(path, whole, ours, theirs)
        self.conflicts += inner.conflicts
        return merged

    def _list(self, path: Path, base: Tree, ours: Tree, theirs: Tree) -> Tree:
        if is_table(path[:-1]) and None in (ours, theirs):
            return self._conflict(path, base, ours, theirs)  # deleted here, changed there
        sides = [cast("list[str]", side or []) for side in (base, ours, theirs)]
        if path[:-1] not in IN_ORDER:
            return cast("Tree", merged_set(*sides))
        merged = merged_sequence(*sides)
        if merged is None:
            return self._conflict(path, base, ours, theirs)
        return cast("Tree", merged)

    def _conflict(self, path: Path, base: Tree, ours: Tree, theirs: Tree) -> Tree:
        self.conflicts.append(Conflict(trees.printed(path), base, ours, theirs))
        return base


def _table(value: Tree) -> Table:
    return value if isinstance(value, dict) else {}


def _is_unit(path: Path) -> bool:
    of_region = path[:2] == ("goals", "regions") and len(path) == 4
    return path[:-1] in UNITS or (of_region and path[3] in REGION_UNITS)
