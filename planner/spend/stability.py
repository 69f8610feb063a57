"""How stable each cell's share of the money is when the world turns out otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from planner.spend.curves import Curve
from planner.spend.draws import Draws, Part
from planner.spend.robust import Solve

COUNT = 40
"""Draws that are split anew: each takes one allocation."""
BOUGHT = 1e-6
"""Part of the money above which a cell counts as bought."""


def stability(
    draws: Draws, curves: Sequence[Curve], solve: Solve, count: int = COUNT
) -> pd.DataFrame:
    """Return how a cell's share of the money varies when each draw gets the split best for it.

    Columns: cell, region, channel, p10, p50, p90 (share of the media money) and bought (the share
    of draws in which it gets any). The first `count` draws are used.
    """
    number = min(count, draws.count)
    shares = np.array([_shares(draws, at, curves, solve) for at in range(number)])
    low, middle, high = np.quantile(shares, [0.1, 0.5, 0.9], axis=0)
    return pd.DataFrame(
        {
            "cell": [curve.cell for curve in curves],
            "region": [curve.region for curve in curves],
            "channel": [curve.channel for curve in curves],
            "p10": low,
            "p50": middle,
            "p90": high,
            "bought": (shares > BOUGHT).mean(axis=0),
        }
    )


def _shares(draws: Draws, at: int, curves: Sequence[Curve], solve: Solve) -> list[float]:
    found = solve(curves_in(draws.value, at, curves)).spend
    total = sum(found[curve.cell] for curve in curves)
    return [found[curve.cell] / total if total else 0.0 for curve in curves]


def curves_in(part: Part, at: int, curves: Sequence[Curve]) -> Mapping[str, Curve]:
    """Return the curves as they are in draw `at`; their lo, hi and least stay."""
    return {curve.cell: _as_in(part, at, part.cells.index(curve.cell), curve) for curve in curves}


def _as_in(part: Part, at: int, column: int, curve: Curve) -> Curve:
    if column in part.others:
        drawn = part.others[column][at]
        return replace(drawn, lo=curve.lo, hi=curve.hi, least=curve.least)
    scale, k, s = (float(each[at, column]) for each in (part.scale, part.k, part.s))
    return replace(curve, form=part.forms[column], scale=scale, k=k, s=s, points=())
