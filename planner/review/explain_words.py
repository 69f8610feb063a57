"""Reasons, figures and decisions as sentences: one wording for pages and for `explain`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from planner.facts.table import Facts
from planner.facts.words import cited
from planner.model.base import significant, spoken
from planner.model.names import upper_first
from planner.model.overrides import Override
from planner.model.plan import Plan
from planner.model.suggestion import Reason, Suggestion
from planner.plan.diff_decisions import says


def figure(value: float) -> str:
    """Return an estimate to three digits: no figure of ours is known better."""
    return f"{value:.3g}" if abs(value) < 10 else f"{significant(value):,.10g}"  # 1.05, not 1


def shown(value: float | Decimal | date) -> str:
    """Return a value for people: `Thu 18 March 2027`, `29,400`."""
    return f"{value:%a} {spoken(value)}" if isinstance(value, date) else figure(float(value))


def between(suggestion: Suggestion[Any]) -> str:
    """Return the range of a suggestion in brackets, empty where none is known."""
    low, high = suggestion.low, suggestion.high
    if low is None or high is None or low == high:
        return ""
    return f" ({shown(low)} to {shown(high)})"


def driver(reason: Reason) -> str:
    """Return one driver of a suggestion as a sentence, with its effect."""
    if reason.effect is None:
        return reason.driver
    sign = "-" if reason.effect < 0 else "+"
    return f"{reason.driver} ({sign}{figure(abs(reason.effect))} {reason.unit}".rstrip() + ")"


def facts_of(reasons: Iterable[Reason], facts: Facts) -> list[str]:
    """Return the facts that reasons rest on: name, value, source, year, how well known."""
    ids = dict.fromkeys(name for one in reasons for name in one.facts)
    return [cited(fact) for fact in map(facts.find, ids) if fact is not None]


def decision(item: Override, plan: Plan) -> str:
    """Return a decision as sentences: what, instead of what, why, who and when."""
    when = f" on {spoken(item.on)}" if item.on else ""
    why = (item.why or "no reason given").strip().rstrip(".")
    who = item.by or "a person who is not named"
    return f"{upper_first(says(item, plan))}{_instead(item, plan)}. Why: {why}. By {who}{when}."


def _instead(item: Override, plan: Plan) -> str:
    if item.replaced is None or isinstance(item.value, bool):
        return ""
    suggested = item.model_copy(update={"value": item.replaced})
    return f" (suggested was: {says(suggested, plan)})"
