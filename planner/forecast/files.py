"""Writing forecasts and backtests as CSV; all of the file or none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from planner.forecast.frames import NUMBERS
from planner.plan.files import write_text

COLUMNS = ["region", "signal", "week", *NUMBERS]


def write_forecast(path: Path, frame: pd.DataFrame) -> None:
    """Write region, signal, week (ISO date), mean and p05 to p95.

    Raises `StoreError` if the file cannot be written; what was there before is then unchanged.
    """
    _write(path, frame[COLUMNS])


def write_backtest(path: Path, rows: pd.DataFrame) -> None:
    """Write region, signal, origin and week (ISO dates), actual, mean and p05 to p95; as above."""
    _write(path, rows)


def _write(path: Path, frame: pd.DataFrame) -> None:
    write_text(path, frame.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n"))
