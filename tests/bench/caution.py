"""What it costs and saves to split for many worlds instead of the most likely one.

    python -m tests.bench.caution [CAMPAIGNS]

Made campaigns: regions with log-normal potentials, known to a factor of 1.3 to 4 either way, and
media money of a fifth of, once or three times what comparable releases spend. Each is split for
the middle of all facts (point), for the mean over 200 draws (average) and for the mean of the worst
fifth of them (cautious). All three are then valued on 1,000 other draws, which no split has seen:
only those figures say what a split is worth. Figures are percent of what media brings on average,
against the point split; `proven` is what the best split for the 200 draws could still add.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from planner.facts.money import convert
from planner.facts.table import load
from planner.model.base import Range
from planner.model.plan import Plan
from planner.spend.curves import Curve
from planner.spend.draws import Draws, outcomes
from planner.spend.many import MANY, draw_response
from planner.spend.response import cells
from planner.spend.robust import Robust, Spend, best_on_average, cautious, within
from planner.spend.robust import valued as over
from planner.spend.stability import stability
from tests.plans import make_plan

FACTS = load()
CODES = ("BR", "DE", "EG", "ES", "FR", "GB", "IN", "IT", "JP", "MX", "PL", "US")
DAY = date(2027, 4, 2)
OTHERS = 1000
SIZES = (4, 8, 12)
MONEY = (0.2, 1.0, 3.0)


@dataclass(frozen=True)
class Campaign:
    """A made campaign: what it may bring, its money, and the cells for the middle of all."""

    plan: Plan
    ranges: Mapping[str, Range]
    budget: float
    curves: tuple[Curve, ...]

    def draws(self, seed: int, count: int) -> Draws:
        """Return worlds of the campaign."""
        days = dict.fromkeys(self.ranges, DAY)
        return draw_response(self.plan, days, self.ranges, FACTS, seed, count=count)


def campaign(seed: int, regions: int, times: float) -> Campaign:
    """Return a campaign with this many regions and `times` the money of comparable releases."""
    source = np.random.default_rng(seed)
    codes = sorted(source.choice(CODES, regions, replace=False).tolist())
    ranges = {code: _range(source) for code in codes}
    plan = make_plan({code: {"release": "theatrical"} for code in codes})
    days = dict.fromkeys(codes, DAY)
    middle = {code: known.base for code, known in ranges.items()}
    found = cells(plan, days, middle, FACTS, most=1e9)
    budget = times * sum(found.reference.values())
    curves = [replace(curve, hi=budget) for curve in _bookable(found.curves)]
    return Campaign(plan, ranges, budget, tuple(curves))


def _range(source: np.random.Generator) -> Range:
    base, wide = float(np.exp(source.normal(9.5, 1.0))), float(source.uniform(1.3, 4))
    return Range(low=base / wide, base=base, high=base * wide)


def _bookable(curves: Mapping[tuple[str, str], Curve]) -> list[Curve]:
    least = {
        name: convert(fact.value, "EUR", "EUR", FACTS)
        for name, fact in FACTS.table("minimum_buy").items()
    }
    return [replace(curve, least=least[key[1]]) for key, curve in curves.items()]


def splits(made: Campaign, draws: Draws, tail: float) -> tuple[dict[str, Robust], dict[str, float]]:
    """Return the three splits, and the seconds that each took."""
    solve = within(made.budget)
    seconds, found = {}, {}
    started = time.perf_counter()
    point = solve({curve.cell: curve for curve in made.curves}).spend
    seconds["point"] = time.perf_counter() - started
    found["point"] = over(draws, point, tail)
    started = time.perf_counter()
    found["average"] = best_on_average(draws, made.curves, solve, point, tail)
    seconds["average"] = time.perf_counter() - started
    starts: list[Spend] = [point, found["average"].spend]
    started = time.perf_counter()
    found["cautious"] = cautious(draws, made.curves, solve, starts, tail)
    seconds["cautious"] = time.perf_counter() - started
    return found, seconds


def report(seed: int, regions: int, times: float) -> list[list[float]]:
    """Print one campaign; return what average and cautious add on other draws, in percent."""
    tail = FACTS.number("draw.tail").value
    made = campaign(seed, regions, times)
    started = time.perf_counter()
    draws = made.draws(1, MANY)
    seconds = {"draws": time.perf_counter() - started}
    others = made.draws(2, OTHERS)
    found, solving = splits(made, draws, tail)
    seconds |= solving
    media = found["point"].mean - float(outcomes(draws, {}).mean())
    print(f"{regions:3d} regions, {times:3.1f} x the usual money, {media:9,.0f} viewers by media")
    added = []
    for name, one in found.items():
        seen = _added(one, found["point"], media)
        unseen = _added(
            over(others, one.spend, tail), over(others, found["point"].spend, tail), media
        )
        reached = one.mean if name == "average" else one.tail
        proven = "" if one.bound is None else f"{100 * (one.bound - reached) / media:7.3f}"
        row = "".join(f"{x:8.2f}" for x in (*seen, *unseen))
        print(f"    {name:9s}{row}  {proven:8s}{seconds[name]:6.2f} s")
        added.append(unseen)
    print(f"    draws {seconds['draws']:.2f} s{_stable(made, draws)}")
    return added[1:]


def _added(one: Robust, point: Robust, media: float) -> list[float]:
    return [100 * (one.mean - point.mean) / media, 100 * (one.tail - point.tail) / media]


def _stable(made: Campaign, draws: Draws) -> str:
    started = time.perf_counter()
    found = stability(draws, made.curves, within(made.budget))
    seconds = time.perf_counter() - started
    sure = float(((found["bought"] >= 0.9) | (found["bought"] <= 0.1)).mean())
    widest = found.sort_values("p90").iloc[-1]
    return (
        f"; 40 splits {seconds:.1f} s: {sure:.0%} of cells are bought in nine of ten worlds or in "
        f"one at most; the largest share is {widest['p10']:.1%} to {widest['p90']:.1%}"
    )


def main() -> None:
    """Print campaigns of each size and money, then the means."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print("percent of what media brings, against the point split; `seen`: the draws split for")
    print(f"{'':13s}{'seen':>12s}{'':8s}{'other draws':>12s}")
    print(f"{'':13s}{'mean':>8s}{'worst':>8s}{'mean':>8s}{'worst':>8s}  proven  seconds")
    rows = [
        report(seed, regions, times)
        for regions in SIZES
        for times in MONEY
        for seed in range(number)
    ]
    means = np.mean(rows, axis=0)
    for name, (mean, worst) in zip(("average", "cautious"), means.tolist(), strict=True):
        print(
            f"{name} on other draws, mean of campaigns: {mean:+.2f} % on average, {worst:+.2f} %"
            " where things go badly"
        )


if __name__ == "__main__":
    main()
