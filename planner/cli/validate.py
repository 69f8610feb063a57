"""The command that judges plans: validate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.base import FILE, main, told


@main.command()
@click.argument("paths", metavar="PATH...", type=FILE, nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="Markdown is for a pull request.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--quiet", is_flag=True, help="Only what fails, on standard error.")
@told
def validate(paths: tuple[Path, ...], form: str, *, quiet: bool) -> None:
    """Check campaigns: plan, versions, tables, creator sheet and records.

    A folder stands for every campaign in it. Exits 2 where a file has a fault or a check says FAIL.
    """
    from planner.review import report  # noqa: PLC0415  # slow to load
    from planner.review import validate as files  # noqa: PLC0415  # slow to load

    campaigns = files.validate(paths)
    write = {"text": report.as_text, "markdown": report.as_markdown, "json": report.as_json}[form]
    if not quiet:
        click.echo(write(campaigns))
    faults = report.as_faults(campaigns, briefly=form == "text" and not quiet)
    if faults:
        click.echo(faults, err=True)
        sys.exit(2)
