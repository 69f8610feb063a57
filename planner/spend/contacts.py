"""Whom media money meets, and how often.

Contacts per person are negative binomial with shape 1 (geometric) around their mean A: a share
A / (1 + A) of the people is met at all, (A / (1 + A))^n at least n times, those met 1 + A times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.facts.market import Market
from planner.facts.sound import at_least
from planner.spend.prices import Price, Weeks, months, price_in
from planner.spend.reachable import on_target, reachable


@dataclass(frozen=True, slots=True)
class Audience:
    """Who can be met in a cell, and what it takes.

    `people` are those of the core audience whom the channel can reach at all, `on_target` the share
    of impressions that meet them, `often` the contacts from which a person counts as reached.
    """

    people: float
    on_target: float
    often: float
    price: Price

    @property
    def contact(self) -> float:
        """Return the money for one contact per person."""
        return self.people * self.price.cpm / 1000 / self.on_target

    def times(self, factor: float) -> Audience:
        """Return an audience `factor` times as large."""
        return replace(self, people=self.people * factor)


@dataclass(frozen=True, slots=True)
class Contacts:
    """What money buys: `people` could be met, `reached` are at all, `effective` often enough.

    `impressions` are all that are bought; `frequency` is the mean over those reached, 0 where
    nobody is.
    """

    impressions: float
    people: float
    reached: float
    effective: float
    frequency: float


def met(audience: Audience, money: float) -> Contacts:
    """Return whom `money` meets; impressions x on_target = reached x frequency."""
    impressions = 1000 * money / audience.price.cpm
    if audience.people <= 0 or money <= 0:
        return Contacts(impressions, audience.people, 0.0, 0.0, 0.0)
    mean = impressions * audience.on_target / audience.people
    share = mean / (1 + mean)
    people = audience.people
    return Contacts(impressions, people, people * share, people * share**audience.often, 1 + mean)


def audience_of(market: Market, weeks: Mapping[str, Weeks], currency: str) -> dict[str, Audience]:
    """Return whom each channel can meet of a market's core audience, whatever they understand.

    `weeks` are each channel's shares of money by Monday, for its prices.

    Raises:
        PlanError: a fact makes no sense; it names it.
    """
    facts = market.facts
    return {
        channel: Audience(
            reachable(market, channel),
            on_target(market, channel),
            at_least(1.0, facts.number(f"frequency.effective.{channel}", "frequency.effective")),
            price_in(market, channel, months(runs), currency),
        )
        for channel, runs in weeks.items()
    }
