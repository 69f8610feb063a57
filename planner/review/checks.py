"""Every check of a plan: does it add up, do its dates hold, is it signed, fresh and clean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.errors import MicrohitError
from planner.facts.decided import facts_of
from planner.facts.table import Facts, load
from planner.model.plan import Plan
from planner.review import (
    ages,
    audience,
    clearance,
    creators,
    dates,
    embargo,
    languages,
    money,
    private,
    signed,
    upkeep,
)
from planner.review.beside import Beside
from planner.review.check import WORST_FIRST, Check
from planner.review.status import status_checks


def checks(plan: Plan, beside: Beside | None = None) -> list[Check]:
    """Return every check of the plan, worst first; with `beside` also those that need its files."""
    found = list(private.checks(plan, beside))
    if not plan.suggested:
        text, step = "Nothing has been suggested yet.", "Run Suggest."
        found += [Check("REVIEW", "Suggestion", text, step, page="plan")]
        found += _tried("What lies beside the plan", lambda: _kept(plan, beside))
    else:
        found += _suggested(plan, beside)
    if beside:
        found += _tried("Campaign status", lambda: status_checks(plan, beside, found))
    return sorted(found, key=lambda check: WORST_FIRST.index(check.status))


def _kept(plan: Plan, beside: Beside | None) -> Iterator[Check]:
    """Return what a plan is judged by before anything was suggested, beside its secrets."""
    return (one for one in upkeep.checks(plan, beside) if one.title != upkeep.UP_TO_DATE)


def _suggested(plan: Plan, beside: Beside | None) -> list[Check]:
    facts, found = _facts(plan)
    today = dates.as_set(plan)
    steps: dict[str, Callable[[], Iterable[Check]]] = {
        "Money": lambda: money.checks(plan),
        "Dates": lambda: dates.checks(today, beside, facts),
        "Clearances": lambda: clearance.checks(today, facts),
        "Embargoes": lambda: embargo.checks(today, facts),
        "Audience": lambda: audience.checks(plan),
        "Language versions": lambda: languages.checks(today, facts),
        "Creators": lambda: creators.checks(plan),
        "Creator sheet": lambda: _sheet(plan, beside),
        "Sign-offs": lambda: signed.checks(plan, beside, facts) if beside else (),
        "Ages": lambda: ages.checks(plan, beside, facts),
        "What lies beside the plan": lambda: upkeep.checks(plan, beside),
    }
    return [*found, *(check for name, step in steps.items() for check in _tried(name, step))]


def _sheet(plan: Plan, beside: Beside | None) -> Iterable[Check]:
    offers = beside.offers if beside else None
    return () if offers is None else creators.sheet_checks(plan, offers)


def _facts(plan: Plan) -> tuple[Facts, list[Check]]:
    """Return the facts as the plan's people decided them; ours, and why, where that can't be."""
    try:
        return facts_of(plan), []
    except MicrohitError as error:
        step = "Correct the decision, or drop it."
        return load(), [Check("FAIL", "Decisions on facts", str(error), step, "overrides", "plan")]


def _tried(name: str, step: Callable[[], Iterable[Check]]) -> list[Check]:
    """Return the checks of one step; where a decided figure breaks it, that is the check."""
    try:
        return list(step())
    except MicrohitError as error:
        step_next = "Correct what it names, or suggest again."
        return [Check("FAIL", name, str(error), step_next, page="plan")]
