"""Worlds that may be: facts and potentials drawn from the ranges in which they may really lie.

low, value and high of a fact are read as the 10 %, 50 % and 90 % points of a two-piece normal
distribution: of the logarithm, for shares of the log-odds. Facts that rest on the same cause (the
tier of a price level, the price of advertising as a whole) share a part of their spread; those
parts are facts themselves (planner/facts/uncertainty.csv). A fact that a person overrode has no
range and is not drawn.

Common random numbers: the draw of a fact depends on the seed, its id and the number of the draw
alone, so two scenarios see the same worlds, and one more region changes nothing for the others.
Draws come in mirrored pairs (2n and 2n + 1), which makes means and medians steadier.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import numpy as np
from scipy.special import expit, logit, ndtri

from planner.facts.sound import share
from planner.facts.table import Fact, Facts
from planner.model.base import Range
from planner.spend.forms import Floats

DRAWN = (
    "cpm",
    "price_level",
    "on_target",
    "channel_use",
    "frequency.effective",
    "target_share",
    "reference_media",
    "elasticity.short",
    "saturation.half_point",
    "creators",
)
"""Facts that the response rests on: each with its rows by channel or region, and theirs."""
MIX = "channel_share"
BY_TIER = "price_level"
"""Its rows share a cause where they are of one tier: the same value from the same source."""
DECILE = float(ndtri(0.9))
GOLDEN = (math.sqrt(5) - 1) / 2
"""Steps of this length fill the circle most evenly, however many there are."""


def normals(seed: int, key: str, count: int) -> Floats:
    """Return `count` standard normal numbers, the same first ones for any count; mirrored pairs."""
    return _mirrored(_source(seed, key).random((count + 1) // 2))[:count]


def even_normals(seed: int, key: str, count: int) -> Floats:
    """Return normal numbers as `normals` does, but spread evenly: for the cause that weighs most.

    Only one cause may be drawn so: two would move together.
    """
    steps = np.arange((count + 1) // 2) * GOLDEN
    return _mirrored(np.asarray((_source(seed, key).random() + steps) % 1.0))[:count]


def _source(seed: int, key: str) -> np.random.Generator:
    digest = sha256(f"{seed}/{key}".encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16])))


def _mirrored(uniform: Floats) -> Floats:
    half = np.asarray(ndtri(uniform))
    return np.ravel(np.column_stack([half, -half]))


def two_piece(
    low: float, middle: float, high: float, z: Floats, *, is_share: bool = False
) -> Floats:
    """Return the values at `z` of a distribution with these 10 %, 50 % and 90 % points.

    Logarithms for positive figures, log-odds for shares; a side that ends where these do not
    exist (at 0, or at 1 for a share) is straight and stops there.
    """
    return np.where(
        z < 0, _side(low, middle, -z, is_share=is_share), _side(high, middle, z, is_share=is_share)
    )


def _side(end: float, middle: float, z: Floats, *, is_share: bool) -> Floats:
    step = np.maximum(z, 0.0) / DECILE
    if is_share and 0 < end < 1 and 0 < middle < 1:
        return np.asarray(expit(logit(middle) + step * (logit(end) - logit(middle))))
    if end > 0 and middle > 0 and not is_share:
        return np.asarray(middle * (end / middle) ** step)
    return np.clip(middle + step * (end - middle), 0.0, 1.0 if is_share else None)


def drawn_potentials(
    potentials: Mapping[str, Range], facts: Facts, seed: int, count: int
) -> dict[str, Floats]:
    """Return each region's potential in each draw: a part of the spread is common, the title's."""
    furthest = _furthest(facts)
    common = even_normals(seed, "potential", count)
    part = _common_part("potential", facts)
    found = {}
    for code, known in potentials.items():
        own = normals(seed, f"potential.{code}", count)
        z = np.clip(math.sqrt(part) * common + math.sqrt(1 - part) * own, -furthest, furthest)
        found[code] = two_piece(known.low, known.base, known.high, z)
    return found


def drawn_values(facts: Facts, seed: int, count: int) -> dict[str, Floats]:
    """Return the values of each drawn fact, by id, in each draw.

    The usual mix of channels is drawn share by share and brought back to its sum.

    Raises:
        PlanError: a part that causes share is no share.
    """
    furthest = _furthest(facts)
    found: dict[str, Floats] = {}
    for table in DRAWN:
        part = _common_part(table, facts)
        for item in _ranged(table, facts):
            z = math.sqrt(part) * normals(seed, f"cause.{_cause(table, item)}", count)
            z = z + math.sqrt(1 - part) * normals(seed, item.id, count)
            found[item.id] = _values(item, np.clip(z, -furthest, furthest))
    return found | _mixes(facts, seed, count, furthest)


def in_draw(facts: Facts, values: Mapping[str, Floats], number: int) -> Facts:
    """Return the facts as they are in one draw; ranges and sources stay."""
    known = ((facts.number(key), float(row[number])) for key, row in values.items())
    return facts.with_rows(replace(item, value=value) for item, value in known)


def _furthest(facts: Facts) -> float:
    return float(ndtri(max(share(facts.number("draw.furthest")), 0.5)))


def _common_part(table: str, facts: Facts) -> float:
    known = facts.find(f"common_share.{table}")
    return share(known) if known else 0.0


def _ranged(table: str, facts: Facts) -> list[Fact]:
    """Return the facts of a table that have a range and that nobody overrode."""
    rows = facts.table(table).values()
    below = (item for row in rows for item in facts.table(row.id).values())
    own = facts.find(table)
    return [item for item in (*([own] if own else []), *rows, *below) if _has_range(item)]


def _has_range(item: Fact) -> bool:
    return not item.overridden and (item.low is not None or item.high is not None)


def _cause(table: str, item: Fact) -> str:
    return f"{table}/{item.source}/{item.value}" if table == BY_TIER else table


def _values(item: Fact, z: Floats) -> Floats:
    """Return a fact's values; a side whose end is not known mirrors the other one."""
    is_share, middle = item.unit.startswith("share"), item.value
    low, high = item.low, item.high
    if low is None:
        low = middle * middle / high if high else middle
    if high is None:
        high = middle * middle / low if low else middle
    values = two_piece(low, middle, min(high, 1.0) if is_share else high, z, is_share=is_share)
    # Nobody is met less than once.
    return np.maximum(values, 1.0) if item.id.startswith("frequency.") else values


def _mixes(facts: Facts, seed: int, count: int, furthest: float) -> dict[str, Floats]:
    # The calibration divides by a channel's share: none may be nothing.
    free = [replace(item, low=item.low or None) for item in _ranged(MIX, facts)]
    drawn = {
        item.id: _values(item, np.clip(normals(seed, item.id, count), -furthest, furthest))
        for item in free
    }
    if not drawn:
        return {}
    whole = sum(item.value for item in free)
    total = np.sum(list(drawn.values()), axis=0)
    return {key: values * whole / total for key, values in drawn.items()}
