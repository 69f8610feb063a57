"""`merge`: two people's plans become one, by meaning; also what git calls for plan.yaml."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NoReturn, get_args

import click

from planner.cli.base import FILE, Summary, json_option, main, plan_file, say, told, version
from planner.errors import InputError, MicrohitError, PlanError, Problem, StoreError
from planner.model.plan import Plan
from planner.plan import merge_open, store
from planner.plan.files import write_text
from planner.plan.merge import NOTE_MARK, Merged, inputs
from planner.plan.merge import merge as merged_plans
from planner.plan.merge_base import common_base
from planner.plan.merge_git import Words, merge_in_git
from planner.plan.merge_tree import Side
from planner.plan.text import dump
from planner.plan.tree import Path as KeyPath
from planner.plan.tree import Tree, parsed, printed

SIDES: tuple[Side, ...] = get_args(Side)


@dataclass(frozen=True, slots=True)
class Three:
    """What is merged, and the digest of the working plan that is replaced."""

    base: Plan | None
    ours: Plan
    theirs: Plan
    working: str | None = None
    unfinished: bool = False
    """Whether git waits for the merged plan, so that it is no version yet."""


@main.command()
@click.argument("words", metavar="BASE OURS THEIRS | PLAN.yaml", nargs=-1, required=True)
@click.option("--versions", nargs=2, type=version, help="Merge these versions into PLAN.yaml.")
@click.option("-o", "--out", type=FILE, help="Where to; a plan.yaml gets a new version.")
@click.option("--take", type=click.Choice(SIDES), help="Whose value, wherever both differ.")
@click.option("--choose", multiple=True, metavar="PATH=ours|theirs", help="Whose, for one field.")
@click.option("--no-suggest", is_flag=True, help="Leave the results as they are, out of date.")
@click.option("--by", help="Who merges.")
@click.option("--note", help="What is new in this version.")
@click.option("--git", is_flag=True, hidden=True, help="Called by git: merge.microhit.driver.")
@json_option
@told
def merge(  # noqa: PLR0913  # one for each option
    words: tuple[str, ...],
    versions: tuple[int, int] | None,
    out: Path | None,
    take: Side | None,
    choose: tuple[str, ...],
    by: str | None,
    note: str | None,
    *,
    no_suggest: bool,
    git: bool,
    as_json: bool,
) -> None:
    """Merge two plans that both stem from BASE, field by field.

    What only one side changed is taken. Where both differ, nothing is written: every such field is
    listed, with how to choose. With PLAN.yaml and --versions the common ancestor is found; with
    PLAN.yaml alone, its conflict in git is settled.
    """
    if git:
        _for_git(words)
    out, three = _asked(words, versions, out)
    choices = _choices(choose, three)
    merged = _settled(three, choices, take)
    if merged.plan is None:
        _refuse(merged, as_json=as_json)
    plan, lines = (merged.plan, []) if no_suggest else _suggested(merged, merged.plan, out)
    plan = _written(plan, three, out, by, note)
    summary: Summary = {"plan": out, "version": plan.version, "told": [*merged.told, *lines]}
    then = f" Go on with: git add {out}" if three.unfinished else ""
    end = f"Merged into {out}.{then}"
    say(summary, "\n".join([*merged.told, *lines, end]), as_json=as_json)


def _for_git(words: Sequence[str]) -> NoReturn:
    """Merge as git's driver does and end: 0 where git may go on, 1 where a person has to look."""
    base, ours, theirs, path = words
    outcome = merge_in_git(Words(Path(base), Path(ours), Path(theirs), path))
    for line in outcome.lines:
        click.echo(line, err=True)
    sys.exit(0 if outcome.clean else 1)


def _asked(
    words: Sequence[str], versions: tuple[int, int] | None, out: Path | None
) -> tuple[Path, Three]:
    paths = [Path(word) for word in words]
    if versions and len(paths) == 1:
        folder = plan_file(paths[0]).parent
        if versions[0] == versions[1]:
            what, hint = "names one version twice", "Name two, such as --versions 4 5."
            raise InputError(Problem(what, field="versions", value=str(versions[0]), hint=hint))
        ours, theirs = (_plan(store.version_path(folder, number)) for number in versions)
        three = Three(common_base(folder, ours, theirs), ours, theirs)
        out = out or folder / store.PLAN
    elif len(paths) == 1 and not out:
        return paths[0], Three(*merge_open.sides(paths[0]), unfinished=True)
    elif len(paths) == len(("base", "ours", "theirs")) and out and not versions:
        base, ours, theirs = map(_plan, paths)
        three = Three(base, ours, theirs)
    else:
        hint = "Give BASE OURS THEIRS -o OUT, or PLAN.yaml --versions 4 5."
        raise InputError(Problem("can't tell what to merge", field="merge", hint=hint))
    return out, replace(three, working=_working(out, three))


def _plan(path: Path) -> Plan:
    return store.load(path).plan


def _working(out: Path, three: Three) -> str | None:
    """Return the digest of the plan.yaml that is replaced; it must be part of what is merged.

    Or be the merge: git made it where two people saved versions of one number.
    """
    if out.name != store.PLAN or not out.exists():
        return None
    snapshot = store.load(out)
    joined = merged_plans(three.base, three.ours, three.theirs).plan
    merged = [inputs(plan) for plan in (three.base, three.ours, three.theirs, joined)]
    if inputs(snapshot.plan) not in merged:
        raise StoreError(
            f"{out} holds work that is not among what is merged. Save it as a version first "
            f"(versions save {out}), then merge that version."
        )
    return snapshot.digest


def _choices(given: Iterable[str], three: Three) -> dict[str, Side]:
    """Return the choices by key path; a path may be written with or without the quotes in it."""
    trees = [inputs(plan) for plan in (three.base, three.ours, three.theirs)]
    paths = [path for tree in trees for path in _paths(tree, ())]
    known = {text: printed(path) for path in paths for text in (".".join(path), printed(path))}
    choices: dict[str, Side] = {}
    for text in given:
        at, _, word = text.rpartition("=")
        side = next((one for one in SIDES if one == word), None)
        if side is None or at not in known:
            hint = "Write a listed field and a side, such as goals.budget.total=ours."
            raise InputError(Problem("chooses nothing", field="choose", value=text, hint=hint))
        choices[known[at]] = side
    return choices


def _paths(tree: Tree, path: KeyPath) -> Iterator[KeyPath]:
    for key, value in tree.items() if isinstance(tree, dict) else ():
        yield (*path, key)
        yield from _paths(value, (*path, key))


def _settled(three: Three, choices: Mapping[str, Side], take: Side | None) -> Merged:
    """Merge; a choice may bring up what it does not fit with, so `take` decides until all fits."""
    while True:
        merged = merged_plans(three.base, three.ours, three.theirs, choices)
        if not merged.conflicts or take is None:
            return merged
        choices = {**choices, **{one.at: take for one in merged.conflicts}}


def _refuse(merged: Merged, *, as_json: bool) -> NoReturn:
    if as_json:
        conflicts = [asdict(one) for one in merged.conflicts]
        say({"conflicts": conflicts, "problems": merged.problems}, "", as_json=True)
    raise PlanError("\n".join(_open(merged)))


def _open(merged: Merged) -> Iterator[str]:
    if merged.conflicts:
        yield "These need a decision; nothing was written. Choose for each, or --take one side:"
    for one in merged.conflicts:
        yield f"  {one.text}"
        yield f"    --choose {_typed(one.at, 'ours')}   or   --choose {_typed(one.at, 'theirs')}"
    if merged.problems:
        yield "What both did does not fit together. Nothing was written:"
    yield from (f"  {problem}" for problem in merged.problems)


def _typed(at: str, side: Side) -> str:
    """Return a choice as it can be typed, on Windows too; names that hold a quote need a shell."""
    text = f"{'.'.join(parsed(at))}={side}"
    return shlex.quote(text) if set(text) & set('"$`\\!') else f'"{text}"'


def _suggested(merged: Merged, plan: Plan, out: Path) -> tuple[Plan, list[str]]:
    """Return the plan with results for its inputs, where its tables lie beside it."""
    folder = out.parent
    if not merged.stale:
        return plan, []
    if out.name != store.PLAN and not (folder / store.PLAN).exists():
        return plan, [_stale(out)]
    from planner.suggest import read_inputs, suggest  # noqa: PLC0415  # slow to load

    try:
        return suggest(plan, read_inputs(plan, folder)).plan, ["Suggested anew."]
    except MicrohitError as error:
        return plan, [str(error), _stale(out)]


def _stale(out: Path) -> str:
    return f"Dates, money and creators stem from before the merge: suggest {out} --save"


def _written(plan: Plan, three: Three, out: Path, by: str | None, note: str | None) -> Plan:
    if three.unfinished:
        merge_open.finish(out, plan)
        return plan
    if out.name != store.PLAN:
        write_text(out, dump(plan))
        return plan
    numbers = f"Merged versions {three.ours.version} and {three.theirs.version}"
    said = (plan.note or "").removeprefix(NOTE_MARK)
    written = note or (f"{numbers}: {said}" if said else numbers)
    author = by or plan.author
    return store.save(out.parent, plan, read=three.working, author=author, note=written).plan
