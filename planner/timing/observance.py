"""What a region's calendar consists of: named days, each with its kind and where it is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Literal

Kind = Literal[
    "public",
    "school",
    "fasting",
    "new_year",
    "festive",
    "mourning",
    "silent",
    "festival",
    "competitor",
    "event",
    "protected",
]
BY_THE_MOON = "By the moon: a day earlier or later"


@dataclass(frozen=True, slots=True)
class Observance:
    """Days, both included, that matter to an opening in a region.

    public: a public holiday. school: schools are closed, somewhere in the region. fasting:
    Ramadan. new_year: the week of Lunar New Year. festive: Eid, Diwali, or a feast on which people
    may be off. mourning: openings and their noise are out of place. silent: what may be shown is
    limited. festival: a film festival. competitor: another title opens. event: a big event.
    protected: weeks kept for domestic films.
    """

    region: str
    """The code in the plan, also for a country of a group."""
    start: date
    end: date
    name: str
    kind: Kind
    estimated: bool
    """The days are not certain: by the moon, or moved from another year."""
    source: str
    stale: bool
    """It was stated or re-checked too long ago, or moved from another year: read it again."""
    note: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of its days."""
        return self.start <= day <= self.end


@cache
def package(name: str) -> str:
    """Return a package as the source of a date: `holidays 0.109`."""
    return f"{name} {version(name)}"
