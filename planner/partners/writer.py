"""Words, dates, money and names in the language of one brief."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Generic, TypeVar
from unicodedata import bidirectional

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
)
from babel.units import format_unit

from planner.model.names import upper_first
from planner.partners.names import VERSIONS
from planner.partners.parts import Text
from planner.partners.words import ENGLISH, base, closest, translations

T = TypeVar("T")
DIGITS = 2
"""Significant digits of an estimate: its range is far wider than a hundredth of it."""
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Unicode's marks around a part whose direction is its own."""
WORLD_ENGLISH = "en_001"
"""Day before month and comma thousands, for readers whose country has no English of its own."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was found among texts in several languages; `note` is empty in the wanted language."""

    value: T
    language: str
    note: str


class Writer:
    """Writes for one reader: `wanted` is their language, `labels` the one labels exist in.

    Digits are Western in every language: Babel writes dates with them alone, and a page must
    not mix two kinds.
    """

    def __init__(self, wanted: str, territory: str) -> None:
        self.wanted = wanted
        self.labels = closest(wanted) or ENGLISH
        self.locale = _locale(self.labels, territory)
        self._translations = translations(self.labels)

    # Labels

    def say(self, text: str, **values: str) -> str:
        """Return a label; `values` fill its {braces}."""
        filled = {name: self._isolated(value) for name, value in values.items()}
        return self._translations.gettext(text).format(**filled)

    def count(self, one: str, many: str, number: int) -> str:
        """Return a label in the plural form that `number` asks for; it fills {number}."""
        text = self._translations.ngettext(one, many, number)
        return text.format(number=self.number(number))

    def _isolated(self, value: str) -> str:
        """Keep a Latin value from tearing a right-to-left sentence apart."""
        if not is_rtl(self.labels) or not any(bidirectional(char) == "L" for char in value):
            return value
        return f"{ISOLATE}{value}{END_ISOLATE}"

    def call(self, names: Mapping[str, str], key: str) -> str:
        """Return what an id of the plan is called, or the id itself."""
        return self.say(names[key]) if key in names else key

    def word(self, names: Mapping[str, str], typed: str) -> str:
        """Return what a word that a person typed, in any letter case, is called, or the word."""
        known = typed.casefold()
        return self.call(names, known) if known in names else typed

    def version(self, key: str) -> str | None:
        """Return what a language version, such as "fr subtitles", is called; None if it is none."""
        language, _, kind = key.rpartition(" ")
        if kind not in VERSIONS or not language:
            return None
        return upper_first(self.say(VERSIONS[kind], language=self.language(language)))

    # Numbers and dates

    def day(self, day: date) -> str:
        """Return a short date with its weekday and year."""
        return format_skeleton("yMMMEd", day, locale=self.locale)

    def long_day(self, day: date) -> str:
        """Return a full date with its weekday."""
        return upper_first(format_date(day, "full", locale=self.locale))

    def plain_day(self, day: date) -> str:
        """Return a date without its weekday."""
        return format_skeleton("yMMMd", day, locale=self.locale)

    def short_day(self, day: date) -> str:
        """Return day and month."""
        return format_skeleton("MMMd", day, locale=self.locale)

    def clock(self, moment: datetime, zone: tzinfo) -> str:
        """Return the time of day that clocks of `zone` show at `moment`."""
        return format_time(moment, "short", tzinfo=zone, locale=self.locale)

    def number(self, number: int) -> str:
        """Return a number as it stands."""
        return format_decimal(number, locale=self.locale)

    def rough(self, number: float) -> str:
        """Return an estimate with `DIGITS` significant digits."""
        if number < 1:
            return self.number(round(number))
        return self.number(int(round(number, DIGITS - 1 - math.floor(math.log10(number)))))

    def percent(self, share: float) -> str:
        """Return a share (0 to 1) in whole per cent."""
        return format_percent(share, locale=self.locale)

    def exact_percent(self, share: float) -> str:
        """Return a share (0 to 1) in per cent with the decimals it has."""
        return format_percent(share, locale=self.locale, decimal_quantization=False)

    def minutes(self, minutes: int) -> str:
        """Return a running time."""
        return format_unit(minutes, "minute", "short", locale=self.locale)

    def compact(self, amount: Decimal) -> str:
        """Return an amount short enough to stand on a bar, such as 12.4K."""
        return format_compact_decimal(amount, locale=self.locale, fraction_digits=1)

    def amount(self, amount: Decimal, *, cents: bool) -> str:
        """Return money without its currency, with two decimals if `cents`."""
        pattern = "#,##0.00" if cents else "#,##0"
        return format_decimal(amount, format=pattern, locale=self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """Return money with its currency, with two decimals only if it has cents."""
        pattern = self.locale.currency_formats["standard"].pattern
        if amount == amount.to_integral_value():
            pattern = pattern.replace("0.00", "0")
        return format_currency(
            amount, currency, format=pattern, locale=self.locale, currency_digits=False
        )

    def money_rate(self, source: str, rate: float, target: str) -> str:
        """Return what 1 of a currency is in another one: `JPY 1 = EUR 0.0056`."""
        value = format_decimal(rate, format="#,##0.########", locale=self.locale)
        return f"{source} 1 = {target} {value}"

    # Names

    def currency(self, code: str) -> str:
        """Return the name of a currency with its code."""
        return f"{upper_first(get_currency_name(code, locale=self.locale))} ({code})"

    def language(self, code: str) -> str:
        """Return the name of a language, or its code."""
        return str(self.locale.languages.get(code.replace("-", "_"), code))

    def territory(self, code: str, members: Iterable[str]) -> str:
        """Return the name of a region; a group's code is followed by its members."""
        names = [self.locale.territories.get(member, member) for member in members]
        return (
            names[0]
            if names == [names[0]] and code in members
            else f"{code} ({self.series(names)})"
        )

    def series(self, items: Iterable[str]) -> str:
        """Return items in one line, joined as the language does."""
        return format_list(list(items), locale=self.locale)

    # Texts that carry their language

    def text(self, text: str, link: str = "") -> Text:
        """Return a text in the language of the labels."""
        return Text(text, tag(self.labels), is_rtl(self.labels), link)

    def find(self, texts: Mapping[str, T], original: str) -> Found[T] | None:
        """Return the reader's own text, else the English one, else the original's, else any.

        Raises nothing; None means that there is no text at all. The note says what is missing.
        """
        known = {key.replace("-", "_"): value for key, value in texts.items() if value}
        order = (self.wanted, base(self.wanted), ENGLISH, original.replace("-", "_"), *known)
        language = next((code for code in order if code in known), None)
        if language is None:
            return None
        same = language in (self.wanted, base(self.wanted))
        return Found(known[language], language, "" if same else self.instead(language))

    def instead(self, language: str) -> str:
        """Say that a text in the reader's language is missing and which one stands in for it."""
        return self.say(
            "Not yet available in {wanted}; shown in {shown}.",
            wanted=self.language(self.wanted),
            shown=self.language(language),
        )


def foreign(text: str, language: str, link: str = "") -> Text:
    """Return a text in a language of its own."""
    return Text(text, tag(language), is_rtl(language), link)


def tag(code: str) -> str:
    """Return a language's code as BCP 47 wants it: pt-BR."""
    return code.replace("_", "-")


def is_rtl(code: str) -> bool:
    """Return whether a language is written from right to left."""
    try:
        return Locale.parse(code.replace("-", "_")).text_direction == "rtl"
    except UnknownLocaleError:
        return False


def _locale(labels: str, territory: str) -> Locale:
    """Return the habits of the reader's country, where CLDR knows them for the language."""
    if labels == ENGLISH and ENGLISH not in get_official_languages(territory, de_facto=True):
        return Locale.parse(WORLD_ENGLISH)
    try:
        return Locale.parse(f"{base(labels)}_{territory}")
    except UnknownLocaleError:
        return Locale.parse(labels)
