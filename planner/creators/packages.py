"""Packages: the whole posts of one creator that are worth buying together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.creators.candidates import Candidate, share_of

MOST_PACKAGES = 12
"""Packages of a creator that are weighed; more hardly differ."""

MOST_HELD = 48
"""Packages that are held while formats are added one after the other: bounded work."""

SAME = 1 - 1e-12
"""Reach above this part of another's counts as as many people: products round."""


@dataclass(frozen=True, slots=True)
class Post:
    """A format of a creator: the price of one post, the most posts, people whom one reaches."""

    name: str
    price: float
    most: int
    reach: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Part:
    """Posts of the formats looked at so far; `missed` is the audience's share by cell."""

    counts: tuple[int, ...]
    price: float
    missed: tuple[float, ...]
    reached: float
    """People of all cells together."""


def packages(
    posts: Sequence[Post],
    audience: Mapping[str, float] | None = None,
    *,
    creator: str = "",
    region: str = "",
    language: str = "",
) -> list[Candidate]:
    """Return packages of a creator by rising price, at most `MOST_PACKAGES`; none is dominated.

    All posts meet the same followers: of the creator's audience A in a cell, a post that reaches v
    reaches the share v / A independently of the others, so several reach A * (1 - prod(1 - v / A)).
    A is `audience` by cell; where that is not known, or smaller than what one post reaches, A is
    the most that one post reaches: nothing adds to that post then, which is the least it could.
    A package is dropped where another costs no more and reaches as many people in every cell.
    """
    known = audience or {}
    cells = sorted({cell for post in posts for cell in post.reach})
    sizes = [max(known.get(cell, 0.0), *(p.reach.get(cell, 0.0) for p in posts)) for cell in cells]
    parts = [_Part((), 0.0, (1.0,) * len(cells), 0.0)]
    for post in posts:
        shares = [
            share_of(post.reach.get(cell, 0.0), size)
            for cell, size in zip(cells, sizes, strict=True)
        ]
        grown = [_with(part, post, n, shares, sizes) for part in parts for n in _numbers(post)]
        parts = _thinned(_undominated(grown), MOST_HELD)
    names = [post.name for post in posts]
    bought = _thinned([part for part in parts if any(part.counts)], MOST_PACKAGES)
    if any(post.price == 0 for post in posts):  # free posts are in all packages that remain
        bought = bought or [part for part in parts if any(part.counts)]
    return [
        Candidate(
            creator,
            part.price,
            {c: a * (1 - m) for c, a, m in zip(cells, sizes, part.missed, strict=True)},
            region,
            language,
            package_name(counts := _counts(names, part.counts)),
            counts,
        )
        for part in bought
    ]


def package_name(posts: Mapping[str, int]) -> str:
    """Return what a package is called: `2 tiktok video + 1 youtube post`."""
    return " + ".join(f"{count} {name}" for name, count in posts.items())


def _numbers(post: Post) -> range:
    return range(max(post.most, 0) + 1)


def _counts(names: Iterable[str], counts: Iterable[int]) -> dict[str, int]:
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def _with(
    part: _Part, post: Post, number: int, shares: Sequence[float], sizes: Sequence[float]
) -> _Part:
    missed = tuple(m * (1 - s) ** number for m, s in zip(part.missed, shares, strict=True))
    reached = math.fsum(size * (1 - m) for size, m in zip(sizes, missed, strict=True))
    return _Part((*part.counts, number), part.price + number * post.price, missed, reached)


def _undominated(parts: list[_Part]) -> list[_Part]:
    """Return those that no other beats, by rising price: of equals the one of fewest posts."""
    kept: list[_Part] = []
    for part in sorted(parts, key=lambda p: (p.price, -p.reached, sum(p.counts), p.counts)):
        if not any(_covers(other, part) for other in kept):
            kept.append(part)
    return kept


def _covers(one: _Part, other: _Part) -> bool:
    """Return whether `one`, which costs no more, reaches as many people in every cell."""
    return all(1 - a >= (1 - b) * SAME for a, b in zip(one.missed, other.missed, strict=True))


def _thinned(parts: list[_Part], most: int) -> list[_Part]:
    """Return at most so many: what is left when the least loss of people is taken away first."""
    kept = list(parts)
    while len(kept) > most:
        losses = [_loss(*kept[at - 1 : at + 2]) for at in range(1, len(kept) - 1)]
        del kept[1 + losses.index(min(losses))]
    return kept


def _loss(before: _Part, part: _Part, after: _Part) -> float:
    """Return the people by which a package lies above the line between its neighbours."""
    width = after.price - before.price
    share = (part.price - before.price) / width if width > 0 else 0.0
    return part.reached - before.reached - share * (after.reached - before.reached)
