"""What may be chosen, the rules of a list, and the people whom several creators reach together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Candidate:
    """One package of a creator that may be bought for `price`; `reach` is people by cell.

    Candidates with the same `creator` are packages of which at most one is bought; they agree on
    `region` and `language` ("" where nobody told). `posts` is how many of each format it holds.
    """

    creator: str
    price: float
    reach: Mapping[str, float]
    region: str = ""
    language: str = ""
    package: str = ""
    posts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a list must keep besides its budget.

    `budgets` and `most` are the most money and the most creators of a region; `most_each` is the
    most creators of every region that `most` does not name. Regions are the creators' own; who has
    none counts in none. Each of `languages` is spoken by at least one creator.
    """

    budgets: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    most_each: int | None = None
    languages: frozenset[str] = frozenset()

    def money(self, region: str) -> float:
        """Return the most that the creators of a region may cost; infinite without a rule."""
        return self.budgets.get(region, math.inf) if region else math.inf

    def heads(self, region: str) -> float:
        """Return the most creators of a region; infinite without a rule."""
        each = math.inf if self.most_each is None else self.most_each
        return self.most.get(region, each) if region else math.inf


NO_RULES = Rules()


def unduplicated_reach(
    chosen: Iterable[Candidate],
    people: Mapping[str, float],
    weights: Mapping[str, float] | None = None,
) -> float:
    """Return the people whom the chosen reach at least once, each counted by its cell's weight."""
    worth = weights or {}
    reached = reached_by_cell(chosen, people)
    return math.fsum(worth.get(cell, 1.0) * number for cell, number in reached.items())


def reached_by_cell(chosen: Iterable[Candidate], people: Mapping[str, float]) -> dict[str, float]:
    """Return the people of each cell whom the chosen reach at least once, independently."""
    missed = dict.fromkeys(people, 1.0)
    for candidate in chosen:
        for cell, reached in candidate.reach.items():
            missed[cell] *= 1 - share_of(reached, people[cell])
    return {cell: people[cell] * (1 - left) for cell, left in missed.items()}


def overlaps(
    chosen: Iterable[Candidate], people: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """Return whom the chosen reach in each cell if audiences overlap as far as they can, or not."""
    reached: dict[str, list[float]] = defaultdict(list)
    for candidate in chosen:
        for cell, number in candidate.reach.items():
            reached[cell].append(min(number, people[cell]))
    return {
        cell: (max(numbers), min(math.fsum(numbers), people[cell]))
        for cell, numbers in reached.items()
    }


def share_of(reached: float, people: float) -> float:
    """Return the share of a cell's people that is reached, at most all of them."""
    return min(1.0, reached / people) if people > 0 else 0.0
