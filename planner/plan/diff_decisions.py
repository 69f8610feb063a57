"""Decisions on suggested values that a person made, changed or took back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from planner.facts.words import called
from planner.model.overrides import Override
from planner.model.plan import Plan
from planner.plan.diff_change import Change
from planner.plan.diff_fields import FIELDS
from planner.plan.diff_texts import text_change
from planner.plan.diff_values import (
    amount,
    channel,
    clean,
    cut,
    line,
    money,
    quoted,
    region,
    shown,
)
from planner.plan.tree import Tree, printed

Table = dict[str, Tree]
LONGEST_REASON = 160
"""Characters of a reason that are told."""


def decision_changes(before: Table, after: Table, old: Plan, new: Plan) -> Iterator[Change]:
    """Yield each decision that was made, changed or taken back, with who and why."""
    for at in [*after, *(at for at in before if at not in after)]:
        was, now = before.get(at), after.get(at)
        if was != now:
            yield _change(at, _override(was), _override(now), old, new)
    kept = [at for at in before if at in after]
    if kept != [at for at in after if at in before]:
        yield Change("input", "overrides", "Your decisions stand in another order")


def _override(item: Tree) -> Override | None:
    return Override.model_validate(item) if item else None


def _change(at: str, was: Override | None, now: Override | None, old: Plan, new: Plan) -> Change:
    place = printed(("overrides", at))
    if now is None:
        gone = cast("Override", was)
        return Change("input", place, f"Decision taken back that {says(gone, old)}", _who(gone))
    if was is None:
        return Change(
            "input", place, f"Decided that {says(now, new)}{_instead(now, new)}", _who(now)
        )
    if was.value != now.value:
        text = f"Decided anew that {says(now, new)} (was {_value(was, was.value, old)})"
        return Change("input", place, text, _who(now))
    return Change("input", place, f"Decision that {says(now, new)}: {_details(was, now, new)}")


def says(override: Override, plan: Plan) -> str:
    """Return a decision as a sentence: `Mexico opens on 12 March 2027`."""
    key, value = override.key, override.value
    if override.target == "timing":
        return f"{region(key)} opens on {_value(override, value, plan)}"
    if override.target == "spend":
        return f"{_value(override, value, plan)} goes to {channel(override.last)} in {region(key)}"
    if override.target == "creators":
        return f"{clean(key)} is {'on the list' if value else 'left out'}"
    if override.target == "languages":
        return f"{line(key)} is {'paid for' if value else 'left out'}"
    return f"the figure “{clean(called(key))}” is {_value(override, value, plan)}"


def _instead(override: Override, plan: Plan) -> str:
    if override.replaced is None or isinstance(override.replaced, bool):
        return ""
    if override.replaced == override.value:
        return ", as suggested"
    return f", instead of {_value(override, override.replaced, plan)}"


def _value(override: Override, value: object, plan: Plan) -> str:
    if override.target == "spend" and isinstance(value, Decimal):
        return money(value, plan.goals.budget.currency)
    if isinstance(value, bool):
        return "in" if value else "out"
    return amount(value) if isinstance(value, Decimal) else shown(value)


def _who(override: Override) -> str:
    """Return who decided and why, as far as it is known."""
    why = override.why and quoted(cut(override.why, LONGEST_REASON))
    return ", ".join(filter(None, (override.by and clean(override.by), why)))


def _details(was: Override, now: Override, plan: Plan) -> str:
    """Return what changed of a decision whose value stayed."""
    steps = []
    for name in ("by", "why", "on", "replaced", "note"):
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            label = FIELDS[f"overrides.*.{name}"].label
            steps.append(f"{label} {_detail(now, before, after, plan)}")
    return ", ".join(steps)


def _detail(override: Override, before: object, after: object, plan: Plan) -> str:
    if isinstance(before, str) and isinstance(after, str):
        return text_change(before, after)
    told = [
        quoted(value) if isinstance(value, str) else _value(override, value, plan)
        for value in (before, after)
    ]
    if before is None:
        return told[1]
    return f"removed (was {told[0]})" if after is None else f"{told[1]} (was {told[0]})"
