"""How strongly admissions answer to media: the published elasticity, by region and by cell.

The mean over regions, by potential, is the published prior (`elasticity.short`). Where reaching a
person likely to come is cheaper the elasticity is higher, within `elasticity.region.least` and
`.most` times the mean. A region's is shared out over its channels by their part in the reference
plan, so that in a month of average prices the last unit of money brings the same in each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.optimize import brentq

from planner.facts.market import Market
from planner.facts.sound import at_least, positive
from planner.facts.table import Facts
from planner.spend.forms import Floats


def elasticities(
    markets: Mapping[str, Market], potential: Mapping[str, float], facts: Facts
) -> dict[str, float]:
    """Return each region's elasticity of admissions to media money at its reference plan.

    Efficiency is the people likely to come among those a unit of money reaches: potential per
    person, over the price level.

    Raises:
        PlanError: the prior or one of its ends makes no sense.
    """
    prior = positive(facts.number("elasticity.short"))
    most = prior * at_least(1.0, facts.number("elasticity.region.most"))
    least = prior * min(positive(facts.number("elasticity.region.least")), 1.0)
    for market in markets.values():
        for _, level in market.each("price_level"):
            positive(level)
    codes = list(markets)
    weight = np.array([potential[code] for code in codes])
    weight = weight / weight.sum()
    efficiency = np.array(
        [
            potential[code] / max(markets[code].population, 1.0) / markets[code].price_level
            for code in codes
        ]
    )
    efficiency = efficiency / (weight @ efficiency)

    def spread(scale: float) -> Floats:
        return np.asarray(np.clip(scale * efficiency, least, most))

    if len(codes) < 2 or least >= prior or most <= prior:
        return dict.fromkeys(codes, prior)
    ends = least / efficiency.max() / 2, most / efficiency.min() * 2
    scale = brentq(lambda s: float(weight @ spread(s)) - prior, *ends)
    return dict(zip(codes, spread(scale).tolist(), strict=True))


def scale_for(answer: float, usual: float, k: float, s: float) -> float:
    """Return the scale of a `reach` curve that rises by `answer` per 1 of growth of `usual` money.

    With the share met often enough v = (x / (k + x))^s, x v' = v s k / (k + x). Infinite where
    that is 0 to our digits.
    """
    part = usual / (k + usual)
    rise = part**s * s * (1 - part)
    return answer / rise if rise > 0 else math.inf
