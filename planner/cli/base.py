"""What all commands share: their group, errors in plain lines, summaries for people or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from planner.errors import MicrohitError

P = ParamSpec("P")
R = TypeVar("R")
Summary = dict[str, object]
FILE = click.Path(path_type=Path)
out_option = click.option("-o", "--out", type=FILE, required=True, help="The file to write.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
plan_argument = click.argument("plan_path", metavar="PLAN.yaml", type=FILE)


def told(function: Callable[P, R]) -> Callable[P, R]:
    """Turn every error that is meant for people into lines on standard error and exit code 2."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except MicrohitError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            click.echo(f"{error.filename or 'A file'}: {error.strerror or error}.", err=True)
        sys.exit(2)

    return wrapped


def say(summary: Summary, text: str, *, as_json: bool) -> None:
    """Print the summary of a command, for a person or as JSON."""
    click.echo(json.dumps(summary, default=str, ensure_ascii=False, indent=1) if as_json else text)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Plan the launch of a film that starts in one place and can travel to many."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a redirected one knows few scripts on Windows
            stream.reconfigure(errors="backslashreplace")


def report(text: str) -> None:
    """Show what is being done, where somebody looks on."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{text}", nl=False, err=True)


def progress(done: int, total: int, what: str) -> None:
    """Show how far a long task is; nothing more once it is done."""
    report("" if done >= total else f"{done} of {total}: {what}")
