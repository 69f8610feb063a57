"""What the season gave a comparable title: the demand of the weeks in which it ran."""

from __future__ import annotations

from datetime import date, timedelta

from planner.facts.market import Market
from planner.facts.run import life_cycle
from planner.facts.table import Facts
from planner.forecast.season import published_shape


class Seasons:
    """The published seasons of markets, each read once."""

    def __init__(self, facts: Facts) -> None:
        self._shares = life_cycle(facts)
        self._part = facts.number("comp_season_damping").value
        self._facts = facts
        self._kept: dict[str, dict[int, float]] = {}

    def factor(self, market: Market, released: date | None) -> float:
        """Return the demand over a first run from `released`; 1 is an average week of the year.

        Only a part of what a season shows is demand (comp_season_damping): the rest is which films
        are released then. Without a date it is 1.
        """
        if released is None:
            return 1.0
        weeks = [released + timedelta(weeks=number) for number in range(len(self._shares))]
        level = sum(
            share * self._level(market, min(week.isocalendar().week, 52))
            for share, week in zip(self._shares, weeks, strict=True)
        )
        return 1 + self._part * (level - 1)

    def _level(self, market: Market, week: int) -> float:
        """Return the index of a week, its countries weighted alike."""
        levels = [self._shape(code).get(week, 1.0) for code in market.countries]
        return sum(levels) / len(levels)

    def _shape(self, country: str) -> dict[int, float]:
        if country not in self._kept:
            found = published_shape(country, self._facts)
            known = {} if found is None else found.to_dict()
            self._kept[country] = {int(str(week)): float(level) for week, level in known.items()}
        return self._kept[country]
