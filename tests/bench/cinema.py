"""The real cinema series that the benchmarks of the forecast judge by."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from planner.audience.table import make_table
from planner.audience.weeks import week_of

CINEMA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "cinema"
SERIES = {
    "FR": ("fr_weekly_admissions.csv", "cine_week_start", "admissions"),
    "GB": ("gb_weekend_gross.csv", "date", "weekend_gross_gbp"),
    "US": ("us_weekly_gross.csv", "date", "gross_usd"),
    "KR": ("kr_weekly_admissions.csv", "date", "admissions"),
}
"""Of each region: the file, its column of days, and its column of values."""
SIGNAL = "cinema"
"""One signal for all: admissions and gross have the same season."""


def table(*regions: str) -> pd.DataFrame:
    """Return the audience table of some regions; ends the program where the data are not here."""
    if not CINEMA.exists():
        sys.exit(f"This benchmark needs the real cinema series in {CINEMA}, which are not shipped.")
    return make_table(pd.concat([_read(region) for region in regions]))


def _read(region: str) -> pd.DataFrame:
    name, day, value = SERIES[region]
    raw = pd.read_csv(CINEMA / name, parse_dates=[day])
    if "days_covered" in raw:
        raw = raw[raw["days_covered"] == 7]
    weeks = pd.to_datetime(raw[day].dt.date.map(week_of))
    return pd.DataFrame({"region": region, "signal": SIGNAL, "week": weeks, "value": raw[value]})
