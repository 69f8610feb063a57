"""What the shortlist of creators must keep to, and the words for how far talks with one are."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.model.base import Language, Money, Part, RegionCode

State = Literal["idea", "contacted", "agreed", "contracted"]
"""How far the talks with a creator are."""


class RegionShortlist(Part):
    """Limits of the shortlist in one region."""

    one_line = True

    most: int | None = Field(default=None, ge=0, le=1000)
    """The most creators."""
    budget: Money | None = None
    """The most money for them, in the budget's currency."""


class ShortlistRules(Part):
    """What the shortlist of creators must keep to, wherever a creator could be chosen."""

    most_per_region: int | None = Field(default=None, ge=0, le=1000)
    """The most creators in each region that has no number of its own."""
    regions: dict[RegionCode, RegionShortlist] = {}
    languages: list[Language] = []
    """At least one creator speaks each."""

    def most_in(self, code: str) -> int | None:
        """Return the most creators of a region; None without a limit."""
        own = self.regions.get(code)
        return self.most_per_region if own is None or own.most is None else own.most
