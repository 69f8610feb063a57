"""Which weeks hold a region's public holidays and moving feasts, as features of its forecast."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pandas as pd
from dateutil.easter import easter  # type: ignore[import-untyped]  # it ships no types
from hijridate import Hijri
from numpy.typing import NDArray

EASTER, RAMADAN = "Easter", "Ramadan"
WITH_EASTER = ("Good Friday", "Easter")
"""Days of the Easter weekend: one feast here, kept in every region, since school holidays and
releases follow it where it is no public holiday too (United States, France's Good Friday)."""
MOVED = re.compile(r"observed|substituted|in lieu|^Alternative|^Temporary|Election", re.IGNORECASE)
"""Days off instead of a holiday, and those that come once: no feast by themselves."""
FEWEST_YEARS = 3
"""A holiday that stood in the calendar less often than this cannot be told from chance."""
HIJRI_YEARS = range(1343, 1500)
"""The years whose months `hijridate` knows: 1924 to 2076."""


def holiday_weeks(region: str, weeks: pd.DatetimeIndex, members: Sequence[str] = ()) -> Feasts:
    """Return which of some consecutive Mondays start a week with a holiday of the region.

    `region` is an ISO 3166 code; a group's name takes the mean over its `members`. A region that
    the `holidays` package does not know has Easter alone. The estimated dates of feasts by the moon
    count as dates: a week is coarser than the day by which they may be off.
    """
    codes = tuple(members) or (region,)
    first, last = weeks[0].date(), weeks[-1].date()
    found = [_weeks(code, first, last) for code in codes]
    names = list(dict.fromkeys(name for one in found for name in one.names))
    values = np.zeros((len(weeks), len(names)))
    for one in found:
        at = [names.index(name) for name in one.names]
        values[:, at] += one.values / len(found)
    return Feasts(tuple(names), values)


class Feasts:
    """Names of holidays, and (weeks x names) how far each week holds them, 0 to 1."""

    __slots__ = ("names", "values")

    def __init__(self, names: tuple[str, ...], values: NDArray[np.float64]) -> None:
        self.names, self.values = names, values


@lru_cache(maxsize=4096)
def _weeks(code: str, first: date, last: date) -> Feasts:
    """Return the features of one country or subdivision between two Mondays."""
    count = (last - first).days // 7 + 1
    years = range(first.year, last.year + 2)
    named = _days(code, years)
    fasting = _ramadan(years) if _keeps_eid(named, years) else []
    fewest = min(FEWEST_YEARS, max(1, len(years) - 2))
    kept = {n: days for n, days in named.items() if len({day.year for day in days}) >= fewest}
    names = (*kept, *([RAMADAN] if fasting else []))
    values = np.zeros((count, len(names)))
    for column, days in enumerate(kept.values()):
        for at in {(day - first).days // 7 for day in days}:
            if 0 <= at < count:
                values[at, column] = 1.0
    for day in fasting:
        at = (day - first).days // 7
        if 0 <= at < count:
            values[at, -1] += 1 / 7
    return Feasts(names, values)


@lru_cache(maxsize=1024)
def _days(code: str, years: range) -> dict[str, list[date]]:
    """Return the days of each holiday by its English name where there is one."""
    import holidays  # noqa: PLC0415  # slow to load

    country, _, part = code.partition("-")
    found: dict[str, list[date]] = defaultdict(list)
    if country in holidays.list_supported_countries(include_aliases=False):
        # Outside the years that a country's tables cover there are simply no holidays. A filter
        # rather than `catch_warnings`, which is not safe with threads.
        warnings.filterwarnings("ignore", message="Requested Holidays are available only")
        known = holidays.country_holidays(
            country, subdiv=_subdivision(country, part), years=years, language="en_US"
        )
        for day, names in known.items():
            for name in names.split("; "):
                plain = name.replace("(estimated)", "").strip()
                if not MOVED.search(plain) and not plain.startswith(WITH_EASTER):
                    found[plain].append(day)
    found[EASTER] = [easter(year) for year in years]
    return dict(sorted(found.items()))


def _subdivision(country: str, part: str) -> str | None:
    """Return the subdivision that the `holidays` package knows, England for the United Kingdom.

    England holds 84% of the UK's people; without it the August and May bank holidays are missing.
    """
    import holidays  # noqa: PLC0415  # slow to load

    known = holidays.list_supported_countries(include_aliases=False)[country]
    wanted = part or ("ENG" if country == "GB" else "")
    return wanted if wanted in known else None


def _keeps_eid(named: dict[str, list[date]], years: range) -> bool:
    """Tell whether Eid al-Fitr is a public holiday, by its dates: names differ by language."""
    days = {day for dates in named.values() for day in dates}
    ends = [month[-1] + timedelta(days=1) for month in _ramadans(years)]
    kept = sum(bool(days & {end + timedelta(days=off) for off in (-1, 0, 1)}) for end in ends)
    return bool(ends) and kept >= 0.8 * len(ends)


def _ramadan(years: range) -> list[date]:
    return [day for month in _ramadans(years) for day in month]


@lru_cache(maxsize=64)
def _ramadans(years: range) -> list[list[date]]:
    """Return the days of each month of Ramadan in some years; a sighting may move it by a day."""
    months: list[list[date]] = []
    for hijri in HIJRI_YEARS:
        if years[0] - 1 <= 622 + round((hijri - 1) * 0.9702) <= years[-1] + 1:
            start = Hijri(hijri, 9, 1).to_gregorian()
            length = Hijri(hijri, 9, 1).month_length()
            months.append([start + timedelta(days=day) for day in range(length)])
    return [month for month in months if years[0] <= month[0].year <= years[-1]]
