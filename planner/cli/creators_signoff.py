"""Command creators signoff: what a named person says about the shortlist."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.base import json_option, plan_argument, say, told
from planner.cli.creators import creators
from planner.cli.signoff import by_option, note_option
from planner.plan import records, store


@creators.command("signoff")
@plan_argument
@by_option
@click.option("--verdict", required=True, help="ok, ok_with_changes or not_ok.")
@note_option
@json_option
@told
def sign_off(plan_path: Path, by: str, verdict: str, note: str | None, *, as_json: bool) -> None:
    """Record that the creators, posts and prices on the shortlist may be contracted, or not."""
    from planner.creators import signing  # noqa: PLC0415  # slow to load
    from planner.timing.signing import Signature  # noqa: PLC0415  # slow to load

    plan = store.load(plan_path).plan
    path = signing.sign_shortlist(plan, plan_path.parent, verdict, Signature(by, note))
    state = signing.shortlist_sign_off(plan, records.read(plan_path.parent)).state
    text = (
        f"Recorded for version {plan.version}: {path}. The shortlist is {state}; that holds until "
        "names, posts or prices change."
    )
    say({"record": path, "version": plan.version, "state": state}, text, as_json=as_json)
