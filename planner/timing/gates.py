"""What must be ready before a region opens, in which order, and when it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.film import Film, LanguageVersion
from planner.model.goals import IN_CINEMAS, Goals, Region, Rights, Window
from planner.timing.lead import Lead, Step, critical, forward, slowest
from planner.timing.premieres import is_premiere, premiere_steps

ONLINE = frozenset({"TVOD", "SVOD"})
"""Release types that are delivered to a platform, not to cinemas."""
VERSIONS = "language versions"
"""Stands for all language versions of a region in `AFTER`."""
AFTER: Mapping[str, tuple[str, ...]] = {
    "accessibility": (VERSIONS,),
    "trailer accessibility": ("trailer",),
    "trailer clearance": ("trailer", "trailer accessibility"),
    "certificate": (VERSIONS,),
    "copies": (VERSIONS, "accessibility"),
    "delivery": (VERSIONS,),
    "materials": ("trailer", "trailer accessibility", "trailer clearance"),
    "campaign": ("materials", "creator permits"),
}
"""What each piece of work waits for. Boards rate, and copies are made of, the version that is
shown; a trailer is cleared as the public sees it, and only then goes to the partner."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that must be ready: when it can be, and how long before that it starts."""

    name: str
    ready: date
    days: int
    """Of the calendar, from start to ready; 0 where the day of delivery is given."""
    fact: str
    """The fact or key of the plan that says so."""
    behind: Gate | None = None
    """The gate that it waits for, where that is what delays its start."""


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
    gates = _gates(network(code, goals, film, facts, as_of), as_of)
    allowed = _rights_start(region, goals.window)
    starts = {gate.name: gate.ready for gate in gates} | allowed
    binding = max(starts, key=lambda name: (starts[name], name))
    latest = _latest(region, goals.window)
    return Span(max(allowed.values()), starts[binding], latest, gates, binding)


def gate_words(gate: Gate) -> str:
    """Return a gate in words, with the delivery that it hangs on.

    `German dub ready on 29 March 2027`; `Age rating ready on 12 April 2027, after the German dub
    on 29 March 2027`.
    """
    name = names.line(gate.name)
    if is_premiere(gate.name):
        return f"{name} is on {spoken(gate.ready)}"
    return f"{name} ready on {spoken(gate.ready)}{_hangs_on(gate)}"


def binding_words(span: Span) -> str:
    """Return what sets a region's earliest day, with the delivery that it hangs on.

    `Age rating, after the German dub on 29 March 2027`; `Rights`.
    """
    gate = next((gate for gate in span.gates if gate.name == span.binding), None)
    return names.line(span.binding) + (_hangs_on(gate) if gate else "")


def late_gates(span: Span, day: date) -> tuple[Gate, ...]:
    """Return the gates that a release on `day` would be too early for, the last of each chain."""
    last: dict[str, Gate] = {}
    for gate in span.gates:
        first = root(gate).name
        if gate.ready > day and (first not in last or gate.ready > last[first].ready):
            last[first] = gate
    return tuple(last.values())


def root(gate: Gate) -> Gate:
    """Return the gate that all the waiting of a chain began with."""
    while gate.behind:
        gate = gate.behind
    return gate


def _hangs_on(gate: Gate) -> str:
    """Return the delivery, with its given day, behind a gate in words, or nothing."""
    first = root(gate)
    if first is gate or first.days:
        return ""
    return f", after the {names.line(first.name)} on {spoken(first.ready)}"


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


def network(code: str, goals: Goals, film: Film, facts: Facts, as_of: date) -> tuple[Step, ...]:
    """Return everything that must be ready before region `code` opens, each after what it needs.

    Where a region has several countries, the slowest counts. `AFTER` tells the order.
    """
    region, market = goals.regions[code], Market.of(code, goals, facts)
    versions = _version_steps(region, market, film, facts)
    made = list(versions.values())
    for name, lead in _leads(region, goals, market, facts, localised=bool(versions)):
        before = {*AFTER.get(name, ()), *(versions if VERSIONS in AFTER.get(name, ()) else ())}
        after = tuple(step.name for step in made if step.name in before)
        made.append(Step(name, lead, fact=lead.fact, after=after))
    return (*made, *premiere_steps(market.countries, film, facts, as_of))


def _version_steps(region: Region, market: Market, film: Film, facts: Facts) -> dict[str, Step]:
    found: dict[str, Step] = {}
    for version in language_versions(film, region, market):
        key = version.key
        if version.ready:
            step = Step(key, None, version.ready, f"film.language_versions.{key}")
        else:
            lead = Lead.of(facts.number(f"lead_time.{version.kind}"), market.countries)
            step = Step(key, lead, fact=lead.fact)
        found.setdefault(key, step)
    return found


def _leads(
    region: Region, goals: Goals, market: Market, facts: Facts, *, localised: bool
) -> Iterator[tuple[str, Lead]]:
    """Yield each piece of work with its lead time, none before one that it waits for."""
    countries, release = market.countries, region.release

    def usual(name: str) -> tuple[str, Lead]:
        return name, Lead.of(facts.number(f"lead_time.{name}"), countries)

    if release in IN_CINEMAS:
        yield from _where_asked(("accessibility",), countries, facts)
    if localised:
        yield usual("trailer")
    if release in IN_CINEMAS:
        yield from _where_asked(("trailer accessibility", "trailer clearance"), countries, facts)
        certificate = slowest("certificate", facts, countries, usual="lead_time.certificate")
        granted = region.certificate is not None and region.certificate.status == "granted"
        if certificate and not granted:
            yield "certificate", certificate
        yield usual("booking")
    yield usual("delivery" if release in ONLINE else "copies")
    if release in IN_CINEMAS | ONLINE:
        if goals.budget.creators != 0:
            yield from _where_asked(("creator permits",), countries, facts)
        yield usual("materials")
        yield usual("campaign")


def _where_asked(
    wanted: Iterable[str], countries: Iterable[str], facts: Facts
) -> Iterator[tuple[str, Lead]]:
    """Yield the work that only countries with a row of their own in the facts ask for."""
    for name in wanted:
        lead = slowest(name.replace(" ", "_"), facts, countries)
        if lead:
            yield name, lead


def _gates(steps: tuple[Step, ...], as_of: date) -> tuple[Gate, ...]:
    times = forward(steps, as_of)
    waits = critical(steps, times)
    found: dict[str, Gate] = {}
    for step in steps:
        start, ready = times[step.name].start, times[step.name].ready
        behind = found.get(waits.get(step.name, ""))
        found[step.name] = Gate(step.name, ready, (ready - start).days, step.fact, behind)
    return tuple(found.values())


def _rights_start(region: Region, window: Window) -> dict[str, date]:
    rights = region.rights if isinstance(region.rights, Rights) else None
    return {"window": window.from_} | ({"rights": rights.from_} if rights and rights.from_ else {})


def _latest(region: Region, window: Window) -> date:
    ends = region.rights.to if isinstance(region.rights, Rights) else None
    return min(window.to, ends) if ends else window.to
