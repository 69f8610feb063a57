"""What all commands share: their group, errors in plain lines, summaries for people or as JSON."""

from __future__ import annotations

import json
import re
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


def plan_file(path: Path) -> Path:
    """Return the plan that a path names: a folder stands for the plan.yaml in it."""
    return path / "plan.yaml" if path.is_dir() else path


plan_argument = click.argument(
    "plan_path", metavar="PLAN.yaml", type=FILE, callback=lambda _ctx, _param, path: plan_file(path)
)


def version(text: str | int) -> int:
    """Return the number of a version, also as lists and files call it: 4, v004, v004.yaml."""
    match = re.fullmatch(r"v?0*([1-9]\d{0,5})(?:\.yaml)?", str(text), re.ASCII)
    if match is None:
        raise click.BadParameter(f"{text!r} is no version, such as 4 or v004.")
    return int(match[1])


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
