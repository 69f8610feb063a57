"""Comparable titles, made comparable: what each would have drawn here in an average season."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, log
from statistics import fmean, median

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model.film import Comp
from planner.travel.comps_season import Seasons

CLOSE = 1.5
"""Standard deviations within which a title counts in full: Huber's usual bound (1964)."""
TENTH = 1.2816
"""Standard deviations from the middle to the lowest and highest tenth of a normal spread."""
LEAST_FACTOR = 1e-6
STAGES = ("admissions", "season", "members", "size", "appetite", "home")


@dataclass(frozen=True, slots=True)
class Line:
    """One comparable title and each factor between its admissions and what they say here."""

    title: str
    region: str
    """Where it drew them: a region's code; several joined by +."""
    admissions: float
    season: float = 1.0
    """1 / demand of the weeks it ran in: below 1 where they were better than the average week."""
    members: float = 1.0
    """From the countries known to the whole group."""
    size: float = 1.0
    appetite: float = 1.0
    home: float = 1.0

    def at(self, stage: str) -> float:
        """Return its admissions after a stage of `STAGES`."""
        value = self.admissions
        for name in STAGES[1 : STAGES.index(stage) + 1]:
            value *= getattr(self, name)
        return value

    @property
    def value(self) -> float:
        """Return what it says of this region."""
        return self.at(STAGES[-1])


@dataclass(frozen=True, slots=True)
class Spread:
    """Factors from the middle to the low and the high end."""

    low: float
    high: float


def own_lines(market: Market, comps: Sequence[Comp], seasons: Seasons) -> list[Line]:
    """Return the titles that opened in `market` itself, else in countries of it scaled up.

    A title given twice for one region counts once, as it was given last.
    """
    direct = {comp.title: comp for comp in comps if comp.region == market.code}
    if direct:
        return [line_of(comp, market, seasons) for comp in direct.values()]
    if market.members == (market.code,):
        return []
    titles = dict.fromkeys(comp.title for comp in comps)
    found = [_of_members(title, market, comps, seasons) for title in titles]
    return [line for line in found if line]


def line_of(comp: Comp, market: Market, seasons: Seasons) -> Line:
    """Return a title's admissions, and what the season of its release made of them."""
    season = 1 / seasons.factor(market, comp.released)
    return Line(comp.title, comp.region, float(comp.admissions), season)


def _of_members(title: str, market: Market, comps: Sequence[Comp], seasons: Seasons) -> Line | None:
    parts = {c.region: c for c in comps if c.title == title and c.region in market.members}
    if not parts:
        return None
    total = fsum(comp.admissions for comp in parts.values())
    neutral = fsum(
        line_of(comp, Market(code, (code,), market.facts), seasons).at("season")
        for code, comp in parts.items()
    )
    covered = Market(market.code, tuple(parts), market.facts).admissions
    share = market.admissions / covered
    return Line(title, "+".join(parts), total, neutral / total, share)


def middle(lines: Sequence[Line], stage: str, facts: Facts) -> float:
    """Return the titles' mean on a log scale at a stage; one far from the others counts less.

    A title known in several regions counts once, by the mean of them.
    """
    logs = [log(value) for value in by_title(lines, stage).values()]
    centre, near = median(logs), CLOSE * _usual(facts)
    weights = [min(1.0, near / abs(x - centre)) if abs(x - centre) > near else 1.0 for x in logs]
    total = fsum(w * x for w, x in zip(weights, logs, strict=True))
    return exp(total / fsum(weights))


def by_title(lines: Sequence[Line], stage: str = STAGES[-1]) -> dict[str, float]:
    """Return each title's admissions at a stage: the mean on a log scale over its regions."""
    found: dict[str, list[float]] = {}
    for line in lines:
        found.setdefault(line.title, []).append(log(line.at(stage)))
    return {title: exp(fmean(logs)) for title, logs in found.items()}


def spread(lines: Sequence[Line], facts: Facts) -> Spread:
    """Return the range around the middle: narrower with more titles, wider where they disagree.

    The usual range (comp_spread) counts like `comp_spread.comps` titles beside the ones there are.
    """
    low, high = ends("comp_spread", facts)
    logs = [log(value) for value in by_title(lines).values()]
    count, usual = len(logs), max(facts.number("comp_spread.comps").value, 1.0)
    centre, sigma = median(logs), _usual(facts)
    apart = fsum(min(abs(x - centre) / sigma, 2 * CLOSE) ** 2 for x in logs) if sigma else 0.0
    scatter = (usual + apart) / (usual + count - 1)
    fewer = (1 + 1 / count) / (1 + 1 / usual)
    wider = (scatter * fewer) ** 0.5
    return Spread(low**wider, high**wider)


def ends(name: str, facts: Facts) -> tuple[float, float]:
    """Return a spread's low and high factor, in order around 1 whatever a person set."""
    low, high = facts.number(f"{name}.low").value, facts.number(f"{name}.high").value
    return min(max(low, LEAST_FACTOR), 1.0), max(high, 1.0)


def _usual(facts: Facts) -> float:
    """Return the usual standard deviation of the log of a title beside its comps."""
    low, high = ends("comp_spread", facts)
    return (log(high) - log(low)) / 2 / TENTH
