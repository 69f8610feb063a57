"""How many would come in each region at the reference plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, hypot, log
from typing import Literal

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model.base import Range, significant
from planner.model.film import Comp
from planner.model.plan import Plan
from planner.model.suggestion import Reason, Suggestion
from planner.travel import potential_words as words
from planner.travel.comps import STAGES, Line, ends, middle, own_lines, spread
from planner.travel.comps_season import Seasons
from planner.travel.rank import Score, rank, title_of
from planner.travel.scale import Scales, scaled_lines

Basis = Literal["comps", "scaled", "assumed"]
REFERENCE = "GB"
"""The market in which foreign_share was measured."""


@dataclass(frozen=True, slots=True)
class Potential:
    """A region's admissions, what they rest on, and why.

    The effects of the suggestion's reasons add up to its value, in order; `lines` are the
    comparable titles behind it, none where it is assumed.
    """

    basis: Basis
    suggestion: Suggestion[float]
    lines: tuple[Line, ...] = ()

    @property
    def range(self) -> Range:
        """Return low, base and high, rounded to what is known."""
        found = self.suggestion
        low, high = found.low or 0.0, found.high or found.value
        return Range(low=significant(low), base=significant(found.value), high=significant(high))


def potentials(
    plan: Plan, facts: Facts, appetites: Mapping[str, Score] | None = None
) -> dict[str, Potential]:
    """Return the potential of each region of a plan, in the plan's order.

    A region's own comparable titles outrank those of other regions, which are scaled by size,
    streaming appetite and distance from home; where there is none at all, the usual share of a
    title from abroad is assumed. `appetites` (by ISO code) are those of `planner.travel.rank`
    unless given.
    """
    found = rank(title_of(plan.film)) if appetites is None else appetites
    scales = Scales(plan.film, plan.goals, facts, found)
    seasons = Seasons(facts)
    return {code: potential(code, plan.film.comps, scales, seasons) for code in plan.goals.regions}


def potential(code: str, comps: Sequence[Comp], scales: Scales, seasons: Seasons) -> Potential:
    """Return the potential of one region; see `potentials`."""
    market = Market.of(code, scales.goals, scales.facts)
    own = own_lines(market, comps, seasons)
    if own:
        return _from_own(market, own, scales)
    carried = scaled_lines(market, comps, scales, seasons)
    return _scaled(market, carried, scales) if carried else _assumed(market, scales)


def _from_own(market: Market, lines: list[Line], scales: Scales) -> Potential:
    facts = scales.facts
    around = spread(lines, facts)
    base = middle(lines, STAGES[-1], facts)
    reasons = (*_steps(market, lines, scales), words.range_of(lines, around.low, around.high))
    return Potential(
        "comps",
        Suggestion(
            value=base,
            low=base * around.low,
            high=base * around.high,
            reasons=reasons,
            changes="More or closer comparable titles in this region.",
            sure=words.sure_of(lines),
        ),
        tuple(lines),
    )


def _scaled(market: Market, lines: list[Line], scales: Scales) -> Potential:
    facts = scales.facts
    around, further = spread(lines, facts), ends("scaled_spread", facts)
    low = exp(-hypot(log(around.low), log(further[0])))
    high = exp(hypot(log(around.high), log(further[1])))
    base = middle(lines, STAGES[-1], facts)
    reasons = (*_steps(market, lines, scales), words.range_of(lines, low, high, "scaled_spread"))
    return Potential(
        "scaled",
        Suggestion(
            value=base,
            low=base * low,
            high=base * high,
            reasons=reasons,
            changes="One comparable title that opened here.",
            sure="Fairly unsure: it is carried over from other regions.",
        ),
        tuple(lines),
    )


def _steps(market: Market, lines: list[Line], scales: Scales) -> list[Reason]:
    """Return a reason for the titles' own admissions and one for each factor that changes them."""
    values = {stage: middle(lines, stage, scales.facts) for stage in STAGES}
    steps = [words.stage(STAGES[0], market, lines, scales, values[STAGES[0]])]
    for before, after in pairwise(STAGES):
        changed = any(getattr(line, after) != 1.0 for line in lines)
        if changed or (after == "appetite" and lines[0].size != 1.0):
            effect = values[after] - values[before]
            steps.append(words.stage(after, market, lines, scales, effect))
    return steps


def _assumed(market: Market, scales: Scales) -> Potential:
    facts = scales.facts
    share = facts.number("foreign_share")
    reference = Market(REFERENCE, (REFERENCE,), facts)
    size = scales.size(reference.admissions, market)
    values = [reference.admissions * share.value]
    for factor in (size, scales.appetite(market), scales.home(market)):
        values.append(values[-1] * factor)
    base = values[-1]
    low = share.value if share.low is None else share.low
    high = share.value if share.high is None else share.high
    suggestion = Suggestion(
        value=base,
        low=base * low / share.value if share.value else 0.0,
        high=base * high / share.value if share.value else 0.0,
        reasons=words.assumed(market, reference, scales, values),
        changes="One comparable title, best of all one that opened here.",
        sure="Very little: it is assumed, not observed.",
    )
    return Potential("assumed", suggestion)
