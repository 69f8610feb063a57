"""Commands over audience files: read, add, coverage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from planner.cli.audience_keep import Campaign, lines_of, opened, summary_of
from planner.cli.base import FILE, Summary, json_option, main, plan_argument, report, say, told
from planner.errors import InputError, Problem

if TYPE_CHECKING:
    from planner.audience.fetched import Fetched
    from planner.audience.netflix_titles import Titles
    from planner.audience.preview import Understood

KINDS = ["language", "origin", "non-english"]
region_option = click.option("--region", help="What a file is about that names no region itself.")
tab_option = click.option("--tab", help="The sheet of a workbook; default: the first with data.")


@main.group()
def audience() -> None:
    """Gather what is known of each region's audience."""


@audience.command()
@click.argument("paths", metavar="FILE...", type=FILE, nargs=-1, required=True)
@tab_option
@region_option
@json_option
@told
def read(paths: tuple[Path, ...], tab: str | None, region: str | None, *, as_json: bool) -> None:
    """Show how audience files are understood, and every fault in them."""
    from planner.audience.preview import understand  # noqa: PLC0415  # slow to load

    found = [understand(path, str(path), tab=tab, region=region) for path in paths]
    lines = [line for one in found for line in _read_lines(one)]
    say({"files": [_read_summary(one) for one in found]}, "\n".join(lines), as_json=as_json)
    problems = [problem for one in found for problem in one.problems]
    if problems:
        raise InputError(problems)


def _read_summary(found: Understood) -> Summary:
    fields = ("kind", "encoding", "delimiter", "decimal", "dates", "step", "regions", "signals")
    counts = ("first", "last", "rows", "gaps", "notes")
    head = found.head.to_dict("records")
    return {
        "file": found.name,
        **{name: getattr(found, name) for name in (*fields, *counts)},
        "head": head,
        "faults": [asdict(problem) for problem in found.problems],
    }


def _read_lines(found: Understood) -> Iterator[str]:
    yield f"{found.name}: {found.kind or 'not understood'}"
    told_of = {
        "encoding": found.encoding,
        "separator": found.delimiter,
        "decimals": found.decimal,
        "dates": found.dates,
        "step": found.step,
        "regions": ", ".join(found.regions),
        "signals": ", ".join(found.signals),
    }
    yield from (f"  {name:<9}  {value}" for name, value in told_of.items() if value)
    if found.first:
        yield f"  weeks      {found.first} to {found.last}: {found.rows} values, {found.gaps} gaps"
    yield from (f"  {note}" for note in found.notes)
    if not found.head.empty:
        yield from (f"    {line}" for line in found.head.to_string(index=False).splitlines())


@audience.command()
@plan_argument
@click.argument("paths", metavar="FILE...", type=FILE, nargs=-1, required=True)
@click.option("--as", "name", help="What to keep it as; default: by the file or its kind.")
@tab_option
@region_option
@click.option("--titles", type=FILE, help="Netflix: a table of title, original_language, origin.")
@click.option("--like", type=click.Choice(KINDS), default="language", help="Netflix: like how?")
@json_option
@told
def add(  # noqa: PLR0913  # one for each option
    plan_path: Path,
    paths: tuple[Path, ...],
    name: str | None,
    tab: str | None,
    region: str | None,
    titles: Path | None,
    like: str,
    *,
    as_json: bool,
) -> None:
    """Check audience files of any kind and keep them in the campaign."""
    from planner.audience.adding import check, put  # noqa: PLC0415  # slow to load

    if name and len(paths) > 1:
        hint = "Add them one by one, or without --as."
        raise InputError(Problem("names one table for several files", field="--as", hint=hint))
    campaign = opened(plan_path)
    known = _titles(titles)
    about = (tab, region)
    given = [_given(campaign, path, about, known, like) for path in paths]
    goals, folder = campaign.plan.goals, campaign.folder
    chosen = [(name or usual, fetched) for usual, fetched in given]
    for target, fetched in chosen:  # all are checked before one is kept
        check(fetched, target, goals, folder)
    done = [(put(fetched, target, goals, folder), fetched) for target, fetched in chosen]
    lines = [line for one in done for line in lines_of(*one, campaign)]
    say({"kept": [summary_of(*one) for one in done]}, "\n".join(lines), as_json=as_json)


def _titles(path: Path | None) -> Titles | None:
    from planner.audience.grid import read_content  # noqa: PLC0415  # slow to load
    from planner.audience.netflix_titles import read_titles  # noqa: PLC0415  # slow to load

    return None if path is None else read_titles(read_content(path), str(path))


def _given(
    campaign: Campaign,
    path: Path,
    about: tuple[str | None, str | None],
    titles: Titles | None,
    like: str,
) -> tuple[str, Fetched]:
    """Return the usual name of what a file holds, and what it gives; `about` is tab and region."""
    from planner.audience.adding import NAMES, name_of  # noqa: PLC0415  # slow to load
    from planner.audience.fetched import Fetched  # noqa: PLC0415  # slow to load
    from planner.audience.grid import read_content  # noqa: PLC0415  # slow to load
    from planner.audience.netflix import fetch_for  # noqa: PLC0415  # slow to load
    from planner.audience.netflix_charts import KIND  # noqa: PLC0415  # slow to load
    from planner.audience.netflix_titles import Kind  # noqa: PLC0415  # slow to load
    from planner.audience.preview import understand  # noqa: PLC0415  # slow to load

    if path.resolve().parent == (campaign.folder / "audience").resolve():
        raise InputError(Problem("is in the campaign already", str(path)))
    report(f"Reading {path}")
    found = understand(path, str(path), campaign.groups, *about)
    report("")
    now = datetime.now(UTC).replace(microsecond=0)
    if found.kind == KIND and titles is not None:
        [kind] = [one for one in get_args(Kind) if one == like]
        content = read_content(path)
        return NAMES[KIND], fetch_for(content, path.name, titles, kind, campaign.plan, now)
    if found.problems:
        raise InputError(found.problems)
    told_of = f" ({found.kind})" if found.kind in NAMES else ""
    usual = NAMES.get(found.kind) or name_of(path.name)
    return usual, Fetched(found.table, f"{path.name}{told_of}", now, found.notes)


@audience.command()
@plan_argument
@json_option
@told
def coverage(plan_path: Path, *, as_json: bool) -> None:
    """Tell what is known of each region: weeks, gaps, sources and their age."""
    from planner.audience.files import named_tables, read_many  # noqa: PLC0415  # slow to load
    from planner.audience.summary import coverage as covered  # noqa: PLC0415  # slow to load

    campaign = opened(plan_path)
    goals = campaign.plan.goals
    paths = named_tables(goals, campaign.folder)
    found = covered(read_many(paths, campaign.groups), paths, campaign.groups)
    dated = found.assign(
        first=found["first"].dt.strftime("%Y-%m-%d"),
        last=found["last"].dt.strftime("%Y-%m-%d"),
        fetched=found["fetched"].dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    rows = dated.astype(object).where(dated.notna(), None).to_dict("records")
    heard = set(found["region"])
    silent = [code for code in goals.regions if not heard & {code, *goals.members(code)}]
    lines = [_coverage_line(row) for row in rows]
    lines += [f"{code:<8} nothing yet: its season is borrowed" for code in silent]
    say({"series": rows, "silent": silent}, "\n".join(lines), as_json=as_json)


def _coverage_line(row: dict[object, object]) -> str:
    when = f", fetched {str(row['fetched'])[:10]}" if row["fetched"] else ""
    return (
        f"{row['region']:<8} {row['signal']:<24} {row['weeks']:>5} weeks  {row['first']} to "
        f"{row['last']}  {row['gaps']:>3} gaps  {row['source']}{when}"
    )
