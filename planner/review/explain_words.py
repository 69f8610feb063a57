"""Reasons, figures and decisions as sentences: one wording for pages and for `explain`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from planner.facts.table import Facts
from planner.facts.words import called, cited
from planner.model import names
from planner.model.base import significant, spoken
from planner.model.overrides import Override
from planner.model.suggestion import Reason, Suggestion
from planner.plan.edit import Decision


def figure(value: float) -> str:
    """Return an estimate to three digits: no figure of ours is known better."""
    return f"{value:.3g}" if abs(value) < 10 else f"{significant(value):,.10g}"  # 1.05, not 1


def money(amount: Decimal | int, currency: str) -> str:
    """Return an amount, with cents where it has some: `EUR 36,000`, `EUR 14,120.50`."""
    return f"{currency} {amount:,.{0 if amount == int(amount) else 2}f}"


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


def decision(item: Override) -> str:
    """Return a decision as a sentence: what, instead of what, why, who and when."""
    instead = "" if item.replaced is None else f" instead of {_decided(item.replaced)}"
    when = f" on {spoken(item.on)}" if item.on else ""
    who = f"{item.by or 'a name that was not given'}{when}"
    return f"{subject(item)}: {_decided(item.value)}{instead}. Why: {_why(item)} By {who}."


def subject(item: Override) -> str:
    """Return what a decision is about."""
    if item.target == "spend":
        return f"{names.region(item.key)}, {names.channel(item.last)}"
    if item.target == "timing":
        return f"Release date in {names.region(item.key)}"
    name = {"languages": names.line, "facts": called}.get(item.target)
    return name(item.key) if name else item.key


def _why(item: Override) -> str:
    why = (item.why or "").strip().rstrip(".")
    return f"{why}." if why else "no reason given."


def _decided(value: Decision) -> str:
    if isinstance(value, bool):
        return "always in" if value else "always out"
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else shown(value)
