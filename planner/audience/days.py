"""One date, ISO week or period as people and programs of many countries write it."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from babel import Locale

from planner.audience.cells import CellError
from planner.audience.regions import LOCALES
from planner.model.base import FIRST_YEAR, LAST_YEAR

HINT = "Write dates as 2019-03-11 or weeks as 2019-W11."
COARSE = "Give weekly or daily figures: a release week cannot be chosen from months."
LONGEST_PERIOD = 8
"""Days of a period that is still a week: some count both Fridays of a cinema week."""
CENTURY = 69
"""Two-digit years below this are of this century, as POSIX and Python read them."""
SERIALS = range(20_000, 80_000)
"""Days since 1899-12-30 that a spreadsheet's date may be: the years 1954 to 2119."""
SEP = r"([-/.])\s?"
MIDNIGHT = r"(?:[T ]+0?0:00(?::00(?:\.0+)?)?\s?(?:Z|[+-]00:?00|UTC|AM)?)?"
ISO_WEEK = re.compile(r"(\d{4})[- ]?W(\d{1,2})(?:-([1-7]))?", re.ASCII | re.IGNORECASE)
YEAR_FIRST = re.compile(rf"(\d{{4}}){SEP}(\d{{1,2}})\2\s?(\d{{1,2}})\.?{MIDNIGHT}", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?", re.ASCII)
YEAR_LAST = re.compile(rf"(\d{{1,2}}){SEP}(\d{{1,2}})\2\s?(\d{{4}}|\d{{2}})\.?{MIDNIGHT}", re.ASCII)
WORD = r"([^\W\d_][^\d,]*?)\.?"
DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|[.º])?[\s-]*(?:de\s+|of\s+)?{WORD}[\s,-]*(?:de\s+)?"
    rf"(\d{{4}}|\d{{2}})"
)
MONTH_DAY = re.compile(rf"{WORD}\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
MONTH = re.compile(
    rf"\d{{4}}(?:[-/.]\d{{1,2}})?|\d{{1,2}}[-/.]\d{{4}}|{WORD}[\s,-]*\d{{2,4}}", re.ASCII
)
WEEKDAY = re.compile(r"[^\W\d_]+\.?,?\s+(?=\d)")
DASH = r"(?:-|–|—|〜|～|to|until|bis|au|al|tot|~)"
BETWEEN = re.compile(rf"\s+{DASH}\s+|\s*[–—〜～]\s*", re.IGNORECASE)
TIGHT = re.compile(r"(?<=[\d.])-(?=\d{1,2}[/.]\d|\d{1,2}\s+[^\W\d_])")
INTERVAL = re.compile(r"(?<=-\d\d)/(?=\d{4}-)")
"""Between the two dates of an ISO 8601 interval, 2026-01-02/2026-01-08."""


@lru_cache(maxsize=8192)  # columns repeat their days, and files each other's
def parse_day(text: str, *, day_first: bool = True) -> date:
    """Return the day that `text` names: an ISO week's Monday, the middle of a period.

    `day_first` decides 03/04/2026 alone. Raises `CellError`, written for people.
    """
    text = " ".join(text.split())
    day = _single(text, day_first=day_first) or _middle(text, day_first=day_first)
    if day is None:
        raise _no_day(text)
    return sensible(day)


def parse_serial(value: float) -> date:
    """Return the day that a spreadsheet's number stands for: its own count, or 20260105."""
    if value == int(value) and int(value) in SERIALS:
        return date(1899, 12, 30) + timedelta(days=int(value))
    return parse_day(f"{value:.15g}")


def sensible(day: date) -> date:
    """Return `day`; raises `CellError` where its year is none a film can have."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError(f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}", HINT)
    return day


def is_open(text: str) -> bool:
    """Return whether the order of day and month is not told by the text alone: 03/04/2026."""
    parts = [YEAR_LAST.fullmatch(part) for part in _parts(" ".join(text.split()))]
    return any(
        found
        and found[2] != "."
        and found[1] != found[3]
        and max(map(int, found.group(1, 3))) <= 12
        for found in parts
    )


def _single(text: str, *, day_first: bool) -> date | None:
    try:
        return _numbers(text, day_first=day_first) or _names(text)
    except ValueError:  # the thirtieth of February
        return None


def _numbers(text: str, *, day_first: bool) -> date | None:
    if found := ISO_WEEK.fullmatch(text):
        return date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := COMPACT.fullmatch(text) or EAST_ASIAN.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        return date(year, second, first) if day_first else date(year, first, second)
    return None


def _names(text: str) -> date | None:
    for candidate in (text, WEEKDAY.sub("", text, count=1)):
        if (found := DAY_MONTH.fullmatch(candidate)) and (month := month_of(found[2])):
            return date(_year(found[3]), month, int(found[1]))
        if (found := MONTH_DAY.fullmatch(candidate)) and (month := month_of(found[1])):
            return date(int(found[3]), month, int(found[2]))
    return None


def _middle(text: str, *, day_first: bool) -> date | None:
    """Return the middle day of a period such as `2 - 8 January 2026`."""
    parts = _parts(text)
    if len(parts) != 2:
        return None
    last = _single(parts[1], day_first=day_first)
    first = _single(_completed(*parts), day_first=day_first)
    if first is None or last is None or first > last:
        return None
    length = (last - first).days + 1
    if length > LONGEST_PERIOD:
        raise CellError(f"lasts {length} days, longer than a week", COARSE)
    return first + (last - first) // 2


def _parts(text: str) -> list[str]:
    found = (pattern.split(text) for pattern in (BETWEEN, INTERVAL, TIGHT))
    return next((parts for parts in found if len(parts) > 1), [text])


def _completed(first: str, last: str) -> str:
    """Return the start of a period with the month and year that only its end may tell."""
    if re.search(r"\d{4}", first):
        return first
    if first.isdigit():  # 2 - 8 January 2026
        return re.sub(r"^\d{1,2}", first, last, count=1)
    if re.search(r"[^\W\d_]", first):  # 30 January - 5 February 2026
        return f"{first} {last[-4:]}"
    if found := re.fullmatch(r"\d{1,2}([./])\d{1,2}[./]?", first):  # 02.01.-08.01.2026
        return f"{first.rstrip('./')}{found[1]}{last[-4:]}"
    return first


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < CENTURY else 1900)


def _no_day(text: str) -> CellError:
    found = MONTH.fullmatch(text)
    if found and (found[1] is None or month_of(found[1])):
        return CellError("is a month or a year, not a week", COARSE)
    return CellError("is no date", HINT)


def month_of(name: str) -> int | None:
    """Return the number of the month called `name` in any of our languages, if it is but one."""
    months = _months().get(name.casefold().strip(". "), set())
    return next(iter(months)) if len(months) == 1 else None


@cache
def _months() -> dict[str, set[int]]:
    names: dict[str, set[int]] = defaultdict(set)
    for locale in LOCALES:
        for widths in Locale.parse(locale).months.values():
            for number, name in (*widths["wide"].items(), *widths["abbreviated"].items()):
                names[name.casefold().strip(". ")].add(number)
    for number in range(1, 13):  # English wins: `mar` is March in 20 languages, something in one
        moment = datetime(2026, number, 1)  # noqa: DTZ001  # only its month's name is asked
        for name in (f"{moment:%B}", f"{moment:%b}"):
            names[name.casefold()] = {number}
    names["sept"] = {9}
    return dict(names)
