"""Writing a forecast as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from planner.forecast.frames import NUMBERS
from planner.plan.files import write_text

COLUMNS = ["region", "signal", "week", *NUMBERS]


def write_forecast(path: Path, frame: pd.DataFrame) -> None:
    """Write region, signal, week (ISO date), mean and p05 to p95; all of the file or none.

    Raises `StoreError` if the file cannot be written; what was there before is then unchanged.
    """
    text = frame[COLUMNS].to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
    write_text(path, text)
