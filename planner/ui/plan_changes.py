"""Page Plan, the changes: what differs between two plans, inputs apart from what followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from planner.plan.diff import diff
from planner.plan.diff_change import Change
from planner.plan.diff_form import FOLLOWED, MADE, as_markdown, as_text, summary
from planner.plan.merge_base import common_base
from planner.ui import cache, links, plan_texts, show
from planner.ui.once import once
from planner.ui.session import Work

FIRST = 5
"""Changes shown above a form that saves or restores; a tab lists them all."""
MOST = 300
"""Changes listed at once; a download holds them all."""


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
    told(listed)
    if any(one.at.startswith("overrides") for one in listed):
        links.take_there(work, "plan", "overrides", label="Take a decision back")
    downloads(listed, f"{work.plan.film.title}: unsaved changes", f"{work.slug}-unsaved")


def told(listed: Sequence[Change]) -> None:
    """Tell changes in words: what people changed, then what followed from it."""
    st.text(summary(listed), wrap=True)
    for heading, kind in ((MADE, "input"), (FOLLOWED, "result")):
        some = [one for one in listed if one.kind == kind]
        if some:
            st.subheader(f"{heading} ({len(some)})", anchor=False)
            lines(some)


def short(listed: Sequence[Change]) -> None:
    """Tell the first changes, in few lines."""
    lines(listed[:FIRST])
    rest = len(listed) - FIRST
    if rest > 0:
        st.caption(f"and {show.plural(rest, 'more change')}.")


def lines(listed: Sequence[Change]) -> None:
    """Draw changes one a line; what a person typed is never Markdown."""
    st.text("\n".join(f"• {one.sentence}" for one in listed[:MOST]), wrap=True)
    if len(listed) > MOST:
        st.caption(f"{show.plural(len(listed) - MOST, 'more change')}; a download holds them all.")


def downloads(listed: Sequence[Change], title: str, name: str) -> None:
    """Offer changes as Markdown for a pull request and as plain text."""
    with st.container(horizontal=True, gap="small"):
        _file("Changes as Markdown (.md)", lambda: as_markdown(listed, title), f"{name}.md")
        _file("Changes as text (.txt)", lambda: f"{title}\n\n{as_text(listed)}\n", f"{name}.txt")


def _file(label: str, make: Callable[[], str], name: str) -> None:
    st.download_button(
        label, make, name, "text/plain", key=f"file.{name}", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip
