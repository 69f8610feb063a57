"""Finding films on Wikidata by where they come from, their language and their years.

Wikidata's query service (query.wikidata.org/sparql) knows countries by ISO 3166-1 (P297) and
languages by ISO 639 (P218, P220); of a film it has its countries (P495), language (P364), genres
(P136), first release (P577) and, now and then, its box office (P2142) with the currency (P498).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.audience.wikimedia_ask import SHORT
from planner.audience.wikimedia_titles import FILMS
from planner.errors import InputError, NetError, Problem
from planner.net.http import Web

API = "https://query.wikidata.org/sparql"
PLACE = "https://www.wikidata.org/wiki/"
MOST = 200
"""Films asked for, the most widely known first."""
FIRST_YEAR, LAST_YEAR = 1888, 2200
ITEM = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
MONEY = re.compile(r"\+?(\d+(?:\.\d+)?) ([A-Z]{3})", re.ASCII)
CODE = re.compile(r"[A-Za-z]{2,3}", re.ASCII)
QUERY = """SELECT ?film ?filmLabel ?filmDescription ?links (MIN(YEAR(?day)) AS ?year)
(GROUP_CONCAT(DISTINCT ?genreName; separator="|") AS ?genres)
(GROUP_CONCAT(DISTINCT ?money; separator="|") AS ?gross) WHERE {
VALUES ?kind { KINDS }
?country wdt:P297 "COUNTRY". ?language wdt:PROPERTY "LANGUAGE".
?film wdt:P31 ?kind; wdt:P495 ?country; wdt:P364 ?language; wdt:P577 ?day;
wikibase:sitelinks ?links. FILTER(YEAR(?day) >= FIRST && YEAR(?day) <= LAST)
OPTIONAL { ?film wdt:P136 ?genre. ?genre rdfs:label ?genreName. FILTER(LANG(?genreName) = "en") }
OPTIONAL { ?film p:P2142/psv:P2142 ?node. ?node wikibase:quantityAmount ?amount;
wikibase:quantityUnit ?unit. ?unit wdt:P498 ?currency.
BIND(CONCAT(STR(?amount), " ", ?currency) AS ?money) }
SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul,LANGUAGE". }
} GROUP BY ?film ?filmLabel ?filmDescription ?links ORDER BY DESC(?links) ?film LIMIT MOST"""


@dataclass(frozen=True, slots=True)
class Gross:
    """A box office that Wikidata states, as it states it: where and until when is not known."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class FoundFilm:
    """A film on Wikidata."""

    id: str
    label: str
    description: str
    year: int | None
    genres: tuple[str, ...]
    links: int
    """Wikimedia pages about it: how widely it is known."""
    gross: tuple[Gross, ...]
    ambiguous: str = ""
    """In words, why it may not be what it seems; empty where nothing speaks against it."""

    @property
    def source(self) -> str:
        """Return its address on Wikidata."""
        return f"{PLACE}{self.id}"


def find_films(
    origin: str, language: str, years: tuple[int, int], web: Web, genres: Iterable[str] = ()
) -> list[FoundFilm]:
    """Return films of a country (`GE`) in a language (`ka`), first shown in `years`, ends included.

    Those that share a genre come first, then the most widely known. The list is empty if nothing
    is found. What Wikidata says twice, or hardly at all, is marked as ambiguous.

    Raises:
        InputError: the country, language or years can't be asked for.
        NetError: Wikidata could not be asked (see `Web.get`), or its answer has another form.
    """
    asked = {"query": _query(origin, language, years), "format": "json"}
    rows = _rows(web.json(API, asked, keep=SHORT))
    films = _merged(found for row in rows if (found := _film(row)))
    wanted = {genre.casefold() for genre in genres}
    ranked = sorted(films, key=lambda film: (not _shares(film, wanted), -film.links, film.id))
    return _flagged(ranked)


def _query(origin: str, language: str, years: tuple[int, int]) -> str:
    code = language.replace("-", "_").split("_")[0]
    for field, value in (("origin", origin), ("language", code)):
        if not CODE.fullmatch(value):
            hint = "Use a country's two letters, such as MX, and a language's, such as es."
            raise InputError(Problem("can't be searched for", field=field, value=value, hint=hint))
    first, last = years
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        hint = "Give the first year before the last one."
        value = f"{first} to {last}"
        raise InputError(Problem("are no span of years", field="years", value=value, hint=hint))
    parts = {
        "KINDS": " ".join(f"wd:{kind}" for kind in FILMS),
        "COUNTRY": origin.upper(),
        "PROPERTY": "P218" if len(code) == 2 else "P220",
        "LANGUAGE": code.lower(),
        "FIRST": str(first),
        "LAST": str(last),
        "MOST": str(MOST),
    }
    return re.sub(r"\b(" + "|".join(parts) + r")\b", lambda found: parts[found[1]], QUERY)


def _rows(content: object) -> list[dict[str, Any]]:
    results = content.get("results") if isinstance(content, dict) else None
    rows = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(rows, list):
        raise NetError("Wikidata's answer has an unexpected form. Try again later.")
    return [row for row in rows if isinstance(row, dict)]


def _film(row: Mapping[str, Any]) -> FoundFilm | None:
    """Return a row's film; None where it names none."""
    name = _text(row, "film").rpartition("/")[2]
    if not ITEM.fullmatch(name):
        return None
    year, links = _text(row, "year"), _text(row, "links")
    return FoundFilm(
        id=name,
        label=_text(row, "filmLabel") or name,
        description=_text(row, "filmDescription"),
        year=int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else None,
        genres=tuple(filter(None, _text(row, "genres").split("|"))),
        links=int(links) if re.fullmatch(r"\d{1,6}", links, re.ASCII) else 0,
        gross=tuple(
            Gross(float(found[1]), found[2])
            for part in _text(row, "gross").split("|")
            if (found := MONEY.fullmatch(part))
        ),
    )


def _merged(films: Iterable[FoundFilm]) -> list[FoundFilm]:
    """Keep the first row of each film."""
    kept: dict[str, FoundFilm] = {}
    for film in films:
        kept.setdefault(film.id, film)
    return list(kept.values())


def _shares(film: FoundFilm, wanted: set[str]) -> bool:
    """Return whether a genre such as `comedy film` holds one that is wanted, such as `Comedy`."""
    return any(want in genre.casefold() for genre in film.genres for want in wanted)


def _flagged(films: list[FoundFilm]) -> list[FoundFilm]:
    names = Counter(film.label.casefold() for film in films)
    return [
        FoundFilm(
            film.id,
            film.label,
            film.description,
            film.year,
            film.genres,
            film.links,
            film.gross,
            _doubt(film, names[film.label.casefold()]),
        )
        for film in films
    ]


def _doubt(film: FoundFilm, same: int) -> str:
    doubts = [
        "has no English title" if film.label == film.id else "",
        f"{same} films have this title" if same > 1 else "",
        "its year is not known" if film.year is None else "",
        "Wikidata gives several box offices" if len(film.gross) > 1 else "",
    ]
    return "; ".join(doubt for doubt in doubts if doubt)


def _text(row: Mapping[str, Any], name: str) -> str:
    cell = row.get(name)
    value = cell.get("value") if isinstance(cell, dict) else None
    return value.strip() if isinstance(value, str) else ""
