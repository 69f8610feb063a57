"""A small solved case that scenarios start from."""

from collections.abc import Mapping, Sequence
from datetime import date

from planner.facts.table import load
from planner.model.base import Range
from planner.spend.ask import Ask
from planner.spend.case import Case, solve
from planner.spend.shortlists import Shortlists
from tests.plans import make_plan

DAY = date(2027, 5, 5)
POTENTIAL = {"DE": 20_000, "FR": 40_000, "MX": 12_000, "PL": 9_000}
REGIONS: dict[str, dict[str, object]] = {code: {} for code in POTENTIAL}


def scene(
    regions: Mapping[str, Mapping[str, object]] = REGIONS,
    *,
    goals: Mapping[str, object] | None = None,
    overrides: Sequence[tuple[str, bool | float | date]] = (),
    total: float = 400_000,
    creators: Shortlists | None = None,
) -> Case:
    """Solve a plan for these regions, all of which open on one day."""
    plan = make_plan(regions, total=total, goals=goals, overrides=overrides)
    ranges = {
        code: Range(low=0.5 * POTENTIAL[code], base=POTENTIAL[code], high=3 * POTENTIAL[code])
        for code in regions
    }
    return solve(Ask(plan, dict.fromkeys(regions, DAY), ranges, creators or Shortlists(), load()))
