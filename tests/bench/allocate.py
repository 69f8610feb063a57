"""How good and how fast the split of a budget is, beside the two ways of well-known tools.

    python -m tests.bench.allocate

Random Hill cells, s from 0.7 to 3, around a rule-of-thumb plan (log-normal); cells may spend 0.7 to
1.3 of their plan (tight), 0.01 to 5 (wide), or nothing to 5 with s from 1.5 up and a quarter of the
money (scarce); `concave` has s up to 1 and tight boxes: there peers should tie. `short` is what a
split misses of our proven bound. Peers, in the same run and on the same curves:

- `slsqp` as PyMC-Marketing's BudgetOptimizer calls scipy: SLSQP, ftol 1e-9, 1,000 iterations,
  gradient given, from an equal split (within the boxes);
- `grid` as Meridian's optimiser works: on a grid of 1% of each cell's plan, the leap that brings
  most for its money first, then the next.

Seconds are the best of repeats, since the machine may be shared.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import minimize

from planner.spend.allocate import Allocation, Limit, allocate
from planner.spend.batch import Batch
from planner.spend.curves import Curve
from planner.spend.forms import Floats

T = TypeVar("T")
BOXES = {"tight": (0.7, 1.3), "wide": (0.01, 5.0), "scarce": (0.0, 5.0), "concave": (0.7, 1.3)}
SHAPES = {"tight": (0.7, 3.0), "wide": (0.7, 3.0), "scarce": (1.5, 3.0), "concave": (0.7, 1.0)}
GROUPS = {20: (5, 4), 200: (20, 10), 2000: (100, 20)}
STEP = 0.01
"""Step of the grid, as a share of each cell's plan."""
TOO_MANY = 2000
"""Cells from which SLSQP is left out: it would solve a dense system of that size in each step."""


@dataclass(frozen=True)
class Case:
    """One random problem."""

    curves: list[Curve]
    budget: float
    limits: list[Limit]


def case(count: int, box: str, seed: int, *, groups: bool) -> Case:
    """Return `count` cells in regions and channels; limits leave 0.3..0.7 to 0.8..1.2 of a plan."""
    source = np.random.default_rng(seed)
    plan = source.lognormal(0, 1, count)
    shape = source.uniform(*SHAPES[box], count)
    half, scale = plan * source.lognormal(0, 0.5, count), plan * source.lognormal(0, 0.5, count)
    low, high = BOXES[box]
    channels = GROUPS[count][1]
    curves = [
        Curve(
            f"{at:04}", "hill", scale[at], half[at], shape[at], low * plan[at], high * plan[at],
            f"R{at // channels:03}", f"c{at % channels:02}",
        )
        for at in range(count)
    ]  # fmt: skip
    part = 0.25 if box == "scarce" else 1.0
    limits = _limits(curves, plan * part, source) if groups else []
    return Case(curves, float(plan.sum()) * part, limits)


def _limits(curves: list[Curve], plan: Floats, source: np.random.Generator) -> list[Limit]:
    names = {f"region:{c.region}" for c in curves} | {f"channel:{c.channel}" for c in curves}
    limits = []
    for name in sorted(names):
        members = np.array([Limit(name).holds(curve) for curve in curves])
        used, least = float(plan[members].sum()), sum(c.lo for c in np.array(curves)[members])
        low = max(used * source.uniform(0.3, 0.7), least)
        limits.append(Limit(name, low, max(used * source.uniform(0.8, 1.2), low)))
    return limits


def slsqp(one: Case) -> float:
    """Return the value that scipy's SLSQP finds with PyMC-Marketing's settings."""
    batch, size = Batch(one.curves), len(one.curves)
    low, high = (np.array([getattr(c, end) for c in one.curves]) for end in ("lo", "hi"))
    start = np.clip(np.full(size, one.budget / size), low, high)
    answer = minimize(  # type: ignore[call-overload]  # constraints as a list of dicts
        lambda x: -float(batch.value(x).sum()),
        start,
        jac=lambda x: -batch.slopes(np.maximum(x, 1e-12))[0],
        bounds=list(zip(low, high, strict=True)),
        constraints=[
            {"type": "eq", "fun": lambda x: x.sum() - one.budget, "jac": lambda _: np.ones(size)}
        ],
        method="SLSQP",
        options={"ftol": 1e-9, "maxiter": 1000},
    )
    spend = np.clip(answer.x, low, high)
    over = spend.sum() - one.budget
    if over > 0:  # what it overspends is taken back in proportion
        spend -= (spend - low) * over / float((spend - low).sum())
    return float(batch.value(spend).sum())


def grid(one: Case) -> float:
    """Return the value of taking the best leap from grid point to grid point again and again."""
    wide = one.curves[0].lo / one.curves[0].hi < 0.1
    plans = [curve.hi / (5.0 if wide else 1.3) for curve in one.curves]
    points = [
        np.unique(np.append(np.arange(c.lo, c.hi, STEP * plan), c.hi))
        for c, plan in zip(one.curves, plans, strict=True)
    ]
    values = [c.value(x) for c, x in zip(one.curves, points, strict=True)]
    at = [0] * len(points)
    left = one.budget - sum(float(x[0]) for x in points)
    waiting: list[tuple[float, int, int]] = []

    def push(cell: int) -> None:
        x, y, now = points[cell], values[cell], at[cell]
        last = int(np.searchsorted(x, x[now] + left, side="right"))
        if last > now + 1:
            rate = (y[now + 1 : last] - y[now]) / (x[now + 1 : last] - x[now])
            best = int(np.argmax(rate))
            heapq.heappush(waiting, (-float(rate[best]), cell, now + 1 + best))

    for cell in range(len(points)):
        push(cell)
    while waiting:
        _, cell, to = heapq.heappop(waiting)
        cost = float(points[cell][to] - points[cell][at[cell]])
        if cost <= left:
            left -= cost
            at[cell] = to
        push(cell)
    return sum(float(y[now]) for y, now in zip(values, at, strict=True))


def timed(way: Callable[[], T], repeats: int) -> tuple[T, float]:
    """Return what `way` finds, and its best time."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        found = way()
        best = min(best, time.perf_counter() - start)
    return found, best


def alone(sizes: Sequence[int], seeds: Sequence[int]) -> None:
    """Print the cases with a total limit alone, beside the peers."""
    print("A total limit alone (goals: gap 1e-6; 2,000 cells in 0.5 s; at 200 cells 40 x SLSQP)\n")
    print(
        f"{'cells':>6} {'box':>8} {'seed':>4} {'value':>12} {'gap':>8} {'seconds':>8} | "
        f"{'slsqp short':>11} {'s':>7} {'times':>6} | {'grid short':>10} {'s':>6}"
    )
    for count in sizes:
        for box in BOXES:
            for seed in seeds:
                _alone(count, box, seed)
    print("\nslsqp is left out at 2,000 cells: each step solves a dense system of that size\n")


def _alone(count: int, box: str, seed: int) -> None:
    one = case(count, box, seed, groups=False)
    ours, seconds = timed(lambda: allocate(one.curves, one.budget), 3)
    other, grid_seconds = timed(lambda: grid(one), 1)
    text = f"{count:>6} {box:>8} {seed:>4} {ours.value:>12.5f} {ours.gap:>8.1e} {seconds:>8.4f} | "
    if count < TOO_MANY:
        peer, peer_seconds = timed(lambda: slsqp(one), 1)
        times = peer_seconds / seconds
        text += f"{_short(peer, ours):>11.2e} {peer_seconds:>7.2f} {times:>6.0f} | "
    else:
        text += f"{'-':>11} {'-':>7} {'-':>6} | "
    print(f"{text}{_short(other, ours):>10.2e} {grid_seconds:>6.2f}", flush=True)


def _short(value: float, ours: Allocation) -> float:
    return 1 - value / ours.bound


def grouped(sizes: Sequence[int], seeds: Sequence[int]) -> None:
    """Print the cases with a least and a most for every region and channel."""
    print(
        "A least and a most for each region and channel "
        "(goals: tight and wide gap 1e-4, 200 cells in 5 s; scarce and 2,000: 1e-3)\n"
    )
    print(
        f"{'cells':>6} {'box':>8} {'seed':>4} {'limits':>6} {'value':>12} {'bound':>12} "
        f"{'gap':>8} {'seconds':>8}"
    )
    for count in sizes:
        for box in ("tight", "wide", "scarce"):
            for seed in seeds:
                one = case(count, box, seed, groups=True)
                found, seconds = timed(
                    lambda one=one: allocate(one.curves, one.budget, one.limits),  # type: ignore[misc]  # mypy can't infer a default's type
                    1,
                )
                print(
                    f"{count:>6} {box:>8} {seed:>4} {2 * len(one.limits):>6} {found.value:>12.5f} "
                    f"{found.bound:>12.5f} {found.gap:>8.1e} {seconds:>8.3f}",
                    flush=True,
                )


def main() -> None:
    """Print both tables."""
    grouped((20, 200, 2000), range(3))
    alone((20, 200, 2000), range(3))


if __name__ == "__main__":
    main()
