"""The audience table itself: its columns, its order and its gaps.

Columns: `region` (ISO 3166 code or a group's name), `week` (datetime64, the Monday of the ISO week
that holds most of the period), `signal` (snake_case) and `value` (float >= 0 in the signal's own
unit; NaN = not observed). Sorted by and unique in region, signal and week, with no week left out
between a series' first and last.
"""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

COLUMNS = ["region", "week", "signal", "value"]
KEPT_COLUMNS = ["region", "week", "signal", "value", "source", "fetched"]
"""Of the files that `planner.audience.fetched.keep` writes."""
KEY = ["region", "signal", "week"]
WEEK_TYPE = "datetime64[us]"
DEFAULT_SIGNAL = "demand"


def empty_table() -> pd.DataFrame:
    """Return an audience table without rows."""
    types = {"region": "str", "week": WEEK_TYPE, "signal": "str", "value": "float64"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


def make_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` (region, week, signal, value; unique) as an audience table, gaps as NaN."""
    if rows.empty:
        return empty_table()
    typed = rows[COLUMNS].astype({"week": WEEK_TYPE, "value": "float64"})
    pieces = [_weekly(key, series) for key, series in typed.groupby(["region", "signal"])]
    table = pd.concat(pieces, ignore_index=True)[COLUMNS]
    return table.astype({"region": "str", "signal": "str", "week": WEEK_TYPE})


def _weekly(key: Hashable, series: pd.DataFrame) -> pd.DataFrame:
    region, signal = key if isinstance(key, tuple) else (key, DEFAULT_SIGNAL)
    values = series.set_index("week")["value"]
    weeks = pd.date_range(values.index.min(), values.index.max(), freq="7D", name="week")
    return values.reindex(weeks).reset_index().assign(region=region, signal=signal)
