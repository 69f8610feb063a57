"""What was agreed on a region's media: who pays, the least, the most, and what room is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.facts.money import rate_of, region_money
from planner.facts.table import Facts
from planner.model.goals import Pays, Region
from planner.model.plan import Plan
from planner.model.sections import Spend
from planner.spend.table_rows import US, ZERO, Row, Sum, payer_of, total


@dataclass(frozen=True, slots=True)
class Stated:
    """Limits as they were agreed, in a currency of their own, and the rate they count at.

    `rate` is what 1 of `currency` is in the budget's money, `day` when it was so.
    """

    currency: str
    minimum: Decimal | None
    cap: Decimal | None
    rate: float
    day: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A region's agreement beside its plan, in the budget's currency, net where not said.

    `minimum` and `cap` count all media there, whoever pays; `stated` are the same in the region's
    own currency, where that is another one.
    """

    region: str
    partner: str
    pays: Pays
    our_share: float
    minimum: Decimal | None
    cap: Decimal | None
    ours: Sum
    theirs: Sum
    currency: str
    stated: Stated | None = None

    @property
    def own(self) -> str:
        """Return the limits in the region's currency, with the rate and its day; else nothing."""
        if self.stated is None:
            return ""
        one = self.stated
        limits = {"at least": one.minimum, "at most": one.cap}
        said = [f"{name} {one.currency} {x:,.2f}" for name, x in limits.items() if x is not None]
        when = f"rate of {one.day}" if one.day else "undated rate"
        known = f", {one.source}" if one.source else ""
        return f"{' and '.join(said)}, at {one.rate:.6g} {self.currency}, {when}{known}"

    @property
    def planned(self) -> Sum:
        """Return all media planned here, whoever pays."""
        return self.ours + self.theirs

    @property
    def room(self) -> Decimal | None:
        """Return how much more net media the cap allows; None where there is no cap."""
        return None if self.cap is None else max(self.cap - self.planned.net, ZERO)

    @property
    def missing(self) -> Decimal:
        """Return how much net media is missing to the committed minimum."""
        return max((self.minimum or ZERO) - self.planned.net, ZERO)


def terms_of(plan: Plan, spend: Spend, rows: tuple[Row, ...], facts: Facts) -> tuple[Terms, ...]:
    """Return the terms of every region in whose media a partner has a part, or that has limits.

    None where the budget's currency was changed after the table was made.
    """
    if spend.currency != plan.goals.budget.currency:
        return ()
    found = []
    for code, region in plan.goals.regions.items():
        agreed = region.minimum_spend is not None or region.cap is not None
        if code in spend.regions and (agreed or region.pays != "us"):
            found.append(_terms(plan, code, region, rows, facts))
    return tuple(found)


def _terms(plan: Plan, code: str, region: Region, rows: tuple[Row, ...], facts: Facts) -> Terms:
    media = [row for row in rows if row.kind == "media" and row.region == code]
    return Terms(
        region=code,
        partner="" if region.pays == "us" and not region.partner else payer_of(plan, code),
        pays=region.pays,
        our_share=region.share_of_ours,
        minimum=_amount(plan, code, region.minimum_spend, facts),
        cap=_amount(plan, code, region.cap, facts),
        ours=total(row for row in media if row.payer == US),
        theirs=total(row for row in media if row.payer != US),
        currency=plan.goals.budget.currency,
        stated=_stated(plan, region, facts),
    )


def _amount(plan: Plan, code: str, amount: Decimal | None, facts: Facts) -> Decimal | None:
    return None if amount is None else region_money(plan, code, amount, facts)


def _stated(plan: Plan, region: Region, facts: Facts) -> Stated | None:
    currency, limits = region.currency, (region.minimum_spend, region.cap)
    if limits == (None, None) or currency is None or currency == plan.goals.budget.currency:
        return None
    rate, day, source = rate_of(currency, plan.goals, facts)
    return Stated(currency, *limits, rate, day, source)
