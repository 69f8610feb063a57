"""The lines of our budget before media, and what they leave for media and its commission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from fractions import Fraction
from math import ceil

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.money import cents, convert, region_money
from planner.facts.table import Facts
from planner.model.base import CENT
from planner.model.film import LanguageVersion
from planner.model.goals import IN_CINEMAS
from planner.model.money import Budget
from planner.model.plan import Plan
from planner.spend.commission import commission_on, net_within
from planner.timing.gates import language_versions

SHARES = ("publicity", "creative", "talent_travel")
"""Campaign-wide lines that take a usual share of the budget unless a person fixed them."""
PER_REGION = ("dcp", "certificate")
"""Lines that arise once in each region that opens in cinemas."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Our budget to the cent, before media; `commission_rate` is the agency's part of gross."""

    total: Decimal
    fixed: dict[str, Decimal]
    regional: dict[str, dict[str, Decimal]]
    language_versions: dict[str, Decimal]
    creators: Decimal
    contingency: Decimal
    commission_rate: float = 0.0

    @property
    def left(self) -> Decimal:
        """Return the money left for media, gross: commission included."""
        regional = (amount for lines in self.regional.values() for amount in lines.values())
        named = [*self.fixed.values(), *regional, *self.language_versions.values()]
        return self.total - sum(named, Decimal(0)) - self.creators - self.contingency

    @property
    def media(self) -> Decimal:
        """Return the net media that can be allocated, whole cents."""
        return net_within(self.left, self.commission_rate)

    def commission_on(self, net: Decimal) -> Decimal:
        """Return the commission on `net` media; up to `media` the two never exceed `left`."""
        return commission_on(net, self.commission_rate)


def commission_rate(budget: Budget, facts: Facts) -> float:
    """Return the agency's part of gross media: a person's figure, else the usual one.

    Raises:
        PlanError: it takes all of the money, so that no media could be bought.
    """
    own = budget.commission
    rate = facts.number("agency_commission").value if own is None else own
    if 0 <= rate < 1:
        return rate
    raise PlanError(
        f"An agency commission of {rate:.0%} of gross media leaves nothing to buy media with. "
        "Set goals.budget.commission from 0 to below 1, such as 0.15, or 0 where media is bought "
        "direct."
    )


def most_for_creators(budget: Budget, facts: Facts) -> Decimal:
    """Return the most that creators may cost: a person's figure, else a high share of the total.

    Up to the high end of the fact `creators_share` the money is weighed against media.
    """
    if budget.creators is not None:
        return budget.creators
    usual = facts.number("creators_share")
    return cents(float(budget.total) * (usual.value if usual.high is None else usual.high))


def budget_lines(
    plan: Plan,
    dates: Mapping[str, date | None],
    creators: Decimal,
    facts: Facts,
    versions: Mapping[str, Decimal] | None = None,
) -> Lines:
    """Return the lines of the regions that open; `creators` is what the shortlist costs.

    `versions` are the language versions that are paid for, by key, and what each costs; without
    them, those that the regions need.

    Raises:
        PlanError: the lines add up to more than the budget, or the commission takes all of it.
    """
    budget = plan.goals.budget
    opening = [code for code in plan.goals.regions if dates.get(code)]
    lines = Lines(
        total=budget.total,
        fixed=_fixed(budget, facts),
        regional={code: _regional(code, plan, facts) for code in opening},
        language_versions=(
            _language_versions(plan, opening, facts) if versions is None else dict(versions)
        ),
        creators=creators,
        contingency=_own_or_share(budget.contingency, budget.total, "contingency_share", facts),
        commission_rate=commission_rate(budget, facts),
    )
    if lines.left < 0:
        raise PlanError(_too_little(lines, plan, facts))
    return lines


def _own_or_share(own: Decimal | None, total: Decimal, fact: str, facts: Facts) -> Decimal:
    return own if own is not None else cents(float(total) * facts.number(fact).value)


def _fixed(budget: Budget, facts: Facts) -> dict[str, Decimal]:
    usual = {
        name: _own_or_share(budget.fixed.get(name), budget.total, f"fixed_share.{name}", facts)
        for name in SHARES
    }
    return usual | budget.fixed


def _regional(code: str, plan: Plan, facts: Facts) -> dict[str, Decimal]:
    region, currency = plan.goals.regions[code], plan.goals.budget.currency
    if region.release not in IN_CINEMAS or region.pays == "partner":
        return {}
    return {name: _cost(f"cost.{name}", currency, facts) for name in PER_REGION}


def _language_versions(plan: Plan, opening: Iterable[str], facts: Facts) -> dict[str, Decimal]:
    """Return what each version costs us; one serves every region that needs it.

    A partner who pays for its region pays for its language, unless the film lists the version.
    """
    needed: dict[str, LanguageVersion] = {item.key: item for item in plan.film.language_versions}
    for code in opening:
        region = plan.goals.regions[code]
        market = Market.of(code, plan.goals, facts)
        if region.pays != "partner":
            needed |= {item.key: item for item in language_versions(plan.film, region, market)}
    currency = plan.goals.budget.currency
    return {
        key: item.cost if item.cost is not None else _cost(f"cost.{item.kind}", currency, facts)
        for key, item in needed.items()
    }


def _cost(fact: str, currency: str, facts: Facts) -> Decimal:
    """Return a cost in whole units of `currency`: the source's own are rounder still."""
    return cents(round(convert(facts.number(fact).value, "EUR", currency, facts)))


def least_total(lines: Lines, plan: Plan, facts: Facts, media: Decimal = Decimal(0)) -> int | None:
    """Return the smallest total, in whole units, that covers these lines and `media`, net.

    Lines that are usual shares of the total grow with it; all others stay. None where the shares
    alone take all of any total.
    """
    own = plan.goals.budget
    shares = {name: f"fixed_share.{name}" for name in SHARES if name not in own.fixed}
    growing = sum((Fraction(str(facts.number(fact).value)) for fact in shares.values()), Fraction())
    fixed = lines.total - lines.left - sum((lines.fixed[name] for name in shares), Decimal(0))
    if own.contingency is None:
        growing += Fraction(str(facts.number("contingency_share").value))
        fixed -= lines.contingency
    if growing >= 1:
        return None
    gross = media + lines.commission_on(media)
    rounding = CENT * (len(shares) + 1)  # each share is rounded to the cent
    return ceil(Fraction(fixed + gross + rounding) / (1 - growing))


def _committed(lines: Lines, plan: Plan, facts: Facts) -> Decimal:
    """Return our part of the minimum spends in the regions that open, net."""
    regions = {code: plan.goals.regions[code] for code in lines.regional}
    agreed = {
        code: region_money(plan, code, region.minimum_spend, facts)
        * Decimal(str(region.share_of_ours))
        for code, region in regions.items()
        if region.minimum_spend
    }
    return sum(agreed.values(), Decimal(0)).quantize(CENT, ROUND_UP)


def _too_little(lines: Lines, plan: Plan, facts: Facts) -> str:
    regional = sum((sum(items.values()) for items in lines.regional.values()), Decimal(0))
    parts = {
        "fixed lines": sum(lines.fixed.values(), Decimal(0)),
        "DCPs and certificates": regional,
        "language versions": sum(lines.language_versions.values(), Decimal(0)),
        "creators": lines.creators,
        "contingency": lines.contingency,
    }
    listed = ", ".join(f"{name} {amount:,.2f}" for name, amount in parts.items())
    currency = plan.goals.budget.currency
    return (
        f"The budget of {currency} {lines.total:,.2f} is {currency} {-lines.left:,.2f} short of "
        f"its lines before any media: {listed}. {_what_would_do(lines, plan, facts)}Raise "
        "goals.budget.total, lower a line in goals.budget, or open in fewer regions."
    )


def _what_would_do(lines: Lines, plan: Plan, facts: Facts) -> str:
    least = least_total(lines, plan, facts)
    if least is None:
        return "The lines that are a share of the total take all of any budget. "
    currency, media = plan.goals.budget.currency, _committed(lines, plan, facts)
    text = f"The least that covers them is {currency} {least:,}"
    if not media:
        return f"{text}; media, and the agency's commission on it, come on top. "
    agreed = least_total(lines, plan, facts, media)
    return (
        f"{text}; with our part of the minimum spends, {media:,.2f}, and the agency's commission "
        f"on it, {lines.commission_on(media):,.2f}, {currency} {agreed:,}. "
    )
