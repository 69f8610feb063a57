"""Feasts by the moon: Ramadan, both Eids, Lunar New Year, each in the countries that keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Hijri

from planner.timing.observance import BY_THE_MOON, Observance, package
from planner.timing.public import holidays_of

EID_AL_FITR = re.compile(r"Eid[ -](al|ul)-Fitr")
"""How the `holidays` package writes it in English, in all of its countries."""
LUNAR_NEW_YEAR = re.compile(r"(Chinese|Lunar|Korean) New Year|Chinese Spring Festival")
"""So too; some name a day each, some the week."""
KNOWN_BY = "SG"
"""Where the first day of Lunar New Year is a public holiday with a table of 200 years."""
LOOK_BACK = 20
"""Years: where a country's table has ended, its last one tells whether it keeps Eid."""
HIJRI_YEARS = range(1343, 1501)
"""The years whose months `hijridate` knows: 1924 to 2077."""
RAMADAN, SHAWWAL, DHU_AL_HIJJA = 9, 10, 12
DAYS_OF_EID = 3


def feasts_by_moon(code: str, year: int) -> Iterator[Observance]:
    """Yield Ramadan, the Eids and the week of Lunar New Year that start in a year, if kept."""
    if keeps_eid(code, year):
        yield from _ramadan(code, year)
        yield from _eids(code, year)
    yield from _new_year(code, year)


@lru_cache(maxsize=4096)
def keeps_eid(code: str, year: int) -> bool:
    """Tell whether Eid al-Fitr is a public holiday, in that year or the last one with a table."""
    tables = (holidays_of(code, year - back) for back in range(LOOK_BACK))
    return any(EID_AL_FITR.match(row.name) for row in next(filter(None, tables), ()))


def new_year_days(code: str, year: int) -> tuple[date, ...]:
    """Return the public holidays of Lunar New Year: its Eve, its days, those off instead."""
    first = lunar_new_year(year)
    if first is None:
        return ()
    near = [
        row.day
        for row in holidays_of(code, year)
        if LUNAR_NEW_YEAR.search(row.name) and abs((row.day - first).days) <= 9
    ]
    return tuple(near)


@lru_cache(maxsize=512)
def lunar_new_year(year: int) -> date | None:
    """Return the first day of Lunar New Year, or None outside the tables."""
    days = holidays_of(KNOWN_BY, year)
    return next((row.day for row in days if LUNAR_NEW_YEAR.match(row.name)), None)


def _ramadan(code: str, year: int) -> Iterator[Observance]:
    for hijri in _hijri_years(year):
        start = Hijri(hijri, RAMADAN, 1).to_gregorian()
        end = start + timedelta(days=Hijri(hijri, RAMADAN, 1).month_length() - 1)
        if start.year == year:
            yield _by_moon(code, start, end, "Ramadan")


def _eids(code: str, year: int) -> Iterator[Observance]:
    """Yield the Eids of a year for which the tables of public holidays have ended."""
    if holidays_of(code, year):
        return
    for hijri in _hijri_years(year):
        for name, month, day in (("Eid al-Fitr", SHAWWAL, 1), ("Eid al-Adha", DHU_AL_HIJJA, 10)):
            start = Hijri(hijri, month, day).to_gregorian()
            end = start + timedelta(days=DAYS_OF_EID - 1)
            if start.year == year:
                yield _by_moon(code, start, end, name)


def _by_moon(code: str, start: date, end: date, name: str) -> Observance:
    return Observance(
        code,
        start,
        end,
        name,
        "fasting" if name == "Ramadan" else "festive",
        estimated=True,
        source=package("hijridate"),
        stale=False,
        note=BY_THE_MOON,
    )


def _hijri_years(year: int) -> list[int]:
    """Return the years of the moon, two or three, that meet a year of the sun."""
    about = round((year - 622) / 0.9702)
    return [hijri for hijri in range(about - 1, about + 3) if hijri in HIJRI_YEARS]


def _new_year(code: str, year: int) -> Iterator[Observance]:
    first, days = lunar_new_year(year), new_year_days(code, year)
    if first and days:
        yield Observance(
            code,
            min(first, *days),
            max(first + timedelta(days=6), *days),
            "Lunar New Year",
            "new_year",
            estimated=False,
            source=package("holidays"),
            stale=False,
            note=f"New Year's Day is {first.day} {first:%B %Y}; the whole week is kept",
        )
