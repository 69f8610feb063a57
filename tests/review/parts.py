"""Plans with results written by hand, and checks by their title."""

from collections.abc import Iterable, Mapping
from datetime import date

from planner.model.plan import Plan
from planner.model.sections import Timing
from planner.review.check import Check, Status

OPENS = date(2027, 5, 5)


def timed(plan: Plan, **regions: Mapping[str, object]) -> Plan:
    """The plan with a date in each of its regions, and what `regions` says otherwise of some."""
    usual = {
        "date": OPENS,
        "set_by": "suggested",
        "earliest": date(2027, 3, 1),
        "latest": date(2027, 9, 30),
    }
    dates = {code: usual | dict(regions.get(code, {})) for code in plan.goals.regions}
    return plan.model_copy(update={"timing": Timing.model_validate({"regions": dates})})


def told(found: Iterable[Check], title: str) -> list[tuple[Status, str]]:
    """Status and message of the checks of one title."""
    return [(one.status, one.message) for one in found if one.title == title]


def only(found: Iterable[Check], title: str) -> Check:
    """The one check of a title."""
    (check,) = (one for one in found if one.title == title)
    return check
