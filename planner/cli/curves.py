"""Commands for response curves that were fitted elsewhere: import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import FILE, Summary, json_option, main, out_option, say, told
from planner.errors import InputError, Problem

if TYPE_CHECKING:
    from planner.spend.curves import Curve
    from planner.spend.imports import Package

FROM = click.Choice(["meridian", "pymc", "robyn"])


@main.group()
def curves() -> None:
    """Response curves that were fitted elsewhere."""


@curves.command("import")
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--from", "package", type=FROM, help="The package; default: told by the content.")
@click.option("--weeks", type=click.IntRange(1, 104), default=9, show_default=True,
              help="Weeks of the flight that the curves are for.")  # fmt: skip
@click.option("--region", "regions", multiple=True, metavar="CODE|NAME=CODE",
              help="The region of the file, or of a region that it names.")  # fmt: skip
@click.option("--channel", "channels", multiple=True, metavar="NAME=ID",
              help="Our channel for one of the file; NAME= leaves it out.")  # fmt: skip
@click.option("--per-admission", type=click.FloatRange(min=0, min_open=True), default=1.0,
              help="What one admission is in the model's outcome: the ticket, where that is the "
              "box office. Default: the outcome is admissions.")  # fmt: skip
@click.option("--model-weeks", type=click.FloatRange(min=0, min_open=True),
              help="Meridian: the weeks that the curves were made over.")  # fmt: skip
@click.option("--add", is_flag=True, help="Keep the curves of other cells that the output holds.")
@out_option
@json_option
@told
def import_curves(  # noqa: PLR0913  # one for each option
    path: Path,
    *,
    package: Package | None,
    weeks: int,
    regions: tuple[str, ...],
    channels: tuple[str, ...],
    per_admission: float,
    model_weeks: float | None,
    out: Path,
    add: bool,
    as_json: bool,
) -> None:
    """Read the fitted curves that Google Meridian, PyMC-Marketing or Robyn exported.

    Money is taken as the campaign's currency, over the whole flight. Name the file that is written
    in goals.curves of the plan: its curves stand in for Microhit's own.
    """
    from planner.facts.table import load  # noqa: PLC0415  # slow to load
    from planner.spend.imports import PACKAGES, Wanted, read_export  # noqa: PLC0415  # slow to load
    from planner.spend.imports.writing import write_curves  # noqa: PLC0415  # slow to load

    wanted = Wanted(
        weeks=weeks,
        regions=_pairs("--region", regions, alone=True),
        channels=_pairs("--channel", channels, alone=False),
        per_admission=per_admission,
        model_weeks=model_weeks,
    )
    found = read_export(path, wanted, load(), package)
    kept = _others(out, found.curves) if add else []
    write_curves(out, [*kept, *found.curves])
    summary: Summary = {"package": found.package, "curves": [one.cell for one in found.curves]}
    lines = [f"From {PACKAGES[found.package]}, for {weeks} weeks: {len(found.curves)} cells"]
    lines += [f"Kept from before: {len(kept)} cells"] if kept else []
    say(
        summary | {"report": found.report, "kept": len(kept), "out": out},
        "\n".join([*lines, *found.report]),
        as_json=as_json,
    )


def _pairs(option: str, texts: Sequence[str], *, alone: bool) -> dict[str, str]:
    """Return NAME=VALUE by name; a value alone, where that may be, stands for the only one."""
    pairs: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.rpartition("=")
        if (not sign and not alone) or (sign and not name):
            raise InputError(Problem("is not NAME=ID", field=option, value=text))
        if name in pairs:
            what = f"is given twice for {name}" if name else "is given twice"
            raise InputError(Problem(what, field=option, value=text))
        pairs[name] = value
    return pairs


def _others(out: Path, new: Sequence[Curve]) -> list[Curve]:
    """Return the curves in `out` of cells that are not new."""
    from planner.spend.files import read_curves  # noqa: PLC0415  # slow to load

    cells = {curve.cell for curve in new}
    return [one for one in read_curves(out) if one.cell not in cells] if out.exists() else []
