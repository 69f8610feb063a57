"""Prices and views as people write them: 1.2M, 850K, 12,500, 12.500, €1,200, 1.200,50 EUR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_symbol, list_currencies

from planner.audience import numerals

THOUSANDS = ("k", "tsd", "thousand", "thousands", "mil", "mille", "mila", "tys")
MILLIONS = (
    *("m", "mn", "mio", "mln", "million", "millions", "millón", "millones", "milhão", "milhões"),
    *("milione", "milioni", "millionen", "mi"),
)
BILLIONS = ("b", "bn", "mrd", "billion", "billions", "milliarde", "milliarden", "milliard")
TIMES = {
    **dict.fromkeys(THOUSANDS, 10**3),
    **dict.fromkeys(MILLIONS, 10**6),
    **dict.fromkeys(BILLIONS, 10**9),
}
UNSURE = ("mil",)
"""A thousand in Spanish and Portuguese; where decimals stand before it, English for a million."""
SIGNS = re.compile(r"[A-Z]{0,3}[€$£¥₩₹₽₺₴₪]")
OWN_SIGNS = {"US$": "USD", "₽": "RUB", "₺": "TRY", "₴": "UAH"}
"""Signs that CLDR does not use in English."""
CODE = re.compile(r"\b[A-Za-z]{3}\b")
NUMBER = re.compile(r"[+-]?(?=[\d.,])(?:[\d.,' ]*\d[.,]?)(?:[eE][+-]?\d+)?", re.ASCII)
TAIL = re.compile(r"(?P<number>.*\d[.,]?)\s*(?P<times>[^\W\d]+)\.?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the currency that stood with it: a code (`EUR`), a sign (`$`), or None."""

    value: Decimal
    currency: str | None = None


def read_amount(text: str) -> Amount | str:
    """Return the number in `text`, or in words why it cannot be told.

    A mark before exactly three last digits groups thousands: no price and no count of people has
    three decimals. Before K, M or B it stands before decimals.
    """
    bare, currency = _without_currency(text.strip())
    tail = TAIL.fullmatch(bare)
    word = tail["times"].casefold() if tail else ""
    value = _multiple(tail["number"].strip(), word) if tail and word in TIMES else _plain(bare)
    return Amount(value, currency) if isinstance(value, Decimal) else value


def guess(text: str) -> Amount | None:
    """Return the first number within other text, to tell a person what could be meant."""
    found = NUMBER.search(text)
    if not found:
        return None
    value = _plain(found[0].strip(" .,"))
    code = next((one.upper() for one in CODE.findall(text) if one.upper() in currencies()), None)
    return Amount(value, code) if isinstance(value, Decimal) else None


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes of all currencies."""
    return frozenset(list_currencies())


@cache
def with_sign(sign: str) -> frozenset[str]:
    """Return the codes of the currencies that English writes with a sign such as `$` or `MX$`."""
    if sign in OWN_SIGNS:
        return frozenset({OWN_SIGNS[sign]})
    symbols = {code: get_currency_symbol(code, "en") for code in currencies()}
    return frozenset(
        code
        for code, symbol in symbols.items()
        if sign in (code, symbol) or (len(sign) == 1 and symbol.endswith(sign))
    )


def has_sign(code: str) -> bool:
    """Return whether a currency has a sign of its own, which people write instead of others."""
    return get_currency_symbol(code, "en") != code


def _without_currency(text: str) -> tuple[str, str | None]:
    if sign := SIGNS.search(text):
        return (text[: sign.start()] + text[sign.end() :]).strip(), sign[0]
    codes = [one for one in CODE.finditer(text) if one[0].upper() in currencies()]
    if len(codes) != 1:
        return text, None
    code = codes[0]
    return (text[: code.start()] + text[code.end() :]).strip(), code[0].upper()


def _plain(text: str) -> Decimal | str:
    found = _readings(text)
    return Decimal(str(max(found, key=abs))) if found else "is not a number"


def _multiple(text: str, word: str) -> Decimal | str:
    found = _readings(text)
    if len(found) > 1 and "," not in text:
        found = {min(found)}  # 1.234M: nobody groups with a point before M
    values = [Decimal(str(value)) * TIMES[word] for value in sorted(found)]
    if word in UNSURE and not text.isdigit():
        values = [value * times for value in values for times in (1, 1000)]
    if len(values) > 1:
        return f"could be {values[0]:,.0f} or {values[-1]:,.0f}"
    return values[0] if values else "is not a number"


def _readings(text: str) -> set[float]:
    """Return what a number could be with a decimal point, and with a decimal comma."""
    both = (numerals.parse(text, mark) for mark in numerals.PATTERNS)
    return {value for value in both if value is not None}
