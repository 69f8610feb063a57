"""The command: the same functions as the pages, for people and scripts.

Each command prints a short summary (or `--json`), exits 0, or exits 2 with clear lines on standard
error and nothing changed. Steps are imported where they are used: Prophet alone takes seconds.
"""

from planner.cli import (  # noqa: F401  # they add commands
    allocate,
    audience_files,
    audience_sources,
    budget,
    calendar,
    contacts,
    creators,
    creators_select,
    creators_sheet,
    creators_signoff,
    curves,
    dates,
    diff,
    explain,
    forecasting,
    git,
    media,
    merge,
    plans,
    signoff,
    status,
    travel,
    validate,
    versions,
)
from planner.cli.base import main

__all__ = ["main"]
