"""What a reader says of a faulty plan."""

from __future__ import annotations

import pytest

from planner.errors import InputError, Problem
from planner.plan.parse import parse
from tests.plan.samples import GOLDEN


def faults(text: str) -> tuple[Problem, ...]:
    """The faults of a plan's text."""
    with pytest.raises(InputError) as caught:
        parse(text, "plan.yaml")
    return caught.value.problems


def only(text: str) -> Problem:
    """The one fault of a plan's text."""
    found = faults(text)
    assert len(found) == 1, found
    return found[0]


def golden_with(was: str, becomes: str) -> str:
    """The golden plan with one piece of its text replaced where it first stands."""
    text = GOLDEN.read_text(encoding="utf-8")
    assert was in text
    return text.replace(was, becomes, 1)
