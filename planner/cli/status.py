"""Command: status, which state a campaign is in, what the next demands, and setting it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import Summary, json_option, main, plan_argument, say, told
from planner.cli.signoff import note_option
from planner.errors import InputError, Problem
from planner.plan import store

if TYPE_CHECKING:
    from planner.model.plan import Plan
    from planner.review.check import Check
    from planner.review.status import CampaignStatus, State
    from planner.timing.signing import Signature


@main.command("status")
@plan_argument
@click.argument("state", required=False)
@click.option("--by", help="The name of the person who answers for it.")
@note_option
@json_option
@told
def status(
    plan_path: Path, state: str | None, by: str | None, note: str | None, *, as_json: bool
) -> None:
    """Tell which state a campaign is in, or set it: draft, ready, live or closed.

    Without STATE it prints who set it, when, and what the next one demands.
    """
    from planner.timing.signing import Signature  # noqa: PLC0415  # slow to load

    plan = store.load(plan_path).plan
    if state is not None:
        _set(_known(state), plan, plan_path.parent, Signature(by or "", note))
    _show(plan, plan_path.parent, as_json=as_json)


def _known(state: str) -> State:
    from planner.review.status import STATES  # noqa: PLC0415  # slow to load

    if state not in STATES:
        hint = f"Use one of {', '.join(STATES)}."
        raise InputError(Problem("is no state", field="state", value=state, hint=hint))
    return STATES[state]


def _set(to: State, plan: Plan, folder: Path, signature: Signature) -> None:
    from planner.review.beside import read_beside  # noqa: PLC0415  # slow to load
    from planner.review.checks import checks  # noqa: PLC0415  # slow to load
    from planner.review.status import set_status  # noqa: PLC0415  # slow to load

    set_status(to, plan, folder, signature, checks(plan, read_beside(plan, folder)))


def _show(plan: Plan, folder: Path, *, as_json: bool) -> None:
    from planner.review.beside import read_beside  # noqa: PLC0415  # slow to load
    from planner.review.checks import checks  # noqa: PLC0415  # slow to load
    from planner.review.status import campaign_status, demands, next_state  # noqa: PLC0415  # as above

    beside = read_beside(plan, folder)
    now = campaign_status(plan, beside.records)
    to = next_state(now.state) if now.holds else now.state
    asked = demands(to, plan, beside, checks(plan, beside)) if to else []
    summary: Summary = {
        "state": now.state,
        "holds": now.holds,
        "record": now.record.model_dump() if now.record else None,
        "next": to,
        "demands": [asdict(one) for one in asked],
    }
    say(summary, "\n".join(_lines(now, to, asked)), as_json=as_json)


def _lines(now: CampaignStatus, to: State | None, asked: list[Check]) -> Iterator[str]:
    from planner.review.status import told as sentence  # noqa: PLC0415  # slow to load

    yield sentence(now)
    if to:
        yield f"To be {to} it needs:"
    for one in asked:
        step = f" {one.next_step}" if one.status != "PASS" and one.next_step else ""
        yield f"  {one.status:<6} {one.title}: {one.message}{step}"
