"""Splits media money over regions and channels, and each cell over weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.errors import InputError, PlanError
from planner.facts.money import convert
from planner.facts.table import Facts
from planner.model import overrides
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.spend.allocate import Allocation, Limit, allocate
from planner.spend.curves import Curve
from planner.spend.flight import spread
from planner.spend.response import Cells

TRAILERS = "cinema_trailers"
Key = tuple[str, str]
Money = dict[Key, Decimal]


@dataclass(frozen=True, slots=True)
class Split:
    """Media money by (region, channel), whoever pays, and how good the split is.

    `gap` is the share of the best possible result that it may miss.
    """

    money: Money
    gap: float
    dropped: frozenset[Key]
    """Cells left out because less than the smallest sensible booking fell to them."""


def split(
    plan: Plan, cells: Cells, worth: Mapping[str, float], media: Decimal, facts: Facts
) -> Split:
    """Split our `media` money, and the money that partners have committed in their own regions.

    `worth` is what one admission counts in each region. Amounts that a person decided are kept.
    Cells below the smallest sensible booking are closed and the rest is split again; the gap
    counts that against the best split without such bookings.

    Raises:
        PlanError: decided amounts, minimum spends and caps cannot hold together.
    """
    curves = _valued(plan, cells, worth)
    ours = [curve for key, curve in curves.items() if _share(plan, key[0]) > 0]
    found, dropped = _whole_bookings(plan, ours, float(media), facts)
    money = _in_units(plan, found.spend if found else {})
    for code in plan.goals.regions:
        if _share(plan, code) == 0:
            own = [curve for key, curve in curves.items() if key[0] == code]
            money |= _partner_money(plan, code, own, facts)
    return Split(money, max(found.gap, 0.0) if found else 0.0, dropped)


def _share(plan: Plan, code: str) -> float:
    return plan.goals.regions[code].share_of_ours


def _valued(plan: Plan, cells: Cells, worth: Mapping[str, float]) -> dict[Key, Curve]:
    """Return the curves in the objective's unit, closed to one point where a person decided.

    Trailers in cinemas are closed where the film does not open in cinemas.
    """
    decided = overrides.cells(plan.overrides)
    curves: dict[Key, Curve] = {}
    for key, curve in cells.curves.items():
        valued = replace(curve, scale=curve.scale * worth[key[0]])
        if key[1] == TRAILERS and plan.goals.regions[key[0]].release not in IN_CINEMAS:
            valued = replace(valued, hi=0.0)
        amount = decided.get(key)
        curves[key] = (
            valued if amount is None else replace(valued, lo=float(amount), hi=float(amount))
        )
    return curves


def _whole_bookings(
    plan: Plan, curves: Sequence[Curve], media: float, facts: Facts
) -> tuple[Allocation | None, frozenset[Key]]:
    """Close the cells that cannot be booked, split again, until every open cell can be."""
    if not curves:
        return None, frozenset()
    best = found = _allocate(plan, curves, media)
    dropped: set[Key] = set()
    while small := _too_small(plan, curves, found, facts):
        dropped |= small
        open_ = [replace(c, hi=0.0) if (c.region, c.channel) in dropped else c for c in curves]
        try:
            found = _allocate(plan, open_, media)
        except PlanError:  # a minimum spend needs some of them: leave them open
            dropped -= small
            break
    return replace(found, bound=max(best.bound, found.value)), frozenset(dropped)


def _too_small(plan: Plan, curves: Sequence[Curve], found: Allocation, facts: Facts) -> set[Key]:
    """Return the worse half of the cells that cannot be booked: what they free may do the rest."""
    least = {curve.cell: _least(plan, curve.channel, facts) for curve in curves}
    booked = {
        (curve.region, curve.channel): found.spend[curve.cell] / least[curve.cell]
        for curve in curves
        if curve.lo == 0 and 0 < found.spend[curve.cell] < least[curve.cell]
    }
    worst = sorted(booked, key=lambda key: (booked[key], key))
    return set(worst[: (len(worst) + 1) // 2])


def _least(plan: Plan, channel: str, facts: Facts) -> float:
    fact = facts.number(f"minimum_buy.{channel}")
    return convert(fact.value, "EUR", plan.goals.budget.currency, facts)


def _allocate(plan: Plan, curves: Sequence[Curve], budget: float) -> Allocation:
    try:
        shares = {curve.cell: _share(plan, curve.region) or 1.0 for curve in curves}
        return allocate(curves, budget, _limits(plan, curves), cost_share=shares)
    except InputError as error:
        raise PlanError(
            f"The media money cannot be split: {error} Look at minimum_spend and cap in "
            "goals.regions and at overrides that begin with spend."
        ) from None


def _limits(plan: Plan, curves: Sequence[Curve]) -> list[Limit]:
    limits = []
    for code in sorted({curve.region for curve in curves}):
        region = plan.goals.regions[code]
        least, most = float(region.minimum_spend or 0), region.cap
        if least or most is not None:
            limits.append(
                Limit(f"region:{code}", least, float("inf") if most is None else float(most))
            )
    return limits


def _partner_money(plan: Plan, code: str, curves: Sequence[Curve], facts: Facts) -> Money:
    """Split what the partner has committed in a region that it pays for."""
    committed = float(plan.goals.regions[code].minimum_spend or 0)
    decided = sum(curve.lo for curve in curves)
    found, _ = _whole_bookings(plan, curves, max(committed, decided), facts)
    return _in_units(plan, found.spend) if found else {}


def _in_units(plan: Plan, spend: Mapping[str, float]) -> Money:
    """Round each region to whole units, down, and its cells so that they add up to that.

    Amounts that a person decided stay as they are.
    """
    decided = overrides.cells(plan.overrides)
    keys = {name: _key(name) for name in spend}
    money: Money = {}
    for code in dict.fromkeys(region for region, _ in keys.values()):
        own = {keys[name]: spend[name] for name in spend if keys[name][0] == code}
        free = {key: amount for key, amount in own.items() if key not in decided and amount > 0}
        total = sum(free.values())
        whole = Decimal(int(total + 1e-6))  # 4999.9999999 is a minimum spend of 5000
        if whole:
            parts = spread(whole, [amount / total for amount in free.values()])
            money |= dict(zip(free, parts, strict=True))
        money |= {key: decided[key] for key in own if key in decided}
    return {key: amount for key, amount in money.items() if amount}


def _key(name: str) -> Key:
    region, channel = name.split(".", 1)
    return region, channel
