"""The film and the titles it is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self, get_args

from pydantic import Field

from planner.model.base import (
    ByLanguage,
    Day,
    Language,
    LongText,
    Money,
    Name,
    Part,
    Share,
    Territory,
)

Kind = Literal["subtitles", "dub"]
KINDS: dict[str, Kind] = {word: word for word in get_args(Kind)}
Topic = Literal["religion", "politics", "maps", "LGBTQ+", "sex", "violence", "substances", "minors"]
"""What a film may hold that people in some regions should be asked about."""
Premiere = Literal["world", "international", "continental", "national", "none"]
"""The ladder of premieres, highest first: what a festival asks to be."""


class Comp(Part):
    """A comparable title and what it did in one region."""

    one_line = True

    title: Name
    region: Name
    """The region of the goals that it speaks for, or any ISO 3166 country."""
    admissions: int = Field(gt=0)
    released: Day | None = None
    opening_weekend: int | None = Field(default=None, ge=0)
    """Admissions of the opening weekend."""
    sites: int | None = Field(default=None, ge=0)
    week_two_drop: Share | None = None
    source: Name
    note: LongText | None = None


class LanguageVersion(Part):
    """A subtitle or dub that exists, is ordered, or is wanted."""

    one_line = True

    language: Language
    kind: Kind = "subtitles"
    ready: Day | None = None
    """When it is delivered; without a date its usual lead time counts from `as_of`."""
    cost: Money | None = None
    """Without a cost the usual one counts; 0 when it is paid already."""
    note: LongText | None = None

    @property
    def key(self) -> str:
        """Return its name in a budget: `fr subtitles`."""
        return f"{self.language} {self.kind}"


class Trailer(Part):
    """A trailer, or another cut that cinemas are to show before other films."""

    one_line = True

    name: Name
    seconds: int = Field(gt=0, le=1800)
    ready: Day | None = None
    note: LongText | None = None


class Seen(Part):
    """A region where the film is liked already, and how that shows."""

    one_line = True

    region: Territory
    by: Literal["charts", "festival", "trailer"]
    note: LongText | None = None


class Festival(Part):
    """A festival that the film is to play, is invited to, or has played."""

    one_line = True

    festival: Name
    """Its id in the facts, such as cannes; another name needs a date, a country and a premiere."""
    status: Literal["hoped", "invited", "played"] = "hoped"
    date: Day | None = None
    """Of the film's first screening there; without it, the festival's own first day counts."""
    country: Territory | None = None
    premiere: Premiere | None = None
    """Without it, what the festival asks of its main competition."""
    note: LongText | None = None


class Film(Part):
    """The film: where it comes from, what it is like, and what may be said about it."""

    title: Name
    original_title: Name | None = None
    local_titles: dict[Language, Name] = {}
    origin: list[Territory] = Field(min_length=1)
    original_language: Language
    genres: list[Name] = Field(min_length=1)
    runtime: int | None = Field(default=None, gt=0, le=1000)
    """Minutes."""
    director: Name | None = None
    sample: bool = False
    """True for a fictional film with made-up data; every page and brief then says so."""
    logline: ByLanguage = {}
    messages: dict[Language, list[LongText]] = {}
    """What the campaign says, by language, most important first."""
    do_not_show: dict[Language, list[LongText]] = {}
    language_versions: list[LanguageVersion] = []
    trailers: list[Trailer] = []
    comps: list[Comp] = []
    seen: list[Seen] = []
    """Where it does well already: what travel learns from."""
    festivals: list[Festival] = []
    content: dict[Topic, LongText] = {}
    """What it holds that may need a consultant's word, by topic, told so that one can judge."""
    note: LongText | None = None

    def with_versions(self, keys: Iterable[str]) -> Self:
        """Return the film with the language versions of these keys (`de dub`) beside its own."""
        own = {item.key for item in self.language_versions}
        added = [
            LanguageVersion(language=language, kind=KINDS[kind])
            for language, _, kind in (key.rpartition(" ") for key in keys if key not in own)
            if kind in KINDS
        ]
        return self.model_copy(update={"language_versions": [*self.language_versions, *added]})
