"""Our money: the budget, rates of currencies, limits of media and when none of it runs."""

from __future__ import annotations

import math
from typing import Literal, Self

from pydantic import Field, model_validator

from planner.model.base import (
    Currency,
    Day,
    Days,
    Figure,
    LongText,
    Money,
    Name,
    Part,
    RegionCode,
    Share,
)


class Budget(Part):
    """Our money: the total and the figures that a person has fixed."""

    in_line = frozenset({"fixed"})

    total: Money
    currency: Currency = "EUR"
    fixed: dict[Name, Money] = {}
    """Campaign-wide lines, such as publicity: 30000; usual shares fill in those left out."""
    creators: Money | None = None
    contingency: Money | None = None
    commission: Share | None = None
    """The agency's part of gross media; 0 where it is bought direct, the usual one without it."""


class Rate(Part):
    """What one unit of a currency is worth in the budget's, and the day it was so."""

    one_line = True

    value: float = Field(gt=0, le=1e9)
    as_of: Day
    source: Name | None = None


class SpendLimit(Part):
    """The least and most media money of a region, a channel or one cell, whoever pays."""

    one_line = True

    at: Name
    """region:FR, channel:short_video, or FR.short_video."""
    least: Figure | None = None
    most: Figure | None = None
    unit: Literal["money", "share"] = "money"
    """Net money of the budget's currency, or shares of our media money."""
    why: LongText | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        kind, colon, name = self.at.partition(":")
        cell = self.at.split(".")
        if not (name and kind in ("region", "channel")) and (colon or len(cell) != 2):
            raise ValueError("at must be region:FR, channel:short_video or FR.short_video")
        if self.least is None and self.most is None:
            raise ValueError("needs least, most or both")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"least {self.least:g} is above most {self.most:g}")
        if self.unit == "share" and max(self.least or 0, self.most or 0) > 1:
            raise ValueError("is a share of our media money and must be at most 1")
        return self

    def in_money(self, media: float) -> tuple[float, float]:
        """Return the least and the most in money, where our media money is `media`."""
        unit = media if self.unit == "share" else 1.0
        return (self.least or 0.0) * unit, math.inf if self.most is None else self.most * unit

    @property
    def place(self) -> tuple[str, str]:
        """Return the region and the channel that it speaks of; one of them may be empty."""
        kind, colon, name = self.at.partition(":")
        if colon:
            return (name, "") if kind == "region" else ("", name)
        region, _, channel = self.at.partition(".")
        return region, channel


class Hiatus(Days):
    """Days, both included, in whose weeks no media runs."""

    regions: list[RegionCode] = []
    """None stands for all of them."""
    channels: list[Name] = []
    """None stands for all of them."""
    why: LongText | None = None


class Decision(Part):
    """What happens to the money that is held back, once a result is known."""

    one_line = True

    measure: Literal["week_two_drop", "opening_to_plan"]
    """Share of admissions lost from the first week to the second, or the opening as a share of
    what was planned."""
    below: float | None = Field(default=None, ge=0, le=10)
    above: float | None = Field(default=None, ge=0, le=10)
    then: Literal["release", "hold", "cut"]
    """Spend what is held back, keep it, or stop what has not run yet."""
    regions: list[RegionCode] = []
    """None stands for all of them."""
    why: LongText | None = None

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.below is None) == (self.above is None):
            raise ValueError("needs exactly one of below and above")
        return self
