"""The shape of a year, learned from series with enough history and lent to the others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.facts.table import Facts
from planner.model.base import territories

WEEKS = pd.RangeIndex(1, 53, name="iso_week")
YEAR = 53
"""Weeks of the centred mean around which the season is read: odd, so that it has a middle."""


def iso_weeks(mondays: pd.DatetimeIndex) -> list[int]:
    """Return the ISO week of each Monday, 1 to 52; the rare week 53 counts as 52."""
    return [min(monday.isocalendar().week, 52) for monday in mondays]


def shape(demand: pd.Series[float]) -> pd.Series[float]:
    """Return the mean-1 index by ISO week (1 to 52) of a weekly series of two years or more."""
    logs = demand.where(demand > 0).map(np.log)
    around = logs - logs.rolling(YEAR, center=True, min_periods=YEAR // 2).mean()
    by_week = around.groupby(iso_weeks(pd.DatetimeIndex(demand.index))).mean().reindex(WEEKS)
    index = by_week.interpolate(limit_direction="both").fillna(0.0).map(np.exp)
    return index / index.mean()


def mean_shape(shapes: list[pd.Series[float]]) -> pd.Series[float]:
    """Return the mean of several indices by ISO week, again with mean 1."""
    mean = pd.concat(shapes, axis=1).mean(axis=1)
    return mean / mean.mean()


def published_shape(region: str, facts: Facts) -> pd.Series[float]:
    """Return the region's index from the facts (`season.FR.1`), else the mean of all there are."""
    own = facts.table(f"season.{region}")
    tables = [own] if own else [facts.table(f"season.{code}") for code in territories()]
    shapes = [
        pd.Series({int(week): fact.value for week, fact in table.items()}).reindex(WEEKS)
        for table in tables
        if table
    ]
    return mean_shape(shapes)
