from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from planner.audience.table import make_table


def made_up(region: str, weeks: int, signal: str = "demand", level: float = 1e5) -> pd.DataFrame:
    """Weekly demand that ends on 28 December 2026, with a summer peak and some noise."""
    days = pd.date_range(end="2026-12-28", periods=weeks, freq="7D")
    noise = np.random.default_rng(len(region + signal) + weeks).normal(size=weeks)
    season = 0.5 * np.cos(2 * np.pi * (days.day_of_year - 200) / 365)
    value = level * np.exp(season + 0.1 * noise)
    return pd.DataFrame({"region": region, "week": days, "signal": signal, "value": value})


@pytest.fixture(scope="session")
def table() -> pd.DataFrame:
    """FR and JP with four years, NO with half a year of the same signal."""
    return make_table(pd.concat([made_up("FR", 208), made_up("JP", 180), made_up("NO", 26)]))
