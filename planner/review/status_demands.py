"""What each state of a campaign demands, as checks.

Decided here, once. **Ready** means that the work may go public: the plan is saved, worked out from
what it says now, and nobody's objection stands; the first region to open, and those that open
within the usual run-up after it, are each marked ready. **Live** means that people see it: all of
that, and the first media or opening is no further away than that run-up. **Closed** means that
every region's run is over.

PASS: it holds. FAIL: put it right first. REVIEW: it can be passed with a note that says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.facts.decided import facts_of
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.english import listed
from planner.model.plan import Plan
from planner.plan.fingerprint import CALLED, changed_inputs
from planner.plan.numbers import name
from planner.plan.records import Records
from planner.review.beside import Beside
from planner.review.check import Check, Status
from planner.review.status_state import STATES, State, campaign_status
from planner.timing.readiness import readiness

TITLE = "Campaign status"
"""How checks of a status that was set begin; they don't stand in its own way."""
NO_FAULTS = "Checks of the plan"
RUN_UP, RUN = "lead_time.campaign", "run_weeks"
"""Facts: weeks that trailers and posters are on show before an opening; weeks of the first run."""


def demands(to: State, plan: Plan, beside: Beside, found: list[Check]) -> list[Check]:
    """Return all that state `to` demands of a plan, each with how it stands.

    `found` are the checks of the plan; those that FAIL stand in the way of ready and live.
    """
    return [*_steps(to, plan, beside), *standing(to, plan, beside, found)]


def standing(to: State, plan: Plan, beside: Beside, found: list[Check]) -> Iterator[Check]:
    """Yield what state `to` demands for as long as it lasts, whatever it was before."""
    facts = facts_of(plan)
    if to in ("ready", "live"):
        yield _faults(found)
        yield _up_to_date(plan, beside)
        yield _dated(plan)
        yield from _regions(plan, beside, facts)
        yield _saved(plan, beside)
        yield _newest(plan, beside)
        yield _readable(beside)
    if to == "live":
        yield _near(plan, facts)
    if to == "closed":
        yield _over(plan, facts)


def _steps(to: State, plan: Plan, beside: Beside) -> Iterator[Check]:
    """Yield what stands against the step from the present state; nothing if it is the next one."""
    now = campaign_status(plan, beside.records)
    order = list(STATES)
    away = order.index(to) - order.index(now.state)
    if away < 0 or away > 1:
        way = "back" if away < 0 else "past a state"
        text = f"From {now.state} to {to} is a step {way}."
        yield Check("REVIEW", "Next state", text, "Say why in a note.")
    elif away == 0 and now.holds:
        yield Check("FAIL", "Next state", f"It is {to} already.", "Leave it as it is.")
    elif now.state == "ready" and to == "live" and not now.holds:
        text = "The plan changed since it was marked ready."
        yield Check("FAIL", "Marked ready", text, "Mark it ready again.")


def _faults(found: list[Check]) -> Check:
    others = [one for one in found if not one.title.startswith(TITLE)]
    failed = [one.title for one in others if one.status == "FAIL"]
    if not failed:
        return Check("PASS", NO_FAULTS, "No check of the plan fails.")
    text = f"{len(failed)} of the checks fail: {'; '.join(failed)}."
    return Check("FAIL", NO_FAULTS, text, "Put them right on page Plan.", page="plan")


def _up_to_date(plan: Plan, beside: Beside) -> Check:
    changed = changed_inputs(plan, beside.inputs)
    title = "Suggestion"
    if not changed:
        return Check("PASS", title, "It was made from what the plan says now.")
    text = f"Changed since the last suggestion: {listed(CALLED.get(one, one) for one in changed)}."
    return Check("FAIL", title, text, "Press Suggest.", page="plan")


def _dated(plan: Plan) -> Check:
    dates = openings(plan)
    missing = [names.region(code) for code in plan.goals.regions if code not in dates]
    if not missing:
        return Check("PASS", "Release dates", "Every region has a release date.")
    text = f"No release date: {', '.join(missing)}."
    step = "Press Suggest, decide a date, or take the region out of the campaign."
    return Check("FAIL", "Release dates", text, step, page="timing")


def _regions(plan: Plan, beside: Beside, facts: Facts) -> Iterator[Check]:
    """Yield each region that lacks something, and those that open soon."""
    due, found = opening_soon(plan, facts), Records(beside.records.records)
    for code in plan.goals.regions:
        state = readiness(plan, found, code, facts)
        opens = f"It opens on {spoken(due[code])}" if code in due else ""
        if state.missing:
            text, step = " ".join(state.missing), "Settle it on page Timing."
            yield _region("FAIL", code, text, step)
        elif opens and state.state != "ready":
            step = "Mark the region ready on page Timing."
            yield _region("FAIL", code, f"{opens} and is {state.state}.", step)
        elif opens:
            yield _region("PASS", code, f"{opens} and is marked ready.")


def _region(status: Status, code: str, text: str, step: str = "") -> Check:
    title, at = names.region(code), f"timing.regions.{code}"
    return Check(status, title, text, step, at=at, page="timing")


def _saved(plan: Plan, beside: Beside) -> Check:
    if beside.version(plan.version) == plan:
        return Check("PASS", "Saved version", f"Version {plan.version} holds just this plan.")
    text = "The plan has changes that no version holds."
    return Check("FAIL", "Saved version", text, "Save it with a note.", page="plan")


def _newest(plan: Plan, beside: Beside) -> Check:
    """Tell versions that were saved after this one: somebody's work that is not part of it."""
    title = "It is the newest version"
    later = [one.number for one in beside.history if one.readable and one.number > plan.version]
    newer = [name(number) for number in sorted(later)]
    if not newer:
        return Check("PASS", title, "No version is newer than this one.")
    text = f"Saved after this one, and not part of it: {listed(newer)}."
    step = "Open the newest, or compare and merge them on page Plan."
    return Check("FAIL", title, text, step, page="plan")


def _readable(beside: Beside) -> Check:
    title, wrong = "Records can be read", beside.records.problems
    if not wrong:
        return Check("PASS", title, "Every record of the campaign can be read.")
    text = " ".join(f"{one}" for one in wrong)
    return Check("FAIL", title, text, "It might be a refusal: restore the file.", page="plan")


def _near(plan: Plan, facts: Facts) -> Check:
    day = first_day(plan)
    weeks = facts.number(RUN_UP).value
    title = "Campaign begins soon"
    if day is None:
        return Check("FAIL", title, "Nothing opens and no media is planned.", "Press Suggest.")
    if day <= plan.as_of + timedelta(weeks=weeks):
        return Check("PASS", title, f"The first media or opening is on {spoken(day)}.")
    text = f"The first media or opening is on {spoken(day)}, more than {weeks:g} weeks away."
    return Check("REVIEW", title, text, "Wait, or say in a note why it is live already.")


def _over(plan: Plan, facts: Facts) -> Check:
    weeks = timedelta(weeks=facts.number(RUN).value)
    running = [
        names.region(code) for code, day in openings(plan).items() if day + weeks > plan.as_of
    ]
    if not running:
        return Check("PASS", "Runs", "The run of every region lies in the past.")
    text = f"Not over yet by {spoken(plan.as_of)}, the day counted as today: {', '.join(running)}."
    return Check("REVIEW", "Runs", text, "Say in a note why it closes all the same.")


def openings(plan: Plan) -> dict[str, date]:
    """Return the release date of each region of the campaign that has one."""
    dated = plan.timing.regions if plan.timing else {}
    return {
        code: one.date for code, one in dated.items() if one.date and code in plan.goals.regions
    }


def opening_soon(plan: Plan, facts: Facts) -> dict[str, date]:
    """Return the regions that open next, with their dates: those that must be marked ready.

    The first to open from as_of on, and all that open within the usual run-up after it or after
    the campaign's first opening.
    """
    ahead = {code: day for code, day in openings(plan).items() if day >= plan.as_of}
    last = min(ahead.values(), default=plan.as_of) + timedelta(weeks=facts.number(RUN_UP).value)
    return {code: day for code, day in ahead.items() if day <= last}


def first_day(plan: Plan) -> date | None:
    """Return the first day of media or of a release, None where nothing is planned."""
    flights = [one.flight_start for one in (plan.spend.regions if plan.spend else {}).values()]
    return min([day for day in [*flights, *openings(plan).values()] if day], default=None)
