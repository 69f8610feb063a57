"""Pure edits of a plan, each checked like a file that was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from pydantic import ValidationError

from planner.errors import InputError, Problem
from planner.model.overrides import Override
from planner.model.plan import SCHEMA, Plan
from planner.plan.document import Document, Plain
from planner.plan.parse import problems
from planner.plan.text import plain

Decision = bool | Decimal | date


def replace(plan: Plan, changes: Mapping[str, object]) -> Plan:
    """Return `plan` with the value at each key path replaced; None removes it.

    A path is dotted as in the file: `goals.budget.total`, `goals.regions.MX.partner.name`.

    Raises:
        InputError: a problem for each value that does not fit, naming its field.
    """
    data = cast("dict[str, object]", plain(plan))
    for path, value in changes.items():
        _put(data, path, plain(value))
    return _checked(data)


def with_override(
    plan: Plan,
    at: str,
    value: Decision,
    *,
    by: str | None = None,
    why: str | None = None,
    on: date | None = None,
    replaced: Decision | None = None,
) -> Plan:
    """Return `plan` with one human decision added, or changed where there is one already."""
    given = {"at": at, "value": value, "by": by, "why": why, "on": on, "replaced": replaced}
    decided = {key: item for key, item in given.items() if item not in (None, "")}
    others = [plain(item) for item in plan.overrides if item.at != at]
    place = next((i for i, item in enumerate(plan.overrides) if item.at == at), len(others))
    return replace(plan, {"overrides": [*others[:place], decided, *others[place:]]})


def without_override(plan: Plan, at: str) -> Plan:
    """Return `plan` with the decision at `at` taken back."""
    return plan.model_copy(update={"overrides": [item for item in plan.overrides if item.at != at]})


def override_at(plan: Plan, at: str) -> Override | None:
    """Return the decision at `at`, if there is one."""
    return next((item for item in plan.overrides if item.at == at), None)


def new_plan(
    campaign: str, film: Mapping[str, object], goals: Mapping[str, object], *, as_of: date
) -> Plan:
    """Return the first plan of a campaign from plain film and goals.

    Raises:
        InputError: a problem for each value that does not fit, naming its field.
    """
    inputs = {"film": plain(dict(film)), "goals": plain(dict(goals))}
    return _checked({"schema": SCHEMA, "campaign": campaign, "as_of": as_of, **inputs})


def slug_of(title: str) -> str:
    """Return a campaign name made from a title: Latin letters and digits with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:63].strip("-") or "campaign"


def _put(data: dict[str, object], path: str, value: object) -> None:
    *parents, last = path.split(".")
    for key in parents:
        if value is None and key not in data:
            return
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):
            raise InputError(Problem(f"lies inside {key}, which holds no fields", field=path))
        data = inner
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value


def _checked(data: dict[str, object]) -> Plan:
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        raise InputError(problems(error, Document.of(cast("Plain", data)))) from None
