"""Choosing creators from tables of prices, cells and reach."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.base import FILE, Summary, json_option, out_option, say, told
from planner.cli.creators import creators


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
