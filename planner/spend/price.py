"""One limit, the budget: the price of money at which all cells together want just the budget.

The dual of the split is a convex function of that price; its slope is the budget less what is
wanted. A bracket is narrowed by tangents (exact where cells jump) and by secants (exact where
they glide) in turn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.spend.batch import Batch, Box
from planner.spend.forms import Floats

EXACT = 1e-9
"""Share of the bound that a relaxed problem may miss: a thousandth of the gap that is asked for."""

ROUNDS = 200
"""Steps to narrow a bracket; some twelve do."""

THRIFT = 1e-9
"""Price of spending the budget, as a share of all there is to gain: money that brings nothing
stays unspent."""

FAR = 1e150
"""Price at which nobody wants anything."""

_NEAR_GUESS = 2.0
"""What one cell of n changes moves the price by about one part in n."""

_WIDE = 4.0
_EDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best found in one box.

    `spend` is best on the envelopes; what the cells can bring is below `bound`. `over` is by how
    much each envelope overrates its cell's spend. `prices` are response per unit of each row.
    """

    spend: Floats
    bound: float
    over: Floats
    prices: Floats


@dataclass(frozen=True, slots=True)
class _Side:
    """What is wanted at a price: spend, its cost, its response, and the dual bound."""

    price: float
    spend: Floats
    cost: float
    value: Floats
    total: float
    bound: float


Ask = Callable[[float], _Side]


def by_price(
    batch: Batch, box: Box, shares: Floats, budget: float, gain: float, guess: float | None = None
) -> Relaxed:
    """Maximise the envelopes in `box` under sum(shares * spend) <= budget, which lo keeps.

    `gain` is the size of what can be gained; with a `guess` the search starts near that price. At
    most one cell that jumps is left between its two ends.
    """

    def ask(price: float) -> _Side:
        spend, surplus = batch.demand(box, price * shares)
        bound = price * budget + math.fsum(surplus)
        value = batch.value(spend)
        return _Side(price, spend, float(shares @ spend), value, math.fsum(value), bound)

    lowest = THRIFT * gain / budget if budget > 0 else 0.0
    near = guess is not None and guess > lowest
    start = guess if guess is not None and near else _first(gain, budget, lowest)
    factor = 1.0 + _NEAR_GUESS / batch.size if near else _WIDE
    cheap, dear = _bracket(ask, budget, lowest, start, factor)
    if cheap is None:  # even at next to nothing the budget is not used up
        found = _mixed(batch, box, shares, budget, (dear, dear))
        return replace(found, bound=min(found.bound, ask(0.0).bound))
    return _mixed(batch, box, shares, budget, _narrowed(ask, budget, cheap, dear))


def _first(gain: float, budget: float, lowest: float) -> float:
    return max(gain / budget, 2 * lowest) if budget > 0 else 0.0


def _bracket(
    ask: Ask, budget: float, lowest: float, start: float, factor: float
) -> tuple[_Side | None, _Side]:
    """Return a price at which more than the budget is wanted, and one at which no more is.

    The first is None, and the second `lowest`, where no price above that is low enough.
    """
    cheap, dear = None, ask(start)
    while dear.cost > budget and dear.price < FAR:
        cheap, dear = dear, ask(dear.price * factor)
        factor *= factor
    while cheap is None and dear.price > lowest:
        lower = ask(max(dear.price / factor, lowest))
        factor *= factor
        cheap, dear = (lower, dear) if lower.cost > budget else (None, lower)
    return cheap, dear


def _narrowed(ask: Ask, budget: float, cheap: _Side, dear: _Side) -> tuple[_Side, _Side]:
    for step in range(ROUNDS):
        if _is_exact(budget, cheap, dear):
            break
        price = _between(budget, cheap, dear, step)
        if not cheap.price < price < dear.price:
            break
        side = ask(price)
        cheap, dear = (side, dear) if side.cost > budget else (cheap, side)
    return cheap, dear


def _is_exact(budget: float, cheap: _Side, dear: _Side) -> bool:
    part = (budget - dear.cost) / (cheap.cost - dear.cost)
    reached = dear.total + part * (cheap.total - dear.total)
    bound = min(cheap.bound, dear.bound)
    return bound - reached <= EXACT * abs(bound)


def _between(budget: float, cheap: _Side, dear: _Side, step: int) -> float:
    """Return a price inside the bracket: by tangents, by a secant, or the middle, in turn."""
    low, high = cheap.price, dear.price
    middle = math.sqrt(low) * math.sqrt(high)
    if high > _WIDE * low or step % 5 == 4:
        return middle
    over, under = cheap.cost - budget, budget - dear.cost
    if step % 2:
        price = low + (high - low) * over / (over + under)
    else:  # where total - price * (cost - budget) of both sides meet
        price = (cheap.total - dear.total) / (over + under)
    edge = _EDGE * (high - low)
    return price if low + edge < price < high - edge else middle


def _mixed(
    batch: Batch, box: Box, shares: Floats, budget: float, sides: tuple[_Side, _Side]
) -> Relaxed:
    """Return the dearer side's spend, with what is left of the budget given towards the cheaper's.

    Cells that glide get the same part of their way; cells that jump are filled in their order.
    """
    cheap, dear = sides
    way = cheap.spend - dear.spend
    jumps = (way > 0) & ((dear.spend == box.lo) & (box.start > box.lo) | batch.is_table)
    left, glide = max(budget - dear.cost, 0.0), float(shares @ np.where(jumps, 0.0, way))
    part = np.full(batch.size, min(left / glide, 1.0) if glide > 0 else 1.0)
    cost = np.where(jumps, shares * way, 0.0)
    before = np.cumsum(cost) - cost + min(glide, left)
    filled = np.divide(left - before, cost, out=np.ones(batch.size), where=cost > 0)
    part = np.where(jumps, np.clip(filled, 0.0, 1.0), part)
    spend = np.clip(dear.spend + part * way, box.lo, box.hi)
    top = dear.value + part * (cheap.value - dear.value)
    over = np.where(jumps & (part > 0) & (part < 1), top - real(batch, box, spend), 0.0)
    bound = min(cheap.bound, dear.bound)
    price = dear.price if dear.bound <= cheap.bound else cheap.price
    return Relaxed(spend, bound, over, np.array([price]))


def real(batch: Batch, box: Box, spend: Floats) -> Floats:
    """Return each cell's response; what is too little for a smallest flight is not spent."""
    return batch.value(np.where(spend < box.floor, box.lo, spend))
