"""Commands over whole plans: new, suggest, brief, schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import FILE, Summary, json_option, main, plan_argument, report, say, told
from planner.cli.versions import by_option, note_option
from planner.errors import InputError, Problem
from planner.model import names
from planner.model.plan import Plan
from planner.model.schema import SCHEMA_FILE, json_schema
from planner.plan import contacts, places, store
from planner.plan import new as new_plans
from planner.plan.files import write_bytes, write_text
from planner.plan.text import dump

if TYPE_CHECKING:
    from planner.suggest import Progress


@main.command()
@click.argument("slug")
@click.option("--from", "source", type=FILE, help="YAML with `film`, and `goals` if you like.")
@json_option
@told
def new(slug: str, source: Path | None, *, as_json: bool) -> None:
    """Make the campaign SLUG in the campaigns folder."""
    store.folder_of(places.campaigns_root(), slug)  # a bad name is told before the film's faults
    today = datetime.now().astimezone().date()
    plan = (
        new_plans.from_film_file(slug, source, today) if source else new_plans.untitled(slug, today)
    )
    path = store.create(places.campaigns_root(), slug, plan)
    say({"plan": path}, f"Made {path}. Fill it in, then: suggest {path} --save", as_json=as_json)


@main.command()
@plan_argument
@click.option("--audience", type=FILE, multiple=True, help="Audience tables, instead of its own.")
@click.option("--seed", type=int, help="Default: the plan's own, else 1.")
@click.option("--save", is_flag=True, help="Save as the next version.")
@by_option
@note_option
@click.option("-o", "--out", type=FILE, help="Write the plan to this file instead.")
@json_option
@told
def suggest(  # noqa: PLR0913  # one for each option
    plan_path: Path,
    audience: tuple[Path, ...],
    seed: int | None,
    by: str | None,
    note: str | None,
    out: Path | None,
    *,
    save: bool,
    as_json: bool,
) -> None:
    """Suggest dates, spend and creators for a plan."""
    from planner.suggest import read_inputs  # noqa: PLC0415  # slow to load
    from planner.suggest import suggest as walk  # noqa: PLC0415  # slow to load

    if out and save:
        hint = "Save it as a version, or write it to a file."
        raise InputError(Problem("takes only one of --save and --out", field="suggest", hint=hint))
    snapshot = store.load(plan_path)
    working = _working_digest(snapshot) if save else None  # before the walk, which takes seconds
    inputs = read_inputs(snapshot.plan, plan_path.parent, audience)
    plan = walk(snapshot.plan, inputs, seed=seed, progress=_progress).plan
    if out:
        write_text(out, dump(plan))
    if save:
        plan = store.save(plan_path.parent, plan, read=working, author=by, note=note).plan
    say(_plan_summary(plan), "\n".join(_plan_lines(plan, saved=save)), as_json=as_json)


def _working_digest(snapshot: store.Snapshot) -> str:
    """Return the digest of the working plan: a frozen version may have been suggested from."""
    if snapshot.path.name == store.PLAN:
        return snapshot.digest
    return store.digest((snapshot.path.parent / store.PLAN).read_bytes())


def _progress(progress: Progress) -> None:
    report("" if progress.text == "Done" else progress.text)


def _plan_summary(plan: Plan) -> Summary:
    timing, spend = plan.timing, plan.spend
    if timing is None or spend is None:
        return {"campaign": plan.campaign, "version": plan.version}
    return {
        "campaign": plan.campaign,
        "version": plan.version,
        "dates": {code: region.date for code, region in timing.regions.items()},
        "conflicts": timing.conflicts,
        "media": {code: region.media_total for code, region in spend.regions.items()},
        "admissions": spend.admissions.model_dump() if spend.admissions else None,
        "currency": spend.currency,
        "total": spend.total,
    }


def _plan_lines(plan: Plan, *, saved: bool) -> Iterator[str]:
    timing, spend = plan.timing, plan.spend
    if timing is None or spend is None:
        return
    for code, region in timing.regions.items():
        money = spend.regions[code]
        opens = f"{region.date:%a %d %b %Y}" if region.date else "no date yet    "
        yield f"{code:<8} {opens}  media {spend.currency} {money.media_total:>10,.0f}"
        yield from (f"         ! {warning}" for warning in region.warnings)
    yield from (f"! {text}" for text in timing.conflicts)
    if spend.admissions:
        low, base, high = (
            f"{getattr(spend.admissions, end):,.0f}" for end in ("low", "base", "high")
        )
        yield f"Admissions: {base} ({low} to {high})."
    yield (
        f"Budget: {spend.currency} {spend.total:,.2f}, of which media {spend.media:,.2f} net and "
        f"agency commission {spend.commission:,.2f}."
    )
    if spend.language_versions:
        yield f"Language versions: {', '.join(map(names.line, spend.language_versions))}."
    yield f"Saved as version {plan.version}." if saved else "Not saved; add --save to keep it."


@main.command()
@plan_argument
@click.option("--region", help="The region whose partner reads it.")
@click.option("--language", help="Default: the partner's language.")
@click.option("--all", "every", is_flag=True, help="One brief for each region, into a folder.")
@click.option("-o", "--out", type=FILE, required=True, help="A PDF file, or a folder with --all.")
@json_option
@told
def brief(
    plan_path: Path,
    region: str | None,
    language: str | None,
    out: Path,
    *,
    every: bool,
    as_json: bool,
) -> None:
    """Write the PDF brief of a regional partner."""
    from planner.partners.pdf import brief_pdf  # noqa: PLC0415  # slow to load

    plan = store.load(plan_path).plan
    if every == bool(region):
        hint = "Name a region with --region, or ask for --all."
        raise InputError(
            Problem("needs exactly one of --region and --all", field="brief", hint=hint)
        )
    codes = list(plan.goals.regions) if every else [str(region)]
    people = contacts.read(plan_path.parent)
    pdfs = {code: brief_pdf(plan, code, language, people) for code in codes}  # all, or none
    files = {code: out / f"{plan.campaign}-{code}.pdf" if every else out for code in codes}
    for code, path in files.items():
        write_bytes(path, pdfs[code])
    say({"briefs": files}, "\n".join(map(str, files.values())), as_json=as_json)


@main.command()
@click.option("-o", "--out", type=FILE, default=SCHEMA_FILE, help="Default: the shipped file.")
@told
def schema(out: Path) -> None:
    """Write the JSON Schema by which editors complete and check plan.yaml."""
    write_text(out, json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
    click.echo(str(out))
