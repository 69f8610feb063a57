"""What a thousand impressions cost: in a region, on a channel, in the weeks of a flight.

A channel's price (`cpm.CHANNEL`, at tier-1 prices) times the price level of each country, unless
the country has its own row (`cpm.CHANNEL.MX`); times the seasonal index of the months in which the
money runs: `price_season.CHANNEL.MONTH`, else for online channels Meta's `price_season.MONTH`, else
1, since no index of other channels' prices was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from planner.facts.market import Market
from planner.facts.money import convert
from planner.facts.sound import positive
from planner.facts.table import Fact, Facts
from planner.model.plan import Plan
from planner.timing.calendar import monday

Weeks = Mapping[date, float]
"""Shares of a cell's money by the Monday of the week; they sum to 1."""


@dataclass(frozen=True, slots=True)
class Price:
    """Money per 1000 impressions, of `currency`, the season included.

    `low` and `high` are the ends of the source's range (the price itself where it has none);
    `season` is the index that is included, 1 in an average month. `facts` are the ids it rests on.
    """

    cpm: float
    low: float
    high: float
    season: float
    currency: str
    facts: tuple[str, ...]


def price(plan: Plan, code: str, channel: str, weeks: Weeks, facts: Facts) -> Price:
    """Return the price in a region of the plan, in the budget's currency.

    `weeks` without any stand for an average month.

    Raises:
        PlanError: a price, a price level, an index or a rate is 0 or below.
    """
    market = Market.of(code, plan.goals, facts)
    return price_in(market, channel, months(weeks), plan.goals.budget.currency)


def usual_weeks(release: date, as_of: date, facts: Facts) -> dict[date, float]:
    """Return the usual flight's shares by Monday (`flight_weight`), where no other is known.

    Weeks that have begun by `as_of` can't be bought any more; where none is left the money runs
    in the week after.
    """
    opening = monday(release)
    weights = facts.table("flight_weight")
    weeks = {opening + timedelta(weeks=int(key)): fact.value for key, fact in weights.items()}
    left = {week: share for week, share in weeks.items() if week > as_of and share > 0}
    total = sum(left.values())
    if not left:
        return {monday(as_of) + timedelta(weeks=1): 1.0}
    return {week: share / total for week, share in left.items()}


def months(weeks: Weeks) -> dict[int, float]:
    """Return the shares by calendar month; a week belongs to the month of its Thursday."""
    found: dict[int, float] = {}
    for week, share in weeks.items():
        month = (week + timedelta(days=3)).month
        found[month] = found.get(month, 0.0) + share
    total = sum(found.values())
    return {month: share / total for month, share in found.items()} if total > 0 else {}


def price_in(market: Market, channel: str, by_month: Mapping[int, float], currency: str) -> Price:
    """Return the price in a market for shares of money by month; raises as `price` does."""
    facts = market.facts
    season, season_ids = season_of(channel, by_month, facts)
    rows, level_ids = _rows(market, channel)
    source = rows[0][0].unit.split()[0]
    times = season * convert(1.0, source, currency, facts)
    cpm = times * sum(positive(fact) * part for fact, part in rows)
    low = times * sum((fact.value if fact.low is None else fact.low) * part for fact, part in rows)
    high = times * sum(
        (fact.value if fact.high is None else fact.high) * part for fact, part in rows
    )
    rates = () if source == currency else (f"fx.{source}", f"fx.{currency}")
    ids = (*dict.fromkeys(fact.id for fact, _ in rows), *level_ids, *season_ids, *rates)
    return Price(cpm, low, high, season, currency, ids)


def _rows(market: Market, channel: str) -> tuple[list[tuple[Fact, float]], tuple[str, ...]]:
    """Return each member's price row and its part of the market's price; ids of price levels.

    The part is the member's share of the people, times its price level where the row is not its
    own.
    """
    usual = f"cpm.{channel}"
    people = [market.people(member) for member in market.members]
    everybody = sum(people) or 1.0
    rows: list[tuple[Fact, float]] = []
    ids: dict[str, None] = {}
    levels = market.each("price_level")
    for (_, fact), (_, level), count in zip(market.each(usual), levels, people, strict=True):
        part = count / everybody
        if fact.id == usual:
            part *= positive(level)
            ids[level.id] = None
        rows.append((fact, part))
    return rows, tuple(ids)


def season_of(
    channel: str, by_month: Mapping[int, float], facts: Facts
) -> tuple[float, tuple[str, ...]]:
    """Return the seasonal index of prices for shares of money by month, and the facts' ids."""
    online = facts.number(f"online_channel.{channel}").value > 0
    usual = ("price_season",) if online else ()
    index, ids = 0.0, []
    for month, share in by_month.items():
        names = [f"{table}.{month}" for table in (f"price_season.{channel}", *usual)]
        found = facts.find(*names)
        index += share * (positive(found) if found else 1.0)
        ids += [found.id] if found else []
    return (index if by_month else 1.0), tuple(ids)
