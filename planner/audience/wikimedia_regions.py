"""Which part of a language edition's views comes from which country, month by month.

Wikimedia tells it as `top-by-country`: views of all articles by people (robots left out), rounded
up to the next thousand (`views_ceil`; in older data only a range such as 1000-9999), countries
with fewer than 100 views left out, and countries on its protection list left out whatever they
have (foundation.wikimedia.org, "Country and Territory Protection List"). The edition's own total
tells how much is left out, so that the countries that are told do not share what is not theirs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from planner.audience.wikimedia_ask import LONG
from planner.audience.wikimedia_views import ask_items
from planner.errors import NetError
from planner.facts.table import Facts
from planner.net.http import Web

Month = tuple[int, int]
"""Year and month."""
ROUNDED_UP_TO = 1000.0
RANGE = re.compile(r"\s*(\d+)\s*-\s*(\d+)\s*")
COUNTRY = re.compile(r"[A-Z]{2}")
CODES = {
    "als": "gsw",
    "bat-smg": "sgs",
    "be-tarask": "be",
    "fiu-vro": "vro",
    "no": "nb",
    "roa-rup": "rup",
    "tl": "fil",
    "zh-classical": "lzh",
    "zh-min-nan": "nan",
    "zh-yue": "yue",
}
"""Languages that Wikipedia's addresses call otherwise than CLDR and our facts do."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Where an edition's views come from: countries by month; `total` holds the whole month."""

    months: Mapping[Month, Mapping[str, float]]
    total: Mapping[Month, float]
    speakers: Mapping[str, float] = field(default_factory=dict)
    """Shares by speakers, for countries that Wikimedia does not tell about; they sum to 1."""

    def share(self, country: str, month: Month, published: Collection[str]) -> float:
        """Return the part of a month's views that comes from a country, 0 to 1.

        It is the month's own; else the nearest month's that tells the country, since a country
        may be protected from some month on, but no more than the month leaves untold; else,
        for a country that no edition tells about (`published` holds the others), by speakers.
        """
        if not self.months:
            return self.speakers.get(country, 0.0)
        near = min(self.months, key=lambda known: (abs(_count(known) - _count(month)), known))
        if country in self.months[near]:
            return self.months[near][country] / self._whole(near)
        told = [known for known, views in self.months.items() if country in views]
        if told:
            at = min(told, key=lambda known: (abs(_count(known) - _count(near)), known))
            return min(self.months[at][country] / self._whole(at), self._untold(near))
        if country in published:
            return 0.0
        return min(self.speakers.get(country, 0.0), self._untold(near))

    def _whole(self, month: Month) -> float:
        """Return all views of a month; rounding must not let the parts exceed it."""
        return max(sum(self.months[month].values()), self.total.get(month, 0.0), 1.0)

    def _untold(self, month: Month) -> float:
        """Return the part of a month's views whose countries are not told, 1 if not known."""
        if month not in self.total:
            return 1.0
        return 1.0 - sum(self.months[month].values()) / self._whole(month)


def month_views(web: Web, project: str, month: Month) -> Mapping[str, float] | None:
    """Return an edition's views in a month by country, None if they are not told.

    Views whose country is not known (`--`) stay in, under that name.
    """
    place = f"top-by-country/{project}/all-access/{month[0]:04}/{month[1]:02}"
    items = ask_items(web, place, LONG)
    if items is None:
        return None
    found: dict[str, float] = {}
    for country in _countries(items):
        views = _views(country)
        if isinstance(country.get("country"), str) and views is not None:
            found[country["country"]] = views
    if not found:
        raise NetError("Wikimedia's answer has an unexpected form. Try again later.")
    return found


def _countries(items: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for item in items:
        countries = item.get("countries")
        if isinstance(countries, list):
            yield from (one for one in countries if isinstance(one, dict))


def _views(country: Mapping[str, Any]) -> float | None:
    """Return the likely views behind a rounded number or a range, None if there is neither.

    A number that was rounded up is on average half a step too high. Of a range of one power of
    ten, the geometric middle is as likely above as below.
    """
    bounds = RANGE.fullmatch(str(country.get("views")))
    low = float(bounds[1]) if bounds else 1.0
    number = country.get("views_ceil", country.get("views"))
    if isinstance(number, int | float) and not isinstance(number, bool) and number > 0:
        return max(float(number) - ROUNDED_UP_TO / 2, low)
    return sqrt(max(low, 1.0) * float(bounds[2])) if bounds else None


def published(mixes: Iterable[Mix]) -> set[str]:
    """Return the countries that at least one edition tells about."""
    return {country for mix in mixes for views in mix.months.values() for country in views}


def speakers(facts: Facts, language: str) -> Mapping[str, float]:
    """Return how the speakers of an edition's language are spread over countries; sums to 1.

    From the facts `population.REGION` and `language_share.REGION.lang`; empty if no country is
    known to speak it.
    """
    code = CODES.get(language, language)
    people = {
        country: number.value * share.value
        for country, number in facts.table("population").items()
        if COUNTRY.fullmatch(country)
        and (share := facts.find(f"language_share.{country}.{code}")) is not None
    }
    total = sum(people.values())
    return {country: count / total for country, count in people.items()} if total else {}


def months_between(first: Month, last: Month) -> list[Month]:
    """Return all months from `first` to `last`."""
    return [month_of(count) for count in range(_count(first), _count(last) + 1)]


def before(month: Month, count: int) -> Month:
    """Return the month that lies `count` months before another."""
    return month_of(_count(month) - count)


def month_of(count: int) -> Month:
    """Return the month that is so many months after January of the year 0."""
    return count // 12, count % 12 + 1


def _count(month: Month) -> int:
    return month[0] * 12 + month[1] - 1
