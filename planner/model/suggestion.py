"""What a step proposes, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T", float, date)


@dataclass(frozen=True, slots=True)
class Reason:
    """One driver of a suggestion: a sentence, its effect in the value's unit, what it rests on."""

    driver: str
    effect: float | None = None
    unit: str = ""
    facts: tuple[str, ...] = ()
    """Ids of facts, signals and overrides."""


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[T]):
    """A proposed value with its range, its reasons and what would change it.

    `low` and `high` are in the unit of `value`; None where no range is known.
    """

    value: T
    low: T | None
    high: T | None
    reasons: tuple[Reason, ...]
    changes: str
    """What would change it, in one sentence."""
    sure: str
    """How sure it is, in one sentence."""
