"""Forecasting every series of an audience table, in parallel and the same each time."""

from __future__ import annotations

import os
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import joblib
import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships no types

from planner.audience.weeks import week_of
from planner.errors import Cancelled, InputError, MissingPackage, Problem
from planner.facts.table import Facts, load
from planner.forecast import engine, kept
from planner.forecast.borrow import Loan, lend, nearest
from planner.forecast.engine import Result
from planner.forecast.frames import Forecasts, assemble
from planner.forecast.season import published
from planner.forecast.series import Series, Task, fingerprint, observed

YEAR = 52
"""Weeks that the demand index needs to know a region's mean."""
LONGEST = 520
"""Weeks: ten years ahead nothing of this holds any more; it is likely a slip of the keyboard."""
WORKERS = "MICROHIT_WORKERS"
"""The environment variable that says how many series are forecast at once."""
MOST_WORKERS = 8
"""One for each processor, but no more than this, where nothing is said."""
LARGEST = 64
"""The most that may be asked for: more than any computer here has processors."""
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to forecast, beside the table.

    Weeks start after the last observed week that begins by `as_of`; there are `horizon` of them,
    or those up to `until` and at least the 52 from the week of `as_of` on. `regions` are forecast
    even without history; `groups` names the countries of regions that are groups. `facts` are the
    shipped ones by default. `dask` is the address of a scheduler whose workers have Microhit
    installed. `progress` is called with the number of series done, their total and a name;
    `cancelled` is asked between series.
    """

    until: date | None = None
    horizon: int | None = None
    as_of: date | None = None
    seed: int = 1
    regions: Sequence[str] = ()
    groups: Mapping[str, Sequence[str]] | None = None
    facts: Facts | None = None
    dask: str | None = None
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None


def forecast(table: pd.DataFrame, order: Order | None = None, **choices: object) -> pd.DataFrame:
    """Return `forecasts(table, order).frame`; `choices` are fields of an `Order`."""
    return forecasts(table, order, **choices).frame


def forecasts(table: pd.DataFrame, order: Order | None = None, **choices: object) -> Forecasts:
    """Forecast every series of an audience table, and a bare index for regions without one.

    A series of under 104 observed weeks borrows its season and says so in `method`; a region
    without any gets signal "borrowed", with mean 1 a year. Equal series are worked out once, and
    unchanged ones come from memory. The result does not depend on the number of workers.

    Raises `InputError`, `PlanError`, `Cancelled` and, without dask, `MissingPackage`.
    """
    asked = replace(order or Order(), **choices)  # type: ignore[arg-type]  # replace checks names
    tasks = tasks_of(table, asked)
    return assemble(tasks, results_of(tasks, asked))


def tasks_of(table: pd.DataFrame, asked: Order) -> list[Task]:
    """Return what there is to do for each series, sorted by region and signal."""
    facts = asked.facts or load()
    series = observed(table, asked.as_of, asked.regions, asked.groups or {}, facts)
    return _tasks(series, asked, facts)


def results_of(tasks: list[Task], asked: Order) -> dict[str, Result]:
    """Return the result of each fingerprint, those in memory first; raises as `forecasts`."""
    found = {task.fingerprint: kept.find(task.fingerprint) for task in tasks}
    results = {key: result for key, result in found.items() if result}
    todo = list({task.fingerprint: task for task in tasks if not found[task.fingerprint]}.values())
    told = _Teller(asked, tasks, set(results))
    # One BLAS thread each: on matrices this small several spend their time waiting for each other.
    with _backend(asked.dask), threadpool_limits(1, user_api="blas"):
        # Threads: half of a fit is Stan, which is a program of its own, and most of the rest NumPy.
        parallel = joblib.Parallel(_jobs(asked), prefer="threads", return_as="generator")
        answers = parallel(joblib.delayed(engine.run)(task) for task in todo)
        with _ended(answers):
            for task, result in zip(todo, answers, strict=True):
                kept.keep(task.fingerprint, result)
                results[task.fingerprint] = result
                told.done(task)
    return results


@contextmanager
def _ended(answers: Any) -> Iterator[None]:  # noqa: ANN401  # joblib's generator is typed as a list
    """End what still runs when a person stops, without a warning of what they know."""
    try:
        yield
    finally:
        warnings.filterwarnings("ignore", message=".* tasks which were still being processed")
        answers.close()


def _jobs(asked: Order) -> int:
    return -1 if asked.dask else workers()


def workers() -> int:
    """Return how many series are forecast at once: $MICROHIT_WORKERS, else one a processor, 8 most.

    It changes how long a forecast takes, never what it says.

    Raises:
        InputError: MICROHIT_WORKERS is no whole number from 1 to 64.
    """
    named = os.environ.get(WORKERS, "").strip()
    if not named:
        return min(os.cpu_count() or 1, MOST_WORKERS)
    if not (named.isascii() and named.isdigit() and 1 <= int(named) <= LARGEST):
        hint = f"Unset it, or write a whole number from 1 to {LARGEST}."
        raise InputError(Problem("is no number of workers", field=WORKERS, value=named, hint=hint))
    return int(named)


class _Teller:
    """Counts the series that are done, tells of each, and asks whether to go on."""

    def __init__(self, asked: Order, tasks: list[Task], ready: set[str]) -> None:
        self.asked, self.total = asked, len(tasks)
        self.names: dict[str, list[str]] = {}
        for task in tasks:
            self.names.setdefault(task.fingerprint, []).append(task.series.name)
        self.count = sum(len(self.names[key]) for key in ready)
        self.go_on()

    def done(self, task: Task) -> None:
        """Count all series with this task's answer."""
        names = self.names[task.fingerprint]
        self.count += len(names)
        if self.asked.progress:
            self.asked.progress(self.count, self.total, names[0])
        self.go_on()

    def go_on(self) -> None:
        """Raise `Cancelled` if the person stopped it."""
        if self.asked.cancelled and self.asked.cancelled():
            raise Cancelled(f"Stopped after {self.count} of {self.total} series.")


def _tasks(series: list[Series], asked: Order, facts: Facts) -> list[Task]:
    today = _today(series, asked.as_of)
    futures = [_weeks_ahead(one, asked, today) for one in series]
    loans = {
        (one.region, one.signal): _loan(one, max(future[-1] for future in futures))
        for one in _able_to_lend(series)
    }
    tasks = []
    for one, future in zip(series, futures, strict=True):
        lent = () if one.long else _lenders(one, future, loans, facts, asked.as_of)
        seed = zlib.crc32(f"{one.region}/{asked.seed}".encode()) >> 1
        task = Task(one, future, tuple(lent), seed)
        tasks.append(replace(task, fingerprint=fingerprint(task)))
    return tasks


def _able_to_lend(series: list[Series]) -> list[Series]:
    """Return who lends: nobody if nobody borrows; where all are short, those with a year."""
    if all(one.long for one in series):
        return []
    return [one for one in series if one.lends] or [one for one in series if one.observed >= YEAR]


def _loan(series: Series, last: pd.Timestamp) -> Loan:
    weeks = pd.date_range(series.demand.index[-1], last, freq="7D", unit="us")[1:]
    design = engine.design_of(Task(series, weeks, (), 0))
    return lend(design, engine.logs_of(series.demand)[0])


def _lenders(
    series: Series,
    future: pd.DatetimeIndex,
    loans: Mapping[tuple[str, str], Loan],
    facts: Facts,
    as_of: date | None,
) -> list[Loan]:
    """Return what others lend: the same signal elsewhere, else any, and the published season."""
    own = (series.region, series.signal)
    same = [loan for key, loan in loans.items() if key[1] == series.signal and key != own]
    lent = same or [loan for key, loan in loans.items() if key != own]
    weeks = pd.DatetimeIndex([*series.demand.index, *future])
    shown = published(series.region, weeks, facts, as_of, own=bool(lent))
    logs = pd.Series(engine.logs_of(series.demand)[0], series.demand.index)
    return [*nearest(logs, lent), *([shown] if shown else [])] or [_flat(weeks)]


def _flat(weeks: pd.DatetimeIndex) -> Loan:
    """Return the loan of nobody: no season is known."""
    level: pd.Series[float] = pd.Series(0.0, weeks)
    return Loan(level, level.iloc[:0], engine.BARE_SPREAD)


def _weeks_ahead(series: Series, asked: Order, today: pd.Timestamp | None) -> pd.DatetimeIndex:
    last = series.demand.index.max() if len(series.demand) else today
    if last is None:
        what = f"{series.region} has no history and there is no date to start from"
        raise InputError(Problem(what, field="as_of", hint="Give as_of."))
    count = _count(last, asked, today)
    if not 1 <= count <= LONGEST:
        what = f"the forecast of {series.region} would be {count} weeks long"
        hint = (
            f"At most {LONGEST} weeks can be forecast: choose fewer, a nearer window, or bring the "
            "audience data up to date."
        )
        raise InputError(Problem(what, field="horizon", hint=hint))
    return pd.date_range(last + pd.Timedelta(days=7), periods=count, freq="7D", unit="us")


def _count(last: pd.Timestamp, asked: Order, today: pd.Timestamp | None) -> int:
    if asked.horizon is not None:
        return asked.horizon
    if asked.until is None:
        return YEAR
    late = (today - last).days // 7 - 1 if today is not None else 0
    return max(YEAR, YEAR + late, (pd.Timestamp(asked.until) - last).days // 7)


def _today(series: list[Series], as_of: date | None) -> pd.Timestamp | None:
    if as_of is not None:
        return pd.Timestamp(week_of(as_of))
    return max((one.demand.index.max() for one in series if len(one.demand)), default=None)


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
