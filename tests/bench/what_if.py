"""How long the money of a campaign takes, whole and for each question that page Spend asks of it.

    python -m tests.bench.what_if [RUNS]

Made campaigns of 12 regions x 8 channels and of 40: log-normal potentials, known to a factor of 2
either way, and about as much media money as comparable releases spend. With `rules`, a partner pays
in one region and a part in another, two regions have a least or a most, two channels a most. Every
run solves anew: splits that were kept are forgotten before it; facts stay loaded, as on the page.

The goal for whatever a control on the page asks is 0.5 s at 12 x 8, judged by the best run, since
the machine may be shared; to suggest all anew, versions included, is not one of these. 40 regions
are run once. The peer, in the same run and on the same cells, with the budget
alone: scipy's SLSQP as tests/bench/allocate.py calls it, which knows neither limits nor smallest
flights (so ours goes without them here); `short` is what its split misses of our bound.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from planner.facts.table import load
from planner.model.base import Range
from planner.model.money import SpendLimit
from planner.spend import pots
from planner.spend.allocate import allocate
from planner.spend.answers import least_budget, where_next
from planner.spend.ask import Ask
from planner.spend.case import Case, solve
from planner.spend.draws import Draws
from planner.spend.hedge import solver, splits, worlds
from planner.spend.marginal import flattening, marginal
from planner.spend.pots import Pot
from planner.spend.response import cells
from planner.spend.scenarios import Scenario, compare
from planner.spend.shortlists import Shortlists
from planner.spend.stability import stability
from planner.spend.step import suggest_spend
from tests.bench import allocate as beside
from tests.plans import make_plan

FACTS = load()
DAY = date(2027, 4, 30)
CODES = (
    "FR", "DE", "GB", "ES", "IT", "US", "MX", "BR", "JP", "IN", "PL", "GE",
    "NL", "BE", "CH", "AT", "SE", "NO", "DK", "FI", "PT", "GR", "CZ", "HU",
    "RO", "TR", "EG", "ZA", "KR", "AU", "NZ", "CA", "AR", "CL", "CO", "PE",
    "UA", "KZ", "IL", "AE",
)  # fmt: skip
TWELVE = 12
GOAL = 0.5
"""Seconds for an answer to a control at 12 regions x 8 channels."""
TIMES = 3.0
"""Total budget, as a multiple of what comparable releases spend on media."""
MORE = 1.05
"""Outcome of media that is wanted, as a multiple of what it brings."""


@dataclass(frozen=True)
class Made:
    """A campaign that was solved, with its worlds."""

    name: str
    ask: Ask
    case: Case
    draws: Draws

    @property
    def pot(self) -> Pot:
        """Return our pot."""
        pot = self.case.ours
        if pot is None:
            raise RuntimeError("a made campaign has money of ours")
        return pot


def made(count: int, seed: int, *, rules: bool) -> Made:
    """Return a campaign in so many regions."""
    source = np.random.default_rng(seed)
    codes = CODES[:count]
    ranges = {code: _range(float(np.exp(source.normal(9.5, 1.0)))) for code in codes}
    regions: dict[str, dict[str, object]] = {code: {} for code in codes}
    days = dict.fromkeys(codes, DAY)
    middle = {code: known.base for code, known in ranges.items()}
    plan = make_plan(regions)
    usual = cells(plan, days, middle, FACTS, most=1e9).reference
    total = round(TIMES * sum(usual.values()), 2)
    goals = _ruled(regions, usual, total) if rules else {}
    plan = make_plan(regions, goals={"budget": {"total": total}, **goals})
    ask = Ask(plan, days, ranges, Shortlists(), FACTS)
    case = solve(ask)
    name = f"{count} regions x 8 channels{', rules' if rules else ''}, seed {seed}"
    return Made(name, ask, case, worlds(case))


def _range(base: float) -> Range:
    return Range(low=base / 2, base=base, high=2 * base)


def _ruled(
    regions: dict[str, dict[str, object]], usual: dict[str, float], total: float
) -> dict[str, object]:
    """Put rules into the regions; return those of the campaign."""
    regions["DE"] |= {"minimum_spend": round(1.2 * usual["DE"])}
    regions["GB"] |= {"cap": round(0.8 * usual["GB"])}
    regions["ES"] |= {"pays": "shared", "our_share": 0.5}
    regions["IT"] |= {"pays": "partner", "minimum_spend": round(usual["IT"])}
    limits = [
        {"at": "channel:paid_social", "most": 0.2, "unit": "share"},
        {"at": "channel:out_of_home", "most": round(0.05 * total)},
        {"at": "region:FR", "least": 0.1, "most": 0.3, "unit": "share"},
    ]
    return {"limits": limits}


def controls(one: Made) -> Iterator[tuple[str, Callable[[], object]]]:
    """Return what controls of the page ask, by name."""
    case, pot, draws = one.case, one.pot, one.draws
    found = case.found[pot.payer]
    for name, scenario in scenarios(one):
        yield f"compare: {name}", lambda scenario=scenario: compare(case, [scenario], draws)  # type: ignore[misc]  # mypy can't infer a default's type
    yield "next money in each cell", lambda: marginal(case)
    yield (
        "where 10,000 more goes",
        lambda: where_next(pot.curves, pot.money, 10_000.0, pot.limits, pot.shares),
    )
    yield "where it flattens", lambda: flattening(case)
    yield (
        "least budget for 5 % more",
        lambda: least_budget(pot.curves, MORE * found.value, pot.limits, pot.shares),
    )
    yield "three splits over 200 worlds", lambda: splits(case, draws)
    yield "stability, 40 worlds split", lambda: stability(draws, pot.curves, solver(pot))


def scenarios(one: Made) -> Iterator[tuple[str, Scenario]]:
    """Return one scenario of each kind."""
    total, options = one.ask.plan.goals.budget.total, one.case.languages.options
    out = next((item.key for item in options if not item.chosen), None)
    limit = SpendLimit.model_validate({"at": "channel:search", "most": 0.1, "unit": "share"})
    yield "budget", Scenario("budget", budget=total * 5 / 4)
    yield "objective", Scenario("objective", objective="net revenue")
    yield "limit", Scenario("limit", limits=(limit,))
    yield "without a region", Scenario("without", without=("FR",))
    if out:
        yield f"with {out}", Scenario("language", languages_with=(out,))
    yield "cautious split", Scenario("cautious", split_for="cautious")


def report(one: Made, runs: int) -> None:
    """Print the table of a campaign."""
    case, pot = one.case, one.pot
    print(f"\n{one.name}: {len(pot.curves)} cells of ours, media {pot.money:,.0f}", end="")
    print(f", {len(case.languages.options)} versions weighed, gap {case.gap:.1e}\n")
    print(f"{'':32}{'wall best':>10}{'worst':>8}{'processor best':>16}{'worst':>8}  goal")
    row("suggest, versions included", lambda: suggest_spend(one.ask), runs)
    row("draws: 200 worlds", lambda: worlds(case), runs)
    settled = replace(one.ask, languages=case.languages)
    goal = GOAL if len(case.cells.base) == TWELVE else None
    row("solve, versions settled", lambda: solve(settled), runs, goal)
    for name, way in controls(one):
        row(name, way, runs, goal)
    peer(one, runs)


def row(name: str, way: Callable[[], object], runs: int, goal: float | None = None) -> None:
    """Print the seconds that something takes."""
    wall, processor = zip(*(timed(way) for _ in range(runs)), strict=True)
    text = "" if goal is None else "met" if min(wall) <= goal else "MISSED"
    print(
        f"{name:32}{min(wall):>10.3f}{max(wall):>8.3f}{min(processor):>16.3f}"
        f"{max(processor):>8.3f}  {text}",
        flush=True,
    )


def timed(way: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and the processor seconds of one run from scratch."""
    pots._split.cache_clear()  # a split that was kept takes no time
    wall, processor = time.perf_counter(), time.process_time()
    way()
    return time.perf_counter() - wall, time.process_time() - processor


def peer(one: Made, runs: int) -> None:
    """Print our split and SLSQP's of the same cells, under the budget alone."""
    bare = [replace(curve, least=0.0) for curve in one.pot.curves]
    same = beside.Case(bare, one.pot.money, [])
    ours = allocate(bare, one.pot.money)
    row("split, budget alone: ours", lambda: allocate(bare, one.pot.money), runs)
    row("split, budget alone: SLSQP", lambda: beside.slsqp(same), 1)
    short = 1 - beside.slsqp(same) / ours.bound
    print(f"SLSQP short {short:.1e}, ours {ours.gap:.1e}")


def main() -> None:
    """Print every campaign's table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"Seconds, best and worst of {runs} runs; goal {GOAL} s at 12 x 8")
    for rules in (False, True):
        report(made(TWELVE, 1, rules=rules), runs)
    report(made(len(CODES), 1, rules=True), 1)


if __name__ == "__main__":
    main()
