"""The partners step: who gets a brief, in which language, and when their work starts."""

from __future__ import annotations

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.sections import Partners, RegionPartner, Spend, Timing


def suggest_partners(plan: Plan, timing: Timing, spend: Spend, facts: Facts) -> Partners:
    """Return each region's brief: its language and the day by which the first task must start."""
    return Partners(
        regions={code: _region(plan, code, timing, spend, facts) for code in plan.goals.regions}
    )


def _region(plan: Plan, code: str, timing: Timing, spend: Spend, facts: Facts) -> RegionPartner:
    region = plan.goals.regions[code]
    spoken = Market.of(code, plan.goals, facts).languages()
    wanted = region.partner.language if region.partner else None
    starts = list(timing.regions[code].start_by.values())
    flight = spend.regions[code].flight_start
    return RegionPartner(
        partner=region.partner.name if region.partner else None,
        language=wanted or next(iter(region.languages or spoken)),
        first_action=min([*starts, *([flight] if flight else [])], default=None),
    )
