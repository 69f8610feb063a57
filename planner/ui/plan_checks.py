"""Page Plan, the checks: what must change, what a person should look at, what is fine."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from planner.review.beside import Beside, read_beside
from planner.review.check import Check, Status
from planner.review.checks import checks
from planner.ui import cache, links, plan_texts, show
from planner.ui.once import once
from planner.ui.session import Work

Color = Literal["green", "orange", "red"]
LOOKS: dict[Status, tuple[str, Color, str]] = {
    "PASS": (":material/check_circle:", "green", "Fine"),
    "REVIEW": (":material/warning:", "orange", "Look at this"),
    "FAIL": (":material/error:", "red", "Must change"),
}
HEADINGS: dict[Status, str] = {"FAIL": "Must change", "REVIEW": "Worth a look"}


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
    return {status: listed.count(status) for status in LOOKS}


def panel(work: Work) -> None:
    """List the checks, those that must change first, the passed ones folded."""
    listed = found(work)
    st.caption(plan_texts.CHECKS)
    for status, heading in HEADINGS.items():
        some = [one for one in listed if one.status == status]
        if some:
            st.subheader(f"{heading} ({len(some)})", anchor=False)
            for one in some:
                check(work, one)
    passed = [one for one in listed if one.status == "PASS"]
    if len(passed) == len(listed):
        st.success("Every check passed.", icon=":material/check:")
    with st.expander(f"{show.plural(len(passed), 'check')} passed", icon=":material/check:"):
        for one in passed:
            st.text(f"{one.title}: {one.message}", wrap=True)


def check(work: Work, one: Check) -> None:
    """Draw a check: how it stands, what is the matter, what to do, and a link to where."""
    icon, color, name = LOOKS[one.status]
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(name, icon=icon, color=color)
            st.text(one.title, wrap=True, width="stretch")
            if one.page and one.status != "PASS":
                links.take_there(work, one.page, one.at)
        st.text(one.message, wrap=True)
        if one.next_step:
            st.caption(show.literal(one.next_step))
