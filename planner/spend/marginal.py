"""What the next money would bring: by cell, and by budget up to where it flattens."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from planner.errors import PlanError
from planner.facts.money import cents
from planner.spend.case import Case
from planner.spend.curves import Curve, Key
from planner.spend.objective import valued
from planner.spend.pots import QUICK, Pot, ours, pots

Row = tuple[float, float, float]

NEXT = 1000.0
MULTIPLES = (0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 8.0)
"""Budgets that are looked at, as multiples of our media money."""
HALF = 0.5
"""Share of what the next unit brings now, below which a budget counts as flat."""


@dataclass(frozen=True, slots=True)
class Flattening:
    """What our media money brings by its amount.

    `frame` has media (net), value (in the objective's unit, beyond what comes without media) and
    next (what 1 more brings). `at` is the media money above which 1 more brings less than `share`
    of what it brings now, None where it does not fall so low in the frame; `now` is our media.
    """

    frame: pd.DataFrame
    at: float | None
    now: float
    share: float


def marginal(case: Case, amount: float = NEXT) -> pd.DataFrame:
    """Return what `amount` more net media would bring in each cell, most first.

    Columns: region, channel, media (net, now), gain (admissions, whatever the objective), open
    (false where a decision or the cell's own limits leave no room, and gain is 0). A channel that
    gets nothing starts at its smallest flight: less than that buys nothing there.
    """
    rows = [
        (curve.region, curve.channel, *_next(case, curve, amount))
        for pot in case.pots
        for curve in pot.curves
    ]
    frame = pd.DataFrame(rows, columns=["region", "channel", "media", "gain", "open"])
    order = ["gain", "region", "channel"]
    return frame.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _next(case: Case, curve: Curve, amount: float) -> tuple[float, float, bool]:
    """Return a cell's media now, the admissions that more would bring, and if there is room."""
    now = float(case.money.get((curve.region, curve.channel), 0))
    after = now + amount
    if after > curve.hi:
        return now, 0.0, False
    if 0 < curve.lo == curve.hi or after < curve.floor:
        return now, 0.0, curve.lo != curve.hi
    people = case.cells.curves[curve.region, curve.channel]
    return now, float(people.value(after) - people.value(now)), True


def flattening(case: Case, share: float = HALF) -> Flattening | None:
    """Return what our media would bring at other amounts of it, None where we pay for none.

    Everything but the amount stays: limits in money, decided amounts, language versions and dates;
    limits that are shares of our media move with it. Amounts that limits rule out are left out.
    """
    pot = case.ours
    if pot is None or pot.money <= 0:
        return None
    curves = _wide(case, MULTIPLES[-1])
    rows = [_at(case, curves, part * pot.money) for part in MULTIPLES]
    known = [row for row in rows if row is not None]
    frame = pd.DataFrame(known, columns=["media", "value", "next"])
    return Flattening(frame, _crossing(known, pot.money, share), pot.money, share)


def _crossing(rows: Sequence[Row], now: float, share: float) -> float | None:
    """Return the media money at which the next unit falls to a share of what it brings at `now`.

    Between two budgets it is taken to fall along a power of the money.
    """
    later = [row for row in rows if row[0] >= now]
    if not later or later[0][0] > now or not 0 < later[0][2] < math.inf:
        return None
    wanted = share * later[0][2]
    for (x0, _, before), (x1, _, after) in pairwise(later):
        if after <= wanted:
            low = max(after, wanted * 1e-6)
            part = math.log(before / wanted) / math.log(before / low) if before > low else 1.0
            return float(x0 * (x1 / x0) ** min(max(part, 0.0), 1.0))
    return None


def _wide(case: Case, times: float) -> dict[Key, Curve]:
    """Return the curves in the objective's unit, with room for `times` our media money."""
    plan, facts = case.ask.plan, case.ask.facts
    return {
        key: replace(curve, hi=curve.hi * times if key in case.weeks else 0.0)
        for key, curve in valued(plan, case.cells, facts).items()
    }


def _pot(case: Case, curves: Mapping[Key, Curve], media: float) -> Pot | None:
    found = pots(case.ask.plan, curves, cents(media), case.ask.facts)
    return ours(found)


def _at(case: Case, curves: Mapping[Key, Curve], media: float) -> Row | None:
    pot = _pot(case, curves, media)
    try:
        found = pot.solve(boxes=QUICK) if pot else None
    except PlanError:  # too little for what was decided or agreed
        return None
    return (media, found.value, found.marginal) if found else None
