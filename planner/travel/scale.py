"""From one market to another: by size, by streaming appetite, and away from home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.facts.market import Market, main_language
from planner.facts.table import Facts
from planner.model.film import Comp, Film
from planner.model.goals import Goals
from planner.travel.comps import Line, line_of
from planner.travel.comps_season import Seasons
from planner.travel.rank import Score, region_score


@dataclass(frozen=True, slots=True)
class Scales:
    """What carries admissions from market to market for one film."""

    film: Film
    goals: Goals
    facts: Facts
    appetites: Mapping[str, Score]
    """By ISO code; a country not in it is not known."""

    def times(self, market: Market) -> float | None:
        """Return the market's appetite, weighted by admissions; None where it is not known."""
        sizes = {code: Market(code, (code,), self.facts).admissions for code in market.members}
        return region_score(market.members, self.appetites, sizes)

    def at_home(self, market: Market) -> bool:
        """Return whether the film comes from here: a country of origin that speaks its language.

        Where none of the countries of origin speaks it, the first is home.
        """
        language = self.film.original_language.replace("-", "_").split("_")[0]
        origin = self.film.origin
        home = [code for code in origin if main_language(code).split("_")[0] == language]
        return bool({*market.countries} & {*(home or origin[:1])})

    def size(self, source: float, target: Market) -> float:
        """Return what the size of `target` makes of admissions in a market of `source` a year."""
        exponent = self.facts.number("size_exponent").value
        return float((target.admissions / source) ** exponent)

    def appetite(self, target: Market, source: Market | None = None) -> float:
        """Return what appetite makes of it, beside `source` or else the average title.

        It is 1 where either is not known: not known is never low.
        """
        here = self.times(target)
        there = 1.0 if source is None else self.times(source)
        if here is None or there is None:
            return 1.0
        most = max(self.facts.number("appetite_bound").value, 1.0)
        if not there:
            return most if here else 1.0
        damped = (here / there) ** self.facts.number("appetite_exponent").value
        return float(min(max(damped, 1 / most), most))

    def home(self, target: Market, source: Market | None = None) -> float:
        """Return what coming from a home market, or going to one, makes of it."""
        bonus = max(self.facts.number("home_bonus").value, 1.0)
        there = source is not None and self.at_home(source)
        if self.at_home(target) == there:
            return 1.0
        return 1 / bonus if there else bonus


def scaled_lines(
    market: Market, comps: Sequence[Comp], scales: Scales, seasons: Seasons
) -> list[Line]:
    """Return titles that opened elsewhere, carried to `market`.

    What they drew at home says little of other regions, and the other way round: such titles are
    left out where there are others.
    """
    found = []
    for comp in comps:
        source = Market.of(comp.region, scales.goals, scales.facts)
        if not source.members:  # a group that the plan no longer has
            continue
        found.append(
            replace(
                line_of(comp, source, seasons),
                size=scales.size(source.admissions, market),
                appetite=scales.appetite(market, source),
                home=scales.home(market, source),
            )
        )
    return [line for line in found if line.home == 1.0] or found
