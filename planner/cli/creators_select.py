"""Choosing creators from tables of prices, cells and reach."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from planner.cli.base import FILE, Summary, json_option, out_option, say, told
from planner.cli.creators import creators
from planner.errors import InputError, Problem
from planner.model.tables import parse_number


@creators.command("select")
@click.argument("sheet", metavar="CREATORS.csv", type=FILE)
@click.option("--cells", type=FILE, required=True, help="CSV: cell,people.")
@click.option("--reach", type=FILE, required=True, help="CSV: creator,cell,people_reached.")
@click.option("--budget", type=click.FloatRange(min=0), required=True)
@click.option(
    "--region-budget",
    "budgets",
    multiple=True,
    metavar="REGION=MONEY",
    help="The most that a region's creators may cost. May be given several times.",
)
@click.option("--most-per-region", "most", type=click.IntRange(min=0), metavar="CREATORS")
@click.option("--language", "languages", multiple=True, help="Spoken by at least one of them.")
@click.option("--include", multiple=True, metavar="CREATOR", help="Must be on the list.")
@click.option("--exclude", multiple=True, metavar="CREATOR", help="Must not be on it.")
@out_option
@json_option
@told
def select_creators(  # noqa: PLR0913  # one parameter for each option
    sheet: Path,
    cells: Path,
    reach: Path,
    *,
    budget: float,
    budgets: tuple[str, ...],
    most: int | None,
    languages: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    out: Path,
    as_json: bool,
) -> None:
    """Choose creators under a budget that together reach the most people.

    CREATORS.csv holds creator,price and may hold region, language and package: of several packages
    of a creator at most one is bought, and the table of reach then names the package, too.
    """
    from planner.creators import files  # noqa: PLC0415  # slow to load
    from planner.creators.candidates import Rules  # noqa: PLC0415  # slow to load
    from planner.creators.select import select  # noqa: PLC0415  # slow to load

    people = files.read_cells(cells)
    found = select(
        files.read_candidates(sheet, reach, people),
        people,
        budget,
        include=frozenset(include),
        exclude=frozenset(exclude),
        rules=Rules(_money(budgets), most_each=most, languages=frozenset(languages)),
    )
    files.write_selection(out, found)
    summary: Summary = {
        "reach": found.reach,
        "low": found.low,
        "high": found.high,
        "bound": found.bound,
        "proven": found.proven,
        "spent": found.spent,
    }
    text = (
        f"{len(found.chosen)} creators for {found.spent:,.2f}\nreach {found.reach:,.0f} people "
        f"(at most {found.bound:,.0f}; audiences add up to {found.sum_of_audiences:,.0f})\n"
        f"{found.low:,.0f} if their audiences are the same people as far as they can be, "
        f"{found.high:,.0f} if nobody is in two"
    )
    say(summary | {"out": out}, text, as_json=as_json)


def _money(budgets: Iterable[str]) -> dict[str, float]:
    """Return the money of each region from `MX=5000`; raises `InputError` with every fault."""
    found, problems = {}, []
    for text in budgets:
        region, _, amount = text.rpartition("=")
        money, what = parse_number(amount.strip())
        if fault := what if region.strip() else "names no region":
            hint = "Write the region and its money, such as MX=5000"
            problems.append(Problem(fault, field="--region-budget", value=text, hint=hint))
        found[region.strip()] = money
    if problems:
        raise InputError(problems)
    return found
