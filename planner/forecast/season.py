"""The season that facts publish, for regions that nobody else's history can help."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from planner.facts.table import Facts
from planner.forecast.borrow import USUAL_NOISE, Loan
from planner.model.base import territories

WEEKS = pd.RangeIndex(1, 53, name="iso_week")


def published_shape(
    region: str, facts: Facts, as_of: date | None = None
) -> pd.Series[float] | None:
    """Return the region's index by ISO week (1 to 52, mean 1) from facts such as `season.FR.1`.

    A region without any gets the mean of all there are; None where there is none at all. Facts that
    were not known yet on `as_of` are left out: a forecast must not know its future. A week without
    a positive one is as the week before.
    """
    codes = [region] if _known(region, facts, as_of) is not None else list(territories())
    shapes = [found for code in codes if (found := _known(code, facts, as_of)) is not None]
    if not shapes:
        return None
    mean = pd.concat(shapes, axis=1).mean(axis=1)
    return mean / mean.mean()


def _known(region: str, facts: Facts, as_of: date | None) -> pd.Series[float] | None:
    values = {
        int(week): fact.value
        for week, fact in facts.table(f"season.{region}").items()
        if fact.value > 0 and not (as_of and fact.as_of and fact.as_of > as_of)
    }
    return pd.Series(values).reindex(WEEKS).ffill().bfill() if values else None


def published(
    region: str, weeks: pd.DatetimeIndex, facts: Facts, as_of: date | None, *, own: bool
) -> Loan | None:
    """Return the published season as a loan for these Mondays; None where there is none.

    With `own`, only the region's own season counts.
    """
    if own and _known(region, facts, as_of) is None:
        return None
    shape = published_shape(region, facts, as_of)
    if shape is None:
        return None
    iso = [min(week.isocalendar().week, 52) for week in weeks]  # the rare week 53 counts as 52
    logs = np.log(shape.loc[iso].to_numpy())
    nothing: pd.Series[float] = pd.Series(np.empty(0), pd.DatetimeIndex([]))
    return Loan(pd.Series(logs - logs.mean(), weeks), nothing, USUAL_NOISE)
