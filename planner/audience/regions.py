"""From what people call a region to its ISO 3166 code."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from planner.audience.words import unaccented
from planner.model.base import territories
from planner.model.goals import is_iso

LOCALES = (
    *("en", "de", "fr", "es", "it", "pt", "pt_PT", "nl", "sv", "da", "nb", "fi", "is", "pl", "cs"),
    *("sk", "hu", "ro", "bg", "el", "ru", "uk", "hr", "sr", "sl", "mk", "sq", "et", "lv", "lt"),
    *("tr", "ar", "he", "fa", "ka", "hy", "az", "hi", "bn", "th", "vi", "id", "ms", "ko", "ja"),
    *("zh", "zh_Hant", "ca", "eu", "gl"),
)
"""Languages in which a country's name is understood."""
COMMON = {
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "usa": "US", "u.s.": "US", "u.s.a.": "US",
    "united states of america": "US", "america": "US", "el": "GR", "korea": "KR",
    "republic of korea": "KR", "korea, south": "KR", "korea, republic of": "KR",
    "russian federation": "RU", "czech republic": "CZ", "slovak republic": "SK", "holland": "NL",
    "the netherlands": "NL", "viet nam": "VN", "ivory coast": "CI", "cote d'ivoire": "CI",
    "hong kong": "HK", "macau": "MO", "macao": "MO", "turkey": "TR", "taiwan, china": "TW",
    "uae": "AE", "burma": "MM", "swaziland": "SZ", "cape verde": "CV", "macedonia": "MK",
    "palestine": "PS", "bosnia and herzegovina": "BA", "trinidad and tobago": "TT",
    "people's republic of china": "CN", "mainland china": "CN", "republic of ireland": "IE",
    "antigua and barbuda": "AG", "reunion": "RE", "congo": "CG",
    "democratic republic of congo": "CD", "faeroe islands": "FO", "guadaloupe": "GP",
    "democratic republic of the congo": "CD", "tanzania, united republic of": "TZ",
    "iran, islamic republic of": "IR", "syrian arab republic": "SY", "lao pdr": "LA",
    "moldova, republic of": "MD", "venezuela, bolivarian republic of": "VE",
    "bolivia, plurinational state of": "BO", "brunei darussalam": "BN",
}  # fmt: skip
"""What CLDR does not list: short forms, and names of the UN, Box Office Mojo and Google."""


@lru_cache(maxsize=4096)
def code_of(text: str, groups: tuple[str, ...] = ()) -> str | None:
    """Return the region that `text` names: one of `groups`, or an ISO 3166 code.

    Understood are codes in any case (`fr`, `CA_QC`), three-letter and former codes (`FRA`, `UK`),
    and countries' names in many languages. None where it is unknown or could be several.
    """
    text = text.strip()
    if text in groups or is_iso(text):
        return text
    same = [name for name in groups if name.casefold() == text.casefold()]
    if len(same) == 1:
        return same[0]
    upper = text.upper().replace("_", "-")
    if is_iso(upper):
        return upper
    return _aliases().get(upper) or _named(_plain(text))


def _named(name: str) -> str | None:
    if name in COMMON:
        return COMMON[name]
    for names in (_english(), _names()):
        codes = names.get(name, set())
        if len(codes) == 1:
            return next(iter(codes))
    return None


def _plain(text: str) -> str:
    """Return a name without case, accents and typographic apostrophes."""
    bare = unaccented(text.casefold().replace("’", "'"))
    return " ".join(unicodedata.normalize("NFC", bare).replace("&", "and").split())


@cache
def _aliases() -> dict[str, str]:
    """Return two- and three-letter codes that stand for exactly one territory of today."""
    found = get_global("territory_aliases")
    known = territories()
    return {
        code: new[0]
        for code, new in found.items()
        if code.isalpha() and len(new) == 1 and new[0] in known
    }


@cache
def _english() -> dict[str, set[str]]:
    return _of(("en",))


@cache
def _names() -> dict[str, set[str]]:
    return _of(tuple(LOCALES))


def _of(locales: tuple[str, ...]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    known = territories()
    for locale in locales:
        for code, name in Locale.parse(locale).territories.items():
            if code in known:
                names[_plain(name)].add(code)
    return names


@lru_cache(maxsize=256)
def suggest_region(code: str, groups: tuple[str, ...]) -> str | None:
    """Return the code that was probably meant by a misspelt name or code.

    Kept, since a long file repeats its mistake on every row and a search takes a millisecond.
    """
    names = {name: name for name in groups} | {code: code for code in territories()}
    names |= {name: code for code, name in territories().items()}
    by_fold = {name.casefold(): target for name, target in names.items()}
    near = get_close_matches(code.casefold(), by_fold, n=1, cutoff=0.75)
    return by_fold[near[0]] if near else None
