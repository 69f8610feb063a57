"""From daily views by edition to weekly views by country."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.audience.wikimedia_read import Read
from planner.audience.wikimedia_regions import CODES, Month, published
from planner.facts.market import main_language

Floats = npt.NDArray[np.float64]
DAY = timedelta(days=1)
RECENT = 3 * DAY
"""The days before today of which Wikimedia may have counted editions but not yet articles."""
DECIMALS = 1
MOST_LOST = 0.1
"""A country that reads so large a part of its Wikipedia in editions that failed is left out:
what is left would look like low demand."""


def counted_days(read: Read, today: date) -> set[date]:
    """Return the days that Wikimedia has counted: on these, no view means none.

    Told by the editions' totals, which are never zero; where none could be read, the days from
    the first to the last with a view. Of the most recent days only those on which an article had
    a view, since articles may be counted later than editions.
    """
    seen = {day for days in read.daily.values() for day in days}
    told = {day for days in read.totals.values() for day in days}
    if not told and seen:
        span = (max(seen) - min(seen)).days
        told = {min(seen) + DAY * count for count in range(span + 1)}
    return {day for day in told if day < today - RECENT} | seen


def weekly_views(
    read: Read, countries: Iterable[str], mondays: Sequence[date], today: date
) -> dict[str, Floats]:
    """Return views by country, one value for each Monday; NaN where a day was not counted."""
    days = [monday + DAY * count for monday in mondays for count in range(7)]
    counted = counted_days(read, today)
    gaps = np.array([day not in counted for day in days])
    months = sorted({(day.year, day.month) for day in days})
    at = np.array([months.index((day.year, day.month)) for day in days], dtype=np.intp)
    views = {
        name: np.array([known.get(day, 0.0) for day in days]) for name, known in read.daily.items()
    }
    told = published(read.mixes.values())
    sums = {}
    for country in countries:
        daily = np.zeros(len(days))
        for project, seen in views.items():
            daily += seen * _shares(read, project, country, months, told)[at]
        daily[gaps] = np.nan
        sums[country] = np.round(daily.reshape(-1, 7).sum(axis=1), DECIMALS)
    return sums


def _shares(
    read: Read, project: str, country: str, months: Sequence[Month], told: Collection[str]
) -> Floats:
    mix = read.mixes[project]
    return np.array([mix.share(country, month, told) for month in months])


def lost_part(read: Read, country: str, month: Month) -> float:
    """Return which part of a country's Wikipedia reading lies in editions that failed, 0 to 1.

    Judged by all articles of the editions at hand; where that is not known, an edition in the
    country's main language counts as all of it.
    """
    told = published(read.mixes.values())
    if any(name not in read.totals and _is_main(name, country) for name in read.lost):
        return 1.0
    reading = {
        name: read.mixes[name].share(country, month, told) * sum(total.values())
        for name, total in read.totals.items()
        if name in read.mixes
    }
    total = sum(reading.values())
    return sum(reading.get(name, 0.0) for name in read.lost) / total if total else 0.0


def _is_main(project: str, country: str) -> bool:
    language = project.partition(".")[0]
    return main_language(country).split("_")[0] == CODES.get(language, language).split("-")[0]


def by_speakers(read: Read, countries: Iterable[str]) -> tuple[str, ...]:
    """Return the countries that no edition tells about although some tell countries."""
    told = published(read.mixes.values())
    return tuple(country for country in countries if told and country not in told)
