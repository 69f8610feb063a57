"""What there is to forecast: the observed series, and what each is worked out from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.audience.cells import RESERVED_SIGNAL
from planner.facts.table import Facts
from planner.forecast.borrow import FEWEST_WEEKS as FEWEST_TO_LEND
from planner.forecast.borrow import Loan
from planner.forecast.design import MOST_WEEKS
from planner.forecast.disruptions import masked, spans

Array = NDArray[np.float64]
FEWEST_WEEKS = 104
"""Two years: with less, Prophet cannot tell a season from a trend."""


@dataclass(frozen=True, slots=True)
class Series:
    """What was observed of one signal in one region.

    `demand` runs over consecutive Mondays without a gap; NaN is a week that was not observed or
    lay in a disruption. It ends with the last row before the origin that was observed at all, and
    may be empty. `steps` are Mondays where the level may step.
    """

    region: str
    signal: str
    demand: pd.Series[float]
    steps: tuple[pd.Timestamp, ...] = ()
    members: tuple[str, ...] = ()
    """The countries of a group."""

    @property
    def observed(self) -> int:
        """Return the number of weeks that tell something."""
        return int(self.demand.notna().sum())

    @property
    def long(self) -> bool:
        """Return whether Prophet can learn the season from it."""
        return self.observed >= FEWEST_WEEKS

    @property
    def lends(self) -> bool:
        """Return whether it knows its season well enough to lend it."""
        return self.observed >= FEWEST_TO_LEND

    @property
    def name(self) -> str:
        """Return how messages call it."""
        return f"{self.region} {self.signal}"


@dataclass(frozen=True, slots=True)
class Task:
    """One series to forecast, the Mondays ahead, and what others lend it."""

    series: Series
    future: pd.DatetimeIndex
    loans: tuple[Loan, ...]
    seed: int
    fingerprint: str = field(default="")
    """Equal for tasks with equal answers, whatever their signals are called."""


def observed(
    table: pd.DataFrame,
    as_of: date | None,
    asked: Sequence[str],
    groups: Mapping[str, Sequence[str]],
    facts: Facts,
) -> list[Series]:
    """Return the series of an audience table, sorted, and an empty one for each region without."""
    known = table[table["value"].notna()].sort_values("week")
    if as_of is not None:
        known = known[known["week"] <= pd.Timestamp(as_of)]
    found = []
    for key, rows in known.groupby(["region", "signal"]):
        region, signal = (str(part) for part in key) if isinstance(key, tuple) else (str(key), "")
        demand: pd.Series[float] = pd.Series(
            rows["value"].to_numpy(float), pd.DatetimeIndex(rows["week"])
        )
        one = _series(region, signal, demand, tuple(groups.get(region, ())), facts)
        if one.demand.max() > 0:  # nothing but zeros tells no more than no history
            found.append(one)
    missing = {*asked, *table["region"]} - {one.region for one in found}
    nothing: pd.Series[float] = pd.Series(np.empty(0), pd.DatetimeIndex([]))
    found += [
        Series(region, RESERVED_SIGNAL, nothing, members=tuple(groups.get(region, ())))
        for region in missing
    ]
    return sorted(found, key=lambda one: (one.region, one.signal))


def _series(
    region: str, signal: str, demand: pd.Series[float], members: tuple[str, ...], facts: Facts
) -> Series:
    """Return the series on a whole run of Mondays, disruptions masked, cut to the newest years."""
    weeks = pd.date_range(demand.index.min(), demand.index.max(), freq="7D", unit="us")
    kept, steps = masked(demand.reindex(weeks), spans(region, signal, facts))
    seen = kept[kept.notna()]
    if len(seen) > MOST_WEEKS:
        kept = kept[kept.index >= seen.index[-MOST_WEEKS]]
    inside = tuple(step for step in steps if step > kept.index[0])
    return Series(region, signal, kept, inside, members)


def fingerprint(task: Task) -> str:
    """Return a text that is equal for two tasks with the same answer."""
    series = task.series
    parts: list[object] = [
        series.region, series.members, series.steps, len(task.future),
        task.future[0], series.demand.index[:1].tolist(), task.seed,
    ]  # fmt: skip
    digest = hashlib.sha256(repr(parts).encode())
    digest.update(series.demand.to_numpy().tobytes())
    for loan in task.loans:
        for lent in (loan.season, loan.surprises):
            digest.update(lent.to_numpy().tobytes())
            digest.update(repr(lent.index[:1].tolist()).encode())
        digest.update(repr(loan.noise).encode())
    return digest.hexdigest()
