"""A region's market: people, admissions, languages and prices, summed over its countries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel.languages import get_official_languages

from planner.facts.sound import at_least
from planner.facts.table import Fact, Facts
from planner.model.goals import Goals


@dataclass(frozen=True, slots=True)
class Market:
    """A region by its ISO codes; a subdivision (CA-QC) falls back to its country."""

    code: str
    members: tuple[str, ...]
    facts: Facts

    @classmethod
    def of(cls, code: str, goals: Goals, facts: Facts) -> Market:
        """Return the market of a region of `goals`."""
        return cls(code, tuple(goals.members(code)), facts)

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the ISO 3166-1 codes of the members."""
        return tuple(member[:2] for member in self.members)

    @property
    def population(self) -> float:
        """Return the number of people."""
        return sum(self._each("population"))

    @property
    def online(self) -> float:
        """Return the share of people online, 0 to 1, weighted by population."""
        shares = self._each("online_share", "online_share")
        return _weighted(shares, self._each("population"))

    @property
    def admissions(self) -> float:
        """Return the cinema admissions of a year: the market's own figure, else per head."""
        return sum(self._admissions(member) for member in self.members)

    def _admissions(self, member: str) -> float:
        known = self.facts.find(*_ids("admissions_year", member))
        if known:
            return known.value
        people = self.facts.number(*_ids("population", member)).value
        return people * self.facts.number("admissions_per_head").value

    @property
    def price_level(self) -> float:
        """Return the price index of advertising; 1 is the dearest tier, weighted by population."""
        return _weighted(self._each("price_level", "price_level"), self._each("population"))

    @property
    def ticket(self) -> float:
        """Return the average ticket price in EUR, weighted by admissions."""
        weights = [self._admissions(member) for member in self.members]
        return _weighted(self._each("ticket_price", "ticket_price"), weights)

    @property
    def ticket_tax(self) -> float:
        """Return the tax on a ticket, per 1 of its price before tax, weighted by admissions."""
        weights = [self._admissions(member) for member in self.members]
        return _weighted(self._each("ticket_tax", "ticket_tax"), weights)

    @property
    def rental_share(self) -> float:
        """Return what cinemas pass on of the box office after tax, weighted by admissions."""
        weights = [self._admissions(member) for member in self.members]
        return _weighted(self._each("rental_share", "rental_share"), weights)

    def each(self, table: str) -> list[tuple[str, Fact]]:
        """Return each member with its own row of `table`, else its country's, else the usual one.

        `each("cpm.search")` looks for `cpm.search.CA-QC`, `cpm.search.CA`, then `cpm.search`.
        """
        return [(member, self.facts.number(*_ids(table, member), table)) for member in self.members]

    def people(self, member: str) -> float:
        """Return the number of people of one member.

        Raises:
            PlanError: it is below 0, which only a person's own value can be.
        """
        return at_least(0.0, self.facts.number(*_ids("population", member)))

    def fact_ids(self, table: str) -> tuple[str, ...]:
        """Return the ids of the facts of `table` that speak for the members, each once."""
        found = (self.facts.find(*_ids(table, member), table) for member in self.members)
        return tuple(dict.fromkeys(fact.id for fact in found if fact))

    def languages(self) -> tuple[str, ...]:
        """Return the main language of each country, each once."""
        return tuple(dict.fromkeys(main_language(country) for country in self.countries))

    def speakers(self, language: str) -> float:
        """Return the share of people who speak `language`, 0 to 1; 0 where it is not known."""
        base = language.replace("-", "_").split("_")[0]
        shares = [
            share.value
            if (share := self.facts.find(*_ids("language_share", member, base)))
            else 0.0
            for member in self.members
        ]
        return _weighted(shares, self._each("population"))

    def _each(self, table: str, *fallback: str) -> list[float]:
        return [self.facts.number(*_ids(table, member), *fallback).value for member in self.members]


@cache
def main_language(country: str) -> str:
    """Return a country's first official language by CLDR (`zh_Hant`), `en` where it has none."""
    names = get_official_languages(country, de_facto=True)
    return names[0] if names else "en"


def _ids(table: str, member: str, *rest: str) -> tuple[str, ...]:
    tail = ".".join(("", *rest)) if rest else ""
    own, country = f"{table}.{member}{tail}", f"{table}.{member[:2]}{tail}"
    return (own,) if own == country else (own, country)


def _weighted(values: list[float], weights: list[float]) -> float:
    total = sum(weights)
    pairs = zip(values, weights, strict=True)
    return sum(value * weight for value, weight in pairs) / total if total else values[0]
