"""How many would come in each region at the reference plan."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from statistics import fmean
from typing import Literal

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import Range, significant
from planner.model.film import Comp
from planner.model.suggestion import Reason, Suggestion

Basis = Literal["comps", "assumed"]


@dataclass(frozen=True, slots=True)
class Potential:
    """A region's admissions, what they rest on, and why."""

    basis: Basis
    suggestion: Suggestion[float]

    @property
    def range(self) -> Range:
        """Return low, base and high, rounded to what is known."""
        found = self.suggestion
        low, high = found.low or 0.0, found.high or found.value
        return Range(low=significant(low), base=significant(found.value), high=significant(high))


def potential(market: Market, comps: list[Comp], facts: Facts) -> Potential:
    """Return the admissions of a title like this in `market`.

    With comps: their geometric mean; low and high are the widest of the comps themselves and the
    usual spread around a forecast from comps. Without: the market's yearly admissions times the
    share that a travelling independent title takes, marked assumed.
    """
    own = _in_market(market, comps)
    return _from_comps(market, own, facts) if own else _assumed(market, facts)


def _in_market(market: Market, comps: list[Comp]) -> dict[str, float]:
    """Return admissions by title: those of the region itself, else its countries' scaled up."""
    direct = {comp.title: float(comp.admissions) for comp in comps if comp.region == market.code}
    if direct or market.members == (market.code,):
        return direct
    found: dict[str, float] = {}
    for title in dict.fromkeys(comp.title for comp in comps):
        parts = {
            c.region: c.admissions for c in comps if c.title == title and c.region in market.members
        }
        if parts:
            covered = Market(market.code, tuple(parts), market.facts).admissions
            found[title] = sum(parts.values()) * market.admissions / covered
    return found


def _from_comps(market: Market, comps: dict[str, float], facts: Facts) -> Potential:
    base = exp(fmean(log(admissions) for admissions in comps.values()))
    low, high = facts.number("comp_spread.low"), facts.number("comp_spread.high")
    listed = ", ".join(
        f"{title} {significant(admissions):,.0f}" for title, admissions in comps.items()
    )
    reasons = (
        Reason(
            f"Comparable titles in {names.region(market.code)}: {listed}.",
            base,
            "admissions",
            ("film.comps",),
        ),
        Reason(
            f"Titles usually end between {low.value:g} and {high.value:g} times their comps.",
            facts=(low.id, high.id),
        ),
    )
    suggestion = Suggestion(
        value=base,
        low=min(*comps.values(), base * low.value),
        high=max(*comps.values(), base * high.value),
        reasons=reasons,
        changes="More or closer comparable titles in this region.",
        sure=f"It rests on {len(comps)} comparable title{'s' * (len(comps) > 1)}.",
    )
    return Potential("comps", suggestion)


def _assumed(market: Market, facts: Facts) -> Potential:
    share = facts.number("no_comp_share")
    base = market.admissions * share.value
    reasons = (
        Reason(
            f"No comparable title in {names.region(market.code)}, so a usual share of its "
            f"{significant(market.admissions):,.0f} cinema admissions a year is assumed.",
            base,
            "admissions",
            (share.id, *(market.fact_ids("admissions_year") or ("admissions_per_head",))),
        ),
    )
    suggestion = Suggestion(
        value=base,
        low=market.admissions * (share.low or 0.0),
        high=market.admissions * (share.high or share.value),
        reasons=reasons,
        changes="One comparable title that opened here.",
        sure="Little: it is assumed, not observed.",
    )
    return Potential("assumed", suggestion)
