"""Page Plan, the checks: what must change, what a person should look at, what is fine."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from planner.review.beside import Beside, read_beside
from planner.review.check import WORST_FIRST, Check, Status
from planner.review.checks import checks
from planner.ui import cache, deep, links, plan_texts, show
from planner.ui.frame import PAGES
from planner.ui.once import once
from planner.ui.session import Work

Color = Literal["orange", "red"]
LOOKS: dict[Status, tuple[str, Color, str]] = {
    "FAIL": (":material/error:", "red", "Must change"),
    "REVIEW": (":material/warning:", "orange", "Worth a look"),
}


def beside(work: Work) -> Beside:
    """Return what lies beside the plan, read again only when a file there changed."""
    given = (work.plan, cache.folder_stamp(work.folder))
    return once("beside", given, lambda: read_beside(work.plan, work.folder, read=cache.snapshot))


def found(work: Work) -> list[Check]:
    """Return the checks of the plan on screen, worst first."""
    near = beside(work)
    return once("checks", (work.plan, near), lambda: checks(work.plan, near))


def counts(work: Work) -> dict[Status, int]:
    """Return how many checks stand how."""
    listed = [one.status for one in found(work)]
    return {status: listed.count(status) for status in WORST_FIRST}


def panel(work: Work) -> None:
    """List the checks by page, those that must change first, the passed ones folded."""
    listed = found(work)
    st.caption(plan_texts.CHECKS)
    for status, (icon, color, heading) in LOOKS.items():
        some = [one for one in listed if one.status == status]
        if some:
            st.badge(f"{heading} ({len(some)})", icon=icon, color=color)
            grouped(work, some)
    passed = [one for one in listed if one.status == "PASS"]
    if len(passed) == len(listed):
        st.success("Every check passed.", icon=":material/check:")
    with st.expander(f"{show.plural(len(passed), 'check')} passed", icon=":material/check:"):
        st.text("\n".join(f"{one.title}: {one.message}" for one in passed), wrap=True)


def grouped(work: Work, some: list[Check]) -> None:
    """Draw checks in a box for each page on which they are looked at, in the order of pages."""
    for page in [*PAGES, ""]:
        listed = [one for one in some if one.page == page]
        if listed:
            with st.container(border=True, gap="small"):
                for one in listed:
                    _check(work, one)


def _check(work: Work, one: Check) -> None:
    """Draw a check: what is the matter, what to do, and a link to where."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            st.text(f"{one.title}: {one.message} {one.next_step}".rstrip(), wrap=True)
        if one.page and (one.page != "plan" or deep.query(one.page, one.at)):  # this page is here
            links.take_there(work, one.page, one.at)
