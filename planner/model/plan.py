"""The plan: what goes in, what was decided, what came out."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from pydantic import Field, field_validator

from planner.model.base import Day, LongText, Moment, Name, Part, Slug
from planner.model.film import Film
from planner.model.goals import Goals
from planner.model.overrides import Override
from planner.model.sections import Audience, Creators, Partners, Provenance, Spend, Timing

SCHEMA = 2
SUGGESTED = ("audience", "timing", "spend", "creators", "partners", "provenance")
"""The sections that a suggestion writes; all else is a person's, or the store's."""


class Head(Part):
    """What a plan's file says first: of which campaign and version it is, who saved it and when."""

    schema_: Literal[2] = Field(default=2, alias="schema")
    campaign: Slug
    version: int = Field(default=1, ge=1)
    based_on: int | None = Field(default=None, ge=1)
    saved: Moment | None = None
    author: Name | None = None
    note: LongText | None = None
    as_of: Day
    """The day from which lead times, ages of facts and the history so far count."""


class Plan(Head):
    """A campaign plan; the fields stand in the order of the file."""

    film: Film
    goals: Goals
    overrides: list[Override] = []
    audience: Audience | None = None
    timing: Timing | None = None
    spend: Spend | None = None
    creators: Creators | None = None
    partners: Partners | None = None
    provenance: Provenance | None = None

    @property
    def suggested(self) -> bool:
        """Return whether every step has been walked."""
        return None not in (self.audience, self.timing, self.spend, self.creators, self.partners)

    @property
    def planned_film(self) -> Film:
        """Return the film with the language versions that the plan pays for beside its own."""
        return self.film.with_versions(self.spend.language_versions if self.spend else ())

    @field_validator("overrides")
    @classmethod
    def _each_once(cls, overrides: list[Override]) -> list[Override]:
        counted = Counter(item.at for item in overrides)
        twice = [at for at, times in counted.items() if times > 1]
        if twice:
            raise ValueError(f"hold more than one decision on {', '.join(twice)}; keep one of each")
        return overrides
