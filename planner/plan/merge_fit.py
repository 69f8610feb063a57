"""Whether what two people did apart fits together: the whole is checked, as a file that is read.

Two edits can each be fine and still not fit: one side lowers a cap below the least money that the
other asks for; one removes a region while the other decides its date. Both are told as conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from pydantic import ValidationError

from planner.errors import Problem
from planner.model.plan import Plan
from planner.plan import tree as trees
from planner.plan.diff_words import place
from planner.plan.document import Document, Plain
from planner.plan.merge_tree import Choices, Conflict, Table, is_table, same, value_at
from planner.plan.parse import problems
from planner.plan.tree import Path, Tree

REGIONS: Path = ("goals", "regions")
GROUPS: Path = ("goals", "groups")
WITHIN = set(trees.NAMES) - {("film", "seen")}
"""Lists whose items may speak of a region of the goals; `seen` speaks of countries."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The inputs that were merged, and who the two sides are."""

    base: Table
    ours: Table
    theirs: Table
    by: tuple[str, str]


def without_removed(
    merged: Table, sides: Sides, choices: Choices
) -> tuple[Table, tuple[Conflict, ...]]:
    """Return `merged` without what speaks of things that a choice removes, and open conflicts.

    A region or group that one side removed, while the other has something new to say of it, is a
    conflict.
    """
    conflicts: list[Conflict] = []
    for path in (*_gone(GROUPS, merged, sides), *_gone(REGIONS, merged, sides)):
        remover = sides.theirs if value_at(sides.ours, path) is not None else sides.ours
        said = [one for one in _mentions(merged, path) if _is_new(one, merged, remover)]
        if said and trees.printed(path) in choices:
            for one in said:
                merged = _with(merged, one, value_at(remover, one))
        elif said:
            conflicts.append(_removed(path, said, sides))
    return merged, tuple(conflicts)


def _gone(table: Path, merged: Table, sides: Sides) -> list[Path]:
    """Return where things stood that one side removed, and that are not there any more."""
    base, ours, theirs, now = (
        set(cast("Table", value_at(tree, table) or {}))
        for tree in (sides.base, sides.ours, sides.theirs, merged)
    )
    return [(*table, code) for code in sorted(((ours ^ theirs) & base) - now)]


def _mentions(tree: Table, path: Path) -> Iterator[Path]:
    """Yield where things stand that speak of the region, or need the group, at `path`."""
    code = path[-1]
    if path[:-1] == GROUPS:
        used = (*REGIONS, code)
        yield from [used] if value_at(tree, used) is not None else []
        return
    for where in sorted(WITHIN):
        table = value_at(tree, where)
        for name, item in table.items() if isinstance(table, dict) else ():
            if _speaks_of(where, cast("Table", item), code):
                yield (*where, name)


def _speaks_of(where: Path, item: Table, code: str) -> bool:
    at = str(item.get("at", ""))
    if where == ("overrides",):
        return at.startswith((f"timing.{code}.", f"spend.{code}."))
    regions = item.get("regions")
    listed = isinstance(regions, list) and code in regions
    named = code in (item.get("region"), item.get("first"), item.get("then"))
    return listed or named or at == f"region:{code}" or at.startswith(f"{code}.")


def _is_new(path: Path, merged: Table, remover: Table) -> bool:
    return not same(value_at(merged, path), value_at(remover, path))


def _with(tree: Table, path: Path, value: Tree) -> Table:
    """Return `tree` with `value` at `path`; None takes out what stands there."""
    key, *rest = path
    if rest:
        value = _with(cast("Table", tree[key]), tuple(rest), value)
    kept = {name: item for name, item in tree.items() if name != key or value is not None}
    return kept if value is None else kept | {key: value}


def _removed(path: Path, said: list[Path], sides: Sides) -> Conflict:
    base, ours, theirs = (value_at(side, path) for side in (sides.base, sides.ours, sides.theirs))
    remover, other = sides.by if ours is None else reversed(sides.by)
    at = trees.printed(path)
    things = "; ".join(place(trees.printed(one)) for one in said)
    text = f"{place(at)}: removed by {remover}, but {other} has since set: {things}"
    return Conflict(at, base, ours, theirs, text=text)


def checked(
    data: dict[str, object], merged: Table, sides: Sides, choices: Choices
) -> tuple[Plan | None, tuple[Conflict, ...], tuple[Problem, ...]]:
    """Return the plan that `data` is; else conflicts between what does not fit, or problems."""
    try:
        return Plan.model_validate(data), (), ()
    except ValidationError as error:
        faults = problems(error, Document.of(cast("Plain", data)))
    found: dict[str, Conflict] = {}
    told: list[Problem] = []
    for fault in faults:
        path = _named((fault.field or "").split("."), merged)
        conflict = _unfit(path, fault, sides)
        if conflict and conflict.at not in choices:
            found.setdefault(conflict.at, conflict)
        else:
            told.append(replace(fault, field=trees.printed(path), hint=_who(path, sides)))
    return None, tuple(found.values()), tuple(told)


def _named(parts: list[str], merged: Table) -> Path:
    """Return the path of a fault with names in place of the numbers that lists have in a file."""
    path: Path = ()
    for part in parts:
        here = value_at(merged, path)
        keys = list(here) if isinstance(here, dict) else []
        name = keys[int(part)] if path in trees.NAMES and part.isdigit() else part
        if name not in keys:
            break
        path = (*path, name)
    return path


def _unfit(path: Path, fault: Problem, sides: Sides) -> Conflict | None:
    """Return what both sides changed, and what does not fit now, as one thing to choose."""
    values = [value_at(side, path) for side in (sides.base, sides.ours, sides.theirs)]
    base, ours, theirs = values
    if is_table(path) or len(path) < 2 or same(base, ours) or same(base, theirs):
        return None
    at = trees.printed(path)
    text = f"{place(at)}: {_who(path, sides)} Together they do not fit: {fault.what}"
    return Conflict(at, base, ours, theirs, text=text)


def _who(path: Path, sides: Sides) -> str:
    """Return who changed what at or below `path`."""
    said = []
    for side, by in zip((sides.ours, sides.theirs), sides.by, strict=True):
        changed = [place(trees.printed(one)) for one in _changed(path, sides.base, side)]
        said += [f"{by} changed {', '.join(changed)}."] if changed else []
    return " ".join(said)


def _changed(path: Path, base: Table, side: Table) -> Iterator[Path]:
    before, after = value_at(base, path), value_at(side, path)
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _changed((*path, key), base, side)
    elif before != after:
        yield path
