"""How good and how fast the schedule is, beside two that planners use by hand.

    python -m tests.bench.schedule

Regions with invented but usual potentials (log-normal), seasons, gates, closed weeks and rules; the
peers keep every rule: `greedy` gives each region in turn, the largest first, its best free week;
`annealing` starts there and moves and swaps single dates at random (20,000 moves, fixed seed).
Values are admissions; the gap is what could be there beyond what was found, by our bound.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from planner.timing.calendar import monday
from planner.timing.conflict import broken
from planner.timing.limits import After, Closed, Limit, Same, Spread
from planner.timing.milp import solve
from planner.timing.problem import Problem, evaluate

WEEKS = 52
START = date(2027, 1, 4)
LAG, KERNEL = 0.031, (1.0, 0.6, 0.3, 0.15, 0.08)
MOVES = 20_000
CASES = (
    # regions, rules, spill-over, gap asked for, alike
    (12, False, 0.0, 0.0, False),
    (12, True, 0.0, 0.0, False),
    (12, True, 0.02, 0.0, False),
    (30, True, 0.02, 1e-4, False),
    (60, False, 0.0, 1e-4, False),
    (60, True, 0.0, 1e-4, False),
    (60, True, 0.02, 1e-4, False),
    (12, True, 0.02, 0.0, True),
    (60, True, 0.0, 1e-4, True),
    (60, True, 0.02, 5e-4, True),
)
Days = dict[str, date]


def problem(count: int, *, rules: bool, spill: float, alike: bool, seed: int) -> Problem:
    """Return regions over a year; `alike` gives all one smooth season: the harder to tell apart."""
    source = np.random.default_rng(seed)
    codes = [f"R{number:02d}" for number in range(count)]
    potential = np.exp(source.normal(9.5, 1.2, count))
    phase = np.arange(WEEKS)[None] / WEEKS * 2 * np.pi + source.uniform(0, 0.8, (count, 1))
    season = 1 + 0.35 * np.sin(phase) + source.normal(0, 0.12, (count, WEEKS))
    if alike:
        year = np.arange(WEEKS) / WEEKS * 2 * np.pi
        season = np.tile(1 + 0.3 * np.cos(year - 1) + 0.1 * np.cos(2 * year - 1), (count, 1))
    values = potential[:, None] * np.clip(season, 0.2, None)
    ready = source.integers(0, 20, count)
    days: dict[str, dict[date, float]] = {}
    for at, code in enumerate(codes):
        weeks = range(int(ready[at]), WEEKS)
        days[code] = {
            START + timedelta(weeks=week, days=at % 5): float(values[at, week]) for week in weeks
        }
    near = {code: tuple(map(str, source.choice(codes, 3, replace=False))) for code in codes}
    sources = {code: tuple(one for one in others if one != code) for code, others in near.items()}
    limits: list[Limit] = [Spread(tuple(codes), 1, 2, "team", "")]
    if rules:
        limits += _rules(codes, source)
    return Problem(days, frozenset(), tuple(limits), LAG, sources, spill, KERNEL)


def _rules(codes: list[str], source: np.random.Generator) -> list[Limit]:
    """Return orders, regions together and apart, and closed weeks, a few for each ten regions."""
    found: list[Limit] = []
    for _ in range(len(codes) // 6):
        one, two = sorted(map(str, source.choice(codes, 2, replace=False)))
        least, most = 7 * int(source.integers(1, 5)), None if source.random() < 0.5 else 140
        found.append(After(one, two, least, most, by_week=True, words="order", relax=""))
    for _ in range(len(codes) // 20):
        one, two = map(str, source.choice(codes, 2, replace=False))
        found.append(Same(one, two, "together", ""))
    for _ in range(len(codes) // 10):
        four = tuple(map(str, source.choice(codes, 4, replace=False)))
        found.append(Spread(four, 3, 1, "apart", ""))
    for code in codes:
        if source.random() < 0.3:
            start = START + timedelta(weeks=int(source.integers(20, 48)))
            found.append(Closed((code,), start, start + timedelta(days=27), "closed", ""))
    return found


def value(one: Problem, days: Mapping[str, date]) -> float:
    """Return the admissions of all regions on these days."""
    return sum(part.whole for part in evaluate(one, days).values())


def kept(one: Problem, days: Mapping[str, date], code: str) -> bool:
    """Return whether the limits that bind `code` hold."""
    own = (limit for limit in one.limits if _binds(limit, code))
    return not any(broken(limit, days) for limit in own)


def _binds(limit: Limit, code: str) -> bool:
    if isinstance(limit, Spread | Closed):
        return code in limit.regions
    return code in (getattr(limit, name, "") for name in ("first", "then", "one", "other"))


def greedy(one: Problem) -> Days:
    """Return each region's best week that is still free, the largest region first."""
    order = sorted(one.values, key=lambda code: -max(one.values[code].values()))
    days: Days = {}
    for code in order:
        ranked = sorted(one.values[code], key=lambda day: -one.values[code][day])
        for day in ranked:
            if kept(one, {**days, code: day}, code):
                days[code] = day
                break
    return days


def annealing(one: Problem) -> Days:
    """Return greedy's dates after random moves of single regions, taken as annealing does."""
    source = np.random.default_rng(1)
    days = greedy(one)
    best, now = dict(days), value(one, days)
    top, codes = now, sorted(days)
    for step in range(MOVES):
        heat = 0.002 * now * (1 - step / MOVES) + 1e-9
        code = codes[int(source.integers(len(codes)))]
        choices = list(one.values[code])
        day = choices[int(source.integers(len(choices)))]
        moved = {**days, code: day}
        if monday(day) == monday(days[code]) or not kept(one, moved, code):
            continue
        there = value(one, moved)
        if there > now or source.random() < math.exp((there - now) / heat):
            days, now = moved, there
            if now > top:
                best, top = dict(days), now
    return best


def timed(way: Callable[[Problem], Days], one: Problem) -> tuple[Days, float]:
    """Return what a scheduler finds, and the seconds that it takes."""
    start = time.perf_counter()
    found = way(one)
    return found, time.perf_counter() - start


def main() -> None:
    """Print a row for each case."""
    print(
        f"Dates of all regions together, {WEEKS} weeks, 2 openings a week, lag {LAG:.1%} a week\n"
    )
    print(
        f"{'regions':>7} {'season':>6} {'rules':>5} {'spill':>6} {'value':>12} {'bound':>12} "
        f"{'gap':>9} {'seconds':>8} | {'greedy':>8} {'s':>5} | {'annealing':>9} {'s':>5}"
    )
    for count, rules, spill, gap, alike in CASES:
        one = next(
            made
            for seed in range(99)
            if solve(
                made := problem(count, rules=rules, spill=0.0, alike=alike, seed=seed),
                gap=0.05,
                prove=False,
            )
        )
        one = replace(one, spill_over=spill)
        start = time.perf_counter()
        found = solve(one, gap=gap)
        seconds = time.perf_counter() - start
        assert found is not None
        peers = [timed(way, one) for way in (greedy, annealing)]
        shares = [value(one, days) / found.value - 1 for days, _ in peers]
        left = [
            f"{'' if len(days) == count else f' ({count - len(days)} undated)'}"
            for days, _ in peers
        ]
        print(
            f"{count:>7} {'alike' if alike else 'own':>6} {'yes' if rules else 'no':>5} "
            f"{spill:>6.2f} {found.value:>12,.0f} {found.bound:>12,.0f} "
            f"{found.gap:>9.1e} {seconds:>8.2f} | "
            f"{shares[0]:>+8.2%}{left[0]} {peers[0][1]:>5.2f} | {shares[1]:>+9.2%}{left[1]} "
            f"{peers[1][1]:>5.1f}"
        )
    print("\ngoals: 60 regions without spill-over gap 0.1 % in 20 s; with it 0.5 %; 12 regions 2 s")


if __name__ == "__main__":
    main()
