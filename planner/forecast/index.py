"""The demand index: a region's signals combined so that regions can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from planner.forecast.skill import YEAR

NUMBERS = ["mean", "p10", "p50", "p90"]
COLUMNS = ["region", "week", *NUMBERS]
LEAST_ERROR = 0.02
"""No weekly demand is known better: a signal that never changes must not outweigh all others."""


def demand_index(table: pd.DataFrame, forecast_frame: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Return region, week, mean, p10, p50 and p90 relative to the region's coming year.

    That year is the first 52 forecast weeks from the week of `as_of` on, however long ago the
    history ends. Each signal is divided by its mean in it; a region's signals are averaged
    geometrically, week by week, each weighted by the inverse square of the error that it has shown
    (`error` of the forecast), and scaled so that the mean of the region's coming year is 1.
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
    errors = forecast_frame.groupby(["region", "signal"])["error"].first()
    rows = rows.merge(errors, left_on=["region", "signal"], right_index=True)
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
        logs = np.log(numbers)
    weights = 1 / np.maximum(rows["error"].to_numpy(), LEAST_ERROR) ** 2
    keys = rows[["region", "week"]]
    weighted = keys.join(pd.DataFrame(logs * weights[:, None], rows.index, NUMBERS))
    sums = weighted.assign(weight=weights).groupby(["region", "week"], as_index=False).sum()
    return sums.assign(**{name: np.exp(sums[name] / sums["weight"]) for name in NUMBERS})


def _scaled(index: pd.DataFrame, coming: pd.DataFrame) -> pd.DataFrame:
    starts = coming.groupby("region")["week"].min()
    ahead = index[index["week"] >= index["region"].map(starts)]
    year = index["region"].map(_first_year_mean(ahead, ["region"]))
    return index.assign(**{name: index[name] / year for name in NUMBERS})[COLUMNS]
