"""`git`: sets git up for plans, says what is missing, and is what git's commit hook calls."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import FILE, Summary, json_option, main, say, told
from planner.plan import githook
from planner.plan.gitsetup import Piece, pieces, repository
from planner.plan.places import campaigns_root

if TYPE_CHECKING:
    from planner.review.validate import Judged

folder_argument = click.argument("folder", type=FILE, required=False)


@main.group()
def git() -> None:
    """Let git compare, merge and check plans by meaning."""


@git.command()
@folder_argument
@click.option("--hook", is_flag=True, help="Check plans before each commit, too.")
@click.option("--workflow", is_flag=True, help="Check pull requests on GitHub, too.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@json_option
@told
def setup(folder: Path | None, *, hook: bool, workflow: bool, dry_run: bool, as_json: bool) -> None:
    """Set up the repository of FOLDER, which holds your campaigns; run it again at any time.

    Diff and merge are told to git on this computer alone; .gitattributes and .gitignore are files
    to commit. To undo: `git config --remove-section diff.microhit`, the same for merge.microhit,
    delete Microhit's lines from those two files, and hooks/pre-commit in the folder .git.
    """
    found = list(pieces(repository(folder or campaigns_root()), hook=hook, workflow=workflow))
    done = [_done(piece, dry_run=dry_run) for piece in found]
    _say(found, done, as_json=as_json)


@git.command()
@folder_argument
@json_option
@told
def check(folder: Path | None, *, as_json: bool) -> None:
    """Say what is set up in the repository of FOLDER, and what is missing; nothing is changed."""
    found = list(pieces(repository(folder or campaigns_root()), hook=True, workflow=True))
    _say(found, ["there" if piece.ready else "missing" for piece in found], as_json=as_json)


@git.command(hidden=True)
@click.argument("prefix", default="")
@told
def hook(prefix: str) -> None:
    """Check what is staged below PREFIX: git calls this before a commit."""
    top = Path.cwd()
    campaigns = githook.staged_campaigns(top, prefix)
    people = githook.staged_people(top, campaigns)
    with tempfile.TemporaryDirectory(prefix="microhit-") as temporary:
        target = Path(temporary).resolve()
        folders = githook.export(top, campaigns, target) if campaigns else []
        githook.leave_git()
        lines, sound = _judged(folders, f"{target}/")
    refused = [
        f"{name}: holds people's names and addresses. Leave it out of git: git rm --cached "
        f"{shlex.quote(name)}"
        for name in people
    ]
    for line in (*refused, *lines):
        click.echo(line, err=True)
    if refused or not sound:
        click.echo(
            "Not committed. Put it right and `git add` it, or: git commit --no-verify", err=True
        )
        sys.exit(1)


def _judged(folders: list[Path], temporary: str) -> tuple[list[str], bool]:
    """Return what to say of the campaigns in `folders`, and whether they may be kept."""
    from planner.review import report  # noqa: PLC0415  # slow to load
    from planner.review.validate import validate  # noqa: PLC0415  # slow to load

    found = validate(folders)
    faults = report.as_faults(found)
    said = [*filter(None, [faults]), *(line for judged in found for line in _reviews(judged))]
    return [line.replace(temporary, "") for line in said], not faults


def _reviews(judged: Judged) -> Iterator[str]:
    titles = [one.title for one in judged.having("REVIEW")]
    if titles:
        folder = Path(judged.path).parent.as_posix()
        yield f"REVIEW, {len(titles)} to look at some time: {'; '.join(titles)}."
        yield f"They are told by: python -m planner validate {shlex.quote(folder)}"


def _done(piece: Piece, *, dry_run: bool) -> str:
    if piece.ready or piece.change is None:
        return "there" if piece.ready else "not done"
    if not dry_run:
        piece.change()
    return "would be done" if dry_run else "done"


def _say(found: list[Piece], states: list[str], *, as_json: bool) -> None:
    rows = list(zip(found, states, strict=True))
    summary: Summary = {"pieces": [{"what": one.what, "state": state} for one, state in rows]}
    say(summary, "\n".join(line for row in rows for line in _lines(*row)), as_json=as_json)


def _lines(piece: Piece, state: str) -> Iterator[str]:
    yield f"{state + ':':<14} {piece.what}"
    if piece.hint and not piece.ready:
        yield f"               {piece.hint}"
