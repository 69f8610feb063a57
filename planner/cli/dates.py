"""Command: dates, what must start by when for the dates of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import FILE, json_option, main, plan_argument, say, told
from planner.errors import InputError, PlanError, Problem
from planner.facts.decided import facts_of
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.plan import store
from planner.plan.exports import write_csv
from planner.plan.files import write_bytes

if TYPE_CHECKING:
    from planner.timing.critical import CriticalDate

HEADER = ("start_by", "task", "regions", "due", "days", "unit", "slack", "late", "release", "fact")


@main.command("dates")
@plan_argument
@click.option("--region", help="A region of the plan; without it, all of them.")
@click.option("--ics", "ics_path", type=FILE, help="Write them for a calendar program too.")
@click.option("--csv", "csv_path", type=FILE, help="Write them as a table too.")
@json_option
@told
def dates(
    plan_path: Path,
    region: str | None,
    ics_path: Path | None,
    csv_path: Path | None,
    *,
    as_json: bool,
) -> None:
    """Print what must start by when for the dates of a plan; what is late comes first."""
    from planner.timing import critical, ics, premieres  # noqa: PLC0415  # slow to load

    plan = store.load(plan_path).plan
    facts = facts_of(plan)
    opening = critical.released(plan, region)
    _check(region, plan, opening)
    found = critical.dates(plan, facts, region)
    notes = [*_hopes(plan, facts, opening), *premieres.ladder_notes(plan, facts)]
    if csv_path:
        write_csv(csv_path, HEADER, [_row(one) for one in found])
    if ics_path:
        write_bytes(ics_path, ics.calendar(plan, facts, region))
    rows = [asdict(one.task) | {"regions": one.regions, "release": one.release} for one in found]
    say({"dates": rows, "notes": notes}, _text(found, notes), as_json=as_json)


def _check(region: str | None, plan: Plan, opening: Mapping[str, date]) -> None:
    """Raise where there is nothing to count back from, and say what to do."""
    if region and region not in plan.goals.regions:
        hint = f"Use one of {', '.join(plan.goals.regions)}"
        raise InputError(
            Problem("is no region of this plan", field="--region", value=region, hint=hint)
        )
    if not opening:
        who = names.region(region) if region else "No region"
        has = "has no date yet" if region else "has a date yet"
        raise PlanError(f"{who} {has}: run `suggest` on the plan first, with --save.")


def _hopes(plan: Plan, facts: Facts, opening: Mapping[str, date]) -> list[str]:
    from planner.timing.premieres import hopes  # noqa: PLC0415  # slow to load

    return [
        f"{names.region(code)}: {text}"
        for code, day in opening.items()
        for text in hopes(code, plan, facts, day)
    ]


def _row(entry: CriticalDate) -> tuple[object, ...]:
    task = entry.task
    return (
        task.start_by,
        names.line(task.name),
        " ".join(entry.regions),
        task.due,
        task.days,
        task.unit,
        task.slack,
        "yes" if task.late else "no",
        entry.release,
        task.fact,
    )


def _text(found: tuple[CriticalDate, ...], notes: list[str]) -> str:
    lines = ["Start by    Ready by    Slack  What", *(_line(one) for one in found)]
    if not found:
        lines = ["Everything is ready."]
    return "\n".join([*lines, *(["", *notes] if notes else [])])


def _line(entry: CriticalDate) -> str:
    task = entry.task
    regions = ", ".join(names.region(code) for code in entry.regions)
    given = "" if task.days else f", on {spoken(task.earliest)}"
    late = "  LATE" if task.late else ""
    what = f"{names.line(task.name)} ({regions}){given}{late}"
    return f"{task.start_by}  {task.due}  {task.slack:>5}  {what}"
