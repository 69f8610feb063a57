"""What the split answers besides: where the next money goes, and what it would take.

All of it reads the split's own price of money: the response per extra unit of budget.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.errors import InputError
from planner.spend.allocate import Allocation, Limit, allocate
from planner.spend.curves import Curve

Shares = Mapping[str, float]

STEPS = 40
"""Halvings of a budget that is searched for: to a part in 10^9 of where the search starts."""

NEAR = 1e-4
"""Share of the budget within which the answer lies."""

LEVEL = 0.1
"""Share of the mean response per unit of money below which a budget counts as flat."""


@dataclass(frozen=True, slots=True)
class Start:
    """When a cell that gets nothing would get something, in money of the cell.

    `above` is what it would get at once; `more` is what the budget would have to be raised by,
    None where no budget would do.
    """

    cell: str
    above: float
    more: float | None

    def text(self, currency: str = "") -> str:
        """Return the answer in words."""
        money = f"{currency} " if currency else ""
        start = f"starts to pay above {money}{self.above:,.0f}"
        if self.more is None:
            return f"{start}; no budget within the limits takes it up"
        return f"{start}; would need {money}{self.more:,.0f} more"


def starts_to_pay(curves: Sequence[Curve], found: Allocation) -> dict[str, Start]:
    """Return for each cell that gets nothing what it would take; closed cells are left out."""
    idle = [curve for curve in curves if found.spend[curve.cell] == 0 < curve.top]
    return {curve.cell: _start(curve) for curve in idle}


def _start(curve: Curve) -> Start:
    if curve.form != "table":
        return Start(curve.cell, curve.tangency, None)
    corners = curve.hull[0]
    return Start(curve.cell, float(corners[min(1, len(corners) - 1)]), None)


def next_money(curves: Sequence[Curve], found: Allocation, amount: float) -> dict[str, float]:
    """Return what `amount` more money in each cell would bring, up to the cell's own end."""
    return {c.cell: _gain(c, found.spend[c.cell], amount) for c in curves}


def _gain(curve: Curve, x: float, amount: float) -> float:
    after = min(x + amount, curve.top)
    if after < curve.floor:
        return 0.0
    return float(curve.value(after) - curve.value(x))


def where_next(
    curves: Sequence[Curve],
    budget: float,
    amount: float,
    limits: Sequence[Limit] = (),
    cost_share: Shares | None = None,
) -> dict[str, float]:
    """Return how each cell's spend changes when the budget grows by `amount`."""
    now = allocate(curves, budget, limits, cost_share=cost_share)
    then = allocate(curves, budget + amount, limits, cost_share=cost_share, own=now.spend)
    return {cell: then.spend[cell] - now.spend[cell] for cell in now.spend}


def least_budget(
    curves: Sequence[Curve],
    wanted: float,
    limits: Sequence[Limit] = (),
    cost_share: Shares | None = None,
) -> Allocation | None:
    """Return the split of the least budget that brings `wanted`; None where none within hi does."""
    shares = cost_share or {}
    most = math.fsum(curve.top * shares.get(curve.cell, 1.0) for curve in curves)
    found = allocate(curves, most, limits, cost_share=cost_share)
    if found.value < wanted:
        return None
    low, high = 0.0, most
    for _ in range(STEPS):
        middle = (low + high) / 2
        try:
            tried = allocate(curves, middle, limits, cost_share=cost_share)
        except InputError:  # too little for the minimums
            low = middle
            continue
        low, high = (low, middle) if tried.value >= wanted else (middle, high)
        found = tried if tried.value >= wanted else found
        if high - low <= NEAR * high:
            break
    return found


def flattens_at(
    curves: Sequence[Curve],
    limits: Sequence[Limit] = (),
    cost_share: Shares | None = None,
    share: float = LEVEL,
) -> float:
    """Return the budget above which a further unit brings less than `share` of the mean unit."""
    shares = cost_share or {}
    most = math.fsum(curve.top * shares.get(curve.cell, 1.0) for curve in curves)
    low, high = 0.0, most
    for _ in range(STEPS):
        middle = (low + high) / 2
        try:
            found = allocate(curves, middle, limits, cost_share=cost_share)
        except InputError:  # too little for the minimums
            low = middle
            continue
        flat = found.marginal * middle <= share * found.value
        low, high = (low, middle) if flat else (middle, high)
        if high - low <= NEAR * high:
            break
    return high
