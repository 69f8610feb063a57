"""What page Spend shows beside the plan: worked out anew, not stored with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from planner.plan.fingerprint import plan_inputs
from planner.ui import cache, recomputed, spend_texts
from planner.ui.session import Work

if TYPE_CHECKING:  # suggest imports Prophet, which takes seconds
    from planner.spend.step import Money

T = TypeVar("T")
KEPT = 64
"""Answers kept in memory: a few for each of a few people's plans, some kilobytes each."""


def money(work: Work) -> Money | None:
    """Return the money of the plan with all that it rests on; None if it can't be shown."""
    found = recomputed.outcome(
        work,
        "spend",
        outdated=spend_texts.OUTDATED,
        waiting=spend_texts.WAITING,
        failed="What the money brings can't be worked out:",
    )
    return found.money if found else None


def kept(work: Work, name: str, make: Callable[[], T]) -> T:
    """Return what `make` finds for the plan's inputs, worked out again only when one changed.

    `name` says what it is, with all that it depends on beside the plan's inputs.
    """
    read = cache.inputs(work.plan, work.folder)
    inputs = plan_inputs(work.plan) | read.fingerprints
    found: T = _kept(name, json.dumps(inputs, sort_keys=True), make)
    return found


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _kept(name: str, key: str, _make: Callable[[], object]) -> Any:  # noqa: ANN401, ARG001  # of any part; what Streamlit caches by
    return _make()
