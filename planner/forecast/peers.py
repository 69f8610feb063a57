"""Simple forecasts that ours is measured against."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.forecast import engine
from planner.forecast.skill import YEAR

Array = NDArray[np.float64]
Peer = Callable[[pd.Series, pd.DatetimeIndex], Array]
"""From weekly demand (consecutive Mondays, NaN where not observed) to the Mondays ahead."""
MEAN_YEARS = 5


def seasonal_naive(demand: pd.Series[float], ahead: pd.DatetimeIndex) -> Array:
    """Repeat the week 52 weeks before, again and again."""
    last = demand.to_numpy()[-YEAR:]
    return np.asarray(np.resize(last, len(ahead)), dtype=np.float64)


def same_week_mean(demand: pd.Series[float], ahead: pd.DatetimeIndex) -> Array:
    """Take the mean of the weeks nearest to the same day in the last five years."""
    found = []
    for week in ahead:
        back = [round(365.25 * years / 7) for years in range(1, MEAN_YEARS + 1)]
        known = demand.reindex([week - pd.Timedelta(weeks=weeks) for weeks in back])
        found.append(known.mean())
    return np.array(found)


def default_prophet(demand: pd.Series[float], ahead: pd.DatetimeIndex) -> Array:
    """Fit Prophet as it comes, on demand itself."""
    engine.quiet()
    # Prophet 1.5 drops columns in place, which pandas 3.1 deprecates. A filter rather than
    # `catch_warnings`, which is not safe with threads.
    warnings.filterwarnings("ignore", message="The inplace keyword", module=r"prophet\.")
    from prophet import Prophet  # noqa: PLC0415  # slow to load

    known = demand.dropna()
    model = Prophet(uncertainty_samples=0)
    model.fit(pd.DataFrame({"ds": known.index, "y": known.to_numpy()}))
    return np.asarray(model.predict(pd.DataFrame({"ds": ahead}))["yhat"], dtype=np.float64)


PEERS: Mapping[str, Peer] = {
    "seasonal naive": seasonal_naive,
    "Prophet, defaults": default_prophet,
}
"""Those that the backtest prints beside ours."""
