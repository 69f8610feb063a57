"""Packages: the whole posts of one creator that are worth buying together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.creators.candidates import Candidate, share_of

MOST_PACKAGES = 12
"""Packages of a creator that are weighed; more hardly differ."""

MOST_POSTS = 12
"""Posts of one format that are weighed; more of the same hardly reach anybody new."""

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
    bought = [part for part in _parts(posts, cells, sizes) if any(part.counts)]
    found = []
    for part in _thinned(bought, MOST_PACKAGES):
        held = {post.name: n for post, n in zip(posts, part.counts, strict=True) if n}
        reach = {c: a * (1 - m) for c, a, m in zip(cells, sizes, part.missed, strict=True)}
        name = _package_name(held)
        found.append(Candidate(creator, part.price, reach, region, language, name, held))
    return found


def _parts(posts: Sequence[Post], cells: Sequence[str], sizes: Sequence[float]) -> list[_Part]:
    """Return bundles that no other covers, made by adding one format after the other."""
    parts = [_Part((), 0.0, (1.0,) * len(cells), 0.0)]
    for post in posts:
        reach = [post.reach.get(cell, 0.0) for cell in cells]
        shares = [share_of(number, size) for number, size in zip(reach, sizes, strict=True)]
        numbers = range(min(max(post.most, 0), MOST_POSTS) + 1)
        grown = [_with(part, post, n, shares, sizes) for part in parts for n in numbers]
        parts = _thinned(_undominated(grown), MOST_HELD)
    return parts


def _package_name(posts: Mapping[str, int]) -> str:
    """Return what a package is called: `2 tiktok video + 1 youtube post`."""
    return " + ".join(f"{count} {name}" for name, count in posts.items())


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
