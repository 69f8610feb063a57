"""Weeks in which cinemas were closed: nobody could come, which says nothing of demand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from planner.errors import FactError, Problem
from planner.facts.table import Facts

RULE = "disruption"
ONLINE = frozenset({"wiki_views", "trailer_views", "search_interest", "streaming_appetite"})
"""Signals of people at home, which closed cinemas don't silence."""
LONG = 8
"""Weeks after which demand may have come back on another level."""


def spans(region: str, signal: str, facts: Facts) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return first and last day of each disruption of a signal in a region, in order.

    A region without rows of its own takes those of its country, else those of everywhere.
    Raises `FactError` for a row that is not two days, such as 2020-03-15/2020-06-21.
    """
    if signal in ONLINE:
        return []
    for place in (region, region[:2], "*"):
        found = facts.rules(place, RULE)
        if found:
            return sorted(_span(rule.id, rule.text) for rule in found)
    return []


def _span(name: str, text: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, _, last = text.partition("/")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError:
        hint = "Write the first and the last day, such as 2020-03-15/2020-06-21."
        raise FactError(
            Problem("is no span of days", "rules.csv", field=name, value=text, hint=hint)
        ) from None
    return pd.Timestamp(days[0]), pd.Timestamp(days[1])


def masked(
    demand: pd.Series[float], found: Iterable[tuple[pd.Timestamp, pd.Timestamp]]
) -> tuple[pd.Series[float], list[pd.Timestamp]]:
    """Return weekly demand with the weeks that touch a disruption as NaN, and where level may step.

    A step is the Monday after a long disruption, if weeks before and after it were observed.
    """
    kept, steps = demand.copy(), []
    weeks = pd.DatetimeIndex(demand.index)
    for first, last in found:
        touched = (weeks + pd.Timedelta(days=6) >= first) & (weeks <= last)
        kept[touched] = float("nan")
        known = weeks[kept.notna().to_numpy()]
        if touched.sum() >= LONG and (known < first).any() and (known > last).any():
            steps.append(weeks[touched][-1] + pd.Timedelta(days=7))
    return kept, steps
