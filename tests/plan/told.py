"""What a reader says of a faulty plan."""

from __future__ import annotations

import copy
from typing import Any, cast

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from planner.errors import InputError, Problem
from planner.plan.document import read
from planner.plan.parse import parse
from tests.plan.samples import GOLDEN, NASTY

NUMBERS = [0, -1, 3, 1.5, 10**13, 0.001]
WORDS = ["", "x", "MX", "EUR", "fr", "2027-03-12", "2027-02-30", "yes", "shared", "partner"]
VALUES: st.SearchStrategy[object] = st.sampled_from(
    [None, True, False, [], {}, ["x"], [1], {"x": 1}, [{}], *NUMBERS, *WORDS, *NASTY[:9]]
)
KEYS = st.sampled_from(["x", "FR", "fr", "note", "date", "at", "titel"])


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


@st.composite
def damaged(draw: DrawFn, most: int = 1) -> dict[str, Any]:
    """The golden plan's data with values replaced, taken out or put under another key."""
    plan = cast("dict[str, Any]", read(GOLDEN.read_text(encoding="utf-8"), "golden").data)
    for _ in range(draw(st.integers(1, most))):
        found = _places(plan)
        inner, key = found[draw(st.integers(0, len(found) - 1))]
        if isinstance(inner, list) or draw(st.booleans()):
            inner[key] = copy.deepcopy(draw(VALUES))
        else:
            value = inner.pop(key)
            if draw(st.booleans()):
                inner[draw(KEYS)] = value
    return plan


def _places(data: dict[str, Any] | list[Any]) -> list[tuple[Any, Any]]:
    """Each container of plain data with each of its keys."""
    found: list[tuple[Any, Any]] = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        found.append((data, key))
        if isinstance(value, dict | list):
            found += _places(value)
    return found
