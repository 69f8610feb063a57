"""How many of a region's people a film's language versions open it to.

A person comes if one of the forms on offer is in a language that they follow and in the form that
they like, or like enough: those who prefer a dub stay away from subtitles in part, and the other
way round (facts `dub_preference`, `stays_away`). The original counts like subtitles, except
where it is a language of the country. How many know each language is CLDR's; who knows which is
taken as independent, which lies between the same people knowing both (as English in Germany) and
different people knowing one each (as French and Dutch in Belgium).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from babel.languages import get_official_languages

from planner.facts.market import Market, main_language
from planner.facts.sound import share
from planner.facts.table import Facts
from planner.model.base import territories
from planner.model.plan import Plan

if TYPE_CHECKING:  # forms load scipy, and languages are asked for where no curve is
    from planner.spend.forms import Floats

Present = Mapping[str, npt.ArrayLike]
"""Of each language version (`de dub`), 1 where it is there and 0 where not; one shape for all."""


@dataclass(frozen=True, slots=True)
class People:
    """A country's people: which languages they follow, and what dubs and subtitles are to them."""

    weight: float
    """Their share of the region's people."""
    follow: Mapping[str, float]
    """Share that would see a film in each language; in none that is left out."""
    own: frozenset[str]
    """The languages of the country: a dub in another is to them what subtitles are."""
    original: str
    subtitles: float
    """Part that comes where there are only subtitles, of those who come where there are both."""
    dub: float
    """Part that comes where there is only a dub."""

    def opened(self, present: Present) -> Floats:
        """Return the share of these people that the original and the versions present open."""
        spoken = {**_by_language(present, "dub"), self.original: np.ones(())}
        heard = {name: there for name, there in spoken.items() if name in self.own}
        read = _by_language(present, "subtitles")
        for name, there in spoken.items():
            if name not in self.own or name == self.original:
                read[name] = np.maximum(there, read.get(name, 0.0))
        no_dub, no_subtitles = self._nobody(heard), self._nobody(read)
        nothing = self._nobody(
            {name: np.maximum(heard.get(name, 0), read.get(name, 0)) for name in heard | read}
        )
        both = 1 - no_dub - no_subtitles + nothing
        return np.asarray(
            both + self.subtitles * (no_dub - nothing) + self.dub * (no_subtitles - nothing)
        )

    def _nobody(self, offered: Mapping[str, Floats]) -> Floats:
        """Return the share that follows none of the languages offered."""
        return np.asarray(
            prod(1 - self.follow.get(name, 0.0) * offered[name] for name in sorted(offered))
        )


@dataclass(frozen=True, slots=True)
class Audience:
    """A region's people by country, and what its languages' subtitles alone would open."""

    people: tuple[People, ...]
    usual: float
    """Share of all people; what factor 1 stands for."""
    needs_none: bool
    """Whether the original is the language that the film is shown in here."""

    @classmethod
    def of(cls, plan: Plan, code: str, facts: Facts) -> Audience:
        """Return the audience of a region of the plan."""
        market, region = Market.of(code, plan.goals, facts), plan.goals.regions[code]
        wanted = tuple(region.languages) or market.languages()
        original = base(plan.film.original_language)
        shown = frozenset(base(name) for name in region.languages)
        people = tuple(_people(market, member, original, shown) for member in market.members)
        usual = {f"{name} subtitles": 1.0 for name in wanted}
        found = sum(one.weight * float(one.opened(usual)) for one in people)
        return cls(people, found, {base(name) for name in wanted} == {original})

    def languages(self) -> list[str]:
        """Return the languages that anybody follows here, by name."""
        return sorted(set().union(*(one.follow for one in self.people)))

    def follow(self, language: str) -> float:
        """Return the share of the region's people that would see a film in a language."""
        return sum(one.weight * one.follow.get(base(language), 0.0) for one in self.people)

    def factor(self, present: Present) -> Floats:
        """Return what the versions present open, relative to subtitles in the main languages."""
        if self.needs_none:
            shape = np.broadcast_shapes(*(np.shape(one) for one in present.values()))
            return np.ones(shape)
        opened = sum(one.weight * one.opened(present) for one in self.people)
        return np.asarray(opened / self.usual)


def factor(plan: Plan, code: str, keys: Collection[str], facts: Facts) -> float:
    """Return how many of a region's possible audience these language versions open.

    Relative to subtitles in its main languages (goals.regions.CODE.languages, else those of its
    countries): 1.0. Both a dub and subtitles open most; without any, only those who follow the
    original come. Always 1.0 where the original is the main language.
    """
    present = dict.fromkeys(keys, 1.0)
    return float(Audience.of(plan, code, facts).factor(present))


def share_understood(plan: Plan, code: str, keys: Collection[str], facts: Facts) -> float:
    """Return the share of a region's people who know the original's or one of `keys`' languages.

    From CLDR's shares alone, however well they know it; each country counts by its people.
    """
    market = Market.of(code, plan.goals, facts)
    names = {base(plan.film.original_language), *(base(language_of(key)) for key in keys)}
    least = share(facts.number("understood_at_least"))
    return sum(
        weight * max(1 - prod(1 - speakers(market, member, name) for name in sorted(names)), least)
        for member, weight in _weights(market).items()
    )


def language_of(key: str) -> str:
    """Return the language of a version's key: `fr` of `fr subtitles`."""
    return key.rpartition(" ")[0]


def base(language: str) -> str:
    """Return a language without script or country: `pt` of `pt-BR`."""
    return language.replace("-", "_").split("_")[0]


def speakers(market: Market, member: str, language: str) -> float:
    """Return the share of a country's people who know a language, as CLDR counts them.

    Its main language counts as everybody's where CLDR has no figure.
    """
    name = base(language)
    ids = (f"language_share.{place}.{name}" for place in dict.fromkeys((member, member[:2])))
    known = market.facts.find(*ids)
    if known:
        return share(known)
    return 1.0 if base(main_language(member[:2])) == name else 0.0


@cache
def official(country: str) -> frozenset[str]:
    """Return a country's official languages by CLDR, the real ones and those by law."""
    names = get_official_languages(country, de_facto=True)
    return frozenset(base(name) for name in (*names, main_language(country)))


@cache
def national() -> frozenset[str]:
    """Return the languages that are some country's main one: films are not shown in dialects."""
    return frozenset(base(main_language(country)) for country in territories())


def _people(market: Market, member: str, original: str, shown: frozenset[str]) -> People:
    facts = market.facts
    own = official(member[:2]) | shown
    ease = share(facts.number("second_language_at_ease"))
    likes = _likes(facts, member)
    follow = {
        name: speakers(market, member, name) * (1.0 if name in own else ease)
        for name in {*_listed(facts, member), *own, original}
    }
    least = share(facts.number("understood_at_least"))
    follow[original] = max(follow[original], least)  # nobody at all would make no curve
    return People(
        weight=_weights(market)[member],
        follow=follow,
        own=own,
        original=original,
        subtitles=1 - likes * _away(facts, "subtitles", member),
        dub=1 - (1 - likes) * _away(facts, "dub", member),
    )


def weighted_preference(market: Market) -> float:
    """Return the share of a region's people who like a dub better than subtitles."""
    weights = _weights(market)
    return sum(weights[member] * _likes(market.facts, member) for member in market.members)


def _likes(facts: Facts, member: str) -> float:
    table = "dub_preference"
    return share(facts.number(f"{table}.{member}", f"{table}.{member[:2]}", table))


def _away(facts: Facts, kind: str, member: str) -> float:
    """Return the share of those who like the other form better who don't come for this one."""
    table = f"stays_away.{kind}"
    return share(facts.number(f"{table}.{member}", f"{table}.{member[:2]}", table))


def _listed(facts: Facts, member: str) -> Iterable[str]:
    return {
        **facts.table(f"language_share.{member[:2]}"),
        **facts.table(f"language_share.{member}"),
    }


def _weights(market: Market) -> dict[str, float]:
    """Return each member's share of the region's people."""
    people = {
        member: Market(member, (member,), market.facts).population for member in market.members
    }
    total = sum(people.values())
    return {member: count / total if total else 1 / len(people) for member, count in people.items()}


def _by_language(present: Present, kind: str) -> dict[str, Floats]:
    """Return which languages have a version of a kind, without script or country."""
    found: dict[str, Floats] = {}
    for key in sorted(present):
        language, _, own = key.rpartition(" ")
        if own == kind:
            there = np.asarray(present[key], dtype=np.float64)
            old = found.get(base(language))
            found[base(language)] = there if old is None else np.maximum(old, there)
    return found
