"""The season that facts publish, for regions that nobody else's history can help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from planner.facts.table import Fact, Facts
from planner.forecast.borrow import Loan
from planner.model.base import territories

WEEKS = pd.RangeIndex(1, 54, name="iso_week")
NOISE = 0.2
"""Standard deviation of log demand around its season and level: FR 0.17, GB 0.26, US 0.14 (2008 to
2015), for a published season, which says nothing of it."""


def published(
    region: str, weeks: pd.DatetimeIndex, facts: Facts, as_of: date | None, *, own: bool
) -> Loan | None:
    """Return the season that facts give the region as a loan for these Mondays; None without.

    With `own`, only the region's own counts, else the mean of all regions' stands in. Facts that
    were not known yet on `as_of` are left out: a forecast must not know its future.
    """
    codes = [region] if own or facts.table(f"season.{region}") else list(territories())
    found = [_known(facts.table(f"season.{code}").items(), as_of) for code in codes]
    tables = [table for table in found if table is not None]
    if not tables:
        return None
    logs = pd.concat([one.map(np.log) for one in tables], axis=1).mean(axis=1)
    iso = [min(week.isocalendar().week, int(logs.index.max())) for week in weeks]
    season = logs.reindex(WEEKS).ffill().bfill().loc[iso].to_numpy()
    nothing: pd.Series[float] = pd.Series(np.empty(0), pd.DatetimeIndex([]))
    return Loan(pd.Series(season - logs.mean(), weeks), nothing, NOISE)


def _known(table: Iterable[tuple[str, Fact]], as_of: date | None) -> pd.Series[float] | None:
    """Return the index by ISO week of the facts that were known on `as_of`; None without any."""
    values = {
        int(week): fact.value
        for week, fact in table
        if fact.value > 0 and not (as_of and fact.as_of and fact.as_of > as_of)
    }
    return pd.Series(values).sort_index() if values else None
