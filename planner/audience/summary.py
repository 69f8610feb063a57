"""What an audience table holds, in one row per region."""

from __future__ import annotations

import pandas as pd


def summarise(table: pd.DataFrame) -> pd.DataFrame:
    """Return region, signals (comma-separated), weeks, first, last and missing for each region.

    `weeks` counts the weeks with at least one observed value, `first` and `last` are the Mondays
    of the first and last of them (NaT if there is none), `missing` is the share (0 to 1) of the
    region's rows that hold no value.
    """
    seen = table[table["value"].notna()].groupby("region")["week"]
    by_region = table.groupby("region")
    return (
        pd.DataFrame(
            {
                "signals": by_region["signal"].agg(lambda names: ", ".join(sorted(set(names)))),
                "weeks": seen.nunique(),
                "first": seen.min(),
                "last": seen.max(),
                "missing": by_region["value"].agg(lambda values: float(values.isna().mean())),
            }
        )
        .assign(weeks=lambda frame: frame["weeks"].fillna(0).astype(int))
        .reset_index()
    )
