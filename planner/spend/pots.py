"""Whose money goes where: ours, and each partner's in the regions that it pays for alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from planner.errors import InputError, PlanError
from planner.facts.money import region_money
from planner.facts.table import Facts
from planner.model import names, overrides
from planner.model.plan import Plan
from planner.spend.allocate import Allocation, Limit, allocate
from planner.spend.bounds import bounded
from planner.spend.curves import Curve, Key, cell_of, key_of
from planner.spend.rounding import to_units
from planner.spend.shortlists import CREATORS

US = "us"
Pairs = tuple[tuple[str, float], ...]
KEPT = 256
"""Splits that are kept: those of some twenty scenarios of a campaign."""
PLANNED = 200
"""Boxes for a split that a plan holds: more close what is left of the gap by little, and slowly."""
TRIED = 40
"""Boxes for each set of language versions that is tried."""
QUICK = 5
"""Boxes that `allocate` may solve for one of many splits: within some thousandth of the best."""
RISING = 1 + 1e-3
"""What twice the money has to bring, in parts of what the half does, to be spent unasked."""
GROUP = re.compile(r"(region|channel):([A-Za-z0-9_-]+)(?: (max|min))?")
ENDS = {"max": "the most for ", "min": "the least for ", None: ""}


@dataclass(frozen=True, slots=True)
class Pot:
    """Net money of one payer, the cells that it can go to, and the limits that it keeps to.

    `payer` is "us" or the region whose partner pays. `shares` is the payer's part of each unit
    that is spent in a cell; limits count the whole of it. `locked` are amounts that a person
    decided.
    """

    payer: str
    money: float
    curves: tuple[Curve, ...]
    limits: tuple[Limit, ...]
    shares: Mapping[str, float]
    locked: Mapping[str, Decimal]

    def solve(self, own: Mapping[str, float] | None = None, *, boxes: int = PLANNED) -> Allocation:
        """Return the split that `solved` finds; raises as it does."""
        return self.solved(own, boxes=boxes)[1]

    def solved(
        self, own: Mapping[str, float] | None = None, *, boxes: int = PLANNED
    ) -> tuple[Pot, Allocation]:
        """Return the pot and the best split of its money, never below the split `own`.

        Fewer `boxes` are quicker and may miss more of the bound, as in `allocate`.

        A minimum spend, or little money, may need less than the smallest sensible flights: the pot
        returned is then one without them.

        Raises:
            PlanError: limits and decided amounts can't hold together.
        """
        try:
            return self, self.split(own, boxes=boxes)
        except InputError as error:
            small = replace(self, curves=tuple(replace(c, least=0.0) for c in self.curves))
            if small.curves == self.curves:
                raise PlanError(_told(error)) from None
        try:
            return small, small.split(own, boxes=boxes)
        except InputError as error:
            raise PlanError(_told(error)) from None

    def split(self, own: Mapping[str, float] | None = None, *, boxes: int = PLANNED) -> Allocation:
        """Return the best split of the money with all smallest flights.

        Raises:
            InputError: they, limits and decided amounts can't hold together.
        """
        given = tuple(own.items()) if own is not None else None
        shares = tuple(self.shares.items())
        return _split(self.curves, self.money, self.limits, shares, given, boxes)

    def whole(self, spend: Mapping[str, float]) -> dict[Key, Decimal]:
        """Return a split in whole units; amounts that a person decided stay as they are."""
        rounded = to_units(
            self.curves,
            spend,
            self.money,
            self.limits,
            cost_share=self.shares,
            fixed=self.locked,
        )
        return {key_of(cell): amount for cell, amount in rounded.items() if amount}


class Nothing(NamedTuple):
    """What our money brings where there is no cell that it could go to."""

    value: float = 0.0
    bound: float = 0.0
    marginal: float = 0.0


@lru_cache(maxsize=KEPT)
def _split(
    curves: tuple[Curve, ...],
    money: float,
    limits: tuple[Limit, ...],
    shares: Pairs,
    own: Pairs | None,
    boxes: int,
) -> Allocation:
    """Allocate once for the same question: scenarios leave most pots as they are."""
    given = dict(own) if own is not None else None
    return allocate(curves, money, limits, cost_share=dict(shares), own=given, boxes=boxes)


def pots(plan: Plan, curves: Mapping[Key, Curve], media: Decimal, facts: Facts) -> tuple[Pot, ...]:
    """Return our pot with `media` net money, then one for each region that its partner pays for.

    `curves` are in the objective's unit, from 0 on. A partner's pot holds what it has committed
    (minimum_spend), or what a person decided there if that is more.
    """
    open_ = bounded(plan, curves, media, facts)
    regions = dict.fromkeys(code for code, _ in open_)
    ours = [code for code in regions if plan.goals.regions[code].share_of_ours > 0]
    found = [_pot(plan, US, float(media), ours, open_, media, facts)] if ours else []
    theirs = [code for code in regions if code not in ours]
    return (*found, *(_partner(plan, code, open_, media, facts) for code in theirs))


def ours(found: Iterable[Pot]) -> Pot | None:
    """Return our pot, or None where partners pay wherever the film opens."""
    return next((pot for pot in found if pot.payer == US), None)


def _pot(
    plan: Plan,
    payer: str,
    money: float,
    codes: Sequence[str],
    curves: Mapping[Key, Curve],
    media: Decimal,
    facts: Facts,
) -> Pot:
    own = tuple(curve for key, curve in curves.items() if key[0] in codes)
    shares = {curve.cell: plan.goals.regions[curve.region].share_of_ours or 1.0 for curve in own}
    decided = overrides.cells(plan.overrides)
    locked = {cell_of(key): amount for key, amount in decided.items() if key[0] in codes}
    return Pot(payer, money, own, limits(plan, codes, media, facts), shares, locked)


def _partner(
    plan: Plan, code: str, curves: Mapping[Key, Curve], media: Decimal, facts: Facts
) -> Pot:
    """Return the pot of a partner: what it has committed in the region that it pays for.

    All of it is spent, so the region's own limit says no more where the money lies within it and
    at least one flight can be bought that brings more to the last; without it there is one limit,
    which is proven at once.
    """
    committed = agreed_limit(plan, code, facts).minimum
    decided = sum(curve.lo for key, curve in curves.items() if key[0] == code)
    money = max(committed, decided)
    pot = _pot(plan, code, money, [code], curves, media, facts)
    left = money - decided
    buyable = any(
        curve.least <= left <= curve.hi and curve.value(left) > curve.value(left / 2) * RISING
        for curve in pot.curves
        if curve.hi > curve.lo
    )
    within = all(limit.minimum <= money <= limit.maximum for limit in pot.limits)
    return replace(pot, limits=()) if buyable and within else pot


def limits(plan: Plan, codes: Sequence[str], media: Decimal, facts: Facts) -> tuple[Limit, ...]:
    """Return the limits of these regions and, for our money, of channels; shares are of `media`."""
    found = [agreed_limit(plan, code, facts) for code in codes]
    ours = any(plan.goals.regions[code].share_of_ours for code in codes)
    for limit in plan.goals.limits:
        kind, _, name = limit.at.partition(":")
        if name == CREATORS:  # no media
            continue
        if (kind == "region" and name in codes) or (kind == "channel" and ours):
            found.append(Limit(limit.at, *limit.in_money(float(media))))
    return _merged(limit for limit in found if limit.minimum or limit.maximum < float("inf"))


def agreed_limit(plan: Plan, code: str, facts: Facts) -> Limit:
    """Return what was agreed with a region's partner: the least and the most that is spent."""
    region = plan.goals.regions[code]
    least = region_money(plan, code, region.minimum_spend or Decimal(0), facts)
    most = None if region.cap is None else region_money(plan, code, region.cap, facts)
    if max(least, most or 0) > overrides.LARGEST:
        raise PlanError(
            f"What was agreed for {names.region(code)} is more than {overrides.LARGEST:,} in the "
            f"budget's currency. Look at its minimum_spend and cap, and at goals.rates."
        )
    return Limit(f"region:{code}", float(least), float("inf") if most is None else float(most))


def _merged(found: Iterable[Limit]) -> tuple[Limit, ...]:
    """Return one limit a group: the tighter ends of all that speak of it."""
    merged: dict[str, Limit] = {}
    for limit in found:
        old = merged.get(limit.group, Limit(limit.group))
        least, most = max(old.minimum, limit.minimum), min(old.maximum, limit.maximum)
        if least > most:
            raise PlanError(
                f"{in_words(limit.group)} is to get at least {least:,.2f} of media and at most "
                f"{most:,.2f}. Look at minimum_spend and cap in goals.regions, and at goals.limits."
            )
        merged[limit.group] = Limit(limit.group, least, most)
    return tuple(merged.values())


def _told(error: InputError) -> str:
    """Return in the marketer's words which limits clash."""
    text = in_words(str(error)).removesuffix(".")
    return (
        f"The media money cannot be split: {text}. Look at minimum_spend and cap in goals.regions, "
        "at goals.limits, and at overrides that begin with spend."
    )


def in_words(text: str) -> str:
    """Return what the solver says of limits with regions and channels by their names."""

    def named(match: re.Match[str]) -> str:
        kind, name, end = match.groups()
        return ENDS[end] + (names.region(name) if kind == "region" else names.channel(name))

    return GROUP.sub(named, text)
