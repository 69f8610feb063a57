"""What was probably meant by a word that a plan does not know."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.numbers import list_currencies
from pydantic import BaseModel

from planner.model.base import languages, territories
from planner.model.goals import is_iso
from planner.model.overrides import FORMS
from planner.model.plan import Plan
from planner.plan.shape import ANY, Path, fields, home, models, models_at

NEAR = 0.6
"""Share of letters in common (difflib) from which a word may be meant."""
LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "zh", "ka", "ar")
"""Languages in which countries and languages are understood, beside their own."""
SIGNS = {"€": "EUR", "£": "GBP", "₾": "GEL", "₹": "INR", "₩": "KRW", "₺": "TRY", "euros": "EUR"}
SHORT = {"england": "GB", "greatbritain": "GB", "america": "US", "holland": "NL", "korea": "KR"}
"""Short names that CLDR does not list."""
EXAMPLES = {"regions": "MX", "groups": "DACH"}


def word(given: str, known: Iterable[str]) -> str | None:
    """Return the one of the `known` words that `given` probably stands for."""
    by_plain = {_plain(one): one for one in known}
    near = difflib.get_close_matches(_plain(given), by_plain, n=1, cutoff=NEAR)
    return by_plain[near[0]] if near else None


def field(
    name: str, path: Path, present: Container[str], root: type[BaseModel] = Plan
) -> str | None:
    """Return the field of the part at `path` that an unknown `name` probably stands for.

    Those that are not `present` yet come before others.
    """
    here = [one for model in models_at(path, root) for one in fields(model)]
    return word(name, [one for one in here if one not in present]) or word(name, here)


def elsewhere(name: str, data: object, root: type[BaseModel] = Plan) -> str | None:
    """Return where in the plan of `data` a field of this name, or one like it, belongs."""
    everywhere = dict.fromkeys(one for model in models(root) for one in fields(model))
    for meant in filter(None, (name, word(name, everywhere))):
        place = home(meant, root)
        if place is not None:
            said = f"`{meant}` belongs {_under(place, data)}."
            return said if meant == name else f"Did you mean `{meant}`? {said}"
    return None


def territory(given: str) -> str | None:
    """Return the code of a country that is named by its name, or by a code in another form."""
    upper = given.strip().upper()
    if upper in territories():
        return upper
    aliases = [
        one for one in get_global("territory_aliases").get(upper, ()) if one in territories()
    ]
    if len(aliases) == 1:
        return str(aliases[0])
    return SHORT.get(_plain(given)) or _by_name(given, _territory_names(), territories())


def region(given: str, groups: Iterable[str]) -> str | None:
    """Return the code of a region, or the name of one of the `groups`, that `given` means."""
    upper = given.strip().upper().replace("_", "-")
    if is_iso(upper):
        return upper
    by_plain = {_plain(one): one for one in groups}
    return by_plain.get(_plain(given)) or territory(given) or word(given, by_plain.values())


def language(given: str) -> str | None:
    """Return the code of a language that is named by its name, or by a code in another form."""
    lower = given.strip().lower()
    now = get_global("language_aliases").get(lower, lower)
    return now if now in languages() else _by_name(given, _language_names(), languages())


def currency(given: str) -> str | None:
    """Return the code of a currency that is named by its name or sign."""
    upper = given.strip().upper()
    if upper in list_currencies():
        return upper
    names = {_plain(name): code for code, name in Locale("en").currencies.items()}
    plain = _plain(given)
    code = SIGNS.get(given.strip()) or SIGNS.get(plain) or names.get(plain)
    return code or (names.get(plain[:-1]) if plain.endswith("s") else None)


def zone(given: str) -> str | None:
    """Return the time zone that is named by its city, or misspelt."""
    known = sorted(available_timezones())
    cities = {_plain(name.rpartition("/")[2]): name for name in reversed(known) if "/" in name}
    return cities.get(_plain(given)) or word(given, known)


def target(at: str, regions: Iterable[str]) -> str | None:
    """Return the place of a decision that `at` probably stands for, of a plan of `regions`."""
    first, *middle = at.split(".")
    kind = word(first, FORMS)
    if kind is None or not middle:
        return None
    if kind in ("timing", "spend") and middle[0] not in (known := list(regions)):
        middle[0] = region(middle[0], known) or middle[0]
    last = {"timing": "date", "creators": "chosen", "languages": "chosen"}.get(kind)
    if last and (len(middle) == 1 or word(middle[-1], [last])):
        middle = [*(middle if len(middle) == 1 else middle[:-1]), last]
    meant = ".".join([kind, *middle])
    return meant if meant != at else None


def _under(home: Path, data: object) -> str:
    """Return where a part stands in words, by a key that `data` holds where any will do."""
    keys: list[str] = []
    for step in home:
        held = data if isinstance(data, Mapping) else {}
        # Any key of a table will do to show it; a list has none.
        key = str(next(iter(held), EXAMPLES.get(keys[-1], ""))) if step == ANY else str(step)
        data = held.get(key)
        keys.append(key)
    if not keys:
        return "at the top, without indentation"
    return f"{'under' if keys[-1] else 'in the items of'} {'.'.join(filter(None, keys))}"


def _by_name(given: str, names: Mapping[str, set[str]], english: Mapping[str, str]) -> str | None:
    codes = names.get(_plain(given), set())
    if len(codes) == 1:
        return next(iter(codes))
    by_english = {name: code for code, name in english.items()}
    near = word(given, by_english)
    return by_english[near] if near and not codes else None


@cache
def _territory_names() -> dict[str, set[str]]:
    return _names("territories", territories())


@cache
def _language_names() -> dict[str, set[str]]:
    return _names("languages", languages())


def _names(kind: str, codes: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for locale in LOCALES:
        names = getattr(Locale(locale), kind)
        for code in codes:
            if code in names:
                found.setdefault(_plain(names[code]), set()).add(code)
    return found


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
