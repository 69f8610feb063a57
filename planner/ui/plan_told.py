"""Page Plan, changes in words: what people changed apart from what followed, and as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from planner.plan.diff_change import Change
from planner.plan.diff_form import FOLLOWED, MADE, as_markdown, as_text, summary
from planner.ui import show

FIRST = 5
"""Changes shown above a form that saves or restores; a tab lists them all."""
MOST = 300
"""Changes listed at once; a download holds them all."""


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
