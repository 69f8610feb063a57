"""Forecasts in words: what drives them, and how good they have been."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from planner.forecast.frames import Forecasts
from planner.forecast.past import STEP
from planner.forecast.skill import BANDS, OPENING, YEAR
from planner.model import names

NOTABLE = 0.05
"""A holiday that moves its week by less is not told; nor is a trend of less in a year."""
MOST_HOLIDAYS = 3
FEWEST_ORIGINS = 4
"""With fewer past origins a figure of skill is chance."""
BORROWED = (
    "There are too few weeks of its own: the season is borrowed from other regions, and the range "
    "is wide."
)
UNKNOWN = "How good such a forecast has been is not known: its history is too short to try it on."


def drivers(forecasts: Forecasts, region: str, signal: str) -> list[str]:
    """Return sentences on trend, season and holidays of one series."""
    parts = _of(forecasts.parts, region, signal).sort_values("week")
    if parts.empty:
        return [BORROWED]
    ahead = _of(forecasts.frame, region, signal)["week"].min()
    year = parts[parts["week"] >= ahead].head(YEAR)
    return [_trend(parts, ahead), _season(year), *_holidays(forecasts, region, signal)]


def _trend(parts: pd.DataFrame, ahead: pd.Timestamp) -> str:
    level = parts[parts["week"] < ahead]["level"].to_numpy()[-YEAR:]
    change = level[-1] / level[0] - 1
    if abs(change) < NOTABLE:
        return "Trend: the level has been steady over the last year."
    way = "risen" if change > 0 else "fallen"
    return f"Trend: the level has {way} by about {_percent(abs(change))} over the last year."


def _season(year: pd.DataFrame) -> str:
    factors = year["season"].to_numpy() * year["holidays"].to_numpy()
    high, low = int(factors.argmax()), int(factors.argmin())
    weeks = year["week"].to_list()
    return (
        f"Season: highest around {_when(weeks[high])} ({_beside(factors[high])}), "
        f"lowest around {_when(weeks[low])} ({_beside(factors[low])})."
    )


def _holidays(forecasts: Forecasts, region: str, signal: str) -> list[str]:
    effects = _of(forecasts.effects, region, signal).set_index("holiday")["factor"]
    strong = effects[(effects - 1).abs() >= NOTABLE]
    first = strong.reindex((strong - 1).abs().sort_values(ascending=False).index)
    if first.empty:
        return ["Holidays: none moves its week much beyond the season."]
    told = [f"{name} {factor - 1:+.0%}" for name, factor in first.head(MOST_HOLIDAYS).items()]
    return [f"Holidays, beyond the season: {', '.join(told)} in their weeks."]


def how_good(forecasts: Forecasts, region: str, signal: str) -> list[str]:
    """Return a sentence for each distance at which the past tells how good the forecast was."""
    rows = _of(forecasts.skill, region, signal)
    told = [_told(row) for row in rows.to_dict("records") if row["origins"] >= FEWEST_ORIGINS]
    return told or [UNKNOWN]


def at_distance(forecasts: Forecasts, regions: list[str], weeks: int) -> str:
    """Return the skill at a release's own distance, of the best known signal of its regions."""
    band = next((one for one in BANDS if weeks <= one.last), BANDS[-1])
    rows = forecasts.skill
    known = rows[
        rows["region"].isin(regions)
        & (rows["first"] == band.first)
        & (rows["origins"] >= FEWEST_ORIGINS)
        & rows["regret"].notna()
    ]
    if known.empty:
        return f"How good such a forecast is {weeks} weeks ahead is not known here."
    best = known.sort_values(["wape", "region", "signal"]).to_dict("records")[0]
    code = str(best["signal"])
    signal = names.SIGNALS.get(code, names.plain(code).lower())
    return f"This date is {weeks} weeks ahead. {_lost(best)} Going by {signal}."


def _told(row: Mapping[Hashable, Any]) -> str:
    better = _against(row)
    return (
        f"{row['first']:.0f} to {row['last']:.0f} weeks ahead: a week was off by "
        f"{_percent(row['wape'])} on average{better}. {_lost(row)}"
    ).rstrip()


def _against(row: Mapping[Hashable, Any]) -> str:
    if not np.isfinite(row["naive"]) or not row["naive"] > 0:
        return ""
    gain = 1 - row["mase"] / row["naive"]
    word = "less" if gain >= 0 else "more"
    return f", {_percent(abs(gain))} {word} than by repeating the year before"


def _lost(row: Mapping[Hashable, Any]) -> str:
    if not np.isfinite(row["regret"]):
        return ""
    years = max(round(row["origins"] * STEP / YEAR), 1)
    span = "year" if years == 1 else f"{years} years"
    return (
        f"In the last {span}, opening where this peaked lost {_percent(row['regret'])} of the best "
        f"{OPENING} weeks' demand on average."
    )


def _of(rows: pd.DataFrame, region: str, signal: str) -> pd.DataFrame:
    return rows[(rows["region"] == region) & (rows["signal"] == signal)]


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _beside(factor: float) -> str:
    return f"{factor:.1f} times the level"


def _when(week: pd.Timestamp) -> str:
    part = "early" if week.day <= 10 else "mid" if week.day <= 20 else "late"
    return f"{part} {week:%B}"
