"""What the spend step starts from, and what follows from it before any money is split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from planner.facts.table import Facts
from planner.model import overrides
from planner.model.base import Range
from planner.model.plan import Plan
from planner.spend.budget import Lines
from planner.spend.creator_choice import Weighing
from planner.spend.curves import Curve, Key
from planner.spend.flight import flight
from planner.spend.languages import Languages
from planner.spend.objective import valued
from planner.spend.pots import agreed_limit
from planner.spend.response import Cells, cells, channels
from planner.spend.shortlists import Reached, Shortlists

Days = Mapping[str, date | None]
Factors = Mapping[str, float]
Weeks = Mapping[Key, Mapping[date, float]]


@dataclass(frozen=True, slots=True)
class Ask:
    """What the spend step starts from.

    `potentials` are admissions from the release date on, with subtitles in each region's main
    languages. `creators` are the shortlists that the money for creators could go to. `fitted` are
    curves that were fitted elsewhere and stand in for ours. `seed` is that of the draws.
    """

    plan: Plan
    days: Days
    potentials: Mapping[str, Range]
    creators: Shortlists
    facts: Facts
    fitted: Mapping[Key, Curve] = field(default_factory=dict)
    languages: Languages | None = None
    """Language versions that were chosen already, for other dates."""
    seed: int = 1


def plain_cells(ask: Ask, weeks: Weeks | None = None) -> Cells:
    """Return the cells with subtitles in each region's main languages."""
    base = {code: found.base for code, found in ask.potentials.items()}
    weeks = weeks_of(ask) if weeks is None else weeks
    return cells(
        ask.plan,
        ask.days,
        base,
        ask.facts,
        most=most_money(ask),
        fitted=ask.fitted,
        weeks=weeks,
    )


def most_money(ask: Ask) -> float:
    """Return more net money than any cell can get, whoever pays."""
    plan = ask.plan
    shares = [region.share_of_ours for region in plan.goals.regions.values()]
    ours = float(plan.goals.budget.total) / min((share for share in shares if share), default=1.0)
    agreed = [agreed_limit(plan, code, ask.facts).minimum for code in plan.goals.regions]
    decided = [float(amount) for amount in overrides.cells(plan.overrides).values()]
    return max(ours, *agreed, *decided, 1.0)


def weeks_of(ask: Ask) -> Weeks:
    """Return each cell's share of money by week (Monday), of cells that a week is left for."""
    plan, facts = ask.plan, ask.facts
    found: dict[Key, dict[date, float]] = {}
    opening = {code: day for code, day in ask.days.items() if day is not None}
    for code, name in product(opening, channels(facts)):
        run = flight(plan, code, name, opening[code], facts)
        if run.weeks:
            found[code, name] = dict(zip(run.weeks, run.shares, strict=True))
    return found


def opened(plan: Plan, found: Cells, weeks: Weeks, facts: Facts) -> dict[Key, Curve]:
    """Return the curves in the objective's unit; those closed that no week is left for."""
    curves = valued(plan, found, facts)
    return {key: c if key in weeks else replace(c, hi=0.0) for key, c in curves.items()}


def weighing_of(ask: Ask, lines: Lines, scaled: Cells, factors: Factors, weeks: Weeks) -> Weighing:
    """Return the shortlists to weigh beside media; `lines` are those with the cheapest."""
    plan, facts = ask.plan, ask.facts
    return Weighing(
        plan,
        facts,
        ask.creators,
        Reached.of(plan, scaled, facts, factors),
        opened(plan, scaled, weeks, facts),
        lines,
    )
