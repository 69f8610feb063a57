"""What people write for dates and numbers, and how a plan writes the same."""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale

YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?:[T ].*)?", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})", re.ASCII)
IN_WORDS = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?: de| of)? "
        r"(?P<month>[^\W\d]+)\.?,?(?: de)? (?P<year>\d{4})"
    ),
    re.compile(r"(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
)
LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""Languages in which the name of a month is understood."""
ISO = "Write the year first, then month and day, such as 2027-03-12."
FEBRUARY, MONTHS = 2, 12
MANY = {"k": 10**3, "m": 10**6, "thousand": 10**3, "million": 10**6}
AMOUNT = re.compile(
    r"([-+]?)(\d(?:[\d.,'’ \u00a0\u202f_]*\d)?)[.,]?\s*(%|k|m|thousand|million)?",
    re.ASCII | re.IGNORECASE,
)
CURRENCY = re.compile(r"^([A-Z]{3}|[^\w\s.,+-])\s*|\s*([A-Z]{3}|[^\w\s.,%])$")
PER_CENT = 100
YES = ("yes", "y", "on", "x", "ja", "oui", "sí", "si", "sim", "sì")
NO = ("no", "n", "off", "nein", "non", "não")


def day(text: str) -> str:
    """Return how to write a date that was written `text`; one that could be two is not guessed."""
    text = " ".join(text.split())
    if match := YEAR_FIRST.fullmatch(text):
        return _written(*map(int, match.groups()))
    if match := YEAR_LAST.fullmatch(text):
        first, second, year = map(int, match.groups())
        if first == second or max(first, second) > MONTHS:
            return _written(year, min(first, second), max(first, second))
        both = (date(year, second, first), date(year, first, second))
        said = " and ".join(f"{one} is {one.day} {one:%B}" for one in both)
        return f"Write the year first: {said}."
    for pattern in IN_WORDS:
        if match := pattern.fullmatch(text):
            month = _months().get(match["month"].casefold())
            return _written(int(match["year"]), month, int(match["day"])) if month else ISO
    return ISO


def known_day(text: str) -> str | None:
    """Return how to write what seems to be a date, None where it seems to be none."""
    return None if (hint := day(text)) == ISO else hint


def _written(year: int, month: int, day: int) -> str:
    with suppress(ValueError):
        return f"Write {date(year, month, day)}."
    if not 1 <= month <= MONTHS or not year >= 1:
        return ISO
    name = f"{calendar.month_name[month]}{f' {year}' if month == FEBRUARY else ''}"
    return f"{name} has {calendar.monthrange(year, month)[1]} days."


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for locale in map(Locale, reversed(LOCALES)):
        for width in ("abbreviated", "wide"):
            for number, name in locale.months["format"][width].items():
                found[name.casefold().rstrip(".")] = number
    return found


def yes_or_no(text: str) -> str | None:
    """Return how to write a yes or no, None where it is neither."""
    plain = text.strip().casefold()
    return "Write true." if plain in YES else "Write false." if plain in NO else None


def number(text: str, *, share: bool = False) -> str | None:
    """Return how to write a number that was written `text`, None where it is none.

    A mark that could stand before thousands or before decimals is not guessed.
    """
    match = AMOUNT.fullmatch(CURRENCY.sub("", text.strip()).strip())
    if not match:
        return None
    sign, digits, unit = match[1].replace("+", ""), match[2], (match[3] or "").lower()
    meant = [_moved(sign + one, unit, share=share) for one in _readings(digits)]
    return f"Write {' or '.join(dict.fromkeys(meant))}." if meant else None


def _readings(digits: str) -> list[str]:
    """Return the plain numbers that digits with marks between them can mean."""
    digits = re.sub(r"(?<=\d)['’ \u00a0\u202f_](?=\d)", "", digits)
    if not re.fullmatch(r"[\d.,]+", digits, re.ASCII):
        return []
    marks = re.findall(r"[.,]", digits)
    whole = re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits) is not None
    if len(set(marks)) > 1:  # the last one stands before the decimals
        head, _, tail = digits.rpartition(marks[-1])
        return [f"{re.sub('[.,]', '', head)}.{tail}"] if marks.count(marks[-1]) == 1 else []
    if len(marks) > 1:
        return [re.sub("[.,]", "", digits)] if whole else []
    if whole and marks:
        return [re.sub("[.,]", "", digits), re.sub("[.,]", ".", digits)]
    return [digits.replace(",", ".")]


def _moved(text: str, unit: str, *, share: bool) -> str:
    """Return a plain number times its unit, digit by digit."""
    value = Decimal(text) * MANY.get(unit, 1)
    if unit == "%" and share:
        value /= PER_CENT
    return f"{value.normalize():f}"
