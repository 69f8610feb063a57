"""Page Plan, the merge: two people's plans become one, every conflict decided by a person."""

from __future__ import annotations

import streamlit as st

from planner.model.plan import Plan
from planner.plan import store
from planner.plan.merge import Merged
from planner.plan.merge_base import ancestors, common_base
from planner.ui import cache, go_on, plan_merge_sides, plan_texts, session
from planner.ui.guard import guarded
from planner.ui.once import once
from planner.ui.plan_merge_sides import Sides, saved_by
from planner.ui.session import Work

WANTED = "plan.merging.{}"
"""Holds the number of the version that is to be merged into a campaign's working plan."""


def start(slug: str, number: int | None) -> None:
    """Let the page merge version `number` of a campaign into its working plan; None ends it."""
    session.put(WANTED.format(slug), number)


def has_more(work: Work, number: int) -> bool:
    """Return whether the working plan does not stem from version `number`."""
    known = once(
        "merge.ancestors",
        (work.saved, cache.folder_stamp(work.folder)),
        lambda: set(ancestors(work.folder, work.saved, cache.snapshot)),
    )
    return number not in known


def panel(work: Work) -> None:
    """Draw the merge, where somebody saved first or a version was chosen to be merged."""
    with guarded("This can't be merged:"):
        sides = _sides(work)
        if sides:
            with st.container(border=True):
                _finish(work, plan_merge_sides.draw(sides))


def _sides(work: Work) -> Sides | None:
    if work.frozen:
        return None
    if work.overtaken:
        names = ("Yours, not saved yet", saved_by(work.saved))
        return _between(work, work.plan, work.saved, names, f"draft.{work.saved.version}")
    number = session.value(WANTED.format(work.slug))
    path = store.version_path(work.folder, number) if number else None
    if path is None or not path.exists():
        return None
    ours = cache.snapshot(path).plan
    theirs = "Working plan with your unsaved changes" if work.changed else saved_by(work.saved)
    return _between(work, ours, work.plan, (saved_by(ours), theirs), f"v{number}")


def _between(work: Work, ours: Plan, theirs: Plan, names: tuple[str, str], key: str) -> Sides:
    base = once(
        "merge.base",
        (work.folder, ours, theirs),
        lambda: common_base(work.folder, ours, theirs, cache.snapshot),
    )
    if ours is work.plan:  # what is not saved names the author of what it started from
        ours = ours.model_copy(update={"author": session.author() or "you"})
    return Sides(base, ours, theirs, names, f"merge.{work.slug}.{key}")


def _finish(work: Work, merged: Merged) -> None:
    """Take the merged plan, with or without a new suggestion, or leave it."""
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
