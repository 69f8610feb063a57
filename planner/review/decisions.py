"""Decisions of a person whose ground has changed: what lay under each, then and now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.model.overrides import Override
from planner.model.plan import Plan
from planner.review.beside import Beside

State = Literal["holds", "data changed", "not known"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and whether the data under it changed since it was made, in words."""

    override: Override
    state: State
    text: str


def states(plan: Plan, beside: Beside | None) -> list[Decided]:
    """Return each decision of the plan, in its order, with whether its data changed since."""
    return [Decided(item, "not known", "") for item in plan.overrides]
