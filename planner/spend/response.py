"""What media money brings in each region and channel.

A cell is a region x channel. Its money buys impressions (`prices`), a share of which meets the
film's core audience (`on_target.CHANNEL`). Contacts per person are negative binomial with shape 1,
the simplest of the usual models of media exposure, so with x money the share of people met at
least n times is (x / (k + x))^n: k is the money for one contact per reachable person, n the
effective frequency (`frequency.effective.CHANNEL`). Above n = 1 the curve is S-shaped.

At the reference plan (the media money that releases like the comps' have behind each admission, in
the usual mix, at the prices of the flight's months) a region's admissions are its potential, and
its advertising elasticity there is the published prior, spread over regions (`calibrate`); every
channel's last unit of money brings the same there. So no conversion rate is made up. The money at
which half of a cell's effect is reached stays near the reference plan: within
`saturation.half_point.least` and `.most` times the cell's money in it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.spend.calibrate import elasticities
from planner.spend.contacts import Audience, Contacts, audience_of, met
from planner.spend.curves import Curve, Key
from planner.spend.fitted import stretched
from planner.spend.prices import Price, Weeks, usual_weeks
from planner.spend.reference import curve, reference_plan
from planner.spend.settle import settled

__all__ = ["Cells", "Contacts", "cells", "channels", "contacts"]

LEAST = 1e-6
"""Admissions that stand for none, where the forecast has no demand at all: ratios need some."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The curves of all cells, in admissions, and what they rest on.

    By region: `base` is admissions without media, `elasticity` of admissions to media money at the
    reference plan, `reference` the money of that plan. By cell: `usual` is its money in the
    reference plan, `audience` who can be met and what it takes.
    Money is net, in the budget's currency. `notes` say where a rule bent the curves.
    """

    curves: dict[Key, Curve]
    base: dict[str, float]
    elasticity: dict[str, float]
    reference: dict[str, float]
    usual: dict[Key, float]
    audience: dict[Key, Audience]
    notes: tuple[str, ...] = ()

    @property
    def people(self) -> dict[Key, float]:
        """Return the people of the core audience whom each cell can reach at all."""
        return {key: audience.people for key, audience in self.audience.items()}

    @property
    def price(self) -> dict[Key, Price]:
        """Return what a thousand impressions cost in each cell."""
        return {key: audience.price for key, audience in self.audience.items()}

    def admissions(self, region: str, spend: Mapping[str, float]) -> float:
        """Return a region's admissions for the money spent in each channel."""
        gained = (float(self.curves[region, channel].value(x)) for channel, x in spend.items())
        return self.base[region] + sum(gained)

    def scaled(self, factors: Mapping[str, float]) -> Cells:
        """Return the cells with each region's audience times its factor; 1 for those left out.

        Twice the audience costs twice the money to reach and brings twice as many.

        Raises:
            PlanError: a factor is no number of 0 or more.
        """
        for code, factor in factors.items():
            if not (math.isfinite(factor) and factor >= 0):
                raise PlanError(f"The audience of {code} can't be scaled by {factor:g}.")
        by = {code: max(factors.get(code, 1.0), LEAST) for code in self.base}
        return replace(
            self,
            curves={key: stretched(curve, by[key[0]]) for key, curve in self.curves.items()},
            base={code: value * by[code] for code, value in self.base.items()},
            reference={code: value * by[code] for code, value in self.reference.items()},
            usual={key: money * by[key[0]] for key, money in self.usual.items()},
            audience={key: item.times(by[key[0]]) for key, item in self.audience.items()},
        )


def contacts(cells: Cells, key: Key, money: float) -> Contacts:
    """Return whom `money` in a cell meets, and how often."""
    return met(cells.audience[key], money)


def channels(facts: Facts) -> list[str]:
    """Return the ids of the media channels, in the order of the usual mix."""
    shares = facts.table("channel_share")
    return sorted(shares, key=lambda name: (-shares[name].value, name))


def cells(
    plan: Plan,
    days: Mapping[str, date | None],
    potential: Mapping[str, float],
    facts: Facts,
    *,
    most: float,
    fitted: Mapping[Key, Curve] | None = None,
    weeks: Mapping[Key, Weeks] | None = None,
) -> Cells:
    """Return the curve of every cell, from 0 to `most` money in the budget's currency.

    Regions without a day are left out. `potential` holds admissions by region; `fitted` curves, in
    admissions, stand in for ours: the region's admissions without media follow from them; `weeks`
    each cell's shares of money by Monday (default the usual flight's), for prices of its months.

    Raises:
        PlanError: a price, share, elasticity or other fact makes no sense; it names it.
    """
    opening = {code: day for code in plan.goals.regions if (day := days.get(code)) is not None}
    if not opening:
        return Cells({}, {}, {}, {}, {}, {})
    markets = {code: Market.of(code, plan.goals, facts) for code in opening}
    wanted = {code: max(potential[code], LEAST) for code in opening}
    audience = _audiences(plan, opening, markets, weeks or {}, facts)
    usual, parts = reference_plan(markets, wanted, audience, plan.goals.budget.currency, facts)
    elasticity = elasticities(markets, wanted, facts)
    answers = {key: elasticity[key[0]] * wanted[key[0]] * part for key, part in parts.items()}
    hi = max(most, 1.0)
    curves = {k: curve(k, item, usual[k], answers[k], hi, facts) for k, item in audience.items()}
    whole = settled(curves, usual, wanted, fitted or {})
    return Cells(
        whole.curves,
        whole.base,
        elasticity | whole.elasticity,
        {code: sum(usual[key] for key in usual if key[0] == code) for code in opening},
        usual,
        audience,
        whole.notes,
    )


def _audiences(
    plan: Plan,
    opening: Mapping[str, date],
    markets: Mapping[str, Market],
    weeks: Mapping[Key, Weeks],
    facts: Facts,
) -> dict[Key, Audience]:
    """Return who can be met in each cell, whatever they understand, at the prices of its weeks."""
    audience: dict[Key, Audience] = {}
    for code, day in opening.items():
        usually = usual_weeks(day, plan.as_of, facts)
        runs = {name: weeks.get((code, name), usually) for name in channels(facts)}
        found = audience_of(markets[code], runs, plan.goals.budget.currency)
        audience |= {(code, name): item for name, item in found.items()}
    return audience
