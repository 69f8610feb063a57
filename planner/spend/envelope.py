"""Concave envelopes of many cells at once, and what each cell would buy at a price of money.

A cell spends exactly lo, or from `floor` (lo, or its smallest flight) to hi. Its envelope runs
straight from lo to the `tangency`, then along the curve: there the straight line touches it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from planner.spend.forms import Floats, Form

STEPS = 80
"""Steps to find a tangency; ten do, and one that is not exact costs tightness, never truth."""

_NEAR = 1e-14

_NO_MONEY = 1e-250
"""Share of hi that stands for nothing: at nothing itself a slope may be infinite."""


class Ends(NamedTuple):
    """What cells may spend: exactly `lo`, or `floor` to `hi`; concave from `start` to `hi`."""

    lo: Floats
    floor: Floats
    start: Floats
    hi: Floats


def concave_from(form: Form, floor: Floats, hi: Floats) -> Floats:
    """Return the spend from which each curve is concave up to hi."""
    return np.asarray(np.minimum(np.maximum(form.bend, floor), hi))


def tangency(form: Form, lo: Floats, start: Floats, hi: Floats) -> Floats:
    """Return where the straight line from lo touches each curve, in [start, hi].

    There f(x) - f(lo) = f'(x) (x - lo); `start` is where the curve becomes concave, so that the
    difference of the two sides rises from there on: Newton's method inside a shrinking bracket.
    """
    base = form.value(lo)
    with np.errstate(invalid="ignore", over="ignore"):
        at_start = ~(form.value(start) - base < form.slope(start) * (start - lo)) | (start <= lo)
        beyond = ~(form.value(hi) - base > form.slope(hi) * (hi - lo))
    asked = ~at_start & ~beyond
    found = _touching(form, lo, base, np.where(asked, start, hi), hi) if asked.any() else hi
    return np.asarray(np.where(at_start, start, np.where(asked, found, hi)))


def _touching(form: Form, lo: Floats, base: Floats, low: Floats, high: Floats) -> Floats:
    x = high.copy()
    for _ in range(STEPS):
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            over = form.value(x) - base - form.slope(x) * (x - lo)
            following = x + over / (form.curvature(x) * (x - lo))
        above = ~(over < 0)
        high, low = np.where(above, x, high), np.where(above, low, x)
        inside = (following >= low) & (following <= high)
        following = np.where(inside, following, (low + high) / 2)
        step = np.abs(following - x)
        x = following
        if not (step > _NEAR * high).any():
            break
    return x


def best_at(form: Form, ends: Ends, price: Floats) -> tuple[Floats, Floats]:
    """Return each cell's best spend at `price` per unit, and a bound of value - price * spend.

    The bound holds for every spend the cell may have, however exact the search was: a concave
    function lies below each of its tangents, a convex one below its ends.
    """
    lo, floor, start, hi = ends
    x = np.clip(form.spend_at(price), np.maximum(start, hi * _NO_MONEY), hi)
    profit = form.value(x) - price * x
    with np.errstate(invalid="ignore", over="ignore"):
        steeper = form.slope(x) - price
        slack = np.maximum(steeper * (start - x), steeper * (hi - x))
    most = form.value(hi) - price * np.where(price > 0, start, hi)
    top = np.fmin(profit + np.maximum(slack, 0.0), most)
    least, none = form.value(floor) - price * floor, form.value(lo) - price * lo
    spend = np.where(least > profit, floor, x)
    spend = np.where(none >= np.maximum(profit, least), lo, spend)
    return spend, np.maximum(np.maximum(top, least), none)
