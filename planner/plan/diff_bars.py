"""What, by a plan's own figures, keeps a region from opening on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from planner.model.goals import Rights
from planner.model.plan import Plan
from planner.model.rules import Rules

Kind = Literal[
    "gate", "rights", "rights end", "window", "window end", "blackout", "order", "apart", "together"
]


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that keeps a region from a day."""

    kind: Kind
    key: str = ""
    """Which gate, or the regions or days of the rule."""


def bars(code: str, day: date, plan: Plan) -> Iterator[Bar]:
    """Yield what keeps region `code` from opening on `day`, the firmest first.

    Other regions stand where the plan puts them.
    """
    window, rights = plan.goals.window, plan.goals.regions[code].rights
    if isinstance(rights, Rights) and rights.from_ and day < rights.from_:
        yield Bar("rights")
    if day < window.from_:
        yield Bar("window")
    yield from _gates(gates(code, plan), day)
    if isinstance(rights, Rights) and rights.to and day > rights.to:
        yield Bar("rights end")
    if day > window.to:
        yield Bar("window end")
    if plan.goals.rules:
        yield from _rules(code, day, plan.goals.rules, _openings(plan) | {code: day})


def gates(code: str, plan: Plan) -> Mapping[str, date]:
    """Return when what a region needs is ready, by gate."""
    found = plan.timing.regions.get(code) if plan.timing else None
    return found.gates if found else {}


def _gates(ready: Mapping[str, date], day: date) -> Iterator[Bar]:
    """Yield the gates that a day is too early for, the last one first."""
    late = sorted((when, name) for name, when in ready.items() if when > day)
    yield from (Bar("gate", name) for _, name in reversed(late))


def _openings(plan: Plan) -> dict[str, date]:
    found = plan.timing.regions if plan.timing else {}
    return {code: region.date for code, region in found.items() if region.date}


def _rules(code: str, day: date, rules: Rules, opens: Mapping[str, date]) -> Iterator[Bar]:
    for closed in rules.blackouts:
        if closed.from_ <= day <= closed.to and code in (closed.regions or [code]):
            yield Bar("blackout", f"{closed.from_} to {closed.to}")
    for order in rules.order:
        if code in (order.first, order.then) and {order.first, order.then} <= opens.keys():
            weeks = _weeks(opens[order.first], opens[order.then])
            if weeks < order.at_least or (order.at_most is not None and weeks > order.at_most):
                yield Bar("order", f"{order.then} after {order.first}")
    for apart in rules.apart:
        others = [opens[one] for one in apart.regions if one != code and one in opens]
        if code in apart.regions and any(abs(_weeks(day, one)) < apart.weeks for one in others):
            yield Bar("apart", " and ".join(apart.regions))
    for together in rules.together:
        others = [opens[one] for one in together.regions if one != code and one in opens]
        if code in together.regions and any(_weeks(day, one) for one in others):
            yield Bar("together", " and ".join(together.regions))


def _weeks(first: date, second: date) -> int:
    """Return the weeks between the Mondays of two days."""
    return (monday(second) - monday(first)).days // 7


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
