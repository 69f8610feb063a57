"""The command: the same functions as the pages, for people and scripts.

Each command prints a short summary (or `--json`), exits 0, or exits 2 with clear lines on standard
error and nothing changed. Steps are imported where they are used: Prophet alone takes seconds.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from planner.errors import InputError, MicrohitError, Problem
from planner.model.plan import SCHEMA_FILE, Plan, json_schema
from planner.plan import new as new_plans
from planner.plan import places, store
from planner.plan.diff import diff as differences
from planner.plan.files import write_bytes, write_text
from planner.plan.text import dump

if TYPE_CHECKING:
    from planner.suggest import Progress

P = ParamSpec("P")
R = TypeVar("R")
Summary = dict[str, object]
FILE = click.Path(path_type=Path)
out_option = click.option("-o", "--out", type=FILE, required=True, help="The file to write.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")


def told(function: Callable[P, R]) -> Callable[P, R]:
    """Turn every error that is meant for people into lines on standard error and exit code 2."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except MicrohitError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            click.echo(f"{error.filename or 'A file'}: {error.strerror or error}.", err=True)
        sys.exit(2)

    return wrapped


def say(summary: Summary, text: str, *, as_json: bool) -> None:
    """Print the summary of a command, for a person or as JSON."""
    click.echo(json.dumps(summary, default=str, ensure_ascii=False, indent=1) if as_json else text)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Plan the launch of a film that starts in one place and can travel to many."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a redirected one knows few scripts on Windows
            stream.reconfigure(errors="backslashreplace")


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
@click.argument("plan_path", metavar="PLAN.yaml", type=FILE)
@click.option("--audience", type=FILE, multiple=True, help="Audience tables, instead of its own.")
@click.option("--seed", type=int, help="Default: the plan's own, else 1.")
@click.option("--save", is_flag=True, help="Save as the next version.")
@click.option("-o", "--out", type=FILE, help="Write the plan to this file instead.")
@json_option
@told
def suggest(
    plan_path: Path,
    audience: tuple[Path, ...],
    seed: int | None,
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
        plan = store.save(plan_path.parent, plan, read=working).plan
    say(_plan_summary(plan), "\n".join(_plan_lines(plan, saved=save)), as_json=as_json)


def _working_digest(snapshot: store.Snapshot) -> str:
    """Return the digest of the working plan: a frozen version may have been suggested from."""
    if snapshot.path.name == store.PLAN:
        return snapshot.digest
    return store.digest((snapshot.path.parent / store.PLAN).read_bytes())


def _progress(progress: Progress) -> None:
    if sys.stderr.isatty():
        text = "" if progress.text == "Done" else progress.text
        click.echo(f"\r\033[K{text}", nl=False, err=True)


def _plan_summary(plan: Plan) -> Summary:
    timing, spend = plan.timing, plan.spend
    if timing is None or spend is None:
        return {"campaign": plan.campaign, "version": plan.version}
    return {
        "campaign": plan.campaign,
        "version": plan.version,
        "dates": {code: region.date for code, region in timing.regions.items()},
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
    if spend.admissions:
        low, base, high = (
            f"{getattr(spend.admissions, end):,.0f}" for end in ("low", "base", "high")
        )
        yield f"Admissions: {base} ({low} to {high})."
    yield f"Budget: {spend.currency} {spend.total:,.2f}, of which media {spend.media:,.2f}."
    yield f"Saved as version {plan.version}." if saved else "Not saved; add --save to keep it."


@main.command()
@click.argument("audience", metavar="AUDIENCE.csv", type=FILE)
@click.option("--horizon", type=click.IntRange(1, 520), default=26, help="Weeks ahead.")
@click.option("--seed", type=int, default=1)
@click.option("--dask", help="Address of a Dask scheduler to work on.")
@out_option
@json_option
@told
def forecast(
    audience: Path, horizon: int, seed: int, dask: str | None, out: Path, *, as_json: bool
) -> None:
    """Forecast every region and signal of an audience table, week by week."""
    from planner.audience.files import read_file  # noqa: PLC0415  # slow to load
    from planner.forecast.files import write_forecast  # noqa: PLC0415  # slow to load
    from planner.forecast.run import forecast as run  # noqa: PLC0415  # slow to load

    frame = run(read_file(audience), horizon=horizon, seed=seed, dask=dask)
    write_forecast(out, frame)
    series = frame.groupby(["region", "signal"]).ngroups
    text = f"{series} series, {horizon} weeks ahead: {out}"
    say({"series": series, "weeks": horizon, "out": out}, text, as_json=as_json)


@main.command()
@click.argument("curves", metavar="CURVES.csv", type=FILE)
@click.option("--budget", type=click.FloatRange(min=0), required=True)
@click.option("--limits", type=FILE, help="CSV: group,min,max.")
@out_option
@json_option
@told
def allocate(curves: Path, budget: float, limits: Path | None, out: Path, *, as_json: bool) -> None:
    """Split a budget over cells so that their responses add up to the most."""
    from planner.spend.allocate import allocate as split  # noqa: PLC0415  # slow to load
    from planner.spend.files import (  # noqa: PLC0415  # slow to load
        read_curves,
        read_limits,
        write_allocation,
    )

    cells = read_curves(curves)
    found = split(cells, budget, read_limits(limits, cells) if limits else ())
    write_allocation(out, found)
    summary: Summary = {"value": found.value, "bound": found.bound, "gap": found.gap}
    text = f"value {found.value:.6g}\nbound {found.bound:.6g}\ngap   {found.gap:.3g}"
    say(summary | {"out": out}, text, as_json=as_json)


@main.group()
def creators() -> None:
    """Choose the creators to work with."""


@creators.command("select")
@click.argument("sheet", metavar="CREATORS.csv", type=FILE)
@click.option("--cells", type=FILE, required=True, help="CSV: cell,people.")
@click.option("--reach", type=FILE, required=True, help="CSV: creator,cell,people_reached.")
@click.option("--budget", type=click.FloatRange(min=0), required=True)
@out_option
@json_option
@told
def select_creators(
    sheet: Path, cells: Path, reach: Path, budget: float, out: Path, *, as_json: bool
) -> None:
    """Choose creators under a budget that together reach the most people."""
    from planner.creators.files import (  # noqa: PLC0415  # slow to load
        read_candidates,
        read_cells,
        write_selection,
    )
    from planner.creators.select import select  # noqa: PLC0415  # slow to load

    people = read_cells(cells)
    found = select(read_candidates(sheet, reach, people), people, budget)
    write_selection(out, found)
    summary: Summary = {"reach": found.reach, "bound": found.bound, "spent": found.spent}
    text = (
        f"{len(found.chosen)} creators for {found.spent:,.2f}\nreach {found.reach:,.0f} people "
        f"(at most {found.bound:,.0f}; audiences add up to {found.sum_of_audiences:,.0f})"
    )
    say(summary | {"out": out}, text, as_json=as_json)


@main.command()
@click.argument("plan_path", metavar="PLAN.yaml", type=FILE)
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
    pdfs = {code: brief_pdf(plan, code, language) for code in codes}  # all, or none is written
    files = {code: out / f"{plan.campaign}-{code}.pdf" if every else out for code in codes}
    for code, path in files.items():
        write_bytes(path, pdfs[code])
    say({"briefs": files}, "\n".join(map(str, files.values())), as_json=as_json)


@main.command()
@click.argument("paths", metavar="PATH...", type=FILE, nargs=-1, required=True)
@json_option
@told
def validate(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Check plans, and the tables that they name: every fault with file, line and field."""
    from planner.review.validate import validate as check  # noqa: PLC0415  # slow to load

    found = check(paths)
    summary: Summary = {
        "checked": found.checked,
        "faults": [dataclasses.asdict(problem) for problem in found.problems],
        "checks": [dataclasses.asdict(item) for item in found.checks],
    }
    lines = [f"{item.status}: {item.title}: {item.message}" for item in found.checks]
    say(summary, "\n".join([f"{len(found.checked)} files checked.", *lines]), as_json=as_json)
    if found.problems:
        raise InputError(found.problems)


@main.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@json_option
@told
def diff(old: Path, new: Path, *, as_json: bool) -> None:
    """Tell in words what changed between two plans."""
    changes = differences(store.load(old).plan, store.load(new).plan)
    lines = [f"{'' if change.kind == 'input' else '  -> '}{change.text}" for change in changes]
    summary: Summary = {"changes": [dataclasses.asdict(change) for change in changes]}
    say(summary, "\n".join(lines or ["No difference."]), as_json=as_json)


@main.command()
@click.option("-o", "--out", type=FILE, default=SCHEMA_FILE, help="Default: the shipped file.")
@told
def schema(out: Path) -> None:
    """Write the JSON Schema by which editors complete and check plan.yaml."""
    write_text(out, json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
    click.echo(str(out))
