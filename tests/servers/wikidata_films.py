"""Wikidata's query service as a local server, with made-up films; see tests/servers/base.py.

It reads country, language and years out of the query and refuses what the real one refuses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.servers.base import Reply, Request, Service, json_reply

HOST = "query.wikidata.org"
KIND = {"Content-Type": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class Film:
    """A film as the service knows it; `gross` are amounts with their currency."""

    id: str
    label: str
    year: int
    origin: str = "GE"
    language: str = "ka"
    genres: tuple[str, ...] = ("drama film",)
    gross: tuple[str, ...] = ()
    links: int = 10


FILMS = (
    Film("Q2000001", "Corn Harbour", 2014, genres=("drama film",), gross=("1200000 USD",)),
    Film("Q2000002", "Tangerine Road", 2013, genres=("war film",), links=40),
    Film("Q2000003", "Two Houses", 2019, genres=("comedy drama",)),
    Film("Q2000004", "Two Houses", 2021),
    Film("Q2000005", "Q2000005", 2020, links=1),
    Film("Q2000006", "Stones", 2018, gross=("+3000 EUR", "+4100 USD")),
    Film("Q2000007", "Plum Sky", 2018, origin="FR", language="fr"),
)


@dataclass
class Library:
    """The films that the service knows."""

    films: Sequence[Film] = field(default_factory=lambda: FILMS)


def services(library: Library | None = None) -> dict[str, Service]:
    """The service by its host."""
    known = library or Library()
    return {HOST: lambda request: answer(known, request)}


def answer(library: Library, request: Request) -> Reply:
    if not request.headers.get("user-agent") or request.path != "/sparql":
        return Reply(403, b"Please set a user-agent.\n", KIND)
    query = request.query.get("query", "")
    asked = re.search(r'P297 "([A-Z]{2})".*?P2(?:18|20) "([a-z]{2,3})"', query, re.DOTALL)
    span = re.search(r">= (\d{4}) && YEAR\(\?day\) <= (\d{4})", query)
    if request.query.get("format") != "json" or not asked or not span:
        return Reply(400, b"SPARQL-QUERY: MalformedQueryException\n", KIND)
    first, last = map(int, span.groups())
    rows = [
        _row(film)
        for film in library.films
        if (film.origin, film.language) == asked.groups() and first <= film.year <= last
    ]
    return json_reply({"head": {"vars": ["film"]}, "results": {"bindings": rows}})


def _row(film: Film) -> dict[str, Any]:
    plain = {
        "filmLabel": film.label,
        "filmDescription": f"{film.year} film",
        "year": str(film.year),
        "genres": "|".join(film.genres),
        "gross": "|".join(film.gross),
        "links": str(film.links),
    }
    cells: dict[str, Any] = {
        name: {"type": "literal", "value": value} for name, value in plain.items()
    }
    place = f"http://www.wikidata.org/entity/{film.id}"
    return cells | {"film": {"type": "uri", "value": place}}
