"""Which titles are like the film: a table of titles with their language and origin."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from planner.audience.netflix_charts import columns_of
from planner.audience.regions import code_of
from planner.audience.words import folded
from planner.errors import InputError, Problem

Kind = Literal["language", "origin", "non-english"]
TITLE = ("title", "show title", "name")
LANGUAGE = ("original language", "language")
ORIGIN = ("origin", "production countries", "countries", "country")
TYPE = ("type", "category")
GENRES = ("genres", "genre")
COLUMNS_HINT = "It needs the columns title, original_language and origin, and may have type."
GLOBAL = ("(english)", "(non-english)")
"""Ends of the categories in Netflix's worldwide list, which tell the language of a title too."""


@dataclass(frozen=True, slots=True)
class Like:
    """Which titles count as like the film: by one of its languages or countries, or not English."""

    kind: Kind
    language: str
    """Of the film, such as `es`."""
    origin: tuple[str, ...] = ()
    """ISO codes of the film's countries."""

    def said(self) -> str:
        """Return the rule in words."""
        return {
            "language": f"in the original language {self.language}",
            "origin": f"from {', '.join(self.origin)}",
            "non-english": "not in English",
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Title:
    """What is known of a title; None where it is not."""

    language: str | None
    origin: frozenset[str] | None
    english: bool | None
    genres: frozenset[str] = frozenset()


Titles = Mapping[tuple[str, str], Title | None]
"""By name and type (`films`, `tv`, or `` for both); None for several titles of one name."""


def matches(title: Title | None, like: Like) -> bool | None:
    """Return whether a title is like the film; None where that is not known."""
    if title is None:
        return None
    if like.kind == "non-english":
        return None if title.english is None else not title.english
    if like.kind == "language":
        return None if title.language is None else title.language == base(like.language)
    return None if title.origin is None else bool(title.origin & set(like.origin))


def read_titles(content: bytes, file: str) -> Titles:
    """Return the titles of a CSV or XLSX table, or of Netflix's own worldwide Top 10.

    Raises `InputError` where its columns are missing.
    """
    table = columns_of(content, file)
    header = [folded(name) for name in table]
    places = {name: _place(header, names) for name, names in _WANTED.items()}
    told = places["language"] is not None or places["origin"] is not None
    if places["title"] is None or not (told or _is_global(table, places["type"])):
        what, have = "is no table of titles", ",".join(map(str, table))
        raise InputError(Problem(what, file, 1, value=have, hint=COLUMNS_HINT))
    titles: dict[tuple[str, str], Title | None] = {}
    for name, kind, title in _rows(table, places):
        for key in ((name, kind), (name, "")):
            titles[key] = title if titles.get(key, title) == title else None
    return titles


_WANTED = {
    "title": TITLE,
    "language": LANGUAGE,
    "origin": ORIGIN,
    "type": TYPE,
    "genres": GENRES,
}


def _place(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _is_global(table: pd.DataFrame, at: int | None) -> bool:
    if at is None or table.empty:
        return False
    return str(table.iat[0, at]).casefold().strip().endswith(GLOBAL)


def _rows(
    table: pd.DataFrame, places: Mapping[str, int | None]
) -> Iterator[tuple[str, str, Title]]:
    for cells in table.drop_duplicates().itertuples(index=False, name=None):
        row = {name: "" if at is None else cells[at].strip() for name, at in places.items()}
        if row["title"]:
            yield key_of(row["title"]), type_of(row["type"]), _title(row)


def _title(cells: Mapping[str, str]) -> Title:
    language = base(cells["language"]) if cells["language"] else None
    english = None if language is None else language == "en"
    kind = cells["type"].casefold()
    if language is None and kind.endswith(GLOBAL):
        english = not kind.endswith("(non-english)")
    genres = frozenset(_listed(cells["genres"]) or ())
    return Title(language, _countries(cells["origin"]), english, genres - {""})


def _countries(text: str) -> frozenset[str] | None:
    """Return the codes of `['Mexico', 'Spain']`, `MX|ES` or `Mexico, Spain`; None where unknown."""
    codes = {code for name in _listed(text) or () if (code := code_of(name))}
    return frozenset(codes) or None


def _listed(text: str) -> list[str] | None:
    """Return the items of a list in a cell, as Python or with marks between; None if it is none."""
    if text.startswith("["):
        try:
            return [str(name).strip() for name in ast.literal_eval(text)]
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    return [name.strip() for name in re.split(r"[,;|]", text)]


def key_of(title: str) -> str:
    """Return a title as it is compared: without case and the year that tells homonyms apart."""
    return re.sub(r"\s*\(\d{4}\)$", "", " ".join(title.casefold().split()))


def type_of(text: str) -> str:
    """Return `films` or `tv` for what a table calls a type or category, "" where it tells none."""
    word = text.casefold()
    if word.startswith(("film", "movie")):
        return "films"
    return "tv" if word.startswith(("tv", "series", "show")) else ""


def base(language: str) -> str:
    """Return a language without its country or script: `pt-BR` is `pt`."""
    return re.split(r"[-_]", language.strip().casefold())[0]
