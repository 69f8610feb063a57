"""The spend step: the whole budget table, and why the money goes where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import overrides
from planner.model.base import CENT, Range, significant
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.model.suggestion import Reason, Suggestion
from planner.spend.budget import Lines, budget_lines
from planner.spend.flight import flight_weeks, spread
from planner.spend.objective import worth_of
from planner.spend.response import Cells, cells, channels
from planner.spend.split import Split, split


@dataclass(frozen=True, slots=True)
class Money:
    """The section of the plan, the suggestion behind each figure, and the proven gap."""

    section: Spend
    reasons: dict[str, Suggestion[float]]
    gap: float


@dataclass(frozen=True, slots=True)
class _Case:
    plan: Plan
    facts: Facts
    dates: Mapping[str, date | None]
    potentials: Mapping[str, Range]
    lines: Lines
    cells: Cells
    split: Split

    def money(self, code: str) -> dict[str, Decimal]:
        """Return a region's media by channel, in the order of the usual mix."""
        order = channels(self.facts)
        return {
            name: self.split.money[code, name] for name in order if (code, name) in self.split.money
        }


def suggest_spend(
    plan: Plan,
    dates: Mapping[str, date | None],
    potentials: Mapping[str, Range],
    creators: Decimal,
    facts: Facts,
) -> Money:
    """Return the whole budget table; it adds up to the total to the cent.

    Regions without a date get no media. `potentials` are admissions from the release date on;
    `creators` is what the shortlist costs.

    Raises:
        PlanError: the budget does not cover its lines, or limits cannot hold together.
    """
    goals = plan.goals
    lines = budget_lines(plan, dates, creators, facts)
    opening = [code for code in goals.regions if dates[code]]
    base = {code: potentials[code].base for code in opening}
    found = cells(plan, dates, base, facts, most=_most(plan, lines.media))
    worth = {code: worth_of(plan, code, facts) or 1.0 for code in opening}
    case = _Case(
        plan, facts, dates, potentials, lines, found, split(plan, found, worth, lines.media, facts)
    )
    return Money(_section(case), _reasons(case), case.split.gap)


def _most(plan: Plan, media: Decimal) -> float:
    """Return more money than any cell can get, whoever pays."""
    shares = [region.share_of_ours for region in plan.goals.regions.values()]
    ours = float(media) / min((share for share in shares if share), default=1.0)
    committed = [float(region.minimum_spend or 0) for region in plan.goals.regions.values()]
    return max(ours, *committed)


def _section(case: _Case) -> Spend:
    lines = case.lines
    regions = {code: _region(case, code) for code in case.plan.goals.regions}
    media = sum((region.ours for region in regions.values()), Decimal(0))
    if media > lines.media:  # by cents: the solver counts in floating point
        raise PlanError(_too_much(media, lines.media))
    known = [region.admissions for region in regions.values() if region.admissions]
    return Spend(
        currency=case.plan.goals.budget.currency,
        total=lines.total,
        fixed=lines.fixed,
        language_versions=lines.language_versions,
        creators=lines.creators,
        media=media,
        commission_rate=lines.commission_rate,
        commission=lines.commission_on(media),
        contingency=lines.contingency,
        unallocated=lines.left - media - lines.commission_on(media),
        partners=sum((region.partner for region in regions.values()), Decimal(0)),
        admissions=_sum(known),
        regions=regions,
    )


def _too_much(media: Decimal, left: Decimal) -> str:
    return (
        f"Decided amounts and minimum spends take {media:,.2f} of the media money, which is "
        f"{left:,.2f}. Lower one in overrides or goals.regions, or raise goals.budget.total."
    )


def _region(case: _Case, code: str) -> RegionSpend:
    region, day = case.plan.goals.regions[code], case.dates[code]
    if day is None:
        return RegionSpend(pays=region.pays)
    money = case.money(code)
    start, shares = flight_weeks(day, case.plan.as_of, case.facts)
    total = sum(money.values(), Decimal(0))
    share = Decimal(str(region.share_of_ours))
    ours = (total * share).quantize(CENT, ROUND_DOWN)  # odd cents must not overdraw our budget
    return RegionSpend(
        pays=region.pays,
        fixed=case.lines.regional.get(code, {}),
        flight_start=start,
        media={name: spread(amount, shares) for name, amount in money.items()},
        ours=ours,
        partner=total - ours,
        admissions=_admissions(case, code, money),
    )


def _admissions(case: _Case, code: str, money: Mapping[str, Decimal]) -> Range:
    """Return the potential, scaled by what this media plan does to its middle."""
    potential = case.potentials[code]
    brought = case.cells.admissions(code, {name: float(amount) for name, amount in money.items()})
    ratio = brought / potential.base if potential.base else 0.0
    return _rounded(potential.low * ratio, potential.base * ratio, potential.high * ratio)


def _sum(parts: list[Range]) -> Range:
    """Return the sum of ranges, low with low and high with high: the widest it can be."""
    return _rounded(*(sum(getattr(part, end) for part in parts) for end in ("low", "base", "high")))


def _rounded(low: float, base: float, high: float) -> Range:
    return Range(low=significant(low), base=significant(base), high=significant(high))


def _reasons(case: _Case) -> dict[str, Suggestion[float]]:
    reasons = {"spend.media": _about_all(case)}
    for code in case.cells.base:
        reasons[f"spend.{code}"] = _about_region(case, code)
        for channel in channels(case.facts):
            reasons[f"spend.{code}.{channel}"] = _about_cell(case, code, channel)
    return reasons


def _about_all(case: _Case) -> Suggestion[float]:
    lines, currency = case.lines, case.plan.goals.budget.currency
    spent = float(lines.total - lines.media)
    return Suggestion(
        value=float(lines.media),
        low=None,
        high=None,
        reasons=(
            Reason(
                f"{currency} {spent:,.0f} of the budget goes to fixed lines, language versions, "
                "creators and contingency; media is what is left.",
                -spent,
                currency,
                ("fixed_share.publicity", "fixed_share.creative", "contingency_share"),
            ),
        ),
        changes="The total, a fixed line, or the number of regions and languages.",
        sure=f"The split is proven to be within {max(case.split.gap, 0.0001):.2%} of the best one "
        "for these curves; the curves themselves are assumed.",
    )


def _about_region(case: _Case, code: str) -> Suggestion[float]:
    elasticity, potential = case.cells.elasticity[code], case.potentials[code]
    everywhere = sum(case.potentials[other].base for other in case.cells.base)
    share = potential.base / everywhere if everywhere else 0.0
    currency = case.plan.goals.budget.currency
    market = Market.of(code, case.plan.goals, case.facts)
    prices = market.fact_ids("price_level")
    reasons = [
        Reason(
            f"{share:.0%} of the admissions that are possible in all regions are here.",
            potential.base,
            "admissions",
            ("audience",),
        ),
        Reason(
            f"Releases like the comparable titles have about {currency} "
            f"{significant(case.cells.reference[code]):,.0f} of media behind as many admissions.",
            facts=("reference_media", *prices),
        ),
        Reason(
            f"10 % more media brings about {10 * elasticity:.1f} % more admissions here; reaching "
            "a person likely to come is cheaper where that is higher.",
            facts=("elasticity.short", *prices),
        ),
    ]
    region = case.plan.goals.regions[code]
    if region.pays == "partner":
        text = "The partner pays here; only what it has committed (minimum_spend) is planned."
        reasons.insert(0, Reason(text, facts=(f"goals.regions.{code}.pays",)))
    return Suggestion(
        value=float(sum(case.money(code).values(), Decimal(0))),
        low=None,
        high=None,
        reasons=tuple(reasons),
        changes="Its potential, prices, a minimum spend or cap, or an amount that you decide.",
        sure="The elasticity is a published mean over many goods, not measured for this film.",
    )


def _about_cell(case: _Case, code: str, channel: str) -> Suggestion[float]:
    amount = float(case.split.money.get((code, channel), Decimal(0)))
    curve, currency = case.cells.curves[code, channel], case.plan.goals.budget.currency
    more = float(curve.value(amount + 100) - curve.value(amount))
    text = f"The next {currency} 100 here would bring about {more:.2g} admissions."
    reasons = [Reason(text, more, "admissions", (f"cpm.{channel}", f"channel_use.{channel}"))]
    if (code, channel) in overrides.cells(case.plan.overrides):
        reasons.insert(0, Reason("You decided this amount.", facts=("overrides",)))
    elif (code, channel) in case.split.dropped:
        text = "Less than the smallest sensible booking would fall to it, so it is left out."
        reasons.insert(0, Reason(text, facts=(f"minimum_buy.{channel}",)))
    return Suggestion(
        value=amount,
        low=None,
        high=None,
        reasons=tuple(reasons),
        changes="Its price, the people it reaches, or an amount that you decide.",
        sure="Prices differ 3 to 10 times between buyers; ask for a quote before you book.",
    )
