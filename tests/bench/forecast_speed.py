"""How fast the forecast is beside a plain loop of Prophet with its defaults, in the same run.

    .venv/bin/python -m tests.bench.forecast_speed

94 regions x 5 years of made-up weekly demand, 26 weeks ahead with quantiles; ours includes holidays
by region, the replay of past origins and the intervals made from it. Ours runs in a fresh process,
so that nothing is kept from before; both load Prophet before the clock starts.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from planner.audience.table import make_table
from planner.forecast import kept
from planner.forecast.engine import quiet
from planner.forecast.run import forecast
from planner.model.base import territories

REGIONS, WEEKS, HORIZON = 94, 260, 26
LAST = date(2026, 11, 16)
GOAL, HOPE = 2.5, 5.0
REPEATS = 3
KEPT_GOAL = 0.05
"""Seconds for an unchanged series."""


def made_up(regions: int = REGIONS) -> pd.DataFrame:
    """Return weekly demand of countries by name: a season, a little trend, noise with memory."""
    weeks = pd.date_range(end=pd.Timestamp(LAST), periods=WEEKS, freq="7D")
    pieces = []
    for number, code in enumerate(sorted(territories())[:regions]):
        noise = np.random.default_rng(number).normal(0, 0.18, WEEKS)
        for at in range(1, WEEKS):
            noise[at] += 0.4 * noise[at - 1]
        season = 0.4 * np.cos(2 * np.pi * (weeks.day_of_year - 20 * (number % 18)) / 365.25)
        value = np.exp(11 + season + noise + 0.02 * np.arange(WEEKS) / 52)
        pieces.append(pd.DataFrame({"region": code, "signal": "a", "week": weeks, "value": value}))
    return make_table(pd.concat(pieces))


def ours(table: pd.DataFrame) -> dict[str, float]:
    """Return seconds for the first time, for a repeat, for one series again, and memory in MB."""
    forecast(table[table["region"] == table["region"].iloc[0]], horizon=1)  # loads Prophet
    kept.forget()
    began = time.perf_counter()
    forecast(table, horizon=HORIZON)
    first = time.perf_counter() - began
    began = time.perf_counter()
    forecast(table, horizon=HORIZON)
    again = time.perf_counter() - began
    one = table[table["region"] == table["region"].iloc[-1]]
    began = time.perf_counter()
    forecast(one, horizon=HORIZON)
    single = time.perf_counter() - began
    before = memory()
    for _ in range(3):
        kept.forget()
        forecast(table, horizon=HORIZON)
    return {"first": first, "again": again, "one": single, "before": before, "after": memory()}


def memory() -> float:
    """Return the most memory that this process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peer(table: pd.DataFrame) -> dict[str, float]:
    """Return seconds of a plain loop of default fits and predictions (with its own intervals)."""
    quiet()
    from prophet import Prophet  # noqa: PLC0415  # slow to load

    series = [
        rows[["week", "value"]].set_axis(["ds", "y"], axis=1) for _, rows in table.groupby("region")
    ]
    Prophet().fit(series[0])  # loads Stan
    began = time.perf_counter()
    for frame in series:
        model = Prophet().fit(frame)
        model.predict(model.make_future_dataframe(HORIZON, freq="7D", include_history=False))
    return {"first": time.perf_counter() - began}


def fresh(name: str) -> dict[str, float]:
    """Run one side in a fresh process and return its figures."""
    command = [sys.executable, "-m", "tests.bench.forecast_speed", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the medians of a few fresh processes each, taken in turn."""
    if sys.argv[1:]:
        side = {"ours": ours, "peer": peer}[sys.argv[1]]
        print(json.dumps(side(made_up())))
        return
    runs = [(fresh("ours"), fresh("peer")) for _ in range(REPEATS)]
    mine = {name: float(np.median([run[0][name] for run in runs])) for name in runs[0][0]}
    theirs = float(np.median([run[1]["first"] for run in runs]))
    gain = float(np.median([run[1]["first"] / run[0]["first"] for run in runs]))
    cores = f"{os.cpu_count()} cores, {REPEATS} runs"
    print(f"{REGIONS} series x {WEEKS} weeks, {HORIZON} ahead, {cores}\n")
    print(f"{'':<36}{'seconds':>9}{'per series':>13}")
    row("Microhit, with calibration", mine["first"], REGIONS)
    row("Prophet, defaults, plain loop", theirs, REGIONS)
    row("all series again, unchanged", mine["again"], REGIONS)
    row("one series again, unchanged", mine["one"], 1)
    print(f"\nthroughput beside the loop: {gain:.1f} times")
    print(f"  goal {GOAL} times: {'met' if gain >= GOAL else 'MISSED'}")
    print(f"  hope {HOPE} times: {'met' if gain >= HOPE else 'missed'}")
    quick = mine["one"] <= KEPT_GOAL
    print(f"  an unchanged series in {KEPT_GOAL * 1e3:.0f} ms: {'met' if quick else 'MISSED'}")
    grown = f"{mine['before']:.0f} MB at first, {mine['after']:.0f} MB after three more"
    print(f"memory: {grown}")
    print(f"cost per 1,000 series here: {mine['first'] / REGIONS * 1000:.0f} s")


def row(name: str, seconds: float, series: int) -> None:
    """Print a row of the table."""
    print(f"{name:<36}{seconds:>9.2f}{seconds / series * 1e3:>10.1f} ms")


if __name__ == "__main__":
    main()
