"""What a brief is made of; every value is text that is ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["plain", "strong", "late", "total"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the language it is written in (BCP 47) and whether it runs right to left."""

    text: str
    language: str
    rtl: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value."""

    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, and how much weight it carries."""

    cells: tuple[Text, ...]
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its last `figures` columns are aligned as figures."""

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading with items below it; `note` says where the items are not in the reader's tongue."""

    title: str
    items: tuple[Text, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule: its kind, empty where it is that of the one before, and its place.

    The place is empty where the region is one place; `number` is that of its source, from 1.
    """

    label: str
    place: str
    text: Text
    number: str


@dataclass(frozen=True, slots=True)
class Duties:
    """A heading with rules below it, and their sources; `warning` tells what is not known."""

    title: str
    warning: Text | None
    items: tuple[Duty, ...]
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """One channel of the weekly chart: an amount and its label for each week."""

    name: str
    amounts: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flight:
    """The weekly media chart; `release` is the position of the release week, if it is shown."""

    title: str
    alt: str
    weeks: tuple[str, ...]
    bars: tuple[Bars, ...]
    release: int | None
    legend: str
    note: str


@dataclass(frozen=True, slots=True)
class Admissions:
    """The expected admissions: three labelled figures, what they rest on, comparable titles."""

    title: str
    figures: tuple[Pair, ...]
    basis: str
    comps: Table | None


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief of one region, in the order of the page; empty parts are left out of it."""

    language: str
    """BCP 47 tag of the labels."""
    rtl: bool
    as_of: str
    """ISO date; also the PDF's creation date, so that the same plan gives the same bytes."""
    original_language: str
    kicker: str
    title: Text
    other_titles: tuple[Text, ...]
    sample: str
    notices: tuple[str, ...]
    """What the reader must know first, such as that labels in their language are missing."""
    release: Pair
    release_type: str
    header: tuple[Pair, ...]
    dates: Table
    film: tuple[Pair, ...]
    film_title: str
    logline: Listing | None
    admissions: Admissions
    budget: Table
    flight: Flight | None
    messages: Listing | None
    do_not_show: Listing | None
    creators: Table | None
    disclosure: Listing | None
    """Words to copy; its note tells their source, by number where `paid_posts` lists it."""
    paid_posts: Duties | None
    compliance: Listing
    contacts_title: str
    contacts: tuple[Pair, ...]
    sources: Listing
    footer: str
    author: str
