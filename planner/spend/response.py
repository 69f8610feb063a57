"""What media money brings in each region and channel.

A cell is a region x channel. Its curve is a * x / (k + x) admissions for x money (Hill, s = 1:
concave). At the reference plan (the media money that releases like the comps' have behind each
admission, split over channels by the usual mix) a region's admissions are its potential, and its
advertising elasticity there is the published prior, so no conversion rate is made up:
sum of a * x0 * k / (k + x0)^2 = elasticity * potential.
Where reaching a person likely to come is cheaper than elsewhere the elasticity is higher, inside
the published range and with the prior as mean. k is the money at which the people of the film's
core audience whom the channel reaches have met it often enough, kept near the reference plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
from scipy.optimize import brentq

from planner.facts.market import Market
from planner.facts.money import convert
from planner.facts.table import Facts
from planner.spend.curves import Curve, Floats

Worth = Mapping[str, float]
LEAST = 1e-6
"""Admissions that stand for none, where the forecast has no demand at all: ratios need some."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The curves of all cells, in admissions, and what they rest on by region.

    `base` is admissions without media, `reference` the media money at which the potential comes.
    """

    curves: dict[tuple[str, str], Curve]
    base: dict[str, float]
    elasticity: dict[str, float]
    reference: dict[str, float]

    def admissions(self, region: str, spend: Mapping[str, float]) -> float:
        """Return a region's admissions for the money spent in each channel."""
        gained = (float(self.curves[region, channel].value(x)) for channel, x in spend.items())
        return self.base[region] + sum(gained)


def channels(facts: Facts) -> list[str]:
    """Return the ids of the media channels, in the order of the usual mix."""
    shares = facts.table("channel_share")
    return sorted(shares, key=lambda name: (-shares[name].value, name))


def cells(
    markets: Mapping[str, Market], potential: Worth, most: float, currency: str, facts: Facts
) -> Cells:
    """Return the curve of every cell, from 0 to `most` money in `currency`.

    `potential` holds admissions by region.
    """
    mix = facts.table("channel_share")
    potential = {code: max(potential[code], LEAST) for code in markets}
    elasticity = _elasticities(markets, potential, facts)
    reference = {
        code: _reference(markets[code], potential[code], currency, facts) for code in markets
    }
    curves: dict[tuple[str, str], Curve] = {}
    base = {code: potential[code] for code in markets}
    for code, name in product(markets, mix):
        x0 = reference[code] * mix[name].value
        k = _half_point(markets[code], name, x0, currency, facts)
        lift = elasticity[code] * potential[code] * mix[name].value * (1 + x0 / k)
        base[code] -= lift
        curves[code, name] = Curve(
            cell=f"{code}.{name}",
            form="hill",
            scale=lift * (1 + k / x0),
            k=k,
            s=1.0,
            lo=0.0,
            hi=max(most, 1.0),
            region=code,
            channel=name,
        )
    return Cells(curves, base, elasticity, reference)


def _reference(market: Market, potential: float, currency: str, facts: Facts) -> float:
    """Return the media money behind `potential` admissions at this market's prices."""
    money = potential * facts.number("reference_media").value * market.price_level
    return convert(money, "EUR", currency, facts)


def _elasticities(
    markets: Mapping[str, Market], potential: Worth, facts: Facts
) -> dict[str, float]:
    """Return each region's elasticity, its mean by potential being the published prior.

    Efficiency is the people likely to come among those a unit of money reaches: potential per
    person, over the price level.
    """
    prior = facts.number("elasticity.short")
    low, high = prior.low or prior.value, prior.high or prior.value
    codes = list(markets)
    weight = np.array([potential[code] for code in codes])
    weight = weight / weight.sum()
    efficiency = np.array(
        [potential[c] / markets[c].population / markets[c].price_level for c in codes]
    )
    efficiency = efficiency / (weight @ efficiency)

    def spread(scale: float) -> Floats:
        return np.asarray(np.clip(scale * efficiency, low, high))

    if low >= prior.value or high <= prior.value:
        return dict.fromkeys(codes, prior.value)
    ends = low / efficiency.max() / 2, high / efficiency.min() * 2
    scale = brentq(lambda s: float(weight @ spread(s)) - prior.value, *ends)
    return dict(zip(codes, spread(scale).tolist(), strict=True))


def _half_point(market: Market, channel: str, x0: float, currency: str, facts: Facts) -> float:
    """Return the money at which half of the channel's effect is reached."""
    online = market.online if facts.number(f"online_channel.{channel}").value else 1.0
    people = market.population * online * facts.number(f"channel_use.{channel}").value
    reached = people * facts.number("target_share").value
    price = facts.number(f"cpm.{channel}").value * market.price_level / 1000
    money = reached * facts.number("frequency.effective").value * price
    near = facts.number("saturation.half_point")
    least, most = (near.low or near.value) * x0, (near.high or near.value) * x0
    return float(np.clip(convert(money, "USD", currency, facts), least, most))


def worth_of_one(
    objective: Literal["admissions", "gross"], market: Market, currency: str, facts: Facts
) -> float:
    """Return what one admission counts: 1, or its ticket in `currency`."""
    return 1.0 if objective == "admissions" else convert(market.ticket, "EUR", currency, facts)
