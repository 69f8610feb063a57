"""Command: calendar, what a region keeps and what else falls into a plan's window."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import json_option, main, plan_argument, say, told
from planner.errors import InputError, Problem
from planner.facts.table import Facts, load
from planner.model.names import region as region_name
from planner.model.plan import Plan
from planner.plan import store

if TYPE_CHECKING:
    from planner.timing.observance import Observance


EXPLAINED = ("mourning", "silent", "protected")
"""Kinds whose note is printed too: their name alone doesn't say what to do."""


@main.command("calendar")
@plan_argument
@click.option("--region", help="A region of the plan; without it, all of them.")
@json_option
@told
def calendar(plan_path: Path, region: str | None, *, as_json: bool) -> None:
    """Print the holidays, feasts, festivals and events of regions inside the plan's window."""
    from planner.timing.mine import calendar_notes  # noqa: PLC0415  # slow to load
    from planner.timing.stale import stale_notes  # noqa: PLC0415  # slow to load

    plan, facts = store.load(plan_path).plan, load()
    codes = [_known(region, plan)] if region else list(plan.goals.regions)
    days = {code: _days(code, plan, facts) for code in codes}
    notes = [note for code in codes for note in stale_notes(code, plan, facts)]
    told = list(dict.fromkeys([*calendar_notes(plan, facts), *notes]))
    rows = [asdict(one) for found in days.values() for one in found]
    say({"calendar": rows, "notes": told}, _text(days, told), as_json=as_json)


def _known(code: str, plan: Plan) -> str:
    if code not in plan.goals.regions:
        hint = f"Use one of {', '.join(plan.goals.regions)}"
        raise InputError(
            Problem("is no region of this plan", field="--region", value=code, hint=hint)
        )
    return code


def _days(code: str, plan: Plan, facts: Facts) -> tuple[Observance, ...]:
    from planner.timing.days import observances  # noqa: PLC0415  # slow to load

    return observances(code, plan, facts, plan.goals.window.from_, plan.goals.window.to)


def _text(days: dict[str, tuple[Observance, ...]], notes: list[str]) -> str:
    blocks = [
        "\n".join([region_name(code), *(_line(one) for one in found or ())])
        for code, found in days.items()
    ]
    checks = ["To check", *(f"  {note}" for note in notes)] if notes else []
    return "\n\n".join([*blocks, *(["\n".join(checks)] if checks else [])])


def _line(one: Observance) -> str:
    last = f" to {one.end}" if one.end != one.start else ""
    sure = " (estimated)" if one.estimated else ""
    kind = one.kind.replace("_", " ")
    why = f"\n{' ' * 39}{one.note}" if one.kind in EXPLAINED else ""
    return f"  {f'{one.start}{last}':<24} {kind:<11} {one.name}{sure}{why}"
