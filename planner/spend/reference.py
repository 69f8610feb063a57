"""The reference plan, and the shape of each cell's curve around it.

The reference plan is the media money that releases like the comps' have behind each admission
(`reference_media`, at tier-1 prices), in the usual mix of channels. In a dear month the same plan
takes more money.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.money import convert
from planner.facts.sound import positive, share
from planner.facts.table import Facts
from planner.spend.calibrate import scale_for
from planner.spend.contacts import Audience
from planner.spend.curves import Curve, Key, cell_of


def reference_plan(
    markets: Mapping[str, Market],
    potential: Mapping[str, float],
    audience: Mapping[Key, Audience],
    currency: str,
    facts: Facts,
) -> tuple[dict[Key, float], dict[Key, float]]:
    """Return each cell's money in the reference plan, and its part of the region's usual mix.

    A channel that reaches nobody in a region has no part in it.

    Raises:
        PlanError: a fact makes no sense; it names it.
    """
    each = convert(positive(facts.number("reference_media")), "EUR", currency, facts)
    money = {code: potential[code] * each * markets[code].price_level for code in markets}
    parts = _mix(audience, facts)
    usual = {key: money[key[0]] * part * audience[key].price.season for key, part in parts.items()}
    return usual, parts


def _mix(audience: Mapping[Key, Audience], facts: Facts) -> dict[Key, float]:
    """Return the usual mix in each region, over the channels that reach anybody there."""
    shares = {name: share(fact) for name, fact in facts.table("channel_share").items()}
    parts = {key: shares[key[1]] if item.people > 0 else 0.0 for key, item in audience.items()}
    whole: dict[str, float] = {}
    for (code, _), part in parts.items():
        whole[code] = whole.get(code, 0.0) + part
    return {key: part / whole[key[0]] if part else 0.0 for key, part in parts.items()}


def curve(
    key: Key, audience: Audience, usual: float, answer: float, most: float, facts: Facts
) -> Curve:
    """Return a cell's curve to `most` money; it rises by `answer` per 1 of growth of `usual` money.

    Closed (0 to 0) where the reference plan has no money: there is nobody to reach. The money at
    which half are met often enough stays within `saturation.half_point.least` and `.most` times
    `usual`.

    Raises:
        PlanError: the money for a contact, or the response, is no number; it names the facts.
    """
    often, name = audience.often, cell_of(key)
    if usual <= 0:
        return Curve(name, "reach", 0.0, 1.0, often, 0.0, 0.0, *key)
    bend = math.expm1(math.log(2) / often)  # half are met at k / bend
    low, high = _half_points(facts)
    k = bend * min(max(audience.contact / bend, low * usual), high * usual)
    scale = scale_for(answer, usual, k, often)
    if not (0 < k < math.inf and scale < math.inf):
        raise PlanError(
            f"{name}: {usual:g} of media in the reference plan and {audience.contact:g} for one "
            f"contact per person give no curve. Look at the facts cpm.{key[1]}, reference_media, "
            f"target_share, frequency.effective.{key[1]}, saturation.half_point.least and .most, "
            "and change or remove your values."
        )
    return Curve(name, "reach", scale, k, often, 0.0, most, *key)


def _half_points(facts: Facts) -> tuple[float, float]:
    low, high = (
        positive(facts.number(f"saturation.half_point.{end}")) for end in ("least", "most")
    )
    return min(low, high), high
