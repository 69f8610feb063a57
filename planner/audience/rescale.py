"""Joining exports whose numbers are relative to the maximum of each file: search interest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from planner.audience.fetched import Fetched, is_kept, read_kept
from planner.audience.table import KEY, make_table

DIGITS = 4
"""Of rescaled values: search interest comes in whole percents."""


def continued(fetched: Fetched, path: Path) -> Fetched:
    """Return what was fetched on the scale of what is kept in `path` already.

    Where weeks stay that the new export lacks, its values are multiplied so that the weeks which
    both have add up to the same; without such weeks they are left as they are, with a note.
    """
    if not path.exists() or not is_kept(path):
        return fetched
    held = pd.DataFrame(read_kept(path))
    held["week"] = pd.to_datetime(held["week"])
    held["value"] = held["value"].astype(float)
    pieces, notes = [], list(fetched.notes)
    for (region, signal), rows in fetched.table.groupby(["region", "signal"]):
        before = held[(held["region"] == region) & (held["signal"] == signal)]
        factor = _factor(rows, before)
        if factor is None:
            notes.append(f"{region} {signal}: its weeks before cannot be compared with these.")
        elif factor != 1:
            notes.append(f"{region} {signal} was multiplied by {factor:.4g} to continue it.")
        scaled = rows["value"] * (factor or 1)
        pieces.append(rows.assign(value=scaled.map(lambda value: float(f"{value:.{DIGITS}g}"))))
    table = make_table(pd.concat(pieces, ignore_index=True)) if pieces else fetched.table
    return replace(fetched, table=table, notes=tuple(notes))


def _factor(rows: pd.DataFrame, before: pd.DataFrame) -> float | None:
    """Return what makes both equal where they meet; 1 if nothing old stays, None if unknown."""
    seen = rows.dropna(subset="value")
    if set(before["week"]) <= set(seen["week"]):
        return 1.0
    both = seen.merge(before, on=KEY, suffixes=("", "_before"))
    new, old = float(both["value"].sum()), float(both["value_before"].sum())
    return old / new if new > 0 and old > 0 else None
