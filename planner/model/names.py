"""What the plan's ids are called in English: regions, languages, channels, budget lines, gates."""

from __future__ import annotations

from typing import get_args

from planner.model.base import languages, territories
from planner.model.film import Kind
from planner.model.goals import is_iso

CHANNELS = {"ctv_tv": "CTV and TV", "press_events": "Press and events"}
"""Channels whose id does not read as their name."""
LINES = {
    "publicity": "Publicity",
    "creative": "Trailer, poster and other material",
    "talent_travel": "Travel of cast and director",
    "commission": "Agency commission",
    "dcp": "Digital cinema copies",
    "certificate": "Age rating",
    "trailer": "Localised trailer",
    "trailer accessibility": "Captions and audio description of the trailer",
    "trailer clearance": "Clearance of the trailer",
    "accessibility": "Captions and audio description",
    "booking": "Cinema bookings",
    "copies": "Copies in the cinemas",
    "delivery": "Delivery to the platform",
    "creator permits": "Permits of creators",
    "materials": "Material with the partner",
    "campaign": "Run-up with trailers and posters",
    "rights": "Rights",
    "window": "The campaign's window",
}


SIGNALS = {
    "wiki_views": "Wikipedia views",
    "trailer_views": "Trailer views",
    "borrowed": "Demand (1 is an average week)",
}
"""Signals whose id does not read as their name."""


def signal(name: str) -> str:
    """Return a signal's name: `wiki_views` is `Wikipedia views`."""
    return SIGNALS.get(name, plain(name))


def upper_first(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]


def plain(name: str) -> str:
    """Return an identifier as words: `trends_film` is `Trends film`."""
    return name.replace("_", " ").strip().capitalize()


def channel(name: str) -> str:
    """Return a channel's name: `paid_social` is `Paid social`."""
    return CHANNELS.get(name, plain(name))


def line(name: str) -> str:
    """Return the name of a budget line or gate: `fr dub` is `French dub`."""
    code, _, rest = name.partition(" ")
    if rest and code == "premiere":
        return f"Premiere at {rest}"
    return f"{language(code)} {rest}" if rest in get_args(Kind) else LINES.get(name, plain(name))


def language(code: str) -> str:
    """Return a language's name."""
    return languages().get(code.replace("-", "_"), code)


def country(code: str) -> str:
    """Return a country's name."""
    return territories().get(code, code)


def region(code: str) -> str:
    """Return a region's name; a group is called by its own."""
    if "-" in code and is_iso(code):
        return f"{country(code[:2])}, {code[3:]}"
    return country(code)
