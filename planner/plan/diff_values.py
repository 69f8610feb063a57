"""Values of a plan as a marketer says them: money with its currency, days, shares, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from planner.model import names
from planner.model.base import spoken
from planner.model.english import listed, plural, some

Number = Decimal | int | float
JOINERS = "\u200c\u200d"
"""Which Persian and emoji need, though they show nothing."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that a terminal would obey, or not show."""
WITH_THE = re.compile(r"United |Netherlands|Philippines|Bahamas|Maldives|Gambia")
PLURAL = frozenset(
    {"accessibility", "trailer accessibility", "copies", "booking", "creator permits"}
)
"""Gates whose name takes `are`."""
SHORT = 60
"""Characters of a text that is told whole."""
MOST_REGIONS = 12
"""Regions that are named one by one."""
TINY = 1e-6
"""Below, a number is told as it is calculated: 2e-07."""
WORDS: dict[str, dict[str, str]] = {
    "release": {
        "theatrical": "in cinemas",
        "event": "event in cinemas",
        "festival only": "festivals only",
        "TVOD": "online to rent or buy",
        "SVOD": "on a streaming service",
    },
    "pays": {"us": "we pay", "partner": "the partner pays", "shared": "we share it"},
    "date_by": {"us": "us", "partner": "the partner"},
    "split_for": {
        "point": "the figures as they are",
        "average": "the average of what may be",
        "cautious": "the worse of what may be",
    },
    "by": {"charts": "in the charts", "festival": "at a festival", "trailer": "by the trailer"},
    "measure": {
        "week_two_drop": "the drop in week two",
        "opening_to_plan": "the opening against plan",
    },
    "then": {"release": "spend what is held back", "hold": "keep it", "cut": "stop the rest"},
    "unit": {"money": "in money", "share": "as a share"},
}
"""What choices of one word are called, by field."""


def clean(text: str) -> str:
    """Return a text on one line, with what a terminal would obey shown as an escape."""
    return "".join(map(_seen, text.replace("\r\n", "\n").replace("\n", " ↵ ")))


def _seen(character: str) -> str:
    hidden = unicodedata.category(character) in UNSEEN and character not in JOINERS
    return character.encode("unicode_escape").decode() if hidden else character


def quoted(text: str) -> str:
    """Return a person's text in quotes, on one line."""
    return f"“{clean(text)}”"


def cut(text: str, most: int = SHORT) -> str:
    """Return a text, or its first words where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    start = text[:most]
    return f"{start.rsplit(' ', 1)[0] if ' ' in start else start} …"


def amount(value: Number) -> str:
    """Return a number with its thousands apart; cents where there are any."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if exact == exact.to_integral_value():
        return f"{exact + 0:,.0f}"
    if exact == exact.quantize(Decimal("0.01")):
        return f"{exact:,.2f}"
    return f"{float(exact):g}" if abs(exact) < TINY else f"{exact.normalize():,f}"


def money(value: Number, currency: str) -> str:
    """Return an amount of money: `EUR 12,000`."""
    return f"{currency} {amount(value)}"


def percent(share: Number) -> str:
    """Return a share as percent, with the digits that it has."""
    return f"{float(share) * 100:.10g}%"


def moment(value: datetime) -> str:
    """Return a point in time: `8 March 2027, 20:00 UTC`."""
    utc = value.astimezone(UTC)
    return f"{spoken(utc.date())}, {utc:%H:%M} UTC"


def days(first: date, last: date) -> str:
    """Return days from first to last, naming month and year once: `22 to 28 March 2027`."""
    if first == last:
        return spoken(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {spoken(last)}"
    return f"{yearless(first, last)} to {spoken(last)}"


def yearless(day: date, other: date) -> str:
    """Return a day without its year, where that is the other's."""
    return f"{day.day} {day:%B}" if day.year == other.year else spoken(day)


def length(count: int) -> str:
    """Return a number of days as people say it: weeks where it is whole weeks."""
    weeks, rest = divmod(abs(count), 7)
    return plural(abs(count), "day") if rest else plural(weeks, "week")


def later(was: date, now: date) -> str:
    """Return by how much a day moved: `2 weeks later`."""
    return f"{length((now - was).days)} {'later' if now > was else 'earlier'}"


def be(name: str) -> str:
    """Return `are` or `is`, as the name of a language version or gate takes it."""
    return "are" if name in PLURAL or name.endswith(" subtitles") else "is"


def region(code: str) -> str:
    """Return a region's name as it stands in a sentence: `the United Kingdom`."""
    name = names.region(code)
    return f"the {name}" if WITH_THE.match(name) else name


def regions(codes: Iterable[str]) -> str:
    """Return the names of several regions as a person lists them, and how many more there are."""
    return listed(some(map(region, codes), MOST_REGIONS))


def channel(name: str) -> str:
    """Return a channel's name as it stands in a sentence: `paid social`, `CTV and TV`."""
    return _inside(names.channel(name))


def line(name: str) -> str:
    """Return the name of a budget line or gate as it stands in a sentence."""
    return _inside(names.line(name))


def _inside(name: str) -> str:
    lower = name[1:2].islower() and not name.endswith((" subtitles", " dub"))
    return name[:1].lower() + name[1:] if lower else name


def shown(value: object, unit: str = "", currency: str = "") -> str:  # noqa: PLR0911  # a type each
    """Return any value of a plan in words.

    `unit` says how to read it, such as share, weeks or language; `currency` is that of money.
    """
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(shown(item, unit, currency) for item in value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{clean(str(key))}: {shown(item)}" for key, item in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return spoken(value)
    if isinstance(value, Decimal | int | float):
        return _number(value, unit, currency)
    return _text(str(value), unit)


def _number(value: Number, unit: str, currency: str) -> str:
    if unit == "money" and currency:
        return money(value, currency)
    if unit == "share":
        return percent(value)
    if unit in ("week", "minute", "second"):
        return plural(int(value), unit)
    return amount(value)


TEXTS: dict[str, Callable[[str], str]] = {
    "language": names.language,
    "region": names.region,
    "channel": channel,
}


def _text(value: str, unit: str) -> str:
    if unit == "long":
        return quoted(cut(value))
    if unit in WORDS:
        return clean(WORDS[unit].get(value, value))
    return clean(TEXTS[unit](value) if unit in TEXTS else value)
