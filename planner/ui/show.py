"""Figures, dates and names as text for people, in English."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from math import floor, log10

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_territory_currencies,
)

from planner.model import english, names
from planner.model.base import Range, territories
from planner.model.goals import Goals
from planner.plan.history import Entry

SHOWN_DIGITS = 2
"""Significant digits of an estimate: its range is far wider than the third digit."""
NOTHING = "–"
LONGEST_NOTE = 300
"""Characters of a version's note in a list; the file has it whole."""
MARKS = re.compile(r"([\\`*_{}\[\]()#+.!|$:~<>-])")
"""What Markdown would read as more than text."""
Amount = Decimal | float | int


def money(amount: Amount, currency: str) -> str:
    """Return an amount to the whole unit: `€400,000`."""
    return format_currency(amount, currency, "¤#,##0", locale="en", currency_digits=False)


def exact_money(amount: Amount, currency: str) -> str:
    """Return an amount to the cent: `€1,234.50`."""
    return format_currency(amount, currency, "¤#,##0.00", locale="en", currency_digits=False)


def count(number: Amount) -> str:
    """Return an exact count with thousands separated."""
    return format_decimal(round(number), locale="en")


def about(number: float) -> str:
    """Return an estimate to two significant digits: 12,345 becomes `12,000`."""
    if number <= 0:
        return "0"
    digits = SHOWN_DIGITS - 1 - floor(log10(number))
    return format_decimal(round(number, min(digits, 2)), locale="en")


def spread(values: Range) -> str:
    """Return the low and high end of an estimate: `8,400 to 15,000`."""
    return f"{about(values.low)} to {about(values.high)}"


def few(number: float) -> str:
    """Return an estimate in few characters: `12K`, `1.4M`."""
    digits = 1 if number >= 1e6 else 0
    return format_compact_decimal(round(number), locale="en", fraction_digits=digits)


def compact(values: Range) -> str:
    """Return the low and high end of an estimate in few characters: `8K–15K`."""
    return f"{few(values.low)}–{few(values.high)}"


def percent(share: float) -> str:
    """Return a share (0 to 1) in whole percent."""
    return f"{share * 100:.0f}%"


def day(value: date | None) -> str:
    """Return a day with its weekday: `Fri 12 Mar 2027`."""
    return format_date(value, "EEE d MMM y", locale="en") if value else NOTHING


def short_day(value: date | None) -> str:
    """Return a day without its weekday: `12 Mar 2027`."""
    return format_date(value, "d MMM y", locale="en") if value else NOTHING


def week(value: date | None) -> str:
    """Return the ISO week of a day: `2027 week 10`."""
    if value is None:
        return NOTHING
    year, number, _ = value.isocalendar()
    return f"{year} week {number}"


def moment(value: datetime | None) -> str:
    """Return a point in time in the server's time zone: `12 Mar 2027, 14:05`."""
    if value is None:
        return NOTHING
    local = value.astimezone()
    return format_datetime(local, "d MMM y, HH:mm", tzinfo=local.tzinfo, locale="en")


def saved(version: Entry, longest: int = LONGEST_NOTE) -> str:
    """Return when, by whom and with which note a version was saved, on one line."""
    note = " ".join((version.note or "").split())
    short = note if len(note) <= longest else f"{note[:longest]}…"
    parts = (moment(version.saved), version.author, short)
    return " · ".join(part for part in parts if part)


language, country = names.language, names.country


def region(code: str, goals: Goals | None = None) -> str:
    """Return a region's English name; a group is called by its name and its countries."""
    if goals and code in goals.groups:
        return f"{code} ({', '.join(map(country, goals.groups[code]))})"
    return names.region(code)


@cache
def currencies() -> tuple[str, ...]:
    """Return the codes of the currencies that are legal tender somewhere today, by code."""
    codes = (get_territory_currencies(code) for code in territories())
    return tuple(sorted({code for found in codes for code in found}))


def currency(code: str) -> str:
    """Return a currency's code and English name: `EUR, Euro`."""
    return f"{code}, {Locale('en').currencies.get(code, code)}"


plural = english.plural


def literal(text: str) -> str:
    """Return a text as Markdown that reads as it stands, whoever typed it."""
    return MARKS.sub(r"\\\1", text)
