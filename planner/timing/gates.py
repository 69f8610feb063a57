"""What must be ready before a region opens, and when it can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.facts.market import Market
from planner.facts.table import Fact, Facts
from planner.model.film import Film, LanguageVersion
from planner.model.goals import IN_CINEMAS, Goals, Region, Rights, Window


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that must be ready: when it can be, and how long before the date it starts."""

    name: str
    ready: date
    days: int
    """From start to ready; 0 where the day of delivery is given."""
    fact: str
    """The fact or key of the plan that says so."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which a region may open, and the gates behind them."""

    opens: date
    """From when the window and the rights allow it."""
    earliest: date
    """From when it is ready too."""
    latest: date
    gates: tuple[Gate, ...]
    binding: str
    """What sets the earliest day."""


def span(code: str, goals: Goals, film: Film, facts: Facts, as_of: date) -> Span:
    """Return when region `code` can open: after its lead times from `as_of`, inside its rights."""
    region = goals.regions[code]
    market = Market.of(code, goals, facts)
    gates = tuple(_gates(region, market, film, facts, as_of))
    allowed = _rights_start(region, goals.window)
    starts = {gate.name: gate.ready for gate in gates} | allowed
    binding = max(starts, key=lambda name: (starts[name], name))
    latest = _latest(region, goals.window)
    return Span(max(allowed.values()), starts[binding], latest, gates, binding)


def language_versions(film: Film, region: Region, market: Market) -> list[LanguageVersion]:
    """Return the versions a region needs: the film's own, else subtitles in its languages.

    A region that understands the original needs none.
    """
    wanted = region.languages or list(market.languages())
    foreign = [name for name in wanted if _base(name) != _base(film.original_language)]
    return [version for language in foreign for version in _in(film, language)]


def _in(film: Film, language: str) -> list[LanguageVersion]:
    own = [item for item in film.language_versions if _base(item.language) == _base(language)]
    return own or [LanguageVersion(language=language)]


def _base(language: str) -> str:
    return language.replace("-", "_").split("_")[0]


def _gates(region: Region, market: Market, film: Film, facts: Facts, as_of: date) -> Iterable[Gate]:
    versions = language_versions(film, region, market)
    if region.release in IN_CINEMAS:
        ids = [f"lead_time.certificate.{country}" for country in market.countries]
        leads = [facts.number(name, "lead_time.certificate") for name in ids]
        yield _gate("certificate", max(leads, key=lambda lead: lead.value), as_of)
        yield _gate("booking", facts.number("lead_time.booking"), as_of)
    if versions:
        yield _gate("trailer", facts.number("lead_time.trailer"), as_of)
    for version in versions:
        lead = facts.number(f"lead_time.{version.kind}")
        if version.ready:
            yield Gate(version.key, version.ready, 0, f"film.language_versions.{version.key}")
        else:
            yield _gate(version.key, lead, as_of)


def _gate(name: str, lead: Fact, as_of: date) -> Gate:
    days = round(lead.value * 7)
    return Gate(name, as_of + timedelta(days=days), days, lead.id)


def _rights_start(region: Region, window: Window) -> dict[str, date]:
    rights = region.rights if isinstance(region.rights, Rights) else None
    return {"window": window.from_} | ({"rights": rights.from_} if rights and rights.from_ else {})


def _latest(region: Region, window: Window) -> date:
    ends = region.rights.to if isinstance(region.rights, Rights) else None
    return min(window.to, ends) if ends else window.to
