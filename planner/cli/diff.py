"""`diff`: what changed between two plans, in words, for people, pull requests and git itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from planner.cli.base import FILE, main, plan_file, told, version
from planner.errors import InputError, Problem
from planner.model.plan import Plan
from planner.plan import store
from planner.plan.diff import Change
from planner.plan.diff import diff as differences
from planner.plan.diff_form import as_data, as_markdown, as_text, summary
from planner.plan.diff_git import shown_in_git
from planner.plan.files import write_text
from planner.plan.revision import plan_at

FORMATS = click.Choice(["text", "markdown", "json"])
SIDES = 2


@main.command()
@click.argument("words", metavar="OLD NEW | PLAN.yaml", nargs=-1, required=True)
@click.option("--from", "start", type=version, help="Compare from this version of PLAN.yaml.")
@click.option("--to", "end", type=version, help="To this version; default: PLAN.yaml itself.")
@click.option("--since", help="Compare with PLAN.yaml in this branch or commit of git.")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("-o", "--out", type=FILE, help="Write it to this file.")
@click.option("--git", is_flag=True, hidden=True, help="Called by git: diff.microhit.command.")
@told
def diff(
    words: tuple[str, ...],
    start: int | None,
    end: int | None,
    since: str | None,
    form: str,
    out: Path | None,
    *,
    git: bool,
) -> None:
    """Tell in words what changed between two plans.

    OLD and NEW are plans or folders of campaigns. With PLAN.yaml alone: what changed since its
    version was saved. JSON holds `summary`, and `changes` with `kind` (input or result), `at` (key
    path), `text` and `because` ("" where no cause is certain).
    """
    if git:
        click.echo(shown_in_git(words))
        return
    old, new = _plans([Path(word) for word in words], start, end, since)
    text = _formed(differences(old, new), form, _title(old, new))
    if out:
        write_text(out, text + "\n")
    click.echo(str(out) if out else text)


def _plans(
    paths: Sequence[Path], start: int | None, end: int | None, since: str | None
) -> tuple[Plan, Plan]:
    asked = [name for name, value in (("--from", start or end), ("--since", since)) if value]
    if len(paths) > SIDES or len(asked) > 1 or (len(paths) == SIDES and asked):
        hint = "Give OLD and NEW, or PLAN.yaml alone or with --from and --to, or with --since."
        raise InputError(Problem("can't tell which two plans are meant", field="diff", hint=hint))
    files = [plan_file(path) for path in paths]
    if len(files) == SIDES:
        return _read(files[0]), _read(files[1])
    path = files[0]
    new = _read(path if end is None else store.version_path(path.parent, end))
    if since:
        return plan_at(path, since), new
    return _read(store.version_path(path.parent, start or new.version)), new


def _read(path: Path) -> Plan:
    return store.load(path).plan


def _title(old: Plan, new: Plan) -> str:
    if old.campaign != new.campaign:
        return f"{old.campaign} and {new.campaign} compared"
    versions = f": version {old.version} to {new.version}" if old.version != new.version else ""
    return f"What changed in {new.campaign}{versions}"


def _formed(changes: list[Change], form: str, title: str) -> str:
    if form == "json":
        found = {"summary": summary(changes), "changes": as_data(changes)}
        return json.dumps(found, ensure_ascii=False, indent=1)
    return as_markdown(changes, title) if form == "markdown" else as_text(changes)
