"""Made-up series that the tests of the forecast change where they need to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.audience.table import make_table
from planner.facts.rows import Rule
from planner.facts.table import Facts
from planner.forecast.design import Design, make_design

Array = NDArray[np.float64]
LAST = pd.Timestamp("2026-12-28")
NO_FACTS = Facts({})
"""No disruption and no published season."""


def mondays(count: int, last: pd.Timestamp = LAST) -> pd.DatetimeIndex:
    """So many Mondays, the last of them given."""
    return pd.date_range(end=last, periods=count, freq="7D", unit="us")


def ahead(count: int, last: pd.Timestamp = LAST) -> pd.DatetimeIndex:
    """So many Mondays after the last one of history."""
    return pd.date_range(last + pd.Timedelta(days=7), periods=count, freq="7D", unit="us")


def summer(weeks: pd.DatetimeIndex, height: float = 0.5) -> Array:
    """A season in logs that peaks in July."""
    return np.asarray(height * np.cos(2 * np.pi * (weeks.day_of_year - 200) / 365), np.float64)


def noise(seed: int, count: int, size: float = 0.1) -> Array:
    """Noise in logs, the same for the same seed."""
    return size * np.random.default_rng(seed).normal(size=count)


def rows(
    region: str, values: Sequence[float] | Array, signal: str = "demand", last: pd.Timestamp = LAST
) -> pd.DataFrame:
    """Rows of an audience table that end in a week."""
    value = np.asarray(values, np.float64)
    weeks = mondays(len(value), last)
    return pd.DataFrame({"region": region, "week": weeks, "signal": signal, "value": value})


def made_up(
    region: str,
    weeks: int,
    signal: str = "demand",
    level: float = 1e5,
    last: pd.Timestamp = LAST,
) -> pd.DataFrame:
    """Rows with a summer peak and some noise."""
    seed = len(region + signal) + weeks
    logs = summer(mondays(weeks, last)) + noise(seed, weeks)
    return rows(region, level * np.exp(logs), signal, last)


def table_of(*pieces: pd.DataFrame) -> pd.DataFrame:
    """An audience table of some rows."""
    return make_table(pd.concat(pieces))


def design_of(
    history: int,
    horizon: int = 26,
    region: str = "FR",
    steps: Sequence[pd.Timestamp] = (),
) -> Design:
    """The features of a history that ends with `LAST` and of the weeks ahead."""
    weeks = pd.DatetimeIndex([*mondays(history), *ahead(horizon)])
    return make_design(region, weeks, history, steps=steps)


def closed(*spans: str, region: str = "*") -> Facts:
    """Facts that know nothing but disruptions, such as 2020-03-15/2020-06-21."""
    rules = [
        Rule(
            id=f"disruption.{region}.{number}",
            region=region,
            rule="disruption",
            text=span,
            language="en",
            source="a test",
            year=None,
            confidence="assumed",
            as_of=None,
            checked=None,
            note="",
        )
        for number, span in enumerate(spans, 1)
    ]
    return Facts({}, rules)
