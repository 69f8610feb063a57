"""Checks of embargoes: nothing that they cover is public before they end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.clearance import Embargo
from planner.model.plan import Plan
from planner.review.check import Check
from planner.timing.culture import release_date
from planner.timing.premieres import screenings

FIRST_POST = "outreach.first_post"


def checks(plan: Plan, facts: Facts) -> Iterator[Check]:
    """Yield the checks of every embargo, in the order of the plan."""
    for number, embargo in enumerate(plan.goals.embargoes):
        yield from _checked(embargo, f"goals.embargoes.{number}", plan, facts)


def _checked(embargo: Embargo, at: str, plan: Plan, facts: Facts) -> Iterator[Check]:
    """Yield what is public in a region before an embargo there ends.

    Adverts are left out: they run before an embargo on reviews as a rule.
    """
    title = f"Embargo on {embargo.what}"
    told = [
        *_after_opening(embargo, title, at, plan),
        *_after_posts(embargo, title, at, plan, facts),
        *_after_festival(embargo, title, at, plan, facts),
    ]
    yield from told
    if not told:
        text = f"It ends on {spoken(embargo.until.date())}, before all that it must not outlast."
        yield Check("PASS", title, text, at=at, page="timing")


def _covers(embargo: Embargo, code: str) -> bool:
    return not embargo.regions or code in embargo.regions


def _ends(embargo: Embargo, code: str, plan: Plan) -> date:
    """Return the day on which it ends where the region's partner is, else in UTC."""
    partner = plan.goals.regions[code].partner
    zone = ZoneInfo(partner.time_zone) if partner and partner.time_zone else UTC
    return embargo.until.astimezone(zone).date()


def _after_opening(embargo: Embargo, title: str, at: str, plan: Plan) -> Iterator[Check]:
    for code in plan.goals.regions:
        day = release_date(code, plan)
        if day is None or not _covers(embargo, code) or (ends := _ends(embargo, code, plan)) <= day:
            continue
        text = f"It ends on {spoken(ends)}, after {names.region(code)} opens on {spoken(day)}."
        yield Check("FAIL", title, text, "End it earlier, or open later.", at, "timing")


def _after_posts(
    embargo: Embargo, title: str, at: str, plan: Plan, facts: Facts
) -> Iterator[Check]:
    chosen = plan.creators.chosen.values() if plan.creators else ()
    before = timedelta(days=facts.number(FIRST_POST).value)
    for code in dict.fromkeys(one.region for one in chosen):
        day = release_date(code, plan) if code in plan.goals.regions else None
        if day is None or not _covers(embargo, code) or _ends(embargo, code, plan) <= day - before:
            continue
        text = (
            f"Creators in {names.region(code)} post from {spoken(day - before)}, before it ends on "
            f"{spoken(_ends(embargo, code, plan))}."
        )
        step = "Tell them in the brief what must wait, or let them post later."
        yield Check("REVIEW", title, text, step, at, "creators")


def _after_festival(
    embargo: Embargo, title: str, at: str, plan: Plan, facts: Facts
) -> Iterator[Check]:
    members = {one[:2] for code in embargo.regions for one in plan.goals.members(code)}
    ends = embargo.until.date()
    for one in screenings(plan.film, facts, plan.as_of):
        if one.status == "hoped" or one.day >= ends or (members and one.country not in members):
            continue
        shown = f"The film is shown at {one.name} on {spoken(one.day)}"
        text = f"{shown}, before it ends on {spoken(ends)}."
        step = "End it earlier, or ask the festival and its guests to keep it."
        yield Check("REVIEW", title, text, step, at, "film")
