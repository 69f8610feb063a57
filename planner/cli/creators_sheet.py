"""Commands about the creator sheet: lists that go into it, and whom to write to."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import FILE, Summary, json_option, out_option, plan_argument, say, told
from planner.cli.creators import creators
from planner.errors import InputError, Problem
from planner.facts.decided import facts_of
from planner.plan import store

if TYPE_CHECKING:
    from planner.creators.lists import Imported
    from planner.creators.lists_merge import Merged
    from planner.model.goals import Goals


@creators.command("import")
@click.argument("lists", metavar="LIST...", type=FILE, nargs=-1, required=True)
@click.option("--into", type=FILE, required=True, help="PLAN.yaml, or the sheet beside it.")
@click.option("--platform", default="", help="Of all in the lists, where they don't say.")
@click.option("--region", default="", help="Of all in the lists, where they don't say.")
@click.option("--language", default="", help="Of all in the lists, where they don't say.")
@click.option("--currency", default="", help="Of their prices, where they don't say.")
@click.option("--dry-run", is_flag=True, help="Only tell what would become of it.")
@json_option
@told
def import_lists(  # noqa: PLR0913  # one for each option
    lists: tuple[Path, ...],
    into: Path,
    platform: str,
    region: str,
    language: str,
    currency: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add creators from CSV, TSV or Excel lists of any layout to the creator sheet.

    Nothing in the sheet is lost; what was cleaned, left out or contradicts it is told.
    """
    from planner.audience.grid import read_content  # noqa: PLC0415  # slow to load
    from planner.creators.lists import read_list  # noqa: PLC0415  # as above
    from planner.creators.lists_cells import Defaults  # noqa: PLC0415  # as above
    from planner.creators.lists_merge import merged  # noqa: PLC0415  # as above
    from planner.creators.sheet import (  # noqa: PLC0415  # as above
        parse_sheet,
        read_sheet,
        sheet_text,
        write_sheet,
    )

    sheet, goals = _sheet(into)
    defaults = Defaults(platform, region, language, currency)
    found = {path: read_list(read_content(path), path.name, goals, defaults) for path in lists}
    offers = [offer for one in found.values() for offer in one.offers]
    result = merged(read_sheet(sheet, goals), offers)
    if not dry_run:
        write_sheet(sheet, parse_sheet(sheet_text(result.offers), str(sheet), goals))
    say(
        _summary(found, result, sheet, written=not dry_run),
        _text(found, result, sheet, dry_run=dry_run),
        as_json=as_json,
    )


@creators.command()
@plan_argument
@out_option
@json_option
@told
def outreach(plan_path: Path, out: Path, *, as_json: bool) -> None:
    """Write whom of the shortlist to write to, what comes next with each, and by when."""
    from planner.creators.outreach import PRIVATE, write_outreach  # noqa: PLC0415  # slow to load
    from planner.creators.outreach import outreach as contacts_of  # noqa: PLC0415  # as above
    from planner.creators.sheet import read_sheet  # noqa: PLC0415  # as above

    plan = store.load(plan_path).plan
    sheet = read_sheet(plan_path.parent / plan.goals.creators, plan.goals)
    contacts = contacts_of(plan, sheet, facts_of(plan))
    write_outreach(out, contacts, plan)
    lines = [f"{one.creator} ({one.region}): {one.next_step}" for one in contacts]
    summary: Summary = {"contacts": [asdict(one) for one in contacts], "out": out}
    say(summary, "\n".join([*lines, str(out), PRIVATE]), as_json=as_json)


def _sheet(into: Path) -> tuple[Path, Goals]:
    """Return the sheet that is meant, and the goals of the plan beside it."""
    named = into.suffix.lower() != ".csv"
    path = into if named else into.parent / store.PLAN
    if not named and not path.exists():
        hint = "Give PLAN.yaml, or a sheet in the folder of a plan"
        raise InputError(Problem("has no plan.yaml beside it", str(into), hint=hint))
    goals = store.load(path).plan.goals
    return (path.parent / goals.creators if named else into), goals


def _summary(found: dict[Path, Imported], result: Merged, sheet: Path, *, written: bool) -> Summary:
    from planner.creators.lists_report import groups  # noqa: PLC0415  # slow to load

    return {
        "sheet": sheet,
        "written": written,
        "lists": [
            {
                "list": path,
                "offers": len(one.offers),
                "columns": one.columns,
                "private": one.private,
                "left_out": [asdict(row) for row in one.left_out],
                "cleaned": [asdict(group) for group in groups(one.cleaned)],
            }
            for path, one in found.items()
        ],
        "added": len(result.added),
        "updated": len(result.updated),
        "conflicts": [asdict(one) for one in result.conflicts],
    }


def _text(found: dict[Path, Imported], result: Merged, sheet: Path, *, dry_run: bool) -> str:
    from planner.creators.lists_report import lines  # noqa: PLC0415  # slow to load

    said = [line for path, one in found.items() for line in (f"{path.name}:", *lines(one))]
    said.append(f"{len(result.added)} added, {len(result.updated)} updated in {sheet}.")
    said += map(str, result.conflicts)
    return "\n".join([*said, *(["Nothing was written."] if dry_run else [])])
