"""The relaxed allocation: every curve by its concave envelope, solved by linear programmes.

Kelley's cutting planes (J. SIAM 8, 1960): each envelope is held down by tangents, and a tangent is
added where the linear programme overrates it. The bound does not rest on the solver's precision:
for any multipliers m >= 0 of the rows A x <= b, m.b + sum over cells of max(f(x) - (m.A) x) is
above all that can be reached (Lagrangian duality).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from planner.spend.curves import Curve, Floats

FIRST_CUTS = np.geomspace(1e-4, 1.0, 14)
"""Where the first tangents touch, as shares of a cell's room: closer where curves bend most."""

CLOSER = 16.0
"""How much closer to zero the next tangent goes where the slope at zero is infinite."""

THRIFT = 1e-9
"""Price of spending the whole room, as a share of the whole response: money that brings nothing
stays unspent, and the optimum moves by less than the gap that is asked for."""

_OPTIONS = {
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "maxiter": 20_000,  # work, not time: some ten times what 100 cells take
}
"""Finer than the gap that is asked for; HiGHS allows 1e-10 but may cycle there."""

GAP = 1e-6
"""Share of the bound that may be missing: far below what any figure here is sure of."""
ROUNDS = 60
"""Linear programmes for one problem; most need fewer than ten."""


@dataclass(frozen=True)
class Rows:
    """Linear limits `matrix @ spend <= right`, one name each; money."""

    names: tuple[str, ...]
    matrix: Floats
    right: Floats


class Piece:
    """A curve as the linear programme sees it: room and response of about 1, and its tangents.

    Tangents stay true however often the curve is solved, so pieces are shared between problems.
    """

    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self.room = curve.hi - curve.lo
        ends = curve.hull[1] if curve.form == "table" else curve.value([curve.lo, curve.hi])
        self.base = float(ends[0])
        self.unit = float(np.ptp(ends)) or 1.0
        self.nearest = self.room * float(FIRST_CUTS[0])
        self.steep: list[float] = []
        self.start: list[float] = []
        if self.room <= 0:
            self.steep, self.start = [0.0], [0.0]
            return
        first = curve.hull[0] if curve.form == "table" else curve.lo + self.room * FIRST_CUTS
        self.cut([*first, curve.lo])

    def cut(self, spend: Sequence[float]) -> None:
        """Add the envelope's tangents at `spend`; where that is upright, one closer to lo."""
        x = np.asarray(spend, dtype=np.float64)
        slope = self.curve.envelope_slope(x)
        if not np.isfinite(slope).all():
            self.nearest /= CLOSER
            x = np.where(np.isfinite(slope), x, self.nearest)
            slope = self.curve.envelope_slope(x)
        steep = slope * self.room / self.unit
        place = (x - self.curve.lo) / self.room
        height = (self.curve.envelope_value(x) - self.base) / self.unit
        self.steep += steep.tolist()
        self.start += (height - steep * place).tolist()


@dataclass(frozen=True)
class Relaxed:
    """The best found in one problem.

    `spend` has the highest value on the envelopes, `real_spend` on the curves (`value`). Nothing
    in this problem is worth more than `bound`. `prices` are response per unit of each row.
    """

    spend: Floats
    real_spend: Floats
    value: float
    bound: float
    prices: Floats


def relax(pieces: Sequence[Piece], rows: Rows, start: Floats) -> Relaxed:
    """Maximise the envelopes under `rows`; `start` is any spend that keeps them."""
    curves = [piece.curve for piece in pieces]
    best = Relaxed(start, start, total(curves, start), np.inf, np.zeros(len(rows.names)))
    height = sum(envelopes(curves, start))
    for _ in range(ROUNDS):
        answer = _solve(pieces, rows)
        if answer is None:  # numerical trouble: what was found so far is still true
            break
        spend, tops, prices = answer
        bound, wanted = lagrangian(curves, rows, prices)
        held = envelopes(curves, spend)
        reached, value = sum(held), total(curves, spend)
        best = Relaxed(
            spend=spend if reached >= height else best.spend,
            real_spend=spend if value >= best.value else best.real_spend,
            value=max(value, best.value),
            bound=min(bound, best.bound),
            prices=prices if bound <= best.bound else best.prices,
        )
        height = max(reached, height)
        if best.bound - height <= GAP / 2 * abs(best.bound):
            break
        over = (tops - held).tolist()
        if not _sharpen(pieces, spend, over, wanted, GAP / 4 * abs(best.bound) / len(pieces)):
            break
    if np.isinf(best.bound):
        bound, _ = lagrangian(curves, rows, best.prices)
        best = Relaxed(best.spend, best.real_spend, best.value, bound, best.prices)
    return best


def _sharpen(
    pieces: Sequence[Piece],
    spend: Floats,
    over: Sequence[float],
    wanted: Sequence[float],
    least: float,
) -> bool:
    """Add tangents where the linear programme overrates a cell; return whether there was one."""
    added = False
    for piece, x, much, other in zip(pieces, spend.tolist(), over, wanted, strict=True):
        if much > least and piece.curve.form != "table":
            piece.cut([x, other])
            added = True
    return added


def lagrangian(curves: Sequence[Curve], rows: Rows, prices: Floats) -> tuple[float, list[float]]:
    """Return the Lagrangian bound at `prices` >= 0 and the spend each cell would want there."""
    each = (prices @ rows.matrix).tolist()
    wanted = [curve.surplus(price) for curve, price in zip(curves, each, strict=True)]
    bound = float(prices @ rows.right) + sum(profit for _, profit in wanted)
    return bound, [spend for spend, _ in wanted]


def total(curves: Sequence[Curve], spend: Floats) -> float:
    """Return what `spend` brings on the curves themselves."""
    return sum(float(curve.value(x)) for curve, x in zip(curves, spend, strict=True))


def envelopes(curves: Sequence[Curve], spend: Floats) -> list[float]:
    """Return what each cell's `spend` brings on its envelope."""
    return [float(curve.envelope_value(x)) for curve, x in zip(curves, spend, strict=True)]


def _solve(pieces: Sequence[Piece], rows: Rows) -> tuple[Floats, Floats, Floats] | None:
    """Return spend, its supposed responses and the prices, or None where the solver gave up."""
    low = np.array([piece.curve.lo for piece in pieces])
    room = np.array([piece.room for piece in pieces])
    unit = np.array([piece.unit for piece in pieces])
    matrix = rows.matrix * room
    size = np.abs(matrix).max(axis=1, initial=0.0)
    size[size == 0] = 1.0
    right = (rows.right - rows.matrix @ low) / size
    answer = _linear(pieces, matrix / size[:, None], right, unit / unit.sum(), room)
    if answer.status != 0:
        return None
    duals = answer.ineqlin.marginals[: len(rows.names)]
    prices = np.clip(-duals, 0.0, None) * unit.sum() / size
    high = np.array([piece.curve.hi for piece in pieces])
    spend = np.clip(low + room * answer.x[: len(pieces)], low, high)
    base = np.array([piece.base for piece in pieces])
    return settle(spend, low, rows), base + unit * answer.x[len(pieces) :], prices


def _linear(
    pieces: Sequence[Piece], matrix: Floats, right: Floats, worth: Floats, room: Floats
) -> Any:  # noqa: ANN401  # scipy's stubs know neither sparse matrices nor these options
    """Maximise worth @ t over shares y of the room and heights t below every tangent."""
    count = len(pieces)
    owner = np.repeat(np.arange(count), [len(piece.steep) for piece in pieces])
    steep = np.concatenate([piece.steep for piece in pieces])
    start = np.concatenate([piece.start for piece in pieces])
    line = np.arange(len(owner))
    shape = (len(owner), count)
    tangents = hstack(
        [
            csr_array((-steep, (line, owner)), shape=shape),
            csr_array((np.ones(len(owner)), (line, owner)), shape=shape),
        ]
    )
    limits = hstack([csr_array(matrix), csr_array(matrix.shape)])
    thrift = THRIFT * room / max(room.sum(), np.finfo(float).tiny)
    return linprog(  # type: ignore[call-overload]  # takes sparse matrices
        np.concatenate([thrift, -worth]),
        A_ub=vstack([limits, tangents]),
        b_ub=np.concatenate([right, start]),
        bounds=[(0.0, 1.0)] * count + [(None, None)] * count,
        method="highs-ds",
        options=_OPTIONS,
    )


def settle(spend: Floats, low: Floats, rows: Rows) -> Floats:
    """Take the solver's rounding out: no row that caps money is exceeded by a hair."""
    for row, right in zip(rows.matrix, rows.right, strict=True):
        floor, used = float(row @ low), float(row @ spend)
        if used > right and (row >= 0).all():
            part = max((right - floor) / (used - floor), 0.0) if used > floor else 1.0
            spend = np.where(row > 0, low + (spend - low) * part, spend)
    return spend
