"""Checks of a plan's money: does it add up, is all of it placed, are agreements kept."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.facts.decided import facts_at_rates
from planner.facts.money import region_money
from planner.model import names
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.review.check import Check
from planner.spend.commission import commission_on

NOTABLE = Decimal("0.01")
"""Of the budget: less than this is left by rounding to whole units."""
MANY_TIMES = 5
"""Our money beside a partner's: past this the partner should be asked first."""


def booked(spend: Spend) -> Decimal:
    """Return the sum of every line of our budget table; it must equal the total."""
    regional = (amount for region in spend.regions.values() for amount in region.fixed.values())
    lines = [*spend.fixed.values(), *spend.language_versions.values(), *regional]
    ours = (region.ours for region in spend.regions.values())
    rest = spend.creators + spend.commission + spend.contingency + spend.unallocated
    return sum(lines, Decimal(0)) + sum(ours, Decimal(0)) + rest


def checks(plan: Plan) -> Iterator[Check]:
    """Return every check of the money, in the order of the table."""
    spend = plan.spend
    if spend is None:
        return
    yield _adds_up(plan, spend)
    if spend.unallocated > spend.total * NOTABLE:
        text = (
            f"{spend.currency} {spend.unallocated:,.2f} found no place: {_no_place(plan, spend)}."
        )
        step = "Lower the budget, or change that."
        yield Check("REVIEW", "Money without a place", text, step, "spend.unallocated", "spend")
    for code, region in spend.regions.items():
        yield from _region_money(code, region)
    yield from _agreed(plan, spend)
    yield from _lopsided(plan)


def _adds_up(plan: Plan, spend: Spend) -> Check:
    title, edited = "Sum of the budget", "Suggest again; an amount was edited by hand."
    total, lines = spend.total, booked(spend)
    ours = sum((region.ours for region in spend.regions.values()), Decimal(0))
    if lines != total:
        text = f"The lines add up to {lines:,.2f}, the total is {total:,.2f}."
        return Check("FAIL", title, text, edited, "spend", "spend")
    if spend.media != ours:
        text = f"Our media in the regions is {ours:,.2f}, the table says {spend.media:,.2f}."
        return Check("FAIL", title, text, edited, "spend", "spend")
    if spend.commission != commission_on(spend.media, spend.commission_rate):
        text = f"{spend.commission:,.2f} is not the agency's part of {spend.media:,.2f} net media."
        return Check("FAIL", title, text, edited, "spend", "spend")
    if total != plan.goals.budget.total:
        now = plan.goals.budget.total
        text = f"The budget is {now:,.2f} now; the table was made for {total:,.2f}."
        return Check("REVIEW", title, text, "Suggest again.", "goals.budget.total", "spend")
    text = (
        f"Every line together is {spend.currency} {total:,.2f}, to the cent; of it net media "
        f"{spend.media:,.2f} and the agency's commission {spend.commission:,.2f}. VAT is left out."
    )
    return Check("PASS", title, text, at="spend", page="spend")


def _agreed(plan: Plan, spend: Spend) -> Iterator[Check]:
    """Tell regions whose media is below the least that was agreed for them."""
    if spend.currency != plan.goals.budget.currency:
        return
    facts = facts_at_rates(plan)
    for code, region in spend.regions.items():
        agreed = plan.goals.regions[code].minimum_spend if code in plan.goals.regions else None
        if not agreed or region.flight_start is None:
            continue
        missing = region_money(plan, code, agreed, facts) - region.media_total
        if missing >= 1:  # less is rounding to whole units
            text = f"{missing:,.2f} is missing to the least that was agreed, net."
            title = f"Least spend in {names.region(code)}"
            at = f"goals.regions.{code}.minimum_spend"
            yield Check("REVIEW", title, text, "Suggest again, or agree on less.", at, "spend")


def _no_place(plan: Plan, spend: Spend) -> str:
    opening = [code for code, region in spend.regions.items() if region.flight_start]
    if not opening:
        return "no region opens"
    regions = plan.goals.regions
    if not any(code in regions and regions[code].share_of_ours for code in opening):
        return "partners pay for the media wherever the film opens"
    return "a cap, a limit, or an amount that you decided keeps it out"


def _region_money(code: str, region: RegionSpend) -> Iterator[Check]:
    if region.ours + region.partner != region.media_total:
        text = (
            f"The weeks add up to {region.media_total:,.2f}, our part and the partner's to "
            f"{region.ours + region.partner:,.2f}."
        )
        title, at = f"Media in {names.region(code)}", f"spend.regions.{code}.media"
        yield Check("FAIL", title, text, "Suggest again.", at, "spend")


def _lopsided(plan: Plan) -> Iterator[Check]:
    """Tell shared regions where the partner would pay many times what we pay."""
    for code, region in plan.spend.regions.items() if plan.spend else ():
        if region.pays == "shared" and region.partner > MANY_TIMES * region.ours:
            text = (
                f"The partner would pay {region.partner:,.2f}, more than {MANY_TIMES} times our "
                f"{region.ours:,.2f}."
            )
            title = f"Partner's part in {names.region(code)}"
            step, at = "Agree on a cap, and enter it on page Spend.", f"goals.regions.{code}.cap"
            yield Check("REVIEW", title, text, step, at, "spend")
