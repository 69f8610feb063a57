"""What a person changed: film, goals and the plan's day, each difference told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from planner.model.plan import Plan
from planner.plan.diff_change import Change
from planner.plan.diff_decisions import decision_changes
from planner.plan.diff_facts import main_facts
from planner.plan.diff_fields import FIELDS
from planner.plan.diff_renamed import renamed
from planner.plan.diff_texts import list_change, text_change
from planner.plan.diff_things import THINGS
from planner.plan.diff_values import region, shown
from planner.plan.diff_words import pattern, place, thing, told, unit_of
from planner.plan.tree import Path, Tree, inputs, printed

Table = dict[str, Tree]
SENTENCES: dict[str, dict[object, str]] = {
    "film.sample": {
        True: "The film counts as fictional now: pages and briefs say so",
        False: "The film no longer counts as fictional",
    },
    "goals.regions.*.certificate.feiertagsfreigabe": {
        True: "The certificate in {region} allows silent holidays now",
        False: "The certificate in {region} does not allow silent holidays now",
        None: "Whether the certificate in {region} allows silent holidays is open again",
    },
}
"""What yes, no and no answer mean, by key path."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two plans: what is told of an old value takes its currency from the old plan."""

    old: Plan
    new: Plan


def input_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield what differs among the inputs: decisions first, then in the order of the file."""
    before, after = inputs(old), inputs(new)
    was, now = (cast("Table", tree.pop("overrides")) for tree in (before, after))
    yield from decision_changes(was, now, old, new)
    yield from _table((), before, after, _Sides(old, new))


def _table(path: Path, before: Table, after: Table, sides: _Sides) -> Iterator[Change]:
    for key in both(before, after):
        was, now = before.get(key), after.get(key)
        if not _same(was, now):
            yield from _value((*path, key), was, now, sides)


def both(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Return the keys of both tables, each new one behind the one that it follows."""
    merged, place = list(before), 0
    for key in after:
        if key in before:
            place = merged.index(key) + 1
        else:
            merged.insert(place, key)
            place += 1
    return merged


def _same(was: Tree, now: Tree) -> bool:
    """Return whether two values are equal, and their tables in the same order."""
    if isinstance(was, dict) and isinstance(now, dict):
        return list(was) == list(now) and all(_same(was[key], now[key]) for key in was)
    return was == now


def _value(path: Path, was: Tree, now: Tree, sides: _Sides) -> Iterator[Change]:
    found = pattern(path)
    if found in THINGS:
        yield from _things(path, _as_table(was), _as_table(now), sides)
    elif (isinstance(was, dict) and isinstance(now, dict)) or not _is_fact(found):
        yield from _section(path, was, now, sides)
    else:
        yield Change("input", printed(path), _fact(path, was, now, sides))


def _is_fact(found: str) -> bool:
    return found in FIELDS or found.endswith(".*")


def _section(path: Path, was: Tree, now: Tree, sides: _Sides) -> Iterator[Change]:
    """Yield what differs in a part of the plan, or that an empty one came or went."""
    found = list(_table(path, _as_table(was), _as_table(now), sides))
    yield from found
    if not found:
        text = f"{place(printed(path))}: an empty section {'came' if was is None else 'went'}"
        yield Change("input", printed(path), text)


def _as_table(value: Tree) -> Table:
    return value if isinstance(value, dict) else {}


def _things(path: Path, before: Table, after: Table, sides: _Sides) -> Iterator[Change]:
    gone = {key: item for key, item in before.items() if key not in after}
    came = {key: item for key, item in after.items() if key not in before}
    pairs = renamed(pattern(path), gone, came)
    for key in both(before, after):
        if key in pairs:
            yield _renamed(path, key, pairs[key], before, after, sides)
        elif key in before and key in after:
            if not _same(before[key], after[key]):
                yield from _value((*path, key), before[key], after[key], sides)
        elif key not in pairs.values():
            yield _came_or_went((*path, key), before.get(key), after.get(key), sides)
    kept = [pairs.get(key, key) for key in before if key in pairs or key in after]
    if kept != [key for key in after if key in kept]:
        text = f"{place(printed(path))} stand in another order"
        yield Change("input", printed(path), text)


def _came_or_went(path: Path, was: Tree, now: Tree, sides: _Sides) -> Change:
    word, plan, value = ("New", sides.new, now) if was is None else ("Taken out", sides.old, was)
    facts = main_facts(path, value, plan)
    return Change("input", printed(path), f"{word}: {thing(path)}{facts and f' ({facts})'}")


def _renamed(path: Path, old: str, new: str, before: Table, after: Table, sides: _Sides) -> Change:
    """Tell a thing that has another name as one change, whatever else of it changed."""
    first, second = thing((*path, old)), thing((*path, new))
    steps = [f"{first} is now {_without_start(second, first)}"]
    known_by = THINGS[pattern(path)].known_by
    was, now = _as_table(before[old]), _as_table(after[new])
    for key in both(was, now):
        if key not in known_by and not _same(was.get(key), now.get(key)):
            label = FIELDS[pattern((*path, new, key))].label
            steps.append(f"{label}: {_step((*path, new, key), was.get(key), now.get(key), sides)}")
    return Change("input", printed(path), "; ".join(steps))


def _without_start(text: str, other: str) -> str:
    """Return a text without the words that it starts with as the other does."""
    words, others = text.split(" "), other.split(" ")
    same = 0
    while same < min(len(words), len(others)) and words[same] == others[same]:
        same += 1
    rests = (" ".join(words[start:]) for start in range(same, -1, -1))
    return next(rest for rest in rests if rest and rest.count("“") == rest.count("”"))


def _fact(path: Path, was: Tree, now: Tree, sides: _Sides) -> str:
    """Return the change of one fact as a sentence."""
    sentence = SENTENCES.get(pattern(path), {}).get(_truth(now))
    if sentence:
        return sentence.format(region=region(path[2]) if path[0] == "goals" else "")
    return f"{place(printed(path))}: {_step(path, was, now, sides)}"


def _truth(value: Tree) -> bool | None:
    return value if isinstance(value, bool) else None


def _step(path: Path, was: Tree, now: Tree, sides: _Sides) -> str:
    if isinstance(was or now, list) and isinstance(now or was, list):
        return _list_step(path, was, now, sides)
    if was is None:
        return f"{_told(path, now, sides.new)} (none before)"
    if now is None:
        return f"none now (was {_told(path, was, sides.old)})"
    if isinstance(was, str) and isinstance(now, str) and unit_of(path, sides.new) == "long":
        return text_change(was, now)
    return f"{_told(path, now, sides.new)} (was {_told(path, was, sides.old)})"


def _told(path: Path, value: Tree, plan: Plan) -> str:
    return main_facts(path, value, plan) if isinstance(value, dict) else told(path, value, plan)


def _list_step(path: Path, was: Tree, now: Tree, sides: _Sides) -> str:
    unit = unit_of(path, sides.new)
    texts = unit == "long"
    before, after = (
        [str(item) if texts else shown(item, unit) for item in cast("list[Tree]", value or [])]
        for value in (was, now)
    )
    return list_change(before, after, texts=texts) or "written in another way"
