"""Checks of what people must sign: culture in each region, and the shortlist of creators."""

from __future__ import annotations

from collections.abc import Iterator

from planner.creators.signing import shortlist_sign_off
from planner.facts.table import Facts
from planner.model import names
from planner.model.plan import Plan
from planner.review.beside import Beside
from planner.review.check import Check
from planner.timing.culture import heading
from planner.timing.readiness import SignOff, sign_offs

STATES = {"open": "open", "refused": "refused", "to renew": "to renew, it changed since"}


def checks(plan: Plan, beside: Beside, facts: Facts) -> Iterator[Check]:
    """Yield which sign-offs are missing; that a campaign needs them to be ready is its status's."""
    yield from _culture(plan, beside, facts)
    yield from _shortlist(plan, beside)


def _culture(plan: Plan, beside: Beside, facts: Facts) -> Iterator[Check]:
    offs = [
        one
        for code in plan.goals.regions
        for one in sign_offs(plan, beside.records, code, facts)
        if one.required
    ]
    missing = [one for one in offs if one.state != "signed"]
    title = "Required sign-offs"
    if missing:
        first = missing[0].region
        step = "Ask a consultant who knows the region, on page Timing."
        at = f"timing.regions.{first}"
        text = f"Missing: {'; '.join(_regions(missing))}."
        yield Check("REVIEW", title, text, step, at, "timing")
    elif offs:
        yield Check("PASS", title, "Every required topic is signed off.", page="timing")


def _regions(missing: list[SignOff]) -> Iterator[str]:
    for code in dict.fromkeys(one.region for one in missing):
        topics = (
            f"{heading(one.topic)} ({STATES[one.state]})" for one in missing if one.region == code
        )
        yield f"{names.region(code)}: {', '.join(topics)}"


def _shortlist(plan: Plan, beside: Beside) -> Iterator[Check]:
    if not plan.creators or not plan.creators.chosen:
        return
    title, at = "Sign-off of the shortlist", "creators.chosen"
    state = shortlist_sign_off(plan, beside.records).state
    if state == "signed":
        yield Check("PASS", title, "Somebody signed it as it is.", at=at, page="creators")
    else:
        text = f"The sign-off of the creators is {STATES[state]}."
        step = "Let who answers for it sign on page Creators, before anybody is contracted."
        yield Check("REVIEW", title, text, step, at, "creators")
