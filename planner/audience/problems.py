"""How many faults of a table are listed."""

from __future__ import annotations

from collections.abc import Sequence

from planner.errors import Problem

MOST_PROBLEMS = 20
"""Faults that are listed: enough to see a pattern, few enough to read."""


def capped(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first problems, and how many more there are."""
    left = len(problems) - MOST_PROBLEMS
    more = [Problem(f"... and {left} more")] if left > 0 else []
    return [*problems[:MOST_PROBLEMS], *more]
