"""Page Plan, the merge: two people's plans become one, every conflict decided by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from planner.model.plan import Plan
from planner.plan import diff_words, store, tree
from planner.plan.diff import diff
from planner.plan.diff_change import Change
from planner.plan.merge import Merged, merge
from planner.plan.merge_base import common_base
from planner.plan.merge_tree import Conflict, Side
from planner.ui import cache, go_on, plan_changes, plan_texts, session, show
from planner.ui.guard import guarded
from planner.ui.once import once
from planner.ui.session import Work

WANTED = "plan.merging.{}"
"""Holds the number of the version that is to be merged into a campaign's working plan."""


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


def start(slug: str, number: int | None) -> None:
    """Let the page merge version `number` of a campaign into its working plan; None ends it."""
    session.put(WANTED.format(slug), number)


def has_more(work: Work, version: Plan) -> bool:
    """Return whether a version holds something that the working plan does not stem from."""
    return common_base(work.folder, version, work.saved, cache.snapshot) != version


def panel(work: Work) -> None:
    """Draw the merge, where somebody saved first or a version was chosen to be merged."""
    with guarded("This can't be merged:"):
        sides = _sides(work)
        if sides:
            with st.container(border=True):
                _merge(work, sides)


def _sides(work: Work) -> Sides | None:
    if work.frozen:
        return None
    if work.overtaken:
        names = ("Yours, not saved yet", _saved_by(work.saved))
        return _between(work, work.plan, work.saved, names, f"draft.{work.saved.version}")
    number = session.value(WANTED.format(work.slug))
    path = store.version_path(work.folder, number) if number else None
    if path is None or not path.exists():
        return None
    ours = cache.snapshot(path).plan
    theirs = "Working plan with your unsaved changes" if work.changed else _saved_by(work.saved)
    return _between(work, ours, work.plan, (_saved_by(ours), theirs), f"v{number}")


def _between(work: Work, ours: Plan, theirs: Plan, names: tuple[str, str], key: str) -> Sides:
    base = once(
        "merge.base",
        (work.folder, ours, theirs),
        lambda: common_base(work.folder, ours, theirs, cache.snapshot),
    )
    if ours is work.plan:  # what is not saved names the author of what it started from
        ours = ours.model_copy(update={"author": session.author() or "you"})
    return Sides(base, ours, theirs, names, f"merge.{work.slug}.{key}")


def _saved_by(plan: Plan) -> str:
    return f"Version {plan.version}{f', by {plan.author}' if plan.author else ''}"


def _merge(work: Work, sides: Sides) -> None:
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
    _finish(work, merged)


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
            plan_changes.lines(made)


def _changed(sides: Sides, side: Plan) -> list[Change]:
    """Return the inputs that a side changed."""
    name = "ours" if side is sides.ours else "theirs"
    base = sides.base
    found = once(f"merge.{name}", (base, side), lambda: diff(base, side) if base else [])
    return [one for one in found if one.kind == "input"]


def _conflict(sides: Sides, one: Conflict) -> None:
    with st.container(border=True, gap="xsmall"):
        st.text(one.text, wrap=True)
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


def _finish(work: Work, merged: Merged) -> None:
    """Take the merged plan, with or without a new suggestion, or leave it."""
    if merged.conflicts:
        st.caption(f"{show.plural(len(merged.conflicts), 'decision')} still open.")
    with st.container(horizontal=True, gap="small"):
        for label, suggest in (("Take the merged plan", False), ("Take it and suggest", True)):
            st.button(
                label,
                key=f"merge.take.{suggest}",
                type="secondary" if suggest else "primary",
                icon=":material/auto_awesome:" if suggest else ":material/merge:",
                disabled=merged.plan is None,
                on_click=_take,
                args=(work, merged, suggest),
            )
        if not work.overtaken:
            st.button("Not now", key="merge.cancel", on_click=start, args=(work.slug, None))


def _take(work: Work, merged: Merged, suggest: bool) -> None:  # noqa: FBT001  # Streamlit passes it by place
    """Make the merged plan an unsaved change of the working plan."""
    if merged.plan is None:
        return
    go_on.rebase(work, merged.plan)
    start(work.slug, None)
    session.say(plan_texts.MERGED)
    if suggest:
        session.want_suggestion()
