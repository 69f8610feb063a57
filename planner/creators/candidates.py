"""Creators who may be chosen, and the people whom several of them reach together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A creator who may be paid `price`; `reach` is people reached by cell."""

    creator: str
    price: float
    reach: Mapping[str, float]


def unduplicated_reach(
    chosen: Iterable[Candidate],
    people: Mapping[str, float],
    weights: Mapping[str, float] | None = None,
) -> float:
    """Return the people whom the chosen reach at least once, each counted by its cell's weight."""
    missed = dict.fromkeys(people, 1.0)
    for candidate in chosen:
        for cell, reached in candidate.reach.items():
            missed[cell] *= 1 - share_of(reached, people[cell])
    worth = weights or {}
    return math.fsum(
        worth.get(cell, 1.0) * people[cell] * (1 - left) for cell, left in missed.items()
    )


def share_of(reached: float, people: float) -> float:
    """Return the share of a cell's people that is reached, at most all of them."""
    return min(1.0, reached / people) if people > 0 else 0.0
