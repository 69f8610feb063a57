"""Command: budget, the whole budget table of a plan, ours and each partner's."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.base import FILE, json_option, main, plan_argument, say, told
from planner.facts.decided import facts_of
from planner.plan import store


@main.command("budget")
@plan_argument
@click.option("-o", "--out", type=FILE, help="Write it as a table too: .xlsx or .csv.")
@json_option
@told
def budget(plan_path: Path, out: Path | None, *, as_json: bool) -> None:
    """Print the whole budget of a plan, net and gross: ours, and beside it each partner's."""
    from planner.spend.table import budget_table  # noqa: PLC0415  # slow to load
    from planner.spend.table_files import write_table  # noqa: PLC0415  # as above
    from planner.spend.table_text import json_of, text_of  # noqa: PLC0415  # as above

    plan = store.load(plan_path).plan
    facts = facts_of(plan)
    table = budget_table(plan, facts).adding_up()
    if out:
        write_table(out, table, plan)
    written = [str(out)] if out else []
    text = "\n".join([*text_of(table, plan), *written])
    say(json_of(table) | ({"out": out} if out else {}), text, as_json=as_json)
