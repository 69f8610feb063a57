"""Checks of a suggested plan: does it add up, do its dates hold, what is only assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from planner.facts.table import load
from planner.model import names, overrides
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.timing.conflict import IMPOSSIBLE

NOTABLE = Decimal("0.01")
"""Of the budget: less than this is left by rounding to whole units."""
MANY_TIMES = 5
"""Our money beside a partner's: past this the partner should be asked first."""
Status = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, how it stands, and what to do next."""

    status: Status
    title: str
    message: str
    next_step: str = ""


def checks(plan: Plan) -> list[Check]:
    """Return every check of the plan, worst first."""
    if not plan.suggested:
        return [Check("warn", "Suggestion", "Nothing has been suggested yet.", "Run Suggest.")]
    found = [
        *_budget(plan),
        *_dates(plan),
        *_potential(plan),
        *_people(plan),
        *_elsewhere(plan),
        *_lopsided(plan),
        *_overspent(plan),
        *_without_effect(plan),
    ]
    return sorted(found, key=lambda check: ("fail", "warn", "ok").index(check.status))


def booked(spend: Spend) -> Decimal:
    """Return the sum of every line of our budget table; it must equal the total."""
    regional = (amount for region in spend.regions.values() for amount in region.fixed.values())
    lines = [*spend.fixed.values(), *spend.language_versions.values(), *regional]
    ours = (region.ours for region in spend.regions.values())
    rest = spend.creators + spend.commission + spend.contingency + spend.unallocated
    return sum(lines, Decimal(0)) + sum(ours, Decimal(0)) + rest


def _budget(plan: Plan) -> Iterator[Check]:
    spend = plan.spend
    if spend is None:
        return
    total, lines = spend.total, booked(spend)
    title = "Budget adds up"
    if lines != total:
        text = f"The lines add up to {lines:,.2f}, the total is {total:,.2f}."
        yield Check("fail", title, text, "Suggest again; an amount was edited by hand.")
    elif total != plan.goals.budget.total:
        now = plan.goals.budget.total
        text = f"The budget is {now:,.2f} now; the table was made for {total:,.2f}."
        yield Check("warn", title, text, "Suggest again.")
    else:
        yield Check(
            "ok", title, f"Every line together is {spend.currency} {total:,.2f}, to the cent."
        )
    if spend.unallocated > total * NOTABLE:
        text = (
            f"{spend.currency} {spend.unallocated:,.2f} found no place: {_no_place(plan, spend)}."
        )
        yield Check("warn", "All money is placed", text, "Lower the budget, or change that.")
    for code, region in spend.regions.items():
        yield from _region_money(code, region)


def _no_place(plan: Plan, spend: Spend) -> str:
    opening = [code for code, region in spend.regions.items() if region.flight_start]
    if not opening:
        return "no region opens"
    regions = plan.goals.regions
    if not any(code in regions and regions[code].share_of_ours for code in opening):
        return "partners pay for the media wherever the film opens"
    return "a cap, or an amount that you decided, keeps it out"


def _region_money(code: str, region: RegionSpend) -> Iterator[Check]:
    if region.ours + region.partner != region.media_total:
        text = (
            f"The weeks add up to {region.media_total:,.2f}, our part and the partner's to "
            f"{region.ours + region.partner:,.2f}."
        )
        yield Check("fail", f"Media in {names.region(code)} adds up", text, "Suggest again.")


def _dates(plan: Plan) -> Iterator[Check]:
    regions = plan.timing.regions if plan.timing else {}
    warned = [(code, text) for code, region in regions.items() for text in region.warnings]
    for code, text in warned:
        status: Status = "warn" if regions[code].date else "fail"
        yield Check(
            status, f"Date in {names.region(code)}", text, "Look at the date on page Timing."
        )
    conflicts = plan.timing.conflicts if plan.timing else []
    for text in conflicts:
        if text.startswith(IMPOSSIBLE):
            yield Check("fail", "Rules can all hold", text, "Change one of them on page Timing.")
        else:
            yield Check("warn", "Rules, rivals and festivals are known", text, "Correct it.")
    if regions and not warned and not conflicts:
        text = "Every date lies in the window, after its lead times and inside its rights."
        yield Check("ok", "Dates hold", text)


def _potential(plan: Plan) -> Iterator[Check]:
    regions = plan.audience.regions if plan.audience else {}
    told = {
        "assumed": "No comparable title anywhere: the potential of {} is assumed.",
        "scaled": "No comparable title in {}: the potential there is scaled from other regions.",
    }
    for basis, text in told.items():
        listed = [names.region(code) for code, region in regions.items() if region.basis == basis]
        if listed:
            message = text.format(", ".join(listed))
            yield Check(
                "warn", "Potential is known", message, "Add a comparable title on page Film."
            )


def _people(plan: Plan) -> Iterator[Check]:
    """Tell people who count in two regions, and parts of a country that stand for all of it."""
    held = Counter(member for code in plan.goals.regions for member in plan.goals.members(code))
    parts = [member for member in held if "-" in member]
    twice = [member for member, times in held.items() if times > 1]
    twice += [member for member in parts if member[:2] in held and member not in twice]
    if twice:
        text = f"More than one region counts the people of {_listed(twice)}."
        yield Check("warn", "People count once", text, "Take one of these regions out.")
    decided, known = overrides.facts(plan.overrides), load()
    ids = {member: f"population.{member}" for member in parts}
    whole = [code for code, name in ids.items() if name not in decided and not known.find(name)]
    if whole:
        text = f"The figures of the whole country stand for {_listed(whole)}."
        example = f"facts.population.{whole[0]} and facts.admissions_year.{whole[0]}"
        yield Check("warn", "Figures are the region's own", text, f"Override {example}.")


def _listed(codes: list[str]) -> str:
    return "; ".join(names.region(code) for code in sorted(codes))


def _elsewhere(plan: Plan) -> Iterator[Check]:
    """Tell regions that don't open in cinemas: what is counted there are cinema admissions."""
    regions = plan.goals.regions.items()
    outside = [names.region(code) for code, region in regions if region.release not in IN_CINEMAS]
    if outside:
        text = f"{', '.join(outside)}: no cinema release, yet the potential is in admissions."
        yield Check(
            "warn", "Potential fits the release", text, "Read it as interest, not as sales."
        )


def _lopsided(plan: Plan) -> Iterator[Check]:
    """Tell shared regions where the partner would pay many times what we pay."""
    for code, region in plan.spend.regions.items() if plan.spend else ():
        if region.pays == "shared" and region.partner > MANY_TIMES * region.ours:
            text = (
                f"The partner would pay {region.partner:,.2f}, more than {MANY_TIMES} times our "
                f"{region.ours:,.2f}."
            )
            title = f"Partner's part in {names.region(code)}"
            yield Check("warn", title, text, "Agree on a cap, and enter it on page Spend.")


def _overspent(plan: Plan) -> Iterator[Check]:
    creators = plan.creators
    if creators and creators.spent > creators.budget:
        text = f"Creators cost {creators.spent:,.2f}, their budget is {creators.budget:,.2f}."
        yield Check("fail", "Creators in budget", text, "Take one out, or raise their budget.")


def _without_effect(plan: Plan) -> Iterator[Check]:
    """Tell decisions that changed nothing: money where nothing opens, creators who left."""
    dates = plan.timing.regions if plan.timing else {}
    closed = {code for code, region in dates.items() if region.date is None}
    chosen = plan.creators.chosen if plan.creators else {}
    idle = [
        f"{names.channel(channel)} in {names.region(code)}"
        for code, channel in overrides.cells(plan.overrides)
        if code in closed
    ]
    wanted = overrides.creators(plan.overrides)
    idle += [name for name, inside in wanted.items() if inside and name not in chosen]
    if idle:
        text = f"Nothing follows from what was decided on {', '.join(idle)}."
        yield Check("warn", "Decisions have effect", text, "Take them back, or correct their name.")
