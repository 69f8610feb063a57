"""An agency's commission on media, and money shared out to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

CENTS = 100


def commission_on(net: Decimal, rate: float) -> Decimal:
    """Return the commission on `net` media, to the cent, half to even.

    `rate` (0 to below 1) is the agency's part of gross media, and gross = net + commission: so the
    commission is net x rate / (1 - rate).
    """
    part = _exact(rate)
    return Decimal(round(_cents(net) * part / (1 - part))) / CENTS


def net_within(gross: Decimal, rate: float) -> Decimal:
    """Return the net media that `gross` money pays for, whole cents, rounded down.

    It and its commission never exceed `gross`: where net x 1 / (1 - rate) is at most a number of
    whole cents, so is its rounded value.
    """
    return Decimal(int(_cents(gross) * (1 - _exact(rate)))) / CENTS


def apportion(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Return `total` in parts like `weights` (at least 0), to the cent, by largest remainder.

    The parts add up to `total` exactly and none is a cent or more away from its exact share; the
    first of equal remainders comes first. A part is never above its weight where `total` is at
    most the weights' sum.

    Raises:
        ValueError: there is money, and all weights are 0.
    """
    whole, shares = int(_cents(total)), [int(_cents(weight)) for weight in weights]
    everything = sum(shares)
    if not everything:
        if whole:
            raise ValueError(f"{total} can't be shared out among nothing")
        return [Decimal(0) for _ in weights]
    parts = [whole * share // everything for share in shares]
    rests = [whole * share % everything for share in shares]
    order = sorted(range(len(shares)), key=lambda place: (-rests[place], place))
    for place in order[: whole - sum(parts)]:
        parts[place] += 1
    return [Decimal(part) / CENTS for part in parts]


def _cents(amount: Decimal) -> Fraction:
    return Fraction(amount) * CENTS


def _exact(rate: float) -> Fraction:
    return Fraction(str(rate))  # 0.15 as it is written, not as a float holds it
