"""The subtitles and dubs that could be paid for: what each costs and when it can be there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Literal

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.money import cents, convert
from planner.facts.table import Facts
from planner.model import overrides
from planner.model.base import is_language
from planner.model.film import KINDS, LanguageVersion
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.spend.served import Audience, base, national, official, weighted_preference
from planner.timing.gates import span
from planner.timing.lead import Lead

FixedBy = Literal["film", "override", "region", ""]
"""The film's own, decided by a person, the only one that a region would have, or weighed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A language version, whether it is in already, and where it comes too late."""

    key: str
    cost: Decimal
    """In the budget's currency."""
    fixed_by: FixedBy
    inside: bool
    """Whether it is in; only what is fixed can be."""
    ready: date
    late: Mapping[str, int] = field(default_factory=dict)
    """Weeks by which each region that follows the language would have to open later."""


def candidates(
    plan: Plan, days: Mapping[str, date], audiences: Mapping[str, Audience], facts: Facts
) -> tuple[Candidate, ...]:
    """Return the film's own versions, those a person decided on, and those to weigh, by name.

    A region that we pay for opens with at least one version: subtitles in its first language are
    in where nothing else is in any of its languages and nobody decided otherwise.
    To weigh are subtitles and dubs, for every region of `days` where we pay at least a part, in
    its languages and in others that enough people follow (fact `further_language_share`); dubs
    only for cinemas, in languages of the country, and where enough people like dubs better (fact
    `dubs_weighed_from`). One version serves all countries of a
    language, whatever its script or accent.

    Raises:
        PlanError: an override names no language version.
    """
    decided = overrides.languages(plan.overrides)
    own = {item.key: item for item in plan.film.language_versions}
    fixed = own | {key: _version(key) for key in sorted(decided) if key not in own}
    taken = {(base(item.language), item.kind) for item in fixed.values()}
    weighed = _wanted(plan, days, audiences, facts)
    added = {key: item for key, item in weighed.items() if _kin(item) not in taken}
    there = {base(item.language) for key, item in fixed.items() if decided.get(key, True)}
    needed = _needed(plan, days, audiences, there, facts)
    latest = _Lateness(plan, days, audiences, facts)
    found = []
    for key, item in sorted((fixed | added).items()):
        by: FixedBy = "override" if key in decided else "film" if key in own else ""
        if not by and _kin(item) in needed:
            by = "region"
        inside = decided.get(key, bool(by))
        ready = item.ready or _lead(item, facts).ready(plan.as_of)
        cost = _cost(item, plan, facts)
        found.append(Candidate(key, cost, by, inside, ready, latest.weeks(item)))
    return tuple(found)


def _needed(
    plan: Plan,
    days: Mapping[str, date],
    audiences: Mapping[str, Audience],
    there: Collection[str],
    facts: Facts,
) -> set[tuple[str, str]]:
    """Return the subtitles without which a region that we pay for would have no version."""
    found = set()
    for code in days:
        region = plan.goals.regions[code]
        if region.share_of_ours > 0 and not audiences[code].needs_none:
            wanted = region.languages or Market.of(code, plan.goals, facts).languages()
            names = [base(language) for language in wanted]
            if not {*there, base(plan.film.original_language)}.intersection(names):
                found.add((names[0], "subtitles"))
    return found


def _wanted(
    plan: Plan, days: Mapping[str, date], audiences: Mapping[str, Audience], facts: Facts
) -> dict[str, LanguageVersion]:
    """Return what could be paid for, each language under its first name."""
    names: dict[tuple[str, str], str] = {}
    for code in days:
        if plan.goals.regions[code].share_of_ours > 0:
            for language, kind in _for_region(plan, code, audiences[code], facts):
                place = base(language), kind
                names[place] = min(language, names.get(place, language))
    original = base(plan.film.original_language)
    versions = (
        LanguageVersion(language=language, kind=KINDS[kind])
        for (code, kind), language in names.items()
        if code != original
    )
    return {item.key: item for item in versions}


def _for_region(
    plan: Plan, code: str, audience: Audience, facts: Facts
) -> Iterator[tuple[str, str]]:
    """Yield the languages and kinds that a region could be served in."""
    if audience.needs_none:
        return
    region, market = plan.goals.regions[code], Market.of(code, plan.goals, facts)
    wanted = list(region.languages) or list(market.languages())
    known = {base(name) for name in wanted}
    least = facts.number("further_language_share").value
    further = [
        name
        for name in audience.languages()
        if name in national() and audience.follow(name) >= least
    ]
    spoken = known.union(*(official(country) for country in market.countries))
    liked = weighted_preference(market) >= facts.number("dubs_weighed_from").value
    dubs = region.release in IN_CINEMAS and liked
    for language in [*wanted, *(name for name in further if name not in known)]:
        yield language, "subtitles"
        if dubs and base(language) in spoken:
            yield language, "dub"


@dataclass(frozen=True, slots=True)
class _Lateness:
    plan: Plan
    days: Mapping[str, date]
    audiences: Mapping[str, Audience]
    facts: Facts

    def weeks(self, version: LanguageVersion) -> dict[str, int]:
        """Return the weeks by which it delays each region that it is late for."""
        speak = [
            code
            for code in self.days
            if not self.audiences[code].needs_none
            and self.audiences[code].follow(version.language) > 0
        ]
        late = {code: self._in(code, version) for code in speak}
        return {code: weeks for code, weeks in late.items() if weeks > 0}

    def _in(self, code: str, version: LanguageVersion) -> int:
        """Return the weeks after its date that a region would be ready with this version.

        What else holds the region up, and any version that it needs as things are, does not count
        against this one.
        """
        plan, goals = self.plan, self.plan.goals
        shown = goals.regions[code].model_copy(update={"languages": [version.language]})
        alone = goals.model_copy(update={"regions": {**goals.regions, code: shown}})
        film = plan.film.model_copy(update={"language_versions": [version]})
        with_it = span(code, alone, film, self.facts, plan.as_of).earliest
        if with_it <= self.days[code]:
            return 0
        anyway = span(code, goals, plan.film, self.facts, plan.as_of).earliest
        return ceil((with_it - max(self.days[code], anyway)).days / 7)


def _version(key: str) -> LanguageVersion:
    """Return the language version that an override names."""
    language, _, kind = key.rpartition(" ")
    if kind not in KINDS or not is_language(language):
        raise PlanError(
            f"The override languages.{key}.chosen names no language version. Write a language code "
            "and subtitles or dub, such as languages.de dub.chosen or languages.pt-BR subtitles."
            "chosen."
        )
    return LanguageVersion(language=language, kind=KINDS[kind])


def _kin(version: LanguageVersion) -> tuple[str, str]:
    return base(version.language), version.kind


def _lead(version: LanguageVersion, facts: Facts) -> Lead:
    return Lead.of(facts.number(f"lead_time.{version.kind}"), ())


def _cost(version: LanguageVersion, plan: Plan, facts: Facts) -> Decimal:
    """Return its own cost, else the usual one in whole units of the budget's currency."""
    if version.cost is not None:
        return version.cost
    amount = facts.number(f"cost.{version.kind}").value
    return cents(round(convert(amount, "EUR", plan.goals.budget.currency, facts)))
