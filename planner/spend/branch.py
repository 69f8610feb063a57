"""Branch and bound, best bound first (Land and Doig): cells that are not concave, cut in two.

The cell that its envelope overrates most is cut at the spend found: below and above it, or
nothing and its smallest flight. What is left of the gap after a fixed amount of work is reported.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.spend.batch import Batch, Box
from planner.spend.forms import Flags, Floats
from planner.spend.groups import Relax
from planner.spend.improve import improve
from planner.spend.price import Relaxed


@dataclass(slots=True)
class Search:
    """The best spend so far; `work` is how many boxes may be solved, `done` how many were.

    `rescue` finds some spend that keeps all limits, or raises what is wrong with them.
    """

    batch: Batch
    relax: Relax
    gap: float
    work: int
    rescue: Callable[[], Floats]
    spend: Floats | None = None
    value: float = -math.inf
    done: int = 0

    def offer(self, box: Box, spend: Floats) -> None:
        """Keep `spend` if it is the best so far; too little for a smallest flight is not spent."""
        spend = np.where(spend < box.floor, box.lo, spend)
        value = math.fsum(self.batch.value(spend))
        if value > self.value and self.relax.keeps(spend):
            self.spend, self.value = spend, value

    def solve(self, box: Box, prices: Floats | None) -> Relaxed | None:
        """Solve one box and offer what it spends."""
        self.done += 1
        node = self.relax(box, prices)
        if node is not None:
            self.offer(box, node.spend)
        return node

    def solve_on(self, box: Box, on: Flags, prices: Floats | None) -> tuple[float, Floats] | None:
        """Solve the box with cells on or off; return the value reached and the prices."""
        node = self.solve(self.batch.only(box, on), prices)
        if node is None or not self.relax.keeps(node.spend):
            return None
        return math.fsum(self.batch.value(node.spend)), node.prices

    @property
    def is_tired(self) -> bool:
        """Whether all work is done."""
        return self.done >= self.work

    def is_closed(self, bound: float) -> bool:
        """Return whether nothing below `bound` is worth a search."""
        return bound - self.value <= self.gap * abs(bound)


def search(found: Search, box: Box) -> tuple[float, Floats]:
    """Search `box`; return the bound that is proven and the limits' prices in the whole problem."""
    box, _ = (box, None) if found.relax.alone else found.batch.touched(box)
    root = found.solve(box, None)
    if root is None:
        found.offer(box, found.rescue())
        return found.value, np.zeros(len(found.relax.rows.names))
    if not found.is_closed(root.bound):
        _round(found, box, root)
        if found.spend is None:
            found.offer(box, found.rescue())
        if not found.relax.alone:  # with one limit one cell is open, and branching is quicker
            improve(found, box, root)
    return max(_branch(found, box, root), found.value), root.prices


def _branch(found: Search, box: Box, root: Relaxed) -> float:
    waiting = [(-root.bound, 0, box, root)]
    settled = -math.inf
    while waiting and not found.is_tired and not found.is_closed(-waiting[0][0]):
        _, _, box, node = heapq.heappop(waiting)
        halves = _halves(found, box, node)
        if not halves:  # the curves are met: what is left of its gap is not for branching
            settled = max(settled, node.bound)
        for half in halves:
            child = found.solve(half, node.prices)
            if child is None:
                continue
            bound = min(child.bound, node.bound)
            if not found.is_closed(bound):
                _round(found, half, child)
            heapq.heappush(waiting, (-bound, found.done, half, child))
    return max([settled, *(-entry[0] for entry in waiting)])


def _round(found: Search, box: Box, node: Relaxed) -> None:
    """Offer what is best if the cells that jump do so all or nothing."""
    open_ = np.flatnonzero(node.over > 0)
    on = node.spend >= box.start
    ways = (False, True) if len(open_) == 1 else (None,) if len(open_) else ()
    for up in ways:
        on[open_] = node.spend[open_] > _HALF * box.start[open_] if up is None else up
        found.solve_on(box, on, node.prices)


_HALF = 0.5
"""Part of the way to where it is concave from which a cell counts as on."""


def _halves(found: Search, box: Box, node: Relaxed) -> list[Box]:
    """Return the box twice, with the most overrated cell below and above its spend.

    Of cells that are just alike the first is to get the most: so what holds for one from above
    holds for those behind it, and from below for those before it.
    """
    at = int(np.argmax(node.over))
    lo, floor, hi, x = (float(one[at]) for one in (box.lo, box.floor, box.hi, node.spend))
    if node.over[at] <= 0 or not lo < x < hi:
        return []
    most, least = (lo, floor) if x < floor else (x, x)
    below = above = box
    for other in found.relax.twins(at):
        if other >= at:
            below = _cut(found.batch, below, other, most=most)
        if other <= at:
            above = _cut(found.batch, above, other, least=least)
    return [below, above]


def _cut(batch: Batch, box: Box, at: int, *, least: float = 0.0, most: float = math.inf) -> Box:
    """Return the box where one cell gets at least, or at most, so much."""
    lo, floor, hi = (float(one[at]) for one in (box.lo, box.floor, box.hi))
    if least > lo:
        low = min(max(least, floor), hi)
        return batch.changed(box, at, low, low, hi)
    if most < floor:
        return batch.changed(box, at, lo, lo, lo)
    return batch.changed(box, at, lo, floor, most) if most < hi else box
