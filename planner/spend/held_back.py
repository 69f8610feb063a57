"""What each region holds back until the first results are known, and the day it decides.

Held back are our contingency and what of the second wave has not run. A region decides on the
Monday after the result: of the opening after one week, of the second week after two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.sections import RegionSpend
from planner.spend.commission import apportion
from planner.spend.flight import ONE_OFF, WEEK
from planner.timing.calendar import monday

Measure = Literal["week_two_drop", "opening_to_plan"]
KNOWN_AFTER: dict[Measure, int] = {"opening_to_plan": 1, "week_two_drop": 2}
"""Weeks of the run that a measure needs: the result is known on the Monday after them."""
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Held:
    """What a region holds back, and the day on which it decides about it.

    `contingency` is the region's part of ours, by expected admissions. `second_wave` is net media
    after the opening week, whoever pays; `to_run` is what of it has not run on `day`. `weeks` are
    the Mondays from `day` on of the weeks in which released money is spent.
    """

    region: str
    day: date
    weeks: tuple[date, ...]
    contingency: Decimal
    second_wave: Decimal
    to_run: Decimal


def held(plan: Plan, facts: Facts, measure: Measure = "week_two_drop") -> tuple[Held, ...]:
    """Return what each region holds back until it knows a result, in the order of the plan.

    Regions without a date, events and festival screenings have no second week and are left out. The
    contingency goes to those that we pay for at least in part, else to all of them; it adds up to
    the plan's to the cent.
    """
    releases = {code: release_of(plan, code) for code in plan.goals.regions}
    days = {
        code: day
        for code, day in releases.items()
        if day and plan.goals.regions[code].release not in ONE_OFF
    }
    ours = [code for code in days if plan.goals.regions[code].share_of_ours > 0] or list(days)
    parts = dict(zip(ours, _contingency(plan, ours), strict=True))
    return tuple(
        _held(plan, code, day, parts.get(code, NOTHING), measure, facts)
        for code, day in days.items()
    )


def decides_on(release: date, measure: Measure) -> date:
    """Return the Monday on which the result of a release is known."""
    return monday(release) + KNOWN_AFTER[measure] * WEEK


def weeks_to_spend(facts: Facts) -> int:
    """Return in how many weeks released money is spent."""
    return round(facts.number("decision.spend_weeks").value)


def release_of(plan: Plan, code: str) -> date | None:
    """Return the release date that a plan holds for a region."""
    timing = plan.timing.regions.get(code) if plan.timing else None
    return timing.date if timing else None


def _contingency(plan: Plan, codes: Sequence[str]) -> list[Decimal]:
    money = plan.spend.contingency if plan.spend and codes else NOTHING
    expected = [_expected(plan, code) for code in codes]
    return apportion(money, expected if any(expected) else [Decimal(1)] * len(codes))


def _spend(plan: Plan, code: str) -> RegionSpend | None:
    return plan.spend.regions.get(code) if plan.spend else None


def _expected(plan: Plan, code: str) -> Decimal:
    spend = _spend(plan, code)
    return Decimal(str(spend.admissions.base)) if spend and spend.admissions else NOTHING


def _held(
    plan: Plan, code: str, release: date, contingency: Decimal, measure: Measure, facts: Facts
) -> Held:
    spend, day = _spend(plan, code), decides_on(release, measure)
    return Held(
        region=code,
        day=day,
        weeks=tuple(day + number * WEEK for number in range(weeks_to_spend(facts))),
        contingency=contingency,
        second_wave=_after(spend, monday(release) + WEEK),
        to_run=_after(spend, day),
    )


def _after(spend: RegionSpend | None, day: date) -> Decimal:
    """Return the media of the weeks from `day`, a Monday, on."""
    if spend is None or spend.flight_start is None:
        return NOTHING
    first = max((day - spend.flight_start) // WEEK, 0)
    return sum((sum(weeks[first:], NOTHING) for weeks in spend.media.values()), NOTHING)
