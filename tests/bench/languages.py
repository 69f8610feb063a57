"""How good and how fast the choice of language versions is, beside trying every set.

    python -m tests.bench.languages

12 regions x 8 channels with invented but usual potentials (log-normal), concave cells. 5, 10 or 15
versions are weighed, those that open most by themselves; the others are put out. Beside it every
set is solved, many at once. `whole` weighs all and tells of each what it would add. The solver here
is a plain search for one price: with `allocate`, only the time of each solve changes.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from planner.facts.table import load
from planner.spend.curves import Curve
from planner.spend.forms import Floats
from planner.spend.language_case import Case, Media
from planner.spend.language_search import search
from planner.spend.language_sets import Solved, Weighing, every
from planner.spend.languages import suggest_languages
from tests.plans import make_plan

REGIONS = ["DE", "FR", "MX", "IT", "JP", "US", "BE", "SE", "IN", "NL", "PL", "KR"]
CHANNELS = 8
DAY = date(2027, 3, 12)
TOGETHER = 1024
"""Sets that are tried at once."""


@dataclass(frozen=True)
class Split:
    value: float
    bound: float


@dataclass
class Solver:
    """Splits money over hill curves with s = 1: all at one price, found by halving."""

    curves: Mapping[tuple[str, str], Curve]
    solves: int = 0

    def __post_init__(self) -> None:
        self.scale = np.array([curve.scale for curve in self.curves.values()])
        self.half = np.array([curve.k for curve in self.curves.values()])
        self.codes = [code for code, _ in self.curves]

    def __call__(self, factors: Mapping[str, float], money: float) -> Solved:
        self.solves += 1
        by = np.array([[factors[code] for code in self.codes]])
        value = float(self.best(by, np.array([money]))[0])
        return Split(value, value * (1 + 1e-9))

    def best(self, by: Floats, money: Floats) -> Floats:
        """Return what the best split brings for each row of factors by cell and its money."""
        scale, half = self.scale * by, self.half * by
        low, high = np.full(len(by), 1e-12), (scale / half).max(axis=1)
        for _ in range(80):
            price = np.sqrt(low * high)
            spend = np.clip(np.sqrt(scale * half / price[:, None]) - half, 0.0, None)
            more = spend.sum(axis=1) > money
            low, high = np.where(more, price, low), np.where(more, high, price)
        return np.asarray((scale * spend / (half + spend)).sum(axis=1))


def instance(seed: int) -> tuple[Media, Solver]:
    """Return 12 regions' curves around a usual plan."""
    source = np.random.default_rng(seed)
    curves, base = {}, {}
    for code in REGIONS:
        potential = float(np.exp(source.normal(9.5, 1.0)))
        base[code] = 0.88 * potential
        for place in range(CHANNELS):
            usual = potential / CHANNELS * float(source.uniform(0.5, 2))
            half = usual * float(source.uniform(1, 4))
            scale = 0.12 * potential / CHANNELS * (1 + half / usual) * 1.5
            channel = f"channel{place}"
            cell = f"{code}.{channel}"
            curves[code, channel] = Curve(cell, "hill", scale, half, 1.0, 0.0, 1e6, code, channel)
    solver = Solver(curves)
    return Media(400_000.0, solver, curves, base, dict.fromkeys(base, 1.0)), solver


def weighed(case: Case, count: int) -> Weighing:
    """Return the problem with so many versions to weigh, those that open most alone.

    Those without which a region would have none are weighed here, too: else few are left.
    """
    problem = case.weighing()
    needed = np.array([one.fixed_by == "region" for one in case.candidates])
    problem = replace(problem, settled=np.where(needed, np.nan, problem.settled))
    alone = problem.factors(np.eye(len(problem.costs)))
    worth = alone @ np.array([region.base for region in problem.regions.values()])
    order = [place for place in np.argsort(-worth) if np.isnan(problem.settled[place])]
    settled = problem.settled.copy()
    settled[order[count:]] = 0.0
    return replace(problem, settled=settled)


def tried(problem: Weighing, solver: Solver) -> float:
    """Return the best value of all sets, each solved."""
    masks = problem.afford(every(problem.settled))
    bases = np.array([region.base for region in problem.regions.values()])
    place = [list(problem.regions).index(code) for code in solver.codes]
    best = 0.0
    for start in range(0, len(masks), TOGETHER):
        some = masks[start : start + TOGETHER]
        factors = problem.factors(some)
        value = factors @ bases + solver.best(factors[:, place], problem.net(some))
        best = max(best, float(value.max()))
    return best


def main() -> None:
    everywhere = {"dubs_weighed_from": (0.0, "a dub for every market, so that many are weighed")}
    facts = load().with_overrides(everywhere)
    plan = make_plan({code: {} for code in REGIONS})
    days = dict.fromkeys(REGIONS, DAY)
    print("versions  seed   value        gap      seconds solves | all sets    seconds")
    for count in (5, 10, 15):
        for seed in (1, 2, 3):
            around, solver = instance(seed)
            problem = weighed(Case.of(plan, days, around, facts), count)
            solver.solves, start = 0, time.perf_counter()
            found = search(problem)
            took, solves = time.perf_counter() - start, solver.solves
            start = time.perf_counter()
            best = tried(problem, solver)
            by_hand = time.perf_counter() - start
            gap = found.bound / found.value - 1
            beside = "equal" if abs(best / found.value - 1) < 1e-7 else "DIFFERENT"
            print(
                f"{count:8} {seed:5}  {found.value:10,.1f}  {gap:8.1e}  {took:7.3f} {solves:6}"
                f" | {best:10,.1f} {by_hand:8.2f}  {beside}"
            )
    for seed in (1, 2, 3):
        around, solver = instance(seed)
        start = time.perf_counter()
        answer = suggest_languages(plan, days, around, facts)
        took = time.perf_counter() - start
        print(
            f"whole: {len(answer.options)} versions, {len(answer.chosen)} chosen, gap"
            f" {answer.gap:.1e}, {took:.3f} s, {solver.solves} solves"
        )


if __name__ == "__main__":
    main()
