"""Page Plan, the changes: what differs between two plans, inputs apart from what followed."""

from __future__ import annotations

import streamlit as st

from planner.plan import edit
from planner.plan.diff import Change, diff
from planner.ui import plan_texts, session, show
from planner.ui.once import once
from planner.ui.session import Work

FIRST = 5
"""Changes shown above the form that saves; the tab lists them all."""
MOST = 200
"""Changes listed at once: a whole other plan is told by its files, not in words."""


def changes(work: Work) -> list[Change]:
    """Return what differs from the saved plan."""
    if not work.changed:
        return []
    return once("changes", (work.saved, work.plan), lambda: diff(work.saved, work.plan))


def panel(work: Work) -> None:
    """List what differs from the saved plan; a decision can be taken back on the spot."""
    if work.frozen:
        st.info(plan_texts.FROZEN_CHANGES, icon=":material/lock:")
        return
    listed = changes(work)
    if not listed:
        st.info("Nothing differs from the saved plan.", icon=":material/check:")
        return
    told(listed)
    made = [one for one in listed if one.at.startswith("overrides.")]
    new = [one for one in made if edit.override_at(work.plan, one.at.removeprefix("overrides."))]
    for one in new:
        _undo(work, one)


def _undo(work: Work, change: Change) -> None:
    at = change.at.removeprefix("overrides.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(change.text, wrap=True, width="stretch")
        if st.button("Take back", key=f"changes.undo.{at}", icon=":material/undo:"):
            session.show(work, edit.without_override(work.plan, at))


def told(listed: list[Change]) -> None:
    """Tell changes in words: what people changed, then what followed from it."""
    made = [one for one in listed if one.kind == "input"]
    followed = [one for one in listed if one.kind == "result"]
    if made:
        st.subheader(f"What people changed ({len(made)})", anchor=False)
        lines(made)
    if followed:
        st.subheader(f"What followed from it ({len(followed)})", anchor=False)
        lines(followed)


def short(listed: list[Change]) -> None:
    """Tell the first changes, in few lines."""
    lines(listed[:FIRST])
    rest = len(listed) - FIRST
    if rest > 0:
        st.caption(f"and {show.plural(rest, 'more change')}.")


def lines(listed: list[Change]) -> None:
    """Draw changes one a line; what a person typed is never Markdown."""
    st.text("\n".join(map(_line, listed[:MOST])), wrap=True)
    if len(listed) > MOST:
        st.caption(f"{show.plural(len(listed) - MOST, 'more change')}; download them to read all.")


def _line(change: Change) -> str:
    because = getattr(change, "because", "")
    return f"• {change.text}{f': {because}' if because else ''}"
