"""What pages show beside a section of the plan: worked out anew, since it isn't stored with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from planner.ui import cache, words
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:  # suggest imports Prophet, which takes seconds
    from planner.suggest import Outcome, Progress


def outcome(
    work: Work,
    section: str,
    *,
    outdated: str,
    waiting: str,
    failed: str,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome | None:
    """Return the suggestion behind a section of the plan; None, and why, if it can't be shown.

    Where inputs changed since the last suggestion, it would belong to another section than the
    page shows: `outdated` tells a person how to renew it. `waiting` and `failed` are said while it
    is worked out, and where it can't be.
    """
    if work.outdated:
        st.caption(outdated)
        return None
    found: Outcome | None = None
    with guarded(failed), st.spinner(waiting):
        found = cache.outcome(work.plan, work.folder, progress)
        if getattr(found.plan, section) != getattr(work.plan, section):
            st.caption(words.RECOMPUTED)
    return found
