"""Splitting a budget over response curves."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.base import FILE, json_option, main, out_option, say, told


@main.command()
@click.argument("curves", metavar="CURVES.csv", type=FILE)
@click.option("--budget", type=click.FloatRange(min=0), required=True)
@click.option("--limits", type=FILE, help="CSV: group,min,max.")
@click.option("--plan", "own", type=FILE, help="A split of your own to compare, CSV: cell,spend.")
@click.option("--least-for", type=float, metavar="OUTCOME", help="Tell the least budget for it.")
@click.option(
    "--next",
    "more",
    type=click.FloatRange(min=0),
    metavar="AMOUNT",
    help="Tell where more would go.",
)
@out_option
@json_option
@told
def allocate(  # noqa: PLR0913  # one parameter for each option
    curves: Path,
    budget: float,
    limits: Path | None,
    own: Path | None,
    least_for: float | None,
    more: float | None,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Split a budget over cells so that their responses add up to the most."""
    from planner.cli.allocation import Told  # noqa: PLC0415  # slow to load
    from planner.spend import files  # noqa: PLC0415  # slow to load
    from planner.spend.allocate import allocate as split  # noqa: PLC0415  # slow to load

    cells = files.read_curves(curves)
    groups = files.read_limits(limits, cells) if limits else []
    mine = files.read_plan(own, cells) if own else None
    answer = Told(cells, budget, groups, split(cells, budget, groups, own=mine))
    answer.split()
    answer.idle()
    if mine is not None:
        answer.own(mine)
    if least_for is not None:
        answer.least_for(least_for)
    if more is not None:
        answer.next(more)
    files.write_allocation(out, answer.found)
    say(answer.summary | {"out": out}, "\n".join(answer.lines), as_json=as_json)
