"""The demand index: a region's signals combined so that regions can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from planner.forecast.run import YEAR

NUMBERS = ["mean", "p10", "p50", "p90"]
COLUMNS = ["region", "week", *NUMBERS]


def demand_index(table: pd.DataFrame, forecast_frame: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Return region, week, mean, p10, p50 and p90 relative to the region's coming year.

    That year is the first 52 forecast weeks from the week of `as_of` on, however long ago the
    history ends. Each signal is divided by its mean in it; a region's signals are averaged
    geometrically, week by week, and scaled so that the mean of the region's coming year is 1.
    Before the forecast stand up to 52 weeks that `table` observed by `as_of`, with all four
    numbers the same: a film that has already opened did so in one of these.
    """
    past, today = _past(table, as_of), pd.Timestamp(as_of)
    coming = forecast_frame[forecast_frame["week"] > today - pd.Timedelta(days=7)]
    rows = pd.concat([past, forecast_frame], ignore_index=True)[
        ["region", "signal", "week", *NUMBERS]
    ]
    years = _first_year_mean(coming, ["region", "signal"])
    rows = rows.merge(years.rename("year"), left_on=["region", "signal"], right_index=True)
    rows[NUMBERS] = rows[NUMBERS].div(rows["year"], axis=0)
    return _scaled(_geometric(rows), coming)


def combine_group(index: pd.DataFrame, members: Sequence[str], code: str) -> pd.DataFrame:
    """Return the index of a group of regions: the mean of its members, week by week."""
    rows = index[index["region"].isin(members)]
    mean = rows.groupby("week", as_index=False)[NUMBERS].mean()
    return mean.assign(region=code)[COLUMNS]


def _past(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    seen = table[table["value"].notna() & (table["week"] <= pd.Timestamp(as_of))]
    recent = seen.sort_values("week").groupby(["region", "signal"]).tail(YEAR)
    return recent.assign(**dict.fromkeys(NUMBERS, recent["value"]))


def _first_year_mean(frame: pd.DataFrame, by: list[str]) -> pd.Series[float]:
    first = frame.sort_values("week").groupby(by).head(YEAR)
    return first.groupby(by)["mean"].mean()


def _geometric(rows: pd.DataFrame) -> pd.DataFrame:
    numbers = rows[NUMBERS].to_numpy()
    with np.errstate(divide="ignore"):  # a week without demand has index 0
        logs = rows[["region", "week"]].join(pd.DataFrame(np.log(numbers), rows.index, NUMBERS))
    means = logs.groupby(["region", "week"], as_index=False)[NUMBERS].mean()
    return means.assign(**{name: np.exp(means[name]) for name in NUMBERS})


def _scaled(index: pd.DataFrame, coming: pd.DataFrame) -> pd.DataFrame:
    starts = coming.groupby("region")["week"].min()
    ahead = index[index["week"] >= index["region"].map(starts)]
    year = index["region"].map(_first_year_mean(ahead, ["region"]))
    return index.assign(**{name: index[name] / year for name in NUMBERS})[COLUMNS]
