"""Wikidata and Wikimedia's Pageviews API as a local server, with made-up titles and readers.

In a test:  with wikimedia.server(world) as web: monkeypatch.setenv("MICROHIT_MIRROR", web.address)
By hand:    python -m tests.servers.wikimedia 8123, then MICROHIT_MIRROR=http://127.0.0.1:8123
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import ceil, cos, pi
from typing import Any
from urllib.parse import quote

from tests.servers.base import FakeWeb, Reply, Request, Service, json_reply

WIKIDATA, WIKIMEDIA = "www.wikidata.org", "wikimedia.org"
DAY = timedelta(days=1)
FIRST_DAY = date(2015, 7, 1)
NO_AGENT = b"Please set a user-agent and respect our robot policy https://w.wiki/4wJS.\n"
NO_DATA = (
    "The date(s) you used are valid, but we either do not have data for those date(s), or the"
    " project you asked for is not loaded yet.  Please check documentation for more information."
)
FILM, SERIES, CITY = "Q11424", "Q5398426", "Q515"
ANCIENT = {"Q1": "Q2"}


@dataclass(frozen=True)
class Item:
    """A Wikidata item; `articles` maps an edition (`de`) to the title of its article."""

    id: str
    label: str
    description: str
    year: int | None
    classes: tuple[str, ...] = (FILM,)
    articles: Mapping[str, str] = field(default_factory=dict)
    views: float = 100.0
    """Per day and language, on average, before it is scaled by the size of the language."""


LANGUAGES = {
    "en": {"US": 0.40, "GB": 0.12, "IN": 0.09, "CA": 0.06, "DE": 0.03, "FR": 0.02, "MX": 0.01},
    "es": {"MX": 0.25, "ES": 0.24, "AR": 0.12, "CO": 0.08, "US": 0.06},
    "de": {"DE": 0.78, "AT": 0.09, "CH": 0.07, "US": 0.02},
    "fr": {"FR": 0.72, "BE": 0.06, "CA": 0.06, "CH": 0.04},
    "ja": {"JP": 0.95, "US": 0.02},
    "ru": {"RU": 0.60, "UA": 0.12, "DE": 0.03},
    "cy": {"GB": 0.60, "US": 0.10},
}
SIZES = {"en": 250e6, "es": 30e6, "de": 28e6, "fr": 24e6, "ja": 32e6, "ru": 26e6, "cy": 9e5}
"""Views of a whole edition in a day."""
ITEMS = (
    Item(
        "Q40895242",
        "Roma",
        "2018 film by Alfonso Cuarón",
        2018,
        articles={
            "en": "Roma (2018 film)",
            "es": "Roma (película de 2018)",
            "de": "Roma (2018)",
            "fr": "Roma (film, 2018)",
            "ja": "ROMA/ローマ",
            "cy": "Roma (ffilm)",
            "simple": "Roma (2018 movie)",
        },
    ),
    Item("Q220", "Rome", "capital of Italy", None, (CITY,), {"en": "Rome", "de": "Rom"}),
    Item("Q1000001", "Roma", "1972 film", 1972, articles={"en": "Roma (1972 film)"}, views=20.0),
    Item("Q1000002", "Roma", "novel", None, ("Q7725634",), {}),
    Item(
        "Q61448040",
        "Parasite",
        "2019 film by Bong Joon-ho",
        2019,
        articles={"en": "Parasite (2019 film)", "de": "Parasite (Film)", "ru": "Паразиты (фильм)"},
        views=300.0,
    ),
    Item("Q1000003", "Roma: the series", "TV series", 2021, (SERIES,), {"de": "Roma (Serie)"}),
)


def yesterday() -> date:
    return datetime.now(UTC).date() - DAY


@dataclass
class World:
    """What the made-up services know; a test changes what it needs."""

    items: tuple[Item, ...] = ITEMS
    mixes: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: LANGUAGES)
    """The part of an edition's views by country; the rest is of unknown or small countries."""
    sizes: Mapping[str, float] = field(default_factory=lambda: SIZES)
    protected: frozenset[str] = frozenset({"RU"})
    protected_since: Mapping[str, date] = field(default_factory=dict)
    loaded_until: date = field(default_factory=yesterday)
    written: Mapping[str, date] = field(default_factory=dict)
    """The day on which an article was written, by `de/Title`, if not long ago."""
    per_second: float | None = None
    """Requests that are answered in one second; more get status 429."""
    old_form: bool = False
    """Answer countries as before 2018: ranges instead of rounded numbers."""
    busy: Callable[[date], float] = lambda day: 1.0 + 0.5 * cos(2 * pi * day.weekday() / 7)
    times: list[float] = field(default_factory=list)

    def views(self, language: str, title: str, day: date) -> int:
        """Views of an article on a day; 0 on days that are not loaded."""
        item = next((one for one in self.items if one.articles.get(language) == title), None)
        begins = self.written.get(f"{language}/{title}", FIRST_DAY)
        if item is None or not begins <= day <= self.loaded_until:
            return 0
        part = self.sizes.get(language, 1e4) / 30e6
        return round(item.views * part * self.busy(day))

    def total(self, language: str, day: date) -> int:
        """Views of a whole edition on a day; 0 where it does not exist or is not loaded."""
        loaded = FIRST_DAY <= day <= self.loaded_until
        return int(self.sizes.get(language, 0)) if loaded else 0

    def countries(self, language: str, year: int, month: int) -> list[dict[str, Any]]:
        """Countries of a month, as the service lists them: rounded up, protected ones missing."""
        first = date(year, month, 1)
        days = [first + DAY * count for count in range((_next(first) - first).days)]
        whole = sum(self.total(language, day) for day in days)
        if self.loaded_until < days[-1]:
            return []
        parts = dict(self.mixes.get(language, {}))
        parts["--"] = max(1.0 - sum(parts.values()), 0.0) / 2
        listed = sorted(parts.items(), key=lambda part: -part[1])
        return [
            self._country(code, part * whole, rank)
            for rank, (code, part) in enumerate(listed, start=1)
            if part * whole > 99 and not self._hides(code, first)
        ]

    def _hides(self, code: str, month: date) -> bool:
        return code in self.protected or month >= self.protected_since.get(code, date.max)

    def _country(self, code: str, views: float, rank: int) -> dict[str, Any]:
        rounded = ceil(views / 1000) * 1000
        digits = len(str(rounded - 1))
        low = 10 ** max(digits - 1, 2)
        span = f"{low}-{10 ** max(digits, 3) - 1}"
        known = {"country": code, "views": span, "rank": rank}
        return known if self.old_form else known | {"views_ceil": rounded}

    def refuse(self, request: Request) -> Reply | None:
        """The answer to a client without a name, or one that asks too fast."""
        agent = request.headers.get("user-agent", "")
        if not agent or agent.startswith("python-"):
            return Reply(403, NO_AGENT, {"Content-Type": "text/plain; charset=utf-8"})
        now = time.monotonic()
        self.times = [*(one for one in self.times if now - one < 1), now]
        if self.per_second is not None and len(self.times) > self.per_second:
            page = b"<!DOCTYPE html><title>Wikimedia Error</title><p>Too many requests (f061ab2)"
            kind = {"Content-Type": "text/html; charset=utf-8", "Retry-After": "1"}
            return Reply(429, page, kind)
        return None


def services(world: World | None = None) -> dict[str, Service]:
    """The services by host, to be joined with others in one `FakeWeb`."""
    known = world or World()
    return {
        WIKIDATA: lambda request: known.refuse(request) or wikidata(known, request),
        WIKIMEDIA: lambda request: known.refuse(request) or pageviews(known, request),
    }


def server(world: World | None = None, port: int = 0) -> FakeWeb:
    """The server, not yet running: `start()` it or use it in a with block; see its `address`."""
    return FakeWeb(services(world), port)


def wikidata(world: World, request: Request) -> Reply:
    query = request.query
    if request.path != "/w/api.php" or query.get("format") != "json":
        return Reply(200, b"<!DOCTYPE html><pre>help</pre>", {"Content-Type": "text/html"})
    if query.get("action") == "wbsearchentities":
        return json_reply(_by_name(world, query))
    if query.get("action") == "query" and query.get("list") == "search":
        return json_reply(_films(world, query))
    if query.get("action") == "wbgetentities":
        return json_reply(_entities(world, query))
    info = f'Unrecognized value for parameter "action": {query.get("action")}.'
    return json_reply(error("badvalue", info))


def error(code: str, info: str, **more: object) -> dict[str, Any]:
    """An error of the Action API, which has HTTP status 200."""
    help_text = "See https://www.wikidata.org/w/api.php for API usage."
    return {"error": {"code": code, "info": info, **more, "*": help_text}, "servedby": "mw1"}


def _by_name(world: World, query: Mapping[str, str]) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z]+)*", query["language"]) or query["language"] == "xx":
        info = f'Unrecognized value for parameter "language": {query["language"]}.'
        return error("badvalue", info)
    text = query["search"].lower()
    hits = [item for item in world.items if item.label.lower().startswith(text[:4])]
    hits.sort(key=lambda item: CITY not in item.classes)  # the city is what most people mean
    found = [
        {
            "id": item.id,
            "title": item.id,
            "pageid": 1,
            "concepturi": f"http://www.wikidata.org/entity/{item.id}",
            "repository": "wikidata",
            "url": f"//www.wikidata.org/wiki/{item.id}",
            "label": item.label,
            "description": item.description,
            "match": {"type": "label", "language": "en", "text": item.label},
        }
        for item in hits[: int(query["limit"])]
    ]
    return {"searchinfo": {"search": query["search"]}, "search": found, "success": 1}


def _films(world: World, query: Mapping[str, str]) -> dict[str, Any]:
    if len(query["srsearch"]) > 300:
        return error("cirrussearch-query-too-long", "Search request is longer than allowed.")
    words, _, filters = query["srsearch"].partition(" haswbstatement:")
    classes = {name.removeprefix("P31=") for name in filters.split("|")}
    hits = [
        {"ns": 0, "title": item.id, "pageid": 2, "snippet": item.label, "size": 9}
        for item in world.items
        if classes & {*item.classes} and words.split()[0].lower() in item.label.lower()
    ]
    return {"batchcomplete": "", "query": {"searchinfo": {"totalhits": len(hits)}, "search": hits}}


def _entities(world: World, query: Mapping[str, str]) -> dict[str, Any]:
    by_id = {item.id: item for item in world.items}
    if "sites" in query:
        language = query["sites"].removesuffix("wiki").replace("_", "-")
        for item in world.items:
            if item.articles.get(language) == query["titles"]:
                return {"entities": {item.id: _entity(item)}, "success": 1}
        missing = {"site": query["sites"], "title": query["titles"], "missing": ""}
        return {"entities": {"-1": missing}, "success": 1}
    ids = query["ids"].split("|")
    if len(ids) > 50:
        return error("toomanyvalues", 'Too many values supplied for parameter "ids".')
    wrong = next((name for name in ids if len(name) > 11), None)
    if wrong is not None:
        info = f'Could not find an entity with the ID "{wrong}".'
        return error("no-such-entity", info, id=wrong)
    found: dict[str, Any] = {}
    for name in ids:
        known = by_id.get(ANCIENT.get(name, name))
        found[name] = _entity(known) if known else {"id": name, "missing": ""}
    return {"entities": found, "success": 1}


def _entity(item: Item) -> dict[str, Any]:
    links = {
        f"{language.replace('-', '_')}wiki": {
            "site": f"{language.replace('-', '_')}wiki",
            "title": title,
            "badges": [],
            "url": f"https://{language}.wikipedia.org/wiki/{quote(title.replace(' ', '_'))}",
        }
        for language, title in item.articles.items()
    }
    if links:
        commons = "https://commons.wikimedia.org/wiki/Category:Roma"
        links["commonswiki"] = {"site": "commonswiki", "title": "Category:Roma", "url": commons}
        quotes = "https://en.wikiquote.org/wiki/Roma"
        links["enwikiquote"] = {"site": "enwikiquote", "title": "Roma", "url": quotes}
    claims = {"P31": [_claim({"entity-type": "item", "id": name}) for name in item.classes]}
    if item.year:
        later, unknown = _claim(_time(item.year + 1)), {"mainsnak": {"snaktype": "somevalue"}}
        wrong = _claim(_time(item.year - 50)) | {"rank": "deprecated"}
        claims["P577"] = [later, unknown, wrong, _claim(_time(item.year))]
    return {
        "type": "item",
        "id": item.id,
        "labels": {"en": {"language": "en", "value": item.label}},
        "descriptions": {"en": {"language": "en", "value": item.description}},
        "claims": claims,
        "sitelinks": links or [],  # as MediaWiki writes an empty map
    }


def _time(year: int) -> dict[str, Any]:
    return {"time": f"+{year}-08-30T00:00:00Z", "timezone": 0, "precision": 11}


def _claim(value: Mapping[str, Any]) -> dict[str, Any]:
    snak = {"snaktype": "value", "property": "P", "datavalue": {"value": value}}
    return {"mainsnak": snak, "type": "statement", "rank": "normal"}


def pageviews(world: World, request: Request) -> Reply:
    root, parts = request.parts[:4], request.parts[4:]
    route = ROUTES.get((parts[0], len(parts) - 1)) if parts else None
    if root != ["api", "rest_v1", "metrics", "pageviews"] or route is None:
        return _problem(request, 404, "Not found.", "invalid route")
    return route(world, request, parts[1:])


def _per_article(world: World, request: Request, rest: list[str]) -> Reply:
    project, access, agent, title, step, first, last = rest
    days = _days(first, last)
    if step != "daily" or access != "all-access" or agent != "user":
        return _problem(request, 404, "Not found.", "invalid route")
    if days is None:
        return _problem(request, 400, "Invalid parameters", "start timestamp is invalid")
    name = title.replace("_", " ")
    counts = [(day, world.views(_language(project), name, day)) for day in days]
    more = {"article": name.replace(" ", "_"), "granularity": "daily"}
    return _series(request, project, counts, more)


def _aggregate(world: World, request: Request, rest: list[str]) -> Reply:
    project, _, _, _, first, last = rest
    counts = [(day, world.total(_language(project), day)) for day in _days(first, last) or []]
    return _series(request, project, counts, {"granularity": "daily"})


def _by_country(world: World, request: Request, rest: list[str]) -> Reply:
    project, access, year, month = rest
    found = world.countries(_language(project), int(year), int(month))
    if not found:
        return _problem(request, 404, "Not found.", NO_DATA)
    known = {"project": project.removesuffix(".org"), "access": access}
    return json_reply({"items": [known | {"year": year, "month": month, "countries": found}]})


ROUTES = {
    ("per-article", 7): _per_article,
    ("aggregate", 6): _aggregate,
    ("top-by-country", 4): _by_country,
}


def _series(
    request: Request, project: str, counts: list[tuple[date, int]], more: Mapping[str, str]
) -> Reply:
    known = {"project": project.removesuffix(".org"), **more, "access": "all-access"}
    items = [
        {**known, "agent": "user", "timestamp": f"{day:%Y%m%d}00", "views": views}
        for day, views in counts
        if views
    ]
    if not items:
        return _problem(request, 404, "Not found.", NO_DATA)
    return json_reply({"items": items})


def _problem(request: Request, status: int, title: str, detail: str) -> Reply:
    kind = "not_found" if status == 404 else "invalid_request"
    content = {
        "type": f"https://mediawiki.org/wiki/HyperSwitch/errors/{kind}",
        "title": title,
        "method": "get",
        "detail": detail,
        "uri": f"/analytics.wikimedia.org/v1{request.path.removeprefix('/api/rest_v1/metrics')}",
    }
    return json_reply(content, status, Content_Type="application/problem+json")


def _language(project: str) -> str:
    return project.removesuffix(".org").removesuffix(".wikipedia")


def _days(first: str, last: str) -> list[date] | None:
    if not all(re.fullmatch(r"\d{8}(00)?", text) for text in (first, last)):
        return None
    begin, end = (datetime.strptime(text[:8], "%Y%m%d").date() for text in (first, last))  # noqa: DTZ007  # days
    return [begin + DAY * count for count in range((end - begin).days + 1)]


def _next(first: date) -> date:
    return (first + 31 * DAY).replace(day=1)


if __name__ == "__main__":
    running = server(port=int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    running.start()
    sys.stdout.write(f"MICROHIT_MIRROR={running.address}\n")
    sys.stdout.flush()
    running.closing.wait()
