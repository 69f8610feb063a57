"""What the audience and the dates of a plan say, and what they rest on.

For each kind of address `head` puts the value into words, and `rests` yields what it was made from,
with the addresses that explain more.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import MicrohitError
from planner.facts.words import cited
from planner.model import names
from planner.model.base import Range, spoken
from planner.model.sections import RegionAudience, RegionTiming
from planner.review.explain_ground import Ground
from planner.review.explain_tree import Explained, Twig, branch
from planner.review.explain_words import figure, shown
from planner.timing.culture import heading
from planner.timing.gates import Gate, span
from planner.timing.readiness import readiness, sign_offs, told

METHODS = {
    "prophet": "Forecast from its own history.",
    "borrowed": "Too few weeks of its own: the season is borrowed from other regions.",
}
BASES = {
    "comps": "From comparable titles here.",
    "scaled": "From comparable titles elsewhere, scaled to this region.",
    "assumed": "Assumed from the size of the market: no comparable title is known.",
}
SET_BY = {
    "suggested": "Suggested by Microhit.",
    "override": "Decided by a person.",
    "partner": "Set by the partner.",
    "nobody": "Nobody has set a date.",
}


def spread(values: Range) -> str:
    """Return an estimate with its range: `29,400 (13,500 to 64,300)`."""
    return f"{figure(values.base)} ({figure(values.low)} to {figure(values.high)})"


def potential_head(ground: Ground, code: str, at: str) -> Explained:
    """Return the potential of a region in words."""
    here = _audience(ground, code)
    name = names.region(code)
    if here is None:
        return Explained(at, f"Potential in {name}: nothing is saved yet.")
    found = here.potential
    text = f"Potential in {name}: {spread(found)} admissions at the usual media."
    file = ground.where("audience", "regions", code, "potential")
    return Explained(at, text, found.base, found.low, found.high, "admissions", file)


def potential_rests(ground: Ground, code: str) -> Iterator[Twig]:
    """Yield the comparable titles that speak of a region, or of others where none does."""
    here, plan = _audience(ground, code), ground.plan
    if here:
        yield Twig(BASES[here.basis])
    own = {code, *plan.goals.members(code)} if code in plan.goals.regions else {code}
    titles = [
        Twig(
            f"{one.title} in {names.region(one.region)}: {one.admissions:,} admissions; "
            f"{one.source}{ground.mark('film', 'comps', number)}"
        )
        for number, one in enumerate(plan.film.comps)
        if here is None or here.basis != "comps" or one.region in own
    ]
    yield from branch("Comparable titles that you entered:", titles)


def signals_head(ground: Ground, code: str, at: str) -> Explained:
    """Return what is heard of a region in words."""
    here, name = _audience(ground, code), names.region(code)
    file = ground.where("audience", "regions", code)
    if here is None or not here.signals:
        return Explained(at, f"No audience data of {name}.", file=file)
    listed = ", ".join(map(names.signal, here.signals))
    last = f" up to the week of {spoken(here.last_week)}" if here.last_week else ""
    text = f"Audience data of {name}: {listed}; {here.weeks} weeks{last}."
    return Explained(at, text, float(here.weeks), unit="weeks", file=file)


def signals_rests(ground: Ground, code: str) -> Iterator[Twig]:
    """Yield how the demand of a region is forecast, and the tables that speak of it."""
    here = _audience(ground, code)
    if here:
        yield Twig(METHODS[here.method])
        if here.peak_week:
            yield Twig(f"Demand is highest in the week of {spoken(here.peak_week)}.")
    goals = ground.plan.goals
    own = {code, *goals.members(code)} if code in goals.regions else {code}
    tables = [file for file, regions in ground.heard.items() if own & regions]
    yield from branch("Tables that speak of it:", (Twig(ground.file(one)) for one in tables))


def date_head(ground: Ground, code: str, at: str) -> Explained:
    """Return the release date of a region in words."""
    here = _timing(ground, code)
    name, file = names.region(code), ground.where("timing", "regions", code, "date")
    if here is None or here.date is None:
        return Explained(at, f"{name} has no release date.", unit="day", file=file)
    found = ground.reasons.get(at)
    low, high = (found.low, found.high) if found else (None, None)
    text = f"{name} opens on {shown(here.date)}."
    return Explained(at, text, here.date, low, high, "day", file)


def date_rests(ground: Ground, code: str) -> Iterator[Twig]:
    """Yield who set a date, demand and potential behind it, and what must be ready before."""
    here = _timing(ground, code)
    if here:
        by = here.set_by
        agreed = ground.mark("goals", "regions", code, "date") if by == "partner" else ""
        yield Twig(f"{SET_BY[by]}{agreed}")
        yield from _alternatives(here)
    yield Twig(potential_head(ground, code, "").text, f"audience.{code}.potential")
    if here and here.demand:
        low, base, high = here.demand.low, here.demand.base, here.demand.high
        text = (
            f"Demand over the first run: {base:.2f} ({low:.2f} to {high:.2f}) times the average of "
            "its year."
        )
        yield Twig(text, f"audience.{code}.signals")
    if here:
        first, last = spoken(here.earliest), spoken(here.latest)
        yield Twig(f"It can open from {first} to {last}, by its lead times, rights and window.")
        yield from branch("What must be ready before:", _gates(ground, code, here))
        yield from map(Twig, here.warnings)


def schedule_head(ground: Ground, at: str) -> Explained:
    """Return what all dates are worth together in words."""
    timing = ground.plan.timing
    if timing is None or timing.schedule is None:
        return Explained(at, "No dates were chosen yet.")
    value, bound = timing.schedule.value, timing.schedule.bound
    text = (
        f"All dates together are worth {figure(value)} admissions; no dates under the same rules "
        f"are worth more than {figure(bound)}."
    )
    file = ground.where("timing", "schedule")
    return Explained(at, text, value, None, bound, "admissions", file)


def schedule_rests(ground: Ground) -> Iterator[Twig]:
    """Yield the date of each region."""
    timing = ground.plan.timing
    for code in timing.regions if timing else ():
        at = f"timing.{code}.date"
        yield Twig(date_head(ground, code, at).text, at)
    yield from map(Twig, timing.conflicts if timing else ())


def signed(ground: Ground, code: str) -> Iterator[Twig]:
    """Yield the sign-offs of a region and whether it is marked ready."""
    plan, found = ground.plan, ground.beside.records
    if code not in plan.goals.regions:
        return
    for one in sign_offs(plan, found, code, ground.facts):
        yield Twig(f"{heading(one.topic)}: {told(one)}")
    state = readiness(plan, found, code, ground.facts)
    by = f", by {state.record.by} on {spoken(state.record.on.date())}" if state.record else ""
    yield Twig(f"Release: {state.state}{by}.")


def _audience(ground: Ground, code: str) -> RegionAudience | None:
    return ground.plan.audience.regions.get(code) if ground.plan.audience else None


def _timing(ground: Ground, code: str) -> RegionTiming | None:
    return ground.plan.timing.regions.get(code) if ground.plan.timing else None


def _alternatives(here: RegionTiming) -> Iterator[Twig]:
    if here.alternatives:
        others = (f"{spoken(day)} {share:.0%}" for day, share in here.alternatives.items())
        yield Twig(f"Other dates, by their value beside this one's: {', '.join(others)}.")


def _gates(ground: Ground, code: str, here: RegionTiming) -> Iterator[Twig]:
    for gate in _known_gates(ground, code):
        if gate.name not in here.gates:
            continue
        start = here.start_by.get(gate.name)
        begins = f"; must start by {spoken(start)}" if start and gate.days else ""
        text = f"{names.line(gate.name)}: ready on {spoken(here.gates[gate.name])}{begins}."
        fact = ground.facts.find(gate.fact)
        yield Twig(text, f"facts.{gate.fact}" if fact else "", (Twig(cited(fact)),) if fact else ())


def _known_gates(ground: Ground, code: str) -> tuple[Gate, ...]:
    plan = ground.plan
    if code not in plan.goals.regions:
        return ()
    try:
        return span(code, plan.goals, plan.planned_film, ground.facts, plan.as_of).gates
    except MicrohitError:  # a fact that can't be used: suggest tells it
        return ()
