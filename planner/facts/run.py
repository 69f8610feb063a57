"""How a first run spreads over its weeks, by the facts."""

from __future__ import annotations

from planner.errors import PlanError
from planner.facts.table import Facts

LONGEST_RUN = 104
"""Weeks: no first run lasted longer than two years; more is likely a slip of the keyboard."""


def life_cycle(facts: Facts, first: float | None = None) -> list[float]:
    """Return the share of admissions in each week of the first run; they sum to 1.

    The first week takes `first`, by default `week_one_share`, and each further week the same share
    of what is left, a geometric life cycle after Einav (2007).
    """
    first = facts.number("week_one_share").value if first is None else first
    weeks = round(facts.number("run_weeks").value)
    if not 1 <= weeks <= LONGEST_RUN:
        raise PlanError(
            f"The fact run_weeks must lie between 1 and {LONGEST_RUN}; it is {weeks:,}."
        )
    shares = [first * (1 - first) ** week for week in range(weeks)]
    return [share / sum(shares) for share in shares]
