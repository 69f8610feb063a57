"""Commands about creators: finding them, and what may be kept of them."""

from __future__ import annotations

from planner.cli.base import main


@main.group()
def creators() -> None:
    """Choose the creators to work with."""
