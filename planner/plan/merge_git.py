"""What git calls to merge a plan.yaml: by meaning, with conflict marks around fields alone.

Where a person has to choose, the file holds git's own marks around just the lines of the fields in
conflict, so that every tool and web page can finish it; all else is merged. Git's merge of lines
stands in where meaning cannot be read: a side has faults, or comments, which a plan can't keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from planner.errors import InputError, MicrohitError, Problem, StoreError
from planner.model.plan import SUGGESTED, Plan
from planner.plan import contacts, decode, files
from planner.plan.comments import lost_comments
from planner.plan.diff_values import clean
from planner.plan.gitrun import git
from planner.plan.merge import merge, suggested_last
from planner.plan.merge_tree import Conflict, Side
from planner.plan.merge_words import side_of
from planner.plan.numbers import version_path
from planner.plan.parse import parse
from planner.plan.text import dump


@dataclass(frozen=True, slots=True)
class Words:
    """What git gives: temporary files of base, ours and theirs, and the plan's path."""

    base: Path
    ours: Path
    theirs: Path
    path: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether git may take the merged file as finished, and what a person should know."""

    clean: bool
    lines: tuple[str, ...] = ()


def merge_in_git(words: Words) -> Outcome:
    """Merge into the file `words.ours`, as git asks its merge drivers to.

    Raises:
        StoreError: a file cannot be read or written, or there is no git; nothing was changed.
    """
    try:
        plans = [_plan(path, words.path) for path in (words.base, words.ours, words.theirs)]
    except InputError as error:
        return _by_lines(words, error.problems)
    base, ours, theirs = plans
    if ours is None or theirs is None:
        return _by_lines(words, (Problem("is empty on one side", words.path),))
    _keep_people(words)
    outcome = _by_meaning(words, base, ours, theirs)
    new = base is None or base.version < ours.version
    if new and ours.version == theirs.version and ours.saved != theirs.saved:
        return Outcome(outcome.clean, (*outcome.lines, _same_number(words, ours.version)))
    return outcome


def _plan(path: Path, name: str) -> Plan | None:
    """Return one side's plan; None where git gives an empty file, since there was none."""
    text = decode.text_of(path.read_bytes(), name)
    if not text.strip():
        return None
    found = lost_comments(text)
    if found:
        hint = "Move them into a `note`, so that plans merge by meaning."
        raise InputError(Problem("holds comments", name, found[0][0], value=found[0][1], hint=hint))
    return parse(text, name)


def _by_meaning(words: Words, base: Plan | None, ours: Plan, theirs: Plan) -> Outcome:
    merged = merge(base, ours, theirs)
    if merged.plan:
        _write(words, dump(merged.plan))
        return Outcome(clean=True, lines=merged.told)
    left, conflicts, faults = _settled(base, ours, theirs, "ours")
    right, others, more = _settled(base, ours, theirs, "theirs")
    if left is None or right is None:
        return _by_lines(words, faults or more)
    last = suggested_last([ours, theirs], base)
    results = {name: getattr(last, name) for name in SUGGESTED}
    mine, yours = (
        _Side(dump(plan.model_copy(update=results)).splitlines(), clean(side_of(signed, side)))
        for plan, signed, side in ((left, ours.author, "ours"), (right, theirs.author, "theirs"))
    )
    _write(words, "".join(f"{line}\n" for line in _marked(mine, yours)))
    told = {one.at: f"  {clean(one.text)}" for one in (*conflicts, *others)}
    return Outcome(clean=False, lines=(*_how_to_finish(words, len(told)), *told.values()))


def _settled(
    base: Plan | None, ours: Plan, theirs: Plan, side: Side
) -> tuple[Plan | None, tuple[Conflict, ...], tuple[Problem, ...]]:
    """Return the plan in which every conflict is settled for one side, and the conflicts."""
    choices: dict[str, Side] = {}
    conflicts: list[Conflict] = []
    while True:
        merged = merge(base, ours, theirs, choices)
        if not merged.conflicts:
            return merged.plan, tuple(conflicts), merged.problems
        conflicts += merged.conflicts
        choices |= {one.at: side for one in merged.conflicts}


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a file in conflict, and what git's marks call it."""

    lines: list[str]
    label: str


def _marked(ours: _Side, theirs: _Side) -> Iterator[str]:
    """Yield the lines that both sides share, and git's marks around those that differ."""
    steps = SequenceMatcher(None, ours.lines, theirs.lines, autojunk=False).get_opcodes()
    for kind, start, end, to, stop in steps:
        if kind == "equal":
            yield from ours.lines[start:end]
        else:
            yield f"<<<<<<< {ours.label}"
            yield from ours.lines[start:end]
            yield "======="
            yield from theirs.lines[to:stop]
            yield f">>>>>>> {theirs.label}"


def _how_to_finish(words: Words, count: int) -> Iterator[str]:
    fields = "1 field" if count == 1 else f"{count} fields"
    yield (
        f"{words.path}: both sides changed {fields} differently; everything else is merged. Open "
        f"it, keep the right lines, delete the marks, then: git add {words.path}"
    )
    yield f"Or choose by command, which lists them again: python -m planner merge {words.path}"


def _same_number(words: Words, number: int) -> str:
    folder = Path(words.path).parent
    return (
        f"{words.path}: both sides saved version {number}. If git leaves "
        f"{version_path(folder, number).name} open: "
        f"python -m planner versions renumber {folder.as_posix()}"
    )


def _by_lines(words: Words, why: tuple[Problem, ...]) -> Outcome:
    """Let git merge the lines, and say why; it is never taken as finished."""
    sides = (str(path.absolute()) for path in (words.ours, words.base, words.theirs))
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    done = git(words.ours.parent, "merge-file", *labels, *sides)
    if done.returncode > 127:
        raise StoreError(f"{words.path} can't be merged: {done.stderr.decode(errors='replace')}")
    told = (
        f"{words.path}: merged line by line, since it can't be merged by meaning. Look it over, "
        f"then: python -m planner validate {words.path} && git add {words.path}"
    )
    return Outcome(clean=False, lines=(told, *(f"  {one}" for one in why)))


def _write(words: Words, text: str) -> None:
    with files.storing(words.ours):
        words.ours.write_bytes(text.encode())


def _keep_people(words: Words) -> None:
    """Keep the people that a side of schema 1 names, since a plan names none any more."""
    folder = Path(words.path).parent
    if folder.is_dir():
        with suppress(MicrohitError):  # git still holds them; the merge matters more
            for side in (words.ours, words.theirs):
                contacts.adopt(folder, side.read_bytes())
