"""Page Plan, any two versions compared in words, and the words to take home."""

from __future__ import annotations

import streamlit as st

from planner.errors import StoreError
from planner.model.plan import Plan
from planner.plan.diff import diff
from planner.plan.diff_change import Change
from planner.plan.history import Entry
from planner.ui import cache, fields, plan_texts, plan_told, session, show
from planner.ui.guard import guarded
from planner.ui.once import once
from planner.ui.session import Work

SCREEN, SAVED = -1, 0
"""Choices beside the numbers of versions: what is on screen, and plan.yaml as it was saved."""
OLD, NEW = "compare.old", "compare.new"
SHORT = 60
"""Characters of a note in the list."""


def panel(work: Work, listed: list[Entry]) -> None:
    """Draw two lists of versions and what differs between the two that are chosen."""
    st.subheader("Compare two versions", anchor=False)
    choices = _choices(work, listed)
    first, second = _usual(work, listed, list(choices))
    left, right = fields.row(2)
    with left:
        old = _picker("From", OLD, choices, first)
    with right:
        new = _picker("To", NEW, choices, second)
    with guarded("These two can't be compared:"):
        before, after = (_plan(work, listed, one) for one in (old, new))
        found = once("compare", (before, after), lambda: diff(before, after))
        _told(work, found, choices[old], choices[new])


def _choices(work: Work, listed: list[Entry]) -> dict[int, str]:
    """Return what can be compared, each by its number with what it is called."""
    found = {SCREEN: "Unsaved changes on screen"} if work.changed else {}
    if not work.frozen:
        found[SAVED] = "Working plan (plan.yaml)"
    return found | {
        one.number: f"Version {one.number} · {show.saved(one, SHORT)}"
        for one in listed
        if one.readable
    }


def _usual(work: Work, listed: list[Entry], choices: list[int]) -> tuple[int, int]:
    """Return the usual pair: what the plan on screen was made from, and that plan.

    The first version is compared with the newest: there is nothing before it.
    """
    if work.changed:
        return SAVED, SCREEN
    now = work.plan.version if work.plan.version in choices else choices[0]
    numbers = [one.number for one in listed if one.readable]
    older = [work.plan.based_on, *(number for number in numbers if number < work.plan.version)]
    before = next((number for number in older if number in choices), None)
    return (now, max(numbers, default=now)) if before is None else (before, now)


def _picker(label: str, key: str, choices: dict[int, str], usual: int) -> int:
    if session.value(key) not in choices:  # a version that was deleted meanwhile
        session.forget(key)
    options = list(choices)
    at = options.index(usual)
    return st.selectbox(label, options, at, key=key, format_func=choices.__getitem__)


def _plan(work: Work, listed: list[Entry], choice: int) -> Plan:
    if choice in (SCREEN, SAVED):
        return work.plan if choice == SCREEN else work.saved
    found = next((one for one in listed if one.number == choice), None)
    if found is None:
        raise StoreError(f"Version {choice} is not there any more.")
    return found.plan(cache.snapshot)


def _told(work: Work, found: list[Change], old: str, new: str) -> None:
    if not found:
        st.info(plan_texts.SAME, icon=":material/check:")
        return
    plan_told.told(found)
    title = f"{work.plan.film.title}: from {old} to {new}"
    plan_told.downloads(found, title, f"{work.slug}-changes")
