"""Commands over the versions of a campaign: list, save, restore, renumber."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from planner.cli.base import FILE, Summary, json_option, main, plan_argument, say, told, version
from planner.errors import StoreError
from planner.plan import history, renumber_words
from planner.plan import renumber as numbers
from planner.plan import restore as restoring
from planner.plan.history import Entry
from planner.plan.numbers import name, numbered
from planner.plan.store import PLAN, Saved

campaign_argument = click.argument("campaign", metavar="FOLDER|PLAN.yaml", type=FILE)
by_option = click.option("--by", help="Your name.")
note_option = click.option("--note", help="What is new in this version.")
drop_option = click.option("--drop-comments", is_flag=True, help="Save without the comments.")


@main.group()
def versions() -> None:
    """List, save, restore and renumber the versions of a campaign."""


@versions.command("list")
@campaign_argument
@json_option
@told
def list_versions(campaign: Path, *, as_json: bool) -> None:
    """List the versions, newest first: who saved what, and how they relate."""
    folder = _folder(campaign)
    entries = history.timeline(folder)
    working = history.working_words(folder, entries)
    lines = [working, *(line for entry in entries for line in _lines(entry))]
    lines += history.relations(entries)
    summary: Summary = {"working": working, "versions": [_row(entry) for entry in entries]}
    say(summary, "\n".join(lines), as_json=as_json)


@versions.command()
@plan_argument
@by_option
@note_option
@drop_option
@json_option
@told
def save(
    plan_path: Path, by: str | None, note: str | None, *, drop_comments: bool, as_json: bool
) -> None:
    """Save what you edited in PLAN.yaml as the next version."""
    saved = restoring.save_edits(
        _folder(plan_path), author=by, note=note, drop_comments=drop_comments
    )
    text = f"Saved as version {saved.version}." if saved else "A version holds it already."
    say({"version": saved.version if saved else None}, text, as_json=as_json)


@versions.command()
@plan_argument
@click.argument("number", type=version)
@by_option
@note_option
@drop_option
@json_option
@told
def restore(
    plan_path: Path,
    number: int,
    by: str | None,
    note: str | None,
    *,
    drop_comments: bool,
    as_json: bool,
) -> None:
    """Make version NUMBER the working plan again, as a new version."""
    saved = restoring.restore(
        _folder(plan_path), number, author=by, note=note, drop_comments=drop_comments
    )
    lines = [*_kept(saved), f"Version {number} is the working plan again: version {saved.version}."]
    summary: Summary = {"version": saved.version, "kept": saved.kept, "aside": saved.aside}
    say(summary, "\n".join(lines), as_json=as_json)


@versions.command()
@campaign_argument
@click.argument("others", metavar="[OTHER.yaml]...", type=FILE, nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@json_option
@told
def renumber(campaign: Path, others: tuple[Path, ...], *, dry_run: bool, as_json: bool) -> None:
    """Give two versions of the same number one each, and say how they relate.

    Finds what an unfinished git merge or a synced drive left in the campaign's folder; name files
    that lie elsewhere. The version that was saved first keeps its number.
    """
    work = numbers.renumber(_folder(campaign), others, dry_run=dry_run)
    lines = renumber_words.told(work)
    moves = [{"was": item.number, "now": place.number} for item, place in work.moved.items()]
    summary: Summary = {"dry_run": dry_run, "moved": moves, "told": lines}
    say(summary, "\n".join([*["Nothing is changed yet."] * dry_run, *lines]), as_json=as_json)


def _folder(campaign: Path) -> Path:
    """Return the folder of a campaign, whose plan.yaml may be gone."""
    folder = campaign.parent if campaign.suffix == ".yaml" else campaign
    if not (folder / PLAN).exists() and next(numbered(folder), None) is None:
        raise StoreError(f"{folder} is no campaign's folder. Name the folder, or its {PLAN}.")
    return folder


def _kept(saved: Saved) -> Iterator[str]:
    if saved.kept:
        yield f"What you had edited in {PLAN} is kept as version {saved.kept}."
    if saved.aside:
        yield f"What stood in {PLAN} can't be read; it is kept as {saved.aside}."


def _lines(entry: Entry) -> Iterator[str]:
    saved = f"{entry.saved:%Y-%m-%d %H:%M} UTC" if entry.saved else ""
    told_of = [saved, entry.author or "", " ".join((entry.note or "").split()), entry.branch]
    mark = "*" if entry.working else " "
    yield f"{mark} {name(entry.number)}  {' · '.join(filter(None, told_of))}"
    if entry.fault:
        yield f"        ! {entry.fault}"


def _row(entry: Entry) -> Summary:
    names = ("number", "path", "saved", "author", "note", "based_on", "fault", "working", "branch")
    return {field: getattr(entry, field) for field in names}
