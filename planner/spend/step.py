"""The spend step: the whole budget table, what it should bring, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from planner.errors import PlanError
from planner.model.base import CENT, Range
from planner.model.sections import RegionSpend, Spend
from planner.model.suggestion import Suggestion
from planner.spend.ask import Ask
from planner.spend.case import Case, solve
from planner.spend.draws import Draws, admissions
from planner.spend.flight import region_flights, spread
from planner.spend.hedge import hedged, worlds
from planner.spend.reasons import reasons
from planner.spend.response import channels


@dataclass(frozen=True, slots=True)
class Money:
    """The section of the plan, the suggestion behind each figure, and what both rest on."""

    section: Spend
    reasons: Mapping[str, Suggestion[float]]
    case: Case
    draws: Draws | None
    """Worlds that may be; None where no region opens."""

    @property
    def gap(self) -> float:
        """Return the share of the best possible result that our split may miss."""
        return self.case.gap


def suggest_spend(ask: Ask) -> Money:
    """Return the whole budget table; it adds up to the total to the cent.

    Regions without a date get no media.

    Raises:
        PlanError: the budget does not cover its lines, or limits cannot hold together.
    """
    case = solve(ask)
    draws = worlds(case) if case.cells.base else None
    if draws and ask.plan.goals.split_for != "point":
        case = hedged(case, draws)
    return Money(_section(case, draws), reasons(case), case, draws)


def _section(case: Case, draws: Draws | None) -> Spend:
    lines, plan = case.lines, case.ask.plan
    total, each = _admissions(case, draws)
    regions = {code: _region(case, code, each.get(code)) for code in plan.goals.regions}
    media = sum((region.ours for region in regions.values()), Decimal(0))
    if media > lines.media:  # by cents: the solver counts in floating point
        raise PlanError(_too_much(media, lines.media))
    commission = lines.commission_on(media)
    return Spend(
        currency=plan.goals.budget.currency,
        total=lines.total,
        fixed=lines.fixed,
        language_versions=lines.language_versions,
        creators=lines.creators,
        media=media,
        commission_rate=lines.commission_rate,
        commission=commission,
        contingency=lines.contingency,
        unallocated=lines.left - media - commission,
        partners=sum((region.partner for region in regions.values()), Decimal(0)),
        worth=case.worth,
        admissions=total,
        regions=regions,
    )


def _too_much(media: Decimal, left: Decimal) -> str:
    return (
        f"Decided amounts and minimum spends take {media:,.2f} of the media money, which is "
        f"{left:,.2f} net. Lower one in overrides or goals.regions, or raise goals.budget.total."
    )


def _region(case: Case, code: str, expected: Range | None) -> RegionSpend:
    plan, facts = case.ask.plan, case.ask.facts
    region, day = plan.goals.regions[code], case.ask.days[code]
    if day is None:
        return RegionSpend(pays=region.pays)
    money = case.by_channel(code)
    start, shares = region_flights(plan, code, list(money) or channels(facts), day, facts)
    total = sum(money.values(), Decimal(0))
    share = Decimal(str(region.share_of_ours))
    ours = (total * share).quantize(CENT, ROUND_DOWN)  # odd cents must not overdraw our budget
    return RegionSpend(
        pays=region.pays,
        fixed=case.lines.regional.get(code, {}),
        flight_start=start,
        media={name: spread(amount, shares[name]) for name, amount in money.items()},
        ours=ours,
        partner=total - ours,
        admissions=expected,
    )


def _admissions(case: Case, draws: Draws | None) -> tuple[Range, dict[str, Range]]:
    """Return P10, P50 and P90 of the admissions, of all regions and of each."""
    if draws is None:
        return Range(low=0, base=0, high=0), {}
    total, each = admissions(draws, case.by_cell)
    return _whole(total), {code: _whole(found) for code, found in each.items()}


def _whole(found: Range) -> Range:
    """Return a range whose ends below one admission are none."""
    ends = {end: getattr(found, end) for end in ("low", "base", "high")}
    return Range(**{end: value if value >= 1 else 0.0 for end, value in ends.items()})
