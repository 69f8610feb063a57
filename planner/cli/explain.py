"""Command: explain, from a number of a plan back to data, facts and decisions."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import json_option, main, plan_argument, report, say, told
from planner.plan import decode, store

if TYPE_CHECKING:
    from planner.review.explain import Ground


@main.command("explain")
@plan_argument
@click.argument("at", metavar="ADDRESS")
@click.option("--deep", is_flag=True, help="Follow everything that it rests on, to the end.")
@json_option
@told
def explain(plan_path: Path, at: str, *, deep: bool, as_json: bool) -> None:
    """Tell why a value is what it is, and what it rests on.

    ADDRESS is such as timing.MX, audience.MX.potential, spend.total, spend.MX.search,
    creators.NAME, "languages.de dub", facts.lead_time.dub, or overrides.
    """
    from planner.review import explain as walks  # noqa: PLC0415  # slow to load
    from planner.review.beside import read_beside  # noqa: PLC0415  # slow to load

    plan = store.load(plan_path).plan
    text = decode.read_file(plan_path, kind="a plan")
    base = walks.ground(plan, read_beside(plan, plan_path.parent), text=text, name=str(plan_path))
    if walks.needs_reasons(at):
        base = _reasoned(base, plan_path.parent)
    found = walks.explain(base, at, deep=deep)
    say(asdict(found), "\n".join(walks.lines(found)), as_json=as_json)


def _reasoned(base: Ground, folder: Path) -> Ground:
    """Return what explain reads, with the reasons worked out again."""
    from planner.review.explain import regions_heard  # noqa: PLC0415  # slow to load
    from planner.suggest import read_inputs, suggest  # noqa: PLC0415  # slow to load

    report("Working out the reasons again")
    outcome = suggest(base.plan, read_inputs(base.plan, folder))
    report("")
    saved = base.plan if base.plan.suggested else outcome.plan
    heard = regions_heard(base.plan, folder)
    return replace(base, plan=saved, reasons=outcome.reasons, again=outcome.plan, heard=heard)
