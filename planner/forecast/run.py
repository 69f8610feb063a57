"""Forecasting every series of an audience table, in parallel and the same each time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import joblib
import numpy as np
import pandas as pd

from planner.audience.cells import RESERVED_SIGNAL
from planner.audience.table import WEEK_TYPE
from planner.audience.weeks import week_of
from planner.errors import InputError, MissingPackage, PlanError, Problem
from planner.facts.table import Facts, load
from planner.forecast import prophet_model
from planner.forecast.season import iso_weeks, mean_shape, published_shape, shape
from planner.forecast.spread import QUANTILES, borrowed_spread, natural, prophet_spread

NUMBERS = ["mean", *(f"p{round(share * 100):02d}" for share in QUANTILES)]
COLUMNS = ["region", "signal", "week", *NUMBERS, "method"]
YEAR = 52
"""Weeks that the demand index needs to know a region's mean."""
LONGEST = 520
"""Weeks: ten years ahead nothing of this holds any more; it is likely a slip of the keyboard."""
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Series:
    """What was observed of one signal in one region (index: Mondays; no NaN; may be empty)."""

    region: str
    signal: str
    demand: pd.Series[float]

    @property
    def long(self) -> bool:
        """Whether Prophet can learn the season from it."""
        return len(self.demand) >= prophet_model.FEWEST_WEEKS


@dataclass(frozen=True, slots=True)
class Task:
    """One series to forecast: with Prophet, or with the season `borrowed` from others."""

    series: Series
    future: pd.DatetimeIndex
    borrowed: pd.Series[float] | None
    seed: int


def forecast(  # noqa: PLR0913  # one keyword for each choice a caller has
    table: pd.DataFrame,
    *,
    until: date | None = None,
    horizon: int | None = None,
    as_of: date | None = None,
    seed: int = 1,
    dask: str | None = None,
    progress: Progress | None = None,
    regions: Sequence[str] = (),
    facts: Facts | None = None,
) -> pd.DataFrame:
    """Forecast every series of an audience table, and a bare index for `regions` without one.

    Weeks start after the last observed week that begins by `as_of`; there are `horizon` of them,
    or those up to `until` and at least the 52 from the week of `as_of` on. A series of under 104
    observed weeks borrows its season and says so in `method`; a region without any gets signal
    "borrowed", with mean 1 a year. `facts` (the shipped ones by default) hold the season that is
    left where no other series can lend one.
    `dask` is the address of a scheduler whose workers have Microhit installed; `progress` is
    called with the number of series done, their total and a name. The result does not depend on
    the number of workers.

    Returns region, signal, week, mean, p05 to p95 in the unit of the signal, method ("prophet" or
    "borrowed"), sorted. Raises `InputError`, `PlanError` and, without dask, `MissingPackage`.
    """
    series = _series(table, as_of, regions)
    tasks = _tasks(series, _Span(until, horizon, _today(series, as_of)), seed, facts or load())
    pieces: list[pd.DataFrame] = []
    with _backend(dask):
        # One worker unless joblib's configuration says otherwise: two thirds of a fit are Python,
        # so two threads gained nothing, and two processes lose more than they gain by starting.
        parallel = joblib.Parallel(prefer="threads", return_as="generator")
        for piece in parallel(joblib.delayed(_run)(task) for task in tasks):
            pieces.append(piece)
            if progress:
                name = f"{piece['region'].iat[0]} {piece['signal'].iat[0]}"
                progress(len(pieces), len(tasks), name)
    if not pieces:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(pieces, ignore_index=True)[COLUMNS]


@dataclass(frozen=True, slots=True)
class _Span:
    """How far ahead to look; `today` is where a region without history starts."""

    until: date | None
    horizon: int | None
    today: pd.Timestamp | None

    def weeks(self, series: Series) -> pd.DatetimeIndex:
        last = series.demand.index.max() if len(series.demand) else self.today
        if last is None:
            what = f"{series.region} has no history and there is no date to start from"
            raise InputError(Problem(what, field="as_of", hint="Give as_of."))
        count = self._count(last)
        if not 1 <= count <= LONGEST:
            what = f"the forecast of {series.region} would be {count} weeks long"
            hint = (
                f"At most {LONGEST} weeks can be forecast: choose fewer, a nearer window, or bring "
                "the audience data up to date."
            )
            raise InputError(Problem(what, field="horizon", hint=hint))
        first = last + pd.Timedelta(days=7)
        return pd.date_range(first, periods=count, freq="7D", unit="us")

    def _count(self, last: pd.Timestamp) -> int:
        if self.horizon is not None:
            return self.horizon
        if self.until is None:
            return YEAR
        late = (self.today - last).days // 7 - 1 if self.today is not None else 0
        return max(YEAR, YEAR + late, (pd.Timestamp(self.until) - last).days // 7)


def _series(table: pd.DataFrame, as_of: date | None, asked: Sequence[str]) -> list[Series]:
    """Return the observed series, sorted, and an empty one for each region without any."""
    known = table[table["value"].notna()].sort_values("week")
    if as_of is not None:
        known = known[known["week"] <= pd.Timestamp(as_of)]
    found = []
    for key, rows in known.groupby(["region", "signal"]):
        region, signal = key if isinstance(key, tuple) else (key, "")
        values, weeks = rows["value"].to_numpy(float), pd.DatetimeIndex(rows["week"])
        demand: pd.Series[float] = pd.Series(values, weeks)
        if demand.max() > 0:  # nothing but zeros tells no more than no history
            found.append(Series(str(region), str(signal), demand.tail(prophet_model.MOST_WEEKS)))
    missing = {*asked, *table["region"]} - {one.region for one in found}
    empty: pd.Series[float] = pd.Series(np.empty(0), pd.DatetimeIndex([]))
    found += [Series(region, RESERVED_SIGNAL, empty) for region in missing]
    return sorted(found, key=lambda one: (one.region, one.signal))


def _today(series: list[Series], as_of: date | None) -> pd.Timestamp | None:
    if as_of is not None:
        return pd.Timestamp(week_of(as_of))
    return max((one.demand.index.max() for one in series if len(one.demand)), default=None)


def _tasks(series: list[Series], span: _Span, seed: int, facts: Facts) -> list[Task]:
    shapes = {(one.region, one.signal): shape(one.demand) for one in series if one.long}
    return [
        Task(
            one,
            span.weeks(one),
            None if one.long else _borrow(one, shapes, facts),
            zlib.crc32(f"{one.region}/{one.signal}/{seed}".encode()) >> 1,
        )
        for one in series
    ]


def _borrow(
    series: Series, shapes: dict[tuple[str, str], pd.Series[float]], facts: Facts
) -> pd.Series[float]:
    """Return the mean season of the same signal elsewhere, else of any, else from the facts."""
    same = [season for (_, signal), season in shapes.items() if signal == series.signal]
    lenders = same or list(shapes.values())
    return mean_shape(lenders) if lenders else published_shape(series.region, facts)


def _run(task: Task) -> pd.DataFrame:
    borrowed = task.borrowed
    numbers = _with_prophet(task) if borrowed is None else _with_borrowed(task, borrowed)
    frame = pd.DataFrame(numbers, columns=NUMBERS)
    frame["region"], frame["signal"] = task.series.region, task.series.signal
    frame["week"] = task.future.astype(WEEK_TYPE)
    frame["method"] = "prophet" if borrowed is None else "borrowed"
    return frame


def _with_prophet(task: Task) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    demand = task.series.demand
    # Half the smallest demand seen stands for "too small to count" where there are zeros.
    zero = float(demand[demand > 0].min()) / 2 if demand.min() == 0 else 0.0
    try:
        fit = prophet_model.fit((demand + zero).map(np.log), task.future, task.seed)
    except RuntimeError as error:
        name = f"{task.series.region} {task.series.signal}"
        raise PlanError(f"Prophet could not be fitted to {name}: {error}") from error
    return natural(fit.median, prophet_spread(fit), zero)


def _with_borrowed(
    task: Task, season: pd.Series[float]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    demand = task.series.demand
    expected = season.loc[iso_weeks(pd.DatetimeIndex(demand.index))].sum()
    level = demand.sum() / expected if len(demand) else 1.0
    quantiles, mean = borrowed_spread(len(task.future), len(demand))
    # The level and the season are means: the median lies below them.
    median = np.log(level * season.loc[iso_weeks(task.future)].to_numpy()) - mean
    return natural(median, (quantiles, mean), zero=0.0)


@contextmanager
def _backend(address: str | None) -> Iterator[None]:
    """Send joblib's work to a dask scheduler at `address`, if there is one."""
    if address is None:
        yield
        return
    try:
        from distributed import Client  # noqa: PLC0415  # optional
    except ImportError:
        text = "Forecasting on dask needs a package: pip install 'dask[distributed]'"
        raise MissingPackage(text) from None
    try:
        client = Client(address, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        what = f"no dask scheduler answers: {error}"
        raise InputError(Problem(what, field="dask", value=address)) from None
    with client, joblib.parallel_config(backend="dask"):
        yield
