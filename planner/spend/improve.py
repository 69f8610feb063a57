"""Which cells are on: a split made better by turning cells on and off, and solving the rest.

With each cell either at lo or where it is concave the rest is a concave problem, whose prices say
how much turning a cell could bring at most: what it earns at those prices above lo, or misses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from planner.spend.batch import Box
from planner.spend.forms import Floats
from planner.spend.price import Relaxed

if TYPE_CHECKING:
    from planner.spend.branch import Search

Flags = npt.NDArray[np.bool_]

SHARE = 0.4
"""Part of all work that may go into it."""

PAIRED = 12
"""Cells, the most promising first, that are also turned together with another."""

PARTNERS = 3


def improve(found: Search, box: Box, root: Relaxed) -> None:
    """Offer the best of what turning one cell, or two that compete, leads to."""
    if not (root.over > 0).any() or found.spend is None:
        return
    until = found.done + int(SHARE * found.work)
    on = found.spend >= box.start
    now = found.solve_on(box, on, root.prices)
    tried: set[bytes] = set()
    while now is not None and found.done < until and not found.is_closed(root.bound):
        now, on = _better(found, box, on, now, tried, until)


def _better(
    found: Search,
    box: Box,
    on: Flags,
    now: tuple[float, Floats],
    tried: set[bytes],
    until: int,
) -> tuple[tuple[float, Floats] | None, Flags]:
    """Return the first state that is better than this one, None if no move leads to one."""
    value, prices = now
    for turned in _moves(found, box, on, prices):
        other = on.copy()
        other[turned] = ~other[turned]
        key = other.tobytes()
        if key in tried:
            continue
        if found.done >= until:
            break
        tried.add(key)
        then = found.solve_on(box, other, prices)
        if then is not None and then[0] > value:
            return then, other
    return None, on


def _moves(found: Search, box: Box, on: Flags, prices: Floats) -> list[list[int]]:
    """Return sets of cells to turn, the most promising first; none that can't bring anything."""
    gain = _gains(found, box, on, prices)
    order = [int(at) for at in np.argsort(-gain, kind="stable")]
    moves = [(float(gain[at]), [at]) for at in order if gain[at] > 0]
    for at in order[:PAIRED]:
        others = found.relax.near(at) & (on != on[at]) & np.isfinite(gain)
        ranked = np.flatnonzero(others)[np.argsort(-gain[others], kind="stable")]
        for other in ranked[:PARTNERS]:
            both = float(gain[at] + gain[other])
            if both > 0:
                moves.append((both, sorted((at, int(other)))))
    return [turned for _, turned in sorted(moves, key=lambda move: (-move[0], move[1]))]


def _gains(found: Search, box: Box, on: Flags, prices: Floats) -> Floats:
    """Return what turning each cell can bring at most at these prices; none for fixed cells."""
    each = found.relax.charge(prices)
    batch = found.batch
    open_ = box.start > box.lo
    _, best = batch.demand(batch.only(box, np.ones_like(on)), each)
    margin = best - (batch.value(box.lo) - each * box.lo)
    gain = np.where(on, -margin, margin)
    return np.where(open_, gain, -np.inf)
