"""Which cells are on: a split made better by turning cells on and off, and solving the rest.

With each cell either at lo or where it is concave the rest is a concave problem, whose prices say
how much turning a cell could bring at most: what it earns at those prices above lo, or misses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.spend.batch import Box
from planner.spend.forms import Flags, Floats
from planner.spend.price import Relaxed

if TYPE_CHECKING:
    from planner.spend.branch import Search


SHARE = 0.3
"""Part of all work that may go into it."""

PAIRED = 12
"""Cells, the most promising first, that are also turned together with another."""

PARTNERS = 3


def improve(found: Search, box: Box, root: Relaxed) -> None:
    """Offer the best of what turning one cell, two that compete, or many apart leads to."""
    if not (root.over > 0).any() or found.spend is None:
        return
    _dive(found, box, root)
    until = found.done + int(SHARE * found.work)
    on = found.spend >= box.start
    now = found.solve_on(box, on, root.prices)
    failed: dict[tuple[int, ...], int] = {}
    while now is not None and found.done < until and not found.is_closed(root.bound):
        now, on = _better(found, box, on, now, failed, until)


def _dive(found: Search, box: Box, node: Relaxed) -> None:
    """Turn the open cells that are nearest to all or nothing, solve again, until none is open."""
    while (open_ := np.flatnonzero((node.over > 0) & (box.start > box.lo))).size:
        if found.is_tired:
            return
        touch = found.batch.touched(box)[1]
        part = (node.spend - box.lo)[open_] / np.maximum(touch - box.lo, _TINY)[open_]
        clearest = np.argsort(-np.abs(part - 0.5), kind="stable")[: -(-open_.size // 2)]
        for at, filled in zip(open_[clearest].tolist(), part[clearest].tolist(), strict=True):
            low, high = float(box.lo[at]), float(box.hi[at])
            if filled > 0.5:
                low = float(box.start[at])
            else:
                high = low
            box = found.batch.changed(box, at, low, low, high)
        child = found.solve(box, node.prices)
        if child is None or found.is_closed(child.bound):
            return
        node = child


def _better(
    found: Search,
    box: Box,
    on: Flags,
    now: tuple[float, Floats],
    failed: dict[tuple[int, ...], int],
    until: int,
) -> tuple[tuple[float, Floats] | None, Flags]:
    """Return the first state that is better than this one, None if no move leads to one.

    Moves that have failed before come last.
    """
    value, prices = now
    moves = _moves(found, box, on, prices)
    for turned in sorted(moves, key=lambda move: failed.get(move, 0)):
        if found.done >= until:
            break
        other = on.copy()
        other[list(turned)] = ~other[list(turned)]
        then = found.solve_on(box, other, prices)
        if then is not None and then[0] > value:
            return then, other
        failed[turned] = failed.get(turned, 0) + 1
    return None, on


def _moves(found: Search, box: Box, on: Flags, prices: Floats) -> list[tuple[int, ...]]:
    """Return sets of cells to turn, the most promising first; none that can't bring anything."""
    gain, cost = _gains(found, box, on, prices)
    order = [int(at) for at in np.argsort(-gain, kind="stable")]
    moves = [(float(gain[at] - cost[at]), (at,)) for at in order if gain[at] > 0]
    pairs: dict[tuple[int, ...], float] = {}
    for at in order[:PAIRED]:
        others = found.relax.near(at) & (on != on[at]) & np.isfinite(gain)
        ranked = np.flatnonzero(others)[np.argsort(-gain[others], kind="stable")]
        for other in ranked[:PARTNERS].tolist():
            both = float(gain[at] + gain[other])
            if both > 0:  # what one frees the other takes
                pairs[min(at, other), max(at, other)] = both - abs(float(cost[at] - cost[other]))
    ranking = sorted([*moves, *((worth, key) for key, worth in pairs.items())], key=_by_worth)
    return [*_bundles(found, ranking), *(turned for _, turned in ranking)]


def _by_worth(move: tuple[float, tuple[int, ...]]) -> tuple[float, tuple[int, ...]]:
    return -move[0], move[1]


def _bundles(found: Search, moves: list[tuple[float, tuple[int, ...]]]) -> list[tuple[int, ...]]:
    """Return many moves at once, in regions of their own: all, then the better half, and so on."""
    apart: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for worth, turned in moves:
        places = {found.relax.region(at) for at in turned}
        if worth > 0 and not places & taken:
            taken |= places
            apart.append(turned)
    bundles = []
    size = len(apart)
    while size > 1:
        bundles.append(tuple(sorted(at for turned in apart[:size] for at in turned)))
        size //= 2
    return bundles


def _gains(found: Search, box: Box, on: Flags, prices: Floats) -> tuple[Floats, Floats]:
    """Return what turning each cell brings at these prices, and what moving its money costs.

    The first is never less than what the turn can bring; fixed cells have none. The second is an
    estimate: money that a region gives or takes moves its price by its size / flexibility.
    """
    each = found.relax.charge(prices)
    batch = found.batch
    full, best = batch.demand(batch.only(box, np.ones_like(on)), each)
    margin = best - (batch.value(box.lo) - each * box.lo)
    gain = np.where(box.start > box.lo, np.where(on, -margin, margin), -np.inf)
    inner = on & (full > box.start) & (full < box.hi)
    bent = batch.slopes(np.maximum(full, np.finfo(float).tiny))[1]
    flexible = np.divide(-1.0, bent, out=np.zeros_like(bent), where=inner & (bent < 0))
    give = found.relax.by_region(flexible) + _LITTLE * float(flexible.sum())
    size = full - box.lo
    return gain, np.divide(size**2, 2 * give, out=np.zeros_like(size), where=give > 0)


_TINY = float(np.finfo(float).tiny)

_LITTLE = 0.01
"""Part of all flexibility that a region has through the others."""
