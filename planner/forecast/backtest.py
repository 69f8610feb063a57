"""Forecasting from past origins and comparing with what came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from planner.errors import InputError, Problem
from planner.facts.table import load
from planner.forecast.design import MOST_WEEKS, YEARS
from planner.forecast.disruptions import masked, spans
from planner.forecast.frames import NUMBERS
from planner.forecast.peers import PEERS, Peer
from planner.forecast.run import Order, Progress, results_of, tasks_of
from planner.forecast.series import FEWEST_WEEKS, Task
from planner.forecast.skill import Band, mean, regret, scale_of

COLUMNS = ["region", "signal", "origin", "week", "actual", *NUMBERS]
WEEK = pd.Timedelta(days=7)
OURS = "Microhit"
NOTHING = Problem(
    "holds no week with both history before it and weeks after it",
    field="backtest",
    hint="Choose origins inside the data, fewer years or a shorter horizon.",
)


@dataclass(frozen=True, slots=True)
class Replay:
    """What to backtest: origins from `first` to `last` (days), `step` weeks apart.

    Each forecast sees `years` of history and looks `horizon` weeks ahead. Without `first` the
    origins start when the longest series has that history (two years at least), without `last`
    they end `horizon` weeks before the newest week; they are counted back from there.
    """

    horizon: int = 26
    step: int = 13
    years: float = YEARS
    first: date | None = None
    last: date | None = None
    seed: int = 1
    dask: str | None = None
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class Backtest:
    """`rows`: region, signal, origin (last observed week), week, actual, mean, p05 to p95.

    `histories` holds, for each region, signal and origin, the demand that the forecast saw,
    `scales` the naive error of the eight years before it by which MASE is scaled, so that forecasts
    from shorter histories compare.
    """

    rows: pd.DataFrame
    histories: Mapping[tuple[str, str, pd.Timestamp], pd.Series[float]]
    scales: Mapping[tuple[str, str, pd.Timestamp], float]
    horizon: int


def backtest(table: pd.DataFrame, replay: Replay | None = None) -> Backtest:
    """Forecast every series of an audience table from each past origin.

    Each forecast is the one that `planner.forecast.run` makes of the table cut at the origin.
    Raises `InputError` where no origin has both history and weeks to judge by.
    """
    asked = replay or Replay()
    known = table[table["value"].notna()]
    tasks = [task for origin in _origins(known, asked) for task in _at(known, origin, asked)]
    if not tasks:
        raise InputError(NOTHING)
    order = Order(dask=asked.dask, progress=asked.progress, cancelled=asked.cancelled)
    results = results_of(tasks, order)
    actual = _actual(known)
    rows = pd.concat([_rows(task, results[task.fingerprint].numbers, actual) for task in tasks])
    if rows.empty:  # all that came lay in disruptions
        raise InputError(NOTHING)
    histories = {
        (task.series.region, task.series.signal, _origin(task)): task.series.demand
        for task in tasks
    }
    scales = {key: _scale(actual, *key) for key in histories}
    return Backtest(rows[COLUMNS].reset_index(drop=True), histories, scales, asked.horizon)


def _actual(known: pd.DataFrame) -> pd.Series[float]:
    """Return what came by region, signal and week; weeks in disruptions are not judged by."""
    facts, pieces = load(), {}
    for key, rows in known.groupby(["region", "signal"]):
        region, signal = key if isinstance(key, tuple) else (key, "")
        demand = rows.set_index("week")["value"].sort_index()
        pieces[region, signal] = masked(demand, spans(str(region), str(signal), facts))[0]
    return pd.concat(pieces, names=["region", "signal"])


def _scale(actual: pd.Series[float], region: str, signal: str, origin: pd.Timestamp) -> float:
    weeks = pd.date_range(end=origin, periods=MOST_WEEKS, freq="7D")
    seen = actual.reindex(pd.MultiIndex.from_product([[region], [signal], weeks]))
    return scale_of(np.asarray(seen, dtype=np.float64))


def _origins(known: pd.DataFrame, asked: Replay) -> list[date]:
    """Return the Mondays of the origins, oldest first."""
    if known.empty:
        return []
    newest, oldest = known["week"].max(), known["week"].min()
    step = asked.step * WEEK
    earliest = oldest + max(round(asked.years * 52), FEWEST_WEEKS) * WEEK
    last = newest - asked.horizon * WEEK
    if asked.last:
        last = min(last, pd.Timestamp(asked.last))
    if asked.first:  # counted forward from the day that was named
        first = pd.Timestamp(asked.first)
        count = (last - first) // step + 1 if last >= first else 0
        return [(first + number * step).date() for number in range(count)]
    count = (last - earliest) // step + 1 if last >= earliest else 0
    return [(last - number * step).date() for number in range(count)][::-1]


def _at(known: pd.DataFrame, origin: date, asked: Replay) -> list[Task]:
    """Return the tasks at one origin: of series that were observed in the months before it."""
    day = pd.Timestamp(origin)
    seen = known[known["week"] <= day]
    if np.isfinite(asked.years):
        seen = seen[seen["week"] > day - round(asked.years * 52) * WEEK]
    if seen.empty:
        return []
    order = Order(horizon=asked.horizon, as_of=origin, seed=asked.seed)
    tasks = tasks_of(seen, order)
    return [task for task in tasks if task.series.observed and _origin(task) > day - 5 * WEEK]


def _origin(task: Task) -> pd.Timestamp:
    return pd.Timestamp(task.series.demand.index[-1])


def _rows(task: Task, numbers: np.ndarray, actual: pd.Series[float]) -> pd.DataFrame:
    frame = pd.DataFrame(numbers, columns=NUMBERS).assign(
        region=task.series.region,
        signal=task.series.signal,
        origin=_origin(task),
        week=task.future,
    )
    keys = pd.MultiIndex.from_frame(frame[["region", "signal", "week"]])
    return frame.assign(actual=actual.reindex(keys).to_numpy()).dropna(subset="actual")


def summary(found: Backtest, peers: Mapping[str, Peer] = PEERS) -> pd.DataFrame:
    """Return WAPE, MASE, coverage of 80% intervals and launch regret, ours beside the peers'.

    A row per method, region and signal: the means over origins, and `se_mase` and `se_regret`,
    their standard errors. Every method is judged on the same weeks. Coverage is ours alone.
    """
    scores = per_origin(found, peers)
    groups = scores.groupby(["method", "region", "signal"], sort=False)
    means = groups[["wape", "mase", "coverage", "regret"]].mean()
    errors = groups[["mase", "regret"]].sem().add_prefix("se_")
    counts = groups.size().rename("origins")
    return pd.concat([counts, means, errors], axis=1).reset_index()


def per_origin(found: Backtest, peers: Mapping[str, Peer] = PEERS) -> pd.DataFrame:
    """Return method, region, signal, origin, wape, mase, coverage and regret."""
    return pd.DataFrame(_scores(found, peers))


def _scores(found: Backtest, peers: Mapping[str, Peer]) -> Iterator[dict[str, object]]:
    grouped = dict(iter(found.rows.groupby(["region", "signal", "origin"])))
    for (region, signal, origin), history in found.histories.items():
        if (region, signal, origin) not in grouped:
            continue
        rows = grouped[region, signal, origin]
        ahead = pd.date_range(origin + WEEK, periods=found.horizon, freq="7D", unit="us")
        weekly = rows.set_index("week").reindex(ahead)
        said = {OURS: weekly["mean"].to_numpy()}
        said |= {name: peer(history, ahead) for name, peer in peers.items()}
        inside = rows["actual"].between(rows["p10"], rows["p90"]).mean()
        came = np.where(_shared(list(said.values())), weekly["actual"].to_numpy(), np.nan)
        for name, shown in said.items():
            error = np.abs(came - shown)
            yield {
                "method": name,
                "region": region,
                "signal": signal,
                "origin": origin,
                "wape": mean(error) / (mean(came[~np.isnan(error)]) or np.nan),
                "mase": mean(error) / found.scales[region, signal, origin],
                "coverage": inside if name == OURS else np.nan,
                "regret": regret(came, shown, Band(1, found.horizon)),
            }


def _shared(said: list[np.ndarray]) -> np.ndarray:
    """Tell which weeks all know that know any: a gap in history is a week without a naive value."""
    known = [~np.isnan(one) for one in said if not np.isnan(one).all()]
    return np.asarray(np.logical_and.reduce(known))
