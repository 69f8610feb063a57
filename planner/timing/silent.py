"""Days of silence and mourning that no table of public holidays holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dateutil.easter import easter  # type: ignore[import-untyped]  # it ships no types

from planner.timing.public import OPTIONAL, PUBLIC, YEARS, Holiday, holidays_of

FRIDAY, SUNDAY = 4, 6


def _easter(offset: int) -> Callable[[int], date]:
    return lambda year: date.fromordinal(easter(year).toordinal() + offset)


def _first_advent(year: int) -> date:
    """Return the fourth Sunday before Christmas Day."""
    christmas_eve = date(year, 12, 24)
    return christmas_eve - timedelta(days=(christmas_eve.weekday() + 1) % 7 + 21)


def _before_advent(days: int) -> Callable[[int], date]:
    return lambda year: _first_advent(year) - timedelta(days=days)


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _yom_hashoah(year: int) -> date | None:
    """Return 27 Nisan, twelve days after Pesach begins; a day off from a Friday or a Sunday."""
    days = holidays_of("IL", year)
    pesach = next((row.day for row in days if row.name == "Pesach"), None)
    if pesach is None:
        return None
    day = pesach + timedelta(days=12)
    return day + timedelta(days={FRIDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


DAYS: dict[str, Callable[[int], date | None]] = {
    "Ash Wednesday": _easter(-46),
    "Maundy Thursday": _easter(-3),
    "Good Friday": _easter(-2),
    "Holy Saturday": _easter(-1),
    "All Saints' Day": _on(11, 1),
    "Volkstrauertag": _before_advent(14),
    "Buss- und Bettag": _before_advent(11),
    "Totensonntag": _before_advent(7),
    "Christmas Eve": _on(12, 24),
    "Yom HaShoah": _yom_hashoah,
}
"""How each day is found that the facts name as a day of silence or mourning."""


def days_of(name: str, code: str, year: int) -> Iterator[Holiday]:
    """Yield the days of a year that bear a name, by rule or as a holiday whose name begins so."""
    if name not in DAYS:
        for category in (PUBLIC, OPTIONAL):
            rows = holidays_of(code, year, category)
            yield from (row for row in rows if row.name.startswith(name))
    elif year in YEARS:
        day = DAYS[name](year)
        yield from (Holiday(day, name, estimated=False),) if day else ()
