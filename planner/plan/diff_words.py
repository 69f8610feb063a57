"""What every input of a plan is called: `goals.regions.MX.cap` is `Mexico, most spend`."""

from __future__ import annotations

import re

from planner.model import names
from planner.model.plan import Plan
from planner.plan.diff_fields import FIELDS
from planner.plan.diff_things import THINGS
from planner.plan.diff_values import clean, shown
from planner.plan.tree import Path, Tree, parsed

AGAIN = re.compile(r"(?P<name>.*?)(?P<again> \(\d+\))?", re.DOTALL)
"""A name, and what sets it apart from an equal one before it."""


def pattern(path: Path) -> str:
    """Return a path with `*` for the names of things: `goals.regions.*.cap`."""
    keys: list[str] = []
    for key in path:
        keys.append("*" if ".".join(keys) in THINGS else key)
    return ".".join(keys)


def thing(path: Path) -> str:
    """Return what the thing at the end of `path`, in a table by names, is called."""
    found = AGAIN.fullmatch(path[-1])
    name, again = (found["name"], found["again"] or "") if found else (path[-1], "")
    return THINGS[pattern(path[:-1])].one(name) + again


def place(at: str) -> str:
    """Return a key path in words: `goals.regions.MX.cap` is `Mexico, most spend`."""
    path = parsed(at)
    found = pattern(path)
    if found in FIELDS:
        label, above = FIELDS[found].label, _above(path[:-1])
        return f"{above}, {label}" if above else names.upper_first(label)
    if found in THINGS:
        return THINGS[found].all
    return _above(path) or clean(path[-1].replace("_", " ")).capitalize()


def _above(path: Path) -> str:
    """Return the innermost thing that holds a path, in words."""
    for end in range(len(path), 0, -1):
        if pattern(path[: end - 1]) in THINGS:
            return thing(path[:end])
    return ""


def currency_of(path: Path, plan: Plan) -> str:
    """Return the currency of the money at `path`: a region's limits may have their own."""
    own = plan.goals.regions.get(path[2]) if path[:2] == ("goals", "regions") else None
    return (own and own.currency) or plan.goals.budget.currency


def told(path: Path, value: Tree, plan: Plan) -> str:
    """Return the value at `path` of a plan in words, money with its currency."""
    return shown(value, unit_of(path, plan), currency_of(path, plan))


def unit_of(path: Path, plan: Plan) -> str:
    """Return how the values at `path` are read; see `diff_values.shown`."""
    found = pattern(path)
    unit = FIELDS[found].unit if found in FIELDS else ""
    if unit == "limit":
        return _limit_unit(path[2], plan)
    above = pattern(path[:-1])
    return THINGS[above].unit if not unit and above in THINGS else unit


def _limit_unit(key: str, plan: Plan) -> str:
    return next((item.unit for item in plan.goals.limits if item.at == key), "money")
