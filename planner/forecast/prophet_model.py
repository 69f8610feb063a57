"""Prophet, fitted to the logarithm of one weekly series."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FEWEST_WEEKS = 104
"""Two years: with less, Prophet cannot tell a season from a trend."""
MOST_WEEKS = 8 * 52
"""Eight years, the history with which DESIGN.md's figures were measured."""
WEEKS_FOR_FULL_SEASON = 156
FULL_SEASON, SHORT_SEASON = 26, 10
"""Fourier terms. 26 resolve single weeks: mean WAPE 26 weeks ahead on FR, GB and US, 11 origins
2011 to 2018, was 0.183 with four years of history against 0.190 with 10 terms, and the same with
three (0.193, 0.194). With two years 10 terms had 0.197, 6 had 0.207; 26 would be one coefficient
for every two weeks."""
CHANGEPOINT_PRIOR = 0.01
"""Keeps the trend stiff: best of those measured in DESIGN.md."""


@dataclass(frozen=True, slots=True)
class LogFit:
    """A fit on the log scale: future medians, and what the past left unexplained."""

    median: NDArray[np.float64]
    residuals: NDArray[np.float64]
    parameters: int
    """Seasonal coefficients, which flatter the residuals."""


def fit(log_demand: pd.Series[float], future: pd.DatetimeIndex, seed: int) -> LogFit:
    """Fit a weekly series (index: Mondays, no NaN) and extrapolate it to the Mondays `future`.

    Intervals are not Prophet's: its sampling uses NumPy's global state, which several threads
    would share, and its stiff trend makes them too narrow (see `planner.forecast.spread`).
    """
    _quiet()
    from prophet import Prophet  # noqa: PLC0415  # slow to load: only when needed

    terms = FULL_SEASON if len(log_demand) >= WEEKS_FOR_FULL_SEASON else SHORT_SEASON
    model = Prophet(
        yearly_seasonality=False,
        weekly_seasonality=False,
        daily_seasonality=False,
        changepoint_prior_scale=CHANGEPOINT_PRIOR,
        uncertainty_samples=0,
    ).add_seasonality(name="year", period=365.25, fourier_order=terms)
    model.fit(pd.DataFrame({"ds": log_demand.index, "y": log_demand.to_numpy()}), seed=seed)
    fitted = model.predict(pd.DataFrame({"ds": log_demand.index.append(future)}))["yhat"].to_numpy()
    past = len(log_demand)
    return LogFit(fitted[past:], log_demand.to_numpy() - fitted[:past], 2 * terms)


class _NoPlotly(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Importing plotly failed")


def _quiet() -> None:
    """Silence what chatters in every fit and nothing else; once or often makes no difference."""
    plots = logging.getLogger("prophet.plot")
    if not any(isinstance(one, _NoPlotly) for one in plots.filters):
        plots.addFilter(_NoPlotly())
    from cmdstanpy.utils import get_logger  # noqa: PLC0415  # slow to load

    get_logger().setLevel(logging.WARNING)
    # Prophet 1.5 drops columns in place, which pandas 3.1 deprecates. A filter rather than
    # `catch_warnings`, which is not safe with threads.
    warnings.filterwarnings("ignore", message="The inplace keyword", module=r"prophet\.")
