"""What the dates must keep to, and what else happens on them."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from planner.model.base import Day, Days, LongText, Name, Part, RegionCode


class Order(Part):
    """One region opens a number of weeks after another."""

    one_line = True

    first: RegionCode
    then: RegionCode
    at_least: int = Field(default=0, ge=0, le=520)
    """Weeks between the two openings; 0 allows the same week."""
    at_most: int | None = Field(default=None, ge=0, le=520)
    why: LongText | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.first == self.then:
            raise ValueError(f"names {self.first} twice; it needs two regions")
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(f"at_most {self.at_most} is below at_least {self.at_least}")
        return self


class Apart(Part):
    """Regions of which no two open within a number of weeks."""

    one_line = True

    regions: list[RegionCode] = Field(min_length=2)
    weeks: int = Field(default=1, ge=1, le=104)
    """Between any two of their openings."""
    why: LongText | None = None


class Together(Part):
    """Regions that open in the same week."""

    one_line = True

    regions: list[RegionCode] = Field(min_length=2)
    why: LongText | None = None


class Blackout(Days):
    """Days, both included, on which regions don't open."""

    regions: list[RegionCode] = []
    """None stands for all of them."""
    why: LongText | None = None


class Competitor(Part):
    """A title that opens against the film in a region."""

    one_line = True

    title: Name
    region: RegionCode
    date: Day
    size: Literal["small", "medium", "large"] = "medium"
    genres: list[Name] = []
    note: LongText | None = None


class Happening(Part):
    """A big event that keeps people from the cinema, or brings them: a final, an election."""

    one_line = True

    name: Name
    from_: Day = Field(alias="from")
    to: Day
    regions: list[RegionCode] = []
    """None stands for all of them."""
    effect: float | None = Field(default=None, ge=-1, le=3)
    """Of demand in its weeks: -0.2 is a fifth less; without it the usual one of the facts."""
    note: LongText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError(f"ends before it starts: from {self.from_} to {self.to}")
        return self


class Rules(Part):
    """What the dates of the regions must keep to, beside the team's limit."""

    order: list[Order] = []
    apart: list[Apart] = []
    together: list[Together] = []
    blackouts: list[Blackout] = []
