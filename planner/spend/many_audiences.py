"""Who can be met in each cell, and at what price, in many worlds at once.

The formulas of prices, reachable and contacts for arrays: a row for each draw, a column for each
cell or region. Facts are checked where the plan's own cells are made, before any draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.facts.market import Market
from planner.facts.money import convert
from planner.facts.table import Fact
from planner.model.plan import Plan
from planner.spend.curves import Key
from planner.spend.forms import Floats
from planner.spend.prices import Weeks, months, season_of, usual_weeks
from planner.spend.response import channels

Of = Callable[[Fact], Floats]
"""A fact's value in each draw."""


@dataclass(frozen=True, eq=False)
class Audiences:
    """By draw and cell: people, contacts needed, money for one contact each; by cell: season."""

    keys: tuple[Key, ...]
    people: Floats
    often: Floats
    contact: Floats
    season: Floats


@dataclass(frozen=True, eq=False)
class Members:
    """A market's countries: people of each, and a table's facts in each draw."""

    market: Market
    of: Of

    @property
    def heads(self) -> Floats:
        """Return the people of each country."""
        return np.array([self.market.people(member) for member in self.market.members])

    def each(self, table: str) -> Floats:
        """Return a table's value for each country (row) in each draw (column)."""
        return np.stack([self.of(fact) for _, fact in self.market.each(table)])

    def mean(self, values: Floats) -> Floats:
        """Return the mean of the countries by people, in each draw."""
        return np.asarray(self.heads @ values / (self.heads.sum() or 1.0))

    @property
    def price_level(self) -> Floats:
        """Return the price level in each draw."""
        return (
            self.mean(self.each("price_level")) if self.heads.any() else self.each("price_level")[0]
        )


def audiences(
    plan: Plan,
    days: Mapping[str, date],
    members: Mapping[str, Members],
    weeks: Mapping[Key, Weeks],
) -> Audiences:
    """Return whom each channel can meet in each region that opens."""
    currency = plan.goals.budget.currency
    found: dict[Key, tuple[Floats, Floats, Floats, float]] = {}
    for code, day in days.items():
        facts = members[code].market.facts
        usually = usual_weeks(day, plan.as_of, facts)
        for name in channels(facts):
            runs = months(weeks.get((code, name), usually))
            found[code, name] = _audience(members[code], name, runs, currency)
    people, often, contact, season = zip(*found.values(), strict=True)
    return Audiences(
        keys=tuple(found),
        people=np.stack(people, axis=1),
        often=np.stack(often, axis=1),
        contact=np.stack(contact, axis=1),
        season=np.array(season),
    )


def _audience(
    members: Members, channel: str, runs: Mapping[int, float], currency: str
) -> tuple[Floats, Floats, Floats, float]:
    """Return people, contacts needed, money for one contact each, and the season of prices."""
    facts, market = members.market.facts, members.market
    part = members.each(f"channel_use.{channel}") * members.each("target_share")
    if facts.number(f"online_channel.{channel}").value > 0:
        part = part * members.each("online_share")
    people = members.heads @ part
    often = members.of(facts.number(f"frequency.effective.{channel}", "frequency.effective"))
    rows = [fact for _, fact in market.each(f"cpm.{channel}")]
    usual = np.array([[fact.id == f"cpm.{channel}"] for fact in rows])
    level = np.where(usual, members.each("price_level"), 1.0)
    season, _ = season_of(channel, runs, facts)
    rate = convert(1.0, rows[0].unit.split()[0], currency, facts)
    cpm = season * rate * members.mean(members.each(f"cpm.{channel}") * level)
    on_target = members.mean(members.each(f"on_target.{channel}"))
    with np.errstate(invalid="ignore"):  # where nobody lives there is nobody to meet
        contact = people * cpm / 1000 / on_target
    return people, often, contact, season
