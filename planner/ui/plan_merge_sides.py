"""Page Plan, two people's plans side by side: what merges by itself, and what a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from planner.model.plan import Plan
from planner.plan import diff_words, tree
from planner.plan.diff import diff
from planner.plan.diff_change import Change
from planner.plan.merge import Merged, merge
from planner.plan.merge_tree import Conflict, Side
from planner.ui import plan_texts, plan_told, session, show
from planner.ui.once import once


@dataclass(frozen=True, slots=True)
class Sides:
    """Two plans and what both started from; `ours` goes into `theirs`."""

    base: Plan | None
    ours: Plan
    theirs: Plan
    names: tuple[str, str]
    """What the sides are called, such as `Yours` and `Working plan, by Keti`."""
    key: str
    """Tells the choices of this merge from those of others."""


def draw(sides: Sides) -> Merged:
    """Draw what each side did and every conflict; return the merge with what was chosen so far."""
    asked, merged = _settled(sides)
    st.subheader("Bring two people's work together", anchor=False)
    st.text(plan_texts.MERGE, wrap=True)
    _by_itself(sides, asked)
    if asked:
        st.subheader(f"To decide ({len(asked)})", anchor=False)
        for one in asked.values():
            _conflict(sides, one)
    for problem in merged.problems:
        st.error(show.literal(str(problem)), icon=":material/error:")
    for line in merged.told:
        st.text(line, wrap=True)
    left = len(merged.conflicts)
    st.caption(f"{show.plural(left, 'decision')} still open." if left else "Nothing is left open.")
    return merged


def saved_by(plan: Plan) -> str:
    """Return what a saved plan is called: `Version 4, by Keti`."""
    return f"Version {plan.version}{f', by {plan.author}' if plan.author else ''}"


def _settled(sides: Sides) -> tuple[dict[str, Conflict], Merged]:
    """Return every conflict, settled or not, and the merge with what was chosen so far.

    A choice may bring a conflict to light that another one hid, so it is asked until none is new.
    """
    asked: dict[str, Conflict] = {}
    while True:
        chosen = {at: session.value(f"{sides.key}.{at}") for at in asked}
        choices: dict[str, Side] = {at: side for at, side in chosen.items() if side}
        merged = _merged(sides, choices)
        new = {one.at: one for one in merged.conflicts if one.at not in asked}
        if not new:
            return asked, merged
        asked |= new


def _merged(sides: Sides, choices: dict[str, Side]) -> Merged:
    given = (sides.base, sides.ours, sides.theirs, tuple(choices.items()))
    return once(
        f"merge.{len(choices)}",
        given,
        lambda: merge(sides.base, sides.ours, sides.theirs, choices),
    )


def _by_itself(sides: Sides, asked: dict[str, Conflict]) -> None:
    """Tell what each side changed that needs no decision."""
    if sides.base is None:
        st.text(plan_texts.NO_BASE, wrap=True)
        return
    for name, side in zip(sides.names, (sides.ours, sides.theirs), strict=True):
        made = [one for one in _changed(sides, side) if not any(map(one.at.startswith, asked))]
        st.text(f"{name}: {'' if made else plan_texts.NOTHING_ELSE}", wrap=True)
        if made:
            plan_told.lines(made)


def _changed(sides: Sides, side: Plan) -> list[Change]:
    """Return the inputs that a side changed."""
    name = "ours" if side is sides.ours else "theirs"
    base = sides.base
    found = once(f"merge.{name}", (base, side), lambda: diff(base, side) if base else [])
    return [one for one in found if one.kind == "input"]


def _conflict(sides: Sides, one: Conflict) -> None:
    with st.container(border=True, gap="xsmall"):
        st.text(f"{diff_words.place(one.at)}: {one.texts[0]} before", wrap=True)
        path = tree.parsed(one.at)
        values = {"ours": (one.ours, sides.ours), "theirs": (one.theirs, sides.theirs)}
        names = dict(zip(values, sides.names, strict=True))
        st.radio(
            "Keep",
            list(values),
            None,
            key=f"{sides.key}.{one.at}",
            format_func=lambda side: show.literal(f"{names[side]}: {_value(path, *values[side])}"),
            persist_state="session",
        )


def _value(path: tree.Path, value: object, plan: Plan) -> str:
    return "removed" if value is None else diff_words.told(path, cast("tree.Tree", value), plan)
