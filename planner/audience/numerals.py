"""Numbers as people and programs of many countries write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Decimal = Literal[".", ","]
_TAIL = r"(?:[eE][+-]?\d+)?"


def _pattern(decimal: str, others: str) -> re.Pattern[str]:
    groups = "|".join(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}})+" for mark in others.split("_"))
    lakh = r"|[1-9]\d?(?:,\d{2})+,\d{3}" if decimal == r"\." else ""  # 12,34,567 in India
    whole = rf"(?:{groups}{lakh}|\d+)"
    return re.compile(rf"[+-]?(?:{whole}(?:{decimal}\d*)?|{decimal}\d+){_TAIL}", re.ASCII)


PATTERNS: dict[Decimal, re.Pattern[str]] = {
    ".": _pattern(r"\.", ",_'_ "),
    ",": _pattern(",", r"\._'_ "),
}
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "−": "-"})
CURRENCY = re.compile(r"^[€$£¥₩₹₽₺₴₪]\s?|\s?[€$£¥₩₹₽₺₴₪]$")
MANY = 20
"""So many numbers with three digits behind the mark, and none with more or fewer, are grouped:
a program that drops final zeros leaves three digits nine times of ten, 0.9 ** 20 = 0.12 at most."""


@dataclass(frozen=True, slots=True)
class Style:
    """Which mark stands before decimals in a file; `why` tells the person if it had to be found.

    `unclear` is the first number of a file that could be read both ways.
    """

    decimal: Decimal = "."
    why: str | None = None
    unclear: str | None = None
    seen: bool = False
    """Whether any number holds a mark at all."""


def clean(text: str) -> str:
    """Return a number's text without currency, with plain spaces and apostrophes."""
    return CURRENCY.sub("", SPACES.sub(" ", text.translate(QUOTES)).strip()).strip()


def parse(text: str, decimal: Decimal) -> float | None:
    """Return the number that `text` holds in a style, None where it holds none."""
    text = clean(text)
    if not PATTERNS[decimal].fullmatch(text):
        return None
    bare = text.replace(" ", "").replace("'", "")
    if decimal == ",":
        return float(bare.replace(".", "").replace(",", "."))
    return float(bare.replace(",", ""))


def decide(texts: Iterable[str], *, plain: bool) -> Style:
    """Return the style of all numbers of a file.

    `plain` says that columns are separated by commas: there a point alone is a decimal point.
    """
    cleaned = list(dict.fromkeys(clean(text) for text in texts))
    point = [one for one in cleaned if PATTERNS["."].fullmatch(one)]
    comma = [one for one in cleaned if PATTERNS[","].fullmatch(one)]
    only_point, only_comma = set(point) - set(comma), set(comma) - set(point)
    seen = any(mark in one for one in (*point, *comma) for mark in ",.")
    if only_point or only_comma:
        return _of_majority(only_point, only_comma)
    unclear = [one for one in point if parse(one, ".") != parse(one, ",")]
    if not unclear:
        return Style(seen=seen)
    return _of_unclear(unclear, point, plain=plain)


def _of_majority(point: set[str], comma: set[str]) -> Style:
    if len(point) >= len(comma):
        return Style(".", seen=True)
    return Style(",", f"Numbers such as {min(comma)} have a decimal comma.", seen=True)


def _of_unclear(unclear: list[str], numbers: list[str], *, plain: bool) -> Style:
    """Decide over numbers that all look like 1.234: thousands, or a fraction with three digits."""
    marks = {mark for one in unclear for mark in ".," if mark in one}
    if len(marks) > 1:
        return Style(unclear=unclear[0], seen=True)
    mark = marks.pop()
    if mark == "." and plain:
        return Style(".", seen=True)
    whole = [one.lstrip("+-") for one in numbers if one.lstrip("+-").isdigit()]
    small = any(len(one) <= 3 and int(one) for one in whole)
    large = any(len(one) > 3 for one in whole)
    if (small and not large) or (not large and len(unclear) >= MANY):
        why = f"{unclear[0]} is read as {clean(unclear[0]).replace(mark, '')}: all numbers of the "
        why += "file that hold a mark have three digits behind it."
        return Style("." if mark == "," else ",", why, seen=True)
    if large and not small:
        why = f"{unclear[0]} is read with decimals, since larger numbers have no such mark."
        return Style("." if mark == "." else ",", why, seen=True)
    return Style(unclear=unclear[0], seen=True)
