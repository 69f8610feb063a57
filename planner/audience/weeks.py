"""Days, periods and the Monday that names each week."""

from __future__ import annotations

import re
from datetime import date, timedelta

from planner.model.base import FIRST_YEAR, LAST_YEAR

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII)


def parse_day(text: str) -> date:
    """Return the day of an ISO date (`2019-03-11`) or the Monday of an ISO week (`2019-W11`).

    Raises ValueError, written for people, for anything else.
    """
    day = _read(text.strip())
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _read(text: str) -> date:
    if found := DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := ISO_WEEK.fullmatch(text):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    raise ValueError("is no ISO date")


def week_of(day: date) -> date:
    """Return the Monday of the ISO week that holds most of the seven-day period dated `day`.

    Monday to Thursday are read as the first day of a period (French weeks start on Wednesday,
    German ones on Thursday), Friday to Sunday as its last, since weekend reports are dated so.
    Both ways four to seven of its days lie in the ISO week of `day` itself.
    """
    return day - timedelta(days=day.weekday())
