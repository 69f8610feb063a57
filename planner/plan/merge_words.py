"""A conflict of a merge in words: what stood there, and what each side made of it."""

from __future__ import annotations

from planner.model.plan import Plan
from planner.plan import tree as trees
from planner.plan.diff_facts import main_facts
from planner.plan.diff_values import SHORT, cut, quoted
from planner.plan.diff_words import place
from planner.plan.merge_tree import Conflict
from planner.plan.tree import Path, Tree

LONG = 200
"""Characters of a long text that are told."""
LEAD = 20
"""Characters before its first difference that are told with it."""
ABSENT = "not there"


def side_of(author: str | None, side: str) -> str:
    """Return who a side is: `Nino (ours)`, or the side alone where nobody signed."""
    return f"{author} ({side})" if author else side


def texts(conflict: Conflict, base: Plan | None, ours: Plan, theirs: Plan) -> tuple[str, str, str]:
    """Return what stands there before, by us and by them, each in words."""
    path = trees.parsed(conflict.at)
    values: list[Tree] = [conflict.base, conflict.ours, conflict.theirs]
    plans = (base or ours, ours, theirs)
    before, mine, yours = (
        _value(path, value, plan, values) for value, plan in zip(values, plans, strict=True)
    )
    gone = "removed" if conflict.base is not None else ABSENT
    return before or ABSENT, mine or gone, yours or gone


def told(conflict: Conflict, by: tuple[str, str]) -> str:
    """Return a conflict in one line; `by` are our side and theirs."""
    before, *sides = conflict.texts
    steps = [f"{text} by {who}" for text, who in zip(sides, by, strict=True)]
    return f"{place(conflict.at)}: {before} before; {'; '.join(steps)}"


def _value(path: Path, value: Tree, plan: Plan, values: list[Tree]) -> str:
    if value is None:
        return ""
    others = [other for other in values if other is not value]
    if isinstance(value, dict):
        tables = [other for other in others if isinstance(other, dict)]
        apart = {key for key, item in value.items() if any(item != one.get(key) for one in tables)}
        value = {key: item for key, item in value.items() if key in apart} or value
    if isinstance(value, str) and len(value) > SHORT:
        return quoted(_from_difference(value, [one for one in others if isinstance(one, str)]))
    return main_facts(path, value, plan)


def _from_difference(text: str, others: list[str]) -> str:
    """Return a long text from a little before the place where it differs from the others."""
    columns = enumerate(zip(text, *others, strict=False))
    shortest = min(map(len, [text, *others]))
    start = next((at for at, column in columns if len(set(column)) > 1), shortest) - LEAD
    return cut(text, LONG) if start <= 0 else f"… {cut(text[start:], LONG)}"
