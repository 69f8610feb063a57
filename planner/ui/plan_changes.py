"""Page Plan, the changes: what the unsaved changes changed, and what followed."""

from __future__ import annotations

import streamlit as st

from planner.plan.diff import diff
from planner.plan.diff_change import Change
from planner.plan.merge_base import common_base
from planner.ui import cache, links, plan_texts, plan_told
from planner.ui.once import once
from planner.ui.session import Work


def changes(work: Work) -> list[Change]:
    """Return what the unsaved changes changed, whatever somebody else saved since they began."""
    if not work.changed:
        return []
    before = work.saved
    if work.overtaken:
        before = common_base(work.folder, work.plan, work.saved, cache.snapshot) or work.saved
    return once("changes", (before, work.plan), lambda: diff(before, work.plan))


def panel(work: Work) -> None:
    """List what differs from the saved plan, with the way to take decisions back."""
    if work.frozen:
        st.info(plan_texts.FROZEN_CHANGES, icon=":material/lock:")
        return
    listed = changes(work)
    if not listed:
        st.info("Nothing differs from the saved plan.", icon=":material/check:")
        return
    plan_told.told(listed)
    if any(one.at.startswith("overrides") for one in listed):
        links.take_there(work, "plan", "overrides", label="Take a decision back")
    plan_told.downloads(listed, f"{work.plan.film.title}: unsaved changes", f"{work.slug}-unsaved")
