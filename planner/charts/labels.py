"""Where words stand in a chart so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence


def apart(places: Sequence[float], least: float) -> list[float]:
    """Return places (pixels, ascending) moved as little as can be to lie `least` from each other.

    Least squares: neighbours that are too close share their mean (pool adjacent violators).
    """
    pools: list[tuple[float, int]] = []
    for at, place in enumerate(places):
        mean, count = place - at * least, 1
        while pools and pools[-1][0] >= mean:
            before, size = pools.pop()
            mean = (mean * count + before * size) / (count + size)
            count += size
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + at * least for at, mean in enumerate(means)]


def lanes(spans: Sequence[tuple[float, float]], count: int, gap: float) -> list[int | None]:
    """Return a lane (0 to `count` - 1) for each span (from, to; pixels), None where it has no room.

    Earlier spans go first; in a lane, spans lie at least `gap` apart.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(count)]
    found: list[int | None] = []
    for start, end in spans:
        free = (
            at
            for at, lane in enumerate(taken)
            if all(end + gap <= low or start >= high + gap for low, high in lane)
        )
        lane = next(free, None)
        if lane is not None:
            taken[lane].append((start, end))
        found.append(lane)
    return found
