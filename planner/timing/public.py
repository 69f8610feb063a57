"""The public and school holidays of a country or of a part of it, one year at a time."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

PUBLIC, SCHOOL, OPTIONAL = "public", "school", "optional"
ESTIMATED = re.compile(r",? ?\(?estimated\)?", re.IGNORECASE)
SATURDAY = 5
YEARS = range(1900, 2101)
"""Years that are looked up at all; outside of them there are weekends alone."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day, with one name; `estimated` where it hangs on the sighting of the moon."""

    day: date
    name: str
    estimated: bool


@lru_cache(maxsize=8192)
def holidays_of(code: str, year: int, category: str = PUBLIC) -> tuple[Holiday, ...]:
    """Return the holidays of an ISO 3166 code in a year, by the `holidays` package.

    By day, then name, in English where it has English names. A part that it does not know counts
    as its country, the United Kingdom as England. Empty where it does not know the country, has
    no such category there or no table for the year.
    """
    known = _table(code, year, category)
    if known is None:
        return ()
    rows = [
        Holiday(day, ESTIMATED.sub(_kept_bracket, name).strip(), bool(ESTIMATED.search(name)))
        for day, names in known.items()
        for name in names.split("; ")
        if day.year == year
    ]
    return tuple(sorted(rows, key=lambda row: (row.day, row.name)))


def _kept_bracket(found: re.Match[str]) -> str:
    """Leave the closing bracket of "(observed, estimated)" where it is."""
    return ")" if found[0].endswith(")") and "(" not in found[0] else ""


@lru_cache(maxsize=8192)
def days_off(code: str, year: int) -> frozenset[date]:
    """Return the weekends and public holidays of a year; a Saturday that is worked is none.

    A country that the `holidays` package does not know has Saturday and Sunday off.
    """
    known = _table(code, year, PUBLIC)
    length = (date(year, 12, 31) - date(year, 1, 1)).days + 1
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(length))
    if known is None:
        return frozenset(day for day in days if day.weekday() >= SATURDAY)
    return frozenset(day for day in days if not known.is_working_day(day))


def is_known(code: str, year: int) -> bool:
    """Tell whether the `holidays` package has public holidays for this place and year."""
    return bool(holidays_of(code, year))


def _table(code: str, year: int, category: str) -> HolidayBase | None:
    """Return what the package knows; None for a country, category or year outside of it."""
    import holidays  # noqa: PLC0415  # slow to load

    country, _, part = code.partition("-")
    parts = holidays.list_supported_countries(include_aliases=False).get(country)
    if parts is None or year not in YEARS:
        return None
    # Outside the years of a country's tables there are simply no holidays. A filter rather than
    # `catch_warnings`, which is not safe with threads.
    warnings.filterwarnings("ignore", message="Requested Holidays are available only")
    wanted = part or ("ENG" if country == "GB" else "")
    try:
        return holidays.country_holidays(
            country,
            subdiv=wanted if wanted in parts else None,
            years=year,
            language="en_US",
            categories=(category,),
        )
    except ValueError:  # no such category there
        return None
