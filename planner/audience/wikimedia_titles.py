"""Finding titles on Wikidata, and their articles in the languages of Wikipedia.

Wikidata's Action API (www.wikidata.org/w/api.php): `wbsearchentities` finds by name,
`list=search` with `haswbstatement:P31=...` finds films alone, since a famous title shares its name
with cities, songs and ships; `wbgetentities` tells names, classes, years and links to Wikipedia.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from planner.audience.wikimedia_ask import SHORT
from planner.errors import InputError, NetError, Problem
from planner.net.http import Web

API = "https://www.wikidata.org/w/api.php"
ITEM = re.compile(r"Q[1-9]\d{0,11}", re.ASCII | re.IGNORECASE)
LONGEST_TEXT = 200
FOUND_BY_NAME = 20
FOUND_FILMS = 10
BATCH = 50
"""Ids that one `wbgetentities` call takes without an account."""
BUSY = {"maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryTimeoutError"}
"""Errors with HTTP status 200 that pass by themselves."""
LINKS = "sitelinks/urls"
SKIPPED = {"simple"}
"""Editions that are no language of their own."""
SITES = {"be-tarask": "be_x_oldwiki"}
"""Sites whose name on Wikidata does not follow from their address."""
INSTANCE_OF, RELEASED, STARTED = "P31", "P577", "P580"
FILMS = ("Q11424", "Q24862", "Q202866", "Q29168811", "Q506240", "Q93204", "Q20650540", "Q226730")
"""Wikidata's film: any, short, animated, animated feature, TV, documentary, anime, silent."""
SERIES = ("Q5398426", "Q1259759", "Q581714", "Q15416", "Q63952888", "Q117467246", "Q526877")
"""Wikidata's series: any, mini, animated, TV programme, anime, animated TV, web."""
SEARCHED = (*FILMS[:6], *SERIES[:2])
LONGEST_SEARCH = 100
"""A search takes 300 characters in all, and most of them name these classes."""
SCREEN = {*FILMS, *SERIES, "Q24869", "Q229390", "Q24856", "Q17517379", "Q18011172"}
"""Those, and feature film, 3D film, film series, animated short film, film project."""
HINT = "Give a film's title, its Wikidata id (Q followed by digits) or its Wikipedia address."


@dataclass(frozen=True, slots=True)
class Article:
    """One article: `project` as the Pageviews API writes it (`de.wikipedia`), and its title."""

    project: str
    title: str

    @property
    def language(self) -> str:
        """Return the language as Wikipedia's address has it (`de`, `zh-yue`)."""
        return self.project.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Title:
    """A Wikidata item, its name, what it is, its year and its articles by language."""

    id: str
    label: str
    description: str
    year: int | None
    on_screen: bool
    """Whether Wikidata says that it is a film or a series."""
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that a person may have meant; `languages` counts its articles."""

    id: str
    label: str
    description: str
    year: int | None
    languages: int
    on_screen: bool

    @classmethod
    def of(cls, title: Title) -> Candidate:
        """Return what a person needs to recognise a title."""
        count = len(title.articles)
        return cls(title.id, title.label, title.description, title.year, count, title.on_screen)


def find_titles(text: str, web: Web, language: str = "en") -> list[Candidate]:
    """Return titles that `text` may mean: films and series first, the most widely known first.

    `text` is a title, a Wikidata id or address, or an address of a Wikipedia article; `language`
    is of the title and of the descriptions. The list is empty if nothing is found.

    Raises:
        InputError: `text` is empty, too long, or an address of another site.
        NetError: Wikidata could not be asked (see `Web.get`).
    """
    text = " ".join(text.split())
    language = language.replace("_", "-").lower() or "en"
    if not text or len(text) > LONGEST_TEXT:
        what = "is empty" if not text else f"is longer than {LONGEST_TEXT} characters"
        raise InputError(Problem(f"the title {what}", field="title", value=text, hint=HINT))
    if ITEM.fullmatch(text):
        titles = _entities({"ids": text.upper()}, web, language)
    elif _is_address(text):
        titles = _entities(_named_by(text), web, language)
    else:
        titles = read_titles(_search(text, web, language), web, language)
    ranked = sorted(titles, key=lambda item: (not item.on_screen, -len(item.articles)))
    return [Candidate.of(title) for title in ranked]


def read_titles(ids: Sequence[str], web: Web, language: str = "en") -> list[Title]:
    """Return the items with these Wikidata ids; those that do not exist are left out."""
    found: list[Title] = []
    for at in range(0, len(ids), BATCH):
        found += _entities({"ids": "|".join(ids[at : at + BATCH])}, web, language)
    return found


def _search(text: str, web: Web, language: str) -> list[str]:
    """Return ids that are found by name, then films that are found by any of their words."""
    named = {"action": "wbsearchentities", "search": text, "type": "item"}
    limits = {"language": language, "uselang": language, "limit": str(FOUND_BY_NAME)}
    content = _call(named | limits, web)
    if _error_code(content) in {"badvalue", "unknown_language"} and language != "en":
        content = _call(named | limits | {"language": "en", "uselang": "en"}, web)
    ids = [_text(hit, "id") for hit in _list(_checked(content), "search")]
    classes = "|".join(f"{INSTANCE_OF}={name}" for name in SEARCHED)
    words = re.sub(r'[":]', " ", text)[
        :LONGEST_SEARCH
    ]  # signs with a meaning of their own in this search
    films = {"action": "query", "list": "search", "srsearch": f"{words} haswbstatement:{classes}"}
    content = _call(films | {"srlimit": str(FOUND_FILMS)}, web)
    hits = [] if _error_code(content) else _list(_map(content.get("query")), "search")
    ids += [_text(hit, "title") for hit in hits]
    return list(dict.fromkeys(name for name in ids if ITEM.fullmatch(name)))


def _entities(named: dict[str, str], web: Web, language: str) -> list[Title]:
    names = {"action": "wbgetentities", "languages": "|".join({language: 0, "en": 0, "mul": 0})}
    props = {"props": f"labels|descriptions|claims|{LINKS}", "languagefallback": "1"}
    content = _call(names | props | named, web)
    if _error_code(content) == "no-such-entity":
        return _without(_text(_map(content["error"]), "id"), named, web, language)
    entities = _map(_checked(content).get("entities")).values()
    found = [_map(item) for item in entities if "missing" not in _map(item)]
    return [_title(item, language) for item in found if _text(item, "id")]


def _without(wrong: str, named: dict[str, str], web: Web, language: str) -> list[Title]:
    """Ask again without the one id that cannot exist: it fails the whole batch."""
    ids = named.get("ids", "").split("|")
    left = [name for name in ids if name != wrong]
    if not left or len(left) == len(ids):
        return []
    return _entities({"ids": "|".join(left)}, web, language)


def _call(params: dict[str, str], web: Web) -> dict[str, Any]:
    asked = params | {"format": "json"}
    content = web.json(API, asked, keep=SHORT, busy=lambda found: _error_code(found) in BUSY)
    if not isinstance(content, dict):
        raise NetError("Wikidata's answer has an unexpected form. Try again later.")
    return content


def _checked(content: dict[str, Any]) -> dict[str, Any]:
    if _error_code(content):
        info = _text(_map(content["error"]), "info")[:LONGEST_TEXT]
        raise NetError(f"Wikidata could not answer ({info or _error_code(content)}).")
    return content


def _error_code(content: object) -> str:
    return _text(_map(_map(content).get("error")), "code")


def _is_address(text: str) -> bool:
    return "://" in text or ".wikipedia.org/" in text or "wikidata.org/" in text


def _named_by(text: str) -> dict[str, str]:
    """Return how `wbgetentities` names the article of an address; raises `InputError`."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        labels = (parts.hostname or "").split(".")
    except ValueError:
        labels = []
    if labels[-2:] == ["wikidata", "org"] and (item := ITEM.search(parts.path.rpartition("/")[2])):
        return {"ids": item[0].upper()}
    if labels[-2:] == ["wikipedia", "org"] and len(labels) > 2 and labels[0] not in {"www", "m"}:
        by_query = parse_qs(parts.query).get("title", [""])[0]
        title = by_query or unquote(re.sub(r"^/(wiki|[a-z-]+)/", "", parts.path, count=1))
        if title and not title.startswith("/"):
            site = SITES.get(labels[0], f"{labels[0].replace('-', '_')}wiki")
            return {"sites": site, "titles": title.replace("_", " "), "normalize": "1"}
    what = "is no address of a Wikipedia article"
    raise InputError(Problem(what, field="title", value=text, hint=HINT))


def _title(item: dict[str, Any], language: str) -> Title:
    claims = _map(item.get("claims"))
    classes = {_text(_map(value), "id") for value in _values(claims, INSTANCE_OF)}
    return Title(
        id=_text(item, "id"),
        label=_in(item, "labels", language) or _text(item, "id"),
        description=_in(item, "descriptions", language),
        year=_year(claims),
        on_screen=bool(classes & SCREEN),
        articles=tuple(_articles(_map(item.get("sitelinks")).values())),
    )


def _articles(links: Iterable[object]) -> list[Article]:
    """Return the Wikipedia articles among an item's links, by language."""
    found = []
    for link in map(_map, links):
        host, title = urlsplit(_text(link, "url")).hostname or "", _text(link, "title")
        language, _, site = host.partition(".")
        if site == "wikipedia.org" and language not in SKIPPED and title:
            found.append(Article(f"{language}.wikipedia", title))
    return sorted(found, key=lambda article: article.project)


def _in(item: dict[str, Any], what: str, language: str) -> str:
    """Return a label or description in a language, else in English, else in any."""
    texts = _map(item.get(what))
    order = (language, "en", "mul", *texts)
    return next((text for name in order if (text := _text(_map(texts.get(name)), "value"))), "")


def _year(claims: dict[str, Any]) -> int | None:
    """Return the year of the first release (of a series: of its start)."""
    for name in (RELEASED, STARTED):
        times = (_text(_map(value), "time") for value in _values(claims, name))
        years = [int(found[1]) for time in times if (found := re.match(r"\+(\d{4})-", time))]
        if years:
            return min(years)
    return None


def _values(claims: dict[str, Any], name: str) -> list[object]:
    """Return the values of a property that are known and not deprecated."""
    found = []
    for claim in map(_map, claims.get(name) or []):
        snak = _map(claim.get("mainsnak"))
        if claim.get("rank") != "deprecated" and snak.get("snaktype") == "value":
            found.append(_map(snak.get("datavalue")).get("value"))
    return found


def _map(value: object) -> dict[str, Any]:
    """Return a JSON object; MediaWiki writes an empty one as []."""
    return value if isinstance(value, dict) else {}


def _list(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = value.get(name)
    return [_map(item) for item in found] if isinstance(found, list) else []


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""
