"""Which rules can't all hold: the smallest set of them, in words, and what would make room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.timing.limits import Closed, Limit, Spread
from planner.timing.program import INFEASIBLE, matrix

IMPOSSIBLE = "These can't all hold"
"""How a conflict begins; what else is told beside conflicts is no fault of the rules."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The days of a region: those that it may open on, and those if nothing bound it."""

    code: str
    allowed: tuple[date, ...]
    any_day: tuple[date, ...]
    words: str
    relax: str


Rule = Limit | Reach


def conflict(reaches: Sequence[Reach], limits: Sequence[Limit]) -> list[Rule]:
    """Return rules that can't all hold though any of them left out could; empty if all can.

    Each rule in turn is left out for good where the rest still can't hold. What people set between
    regions is tried last, so that it stays: it is what they can change.
    """
    wide = [limit for limit in limits if _is_wide(limit, len(reaches))]
    rules: list[Rule] = [*wide, *reaches, *(limit for limit in limits if limit not in wide)]
    kept = dict(enumerate(rules))
    if _possible(list(kept.values()), reaches):
        return []
    for number in list(kept):
        rest = {at: rule for at, rule in kept.items() if at != number}
        if not _possible(list(rest.values()), reaches):
            kept = rest
    return list(kept.values())


def conflicts(reaches: Sequence[Reach], limits: Sequence[Limit], most: int = 3) -> list[list[Rule]]:
    """Return up to `most` conflicts that share no limit, each as `conflict` does."""
    found: list[list[Rule]] = []
    left = list(limits)
    while len(found) < most and (rules := conflict(reaches, left)):
        found.append(rules)
        if not (named := [rule for rule in rules if not isinstance(rule, Reach)]):
            break
        left = [limit for limit in left if limit not in named]
    return found


def told(rules: Sequence[Rule]) -> str:
    """Return a conflict as a sentence for people, with what to relax."""
    words = "; ".join(rule.words for rule in rules)
    *rest, last = dict.fromkeys(rule.relax for rule in rules)
    relax = f"{', '.join(rest)}, or {last}" if rest else last
    return f"{IMPOSSIBLE}: {words}. To make room, {relax}."


def _is_wide(limit: Limit, count: int) -> bool:
    """Return whether a limit is a calendar's or binds every region: the team's."""
    return isinstance(limit, Closed) or (isinstance(limit, Spread) and len(limit.regions) >= count)


def _possible(rules: Sequence[Rule], reaches: Sequence[Reach]) -> bool:
    """Return whether every region can open while these rules hold; others bind nothing."""
    bound = {rule.code for rule in rules if isinstance(rule, Reach)}
    days = {one.code: one.allowed if one.code in bound else one.any_day for one in reaches}
    numbers = _numbered(days)
    count = sum(len(items) for items in numbers.values())
    each = [[number for number, _ in items] for items in numbers.values()]
    rules_ = [LinearConstraint(matrix(each, count), 1, 1)]
    rows = [
        row for rule in rules if not isinstance(rule, Reach) for row in rule.rows(numbers) if row[0]
    ]
    if rows:
        most = np.array([most for _, most in rows], dtype=float)
        rules_.append(LinearConstraint(matrix([row for row, _ in rows], count), -np.inf, most))
    found = milp(
        np.zeros(count),
        constraints=rules_,
        bounds=Bounds(0, 1),
        integrality=np.ones(count, dtype=int),
    )
    return bool(found.status != INFEASIBLE)


def broken(limit: Limit, days: Mapping[str, date]) -> bool:
    """Return whether some dates break a limit; undated regions break none."""
    numbers = _numbered({code: (day,) for code, day in days.items()})
    return any(len(set(row)) > most for row, most in limit.rows(numbers))


def _numbered(days: Mapping[str, Sequence[date]]) -> dict[str, list[tuple[int, date]]]:
    found: dict[str, list[tuple[int, date]]] = {}
    count = 0
    for code, items in days.items():
        found[code] = list(enumerate(items, start=count))
        count += len(items)
    return found
