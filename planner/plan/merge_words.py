"""A conflict of a merge in words: what stood there, and what each side made of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.model import names
from planner.model.base import spoken
from planner.plan import tree as trees
from planner.plan.merge_tree import Conflict


def side_of(author: str | None, side: str) -> str:
    """Return who a side is: `Nino (ours)`, or the side alone where nobody signed."""
    return f"{author} ({side})" if author else side


def told(conflict: Conflict, by: tuple[str, str]) -> str:
    """Return a conflict in words; `by` are our side and theirs."""
    before = "not there" if conflict.base is None else shown(conflict.base)
    sides = zip((conflict.ours, conflict.theirs), by, strict=True)
    steps = [
        f"removed by {who}" if value is None else f"{shown(value)} by {who}" for value, who in sides
    ]
    return f"{place(conflict.at)}: {before} before; {'; '.join(steps)}"


def place(at: str) -> str:
    """Return a key path in words."""
    top, *rest = trees.parsed(at)
    if top == "overrides":
        return f"Your decision on {' '.join(rest)}"
    if rest[:1] == ["regions"] and len(rest) > 1:
        rest = [names.region(rest[1]), *rest[2:]]
    return names.upper_first(", ".join(part.replace("_", " ") for part in rest or [top]))


def shown(value: object) -> str:
    """Return a value of the inputs in words."""
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')} {shown(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return spoken(value)
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return str(value)
