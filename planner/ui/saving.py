"""The parts of page Plan: checks, what changed, saving, versions."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from planner.charts.flight import flight_chart
from planner.errors import Overtaken
from planner.plan import diff, store
from planner.plan.text import dump
from planner.review.check import Check
from planner.review.checks import checks
from planner.ui import cache, draw, fields, frame, series, session, show, start, state, words
from planner.ui import why as reasons
from planner.ui.guard import guarded
from planner.ui.session import Work

ICONS: dict[str, tuple[str, Literal["green", "orange", "red"], str]] = {
    "PASS": (":material/check_circle:", "green", "Fine"),
    "REVIEW": (":material/warning:", "orange", "Look at this"),
    "FAIL": (":material/error:", "red", "Must change"),
}


def summary(work: Work) -> None:
    """Say in one sentence how the plan stands."""
    plan = work.plan
    found = checks(plan)
    failed = sum(one.status == "FAIL" for one in found)
    warned = sum(one.status == "REVIEW" for one in found)
    st.write(
        f"{state.sentence(work)} {show.plural(failed, 'check')} failed, "
        f"{show.plural(warned, 'check')} worth a look."
    )
    frame.figures(
        {
            "Version": plan.version,
            "Regions": len(plan.goals.regions),
            "Your decisions": len(plan.overrides),
            "Checks passed": f"{len(found) - failed - warned} of {len(found)}",
        }
    )


def chart(work: Work) -> None:
    """Show the media money of all regions by week, ours and the partners' together."""
    section = work.plan.spend
    if section is None:
        return
    rows = series.flight(section)
    if len(rows):
        draw.chart(
            flight_chart,
            rows,
            currency=section.currency,
            alt="Media money of all regions by week and channel, whoever pays",
        )


def why(work: Work) -> None:
    """Explain in which order the steps decide, and how much money goes to media."""
    if work.plan.suggested:
        reasons.why(work, {"spend.media": "All media"}, words.ORDER)


def review(work: Work) -> None:
    """List the checks, the failed ones first."""
    found = checks(work.plan)
    for one in found:
        if one.status != "PASS":
            _check(one)
    passed = [one for one in found if one.status == "PASS"]
    with st.expander(f"{show.plural(len(passed), 'check')} passed"):
        for one in passed:
            _check(one)


def _check(check: Check) -> None:
    icon, color, name = ICONS[check.status]
    told = f"{check.title}: {check.message} {check.next_step}".strip()
    with st.container(horizontal=True):
        st.badge(name, icon=icon, color=color)
        st.text(told, wrap=True, width="stretch")


def changes(work: Work) -> None:
    """List in words what differs from the saved plan: what was changed, what followed."""
    found = diff.diff(work.saved, work.plan) if work.changed else []
    made = [one.text for one in found if one.kind == "input"]
    followed = [one.text for one in found if one.kind == "result"]
    if not found:
        st.caption("Nothing differs from the saved plan.")
    if made:
        _listed(made)
    if followed:
        with st.expander(f"{show.plural(len(followed), 'result')} changed"):
            _listed(followed)


def _listed(texts: list[str]) -> None:
    st.text("\n".join(f"• {text}" for text in texts), wrap=True)


def save_form(work: Work) -> None:
    """Draw author, note and Save; saving makes a new version."""
    if work.frozen:
        return
    with st.form("save", border=True):
        left, right = st.columns(2)
        with left:
            author = st.text_input(
                "Your name",
                key=session.AUTHOR,
                persist_state="session",
                max_chars=fields.LONGEST_NAME,
            )
        with right:
            note = st.text_input("What is new in this version", key="save.note", max_chars=2000)
        drop = _comments_at_stake(work) and st.checkbox(
            "Save without the comments", key="save.drop_comments"
        )
        pressed = st.form_submit_button(
            "Save as a new version",
            type="primary" if work.changed else "secondary",
            icon=":material/save:",
            key="save",
        )
    if pressed:
        with guarded("Nothing was saved:"):
            save(work, author.strip() or None, note.strip() or None, drop_comments=bool(drop))


def _comments_at_stake(work: Work) -> bool:
    """List the hand-written comments that saving would drop, if there are any."""
    found = cache.comments(work.folder / store.PLAN)
    if found:
        st.warning(words.COMMENTS, icon=":material/comment:")
        st.text("\n".join(f"line {line}: {comment}" for line, comment in found), wrap=True)
    return bool(found)


def save(work: Work, author: str | None, note: str | None, *, drop_comments: bool) -> None:
    """Save the plan on screen and open the version that it became.

    Raises:
        StoreError: nothing was saved; the unsaved changes stay.
    """
    try:
        saved = store.save(
            work.folder,
            work.plan,
            read=work.read,
            author=author,
            note=note,
            drop_comments=drop_comments,
        )
        kept, told = saved.version, f"Saved as version {saved.version}."
    except Overtaken as error:
        kept, told = error.kept, str(error)
    session.drop(work)
    session.move_to(kept)
    session.say(told)
    st.rerun()


def download(work: Work) -> None:
    """Offer the plan on screen as a file."""
    st.download_button(
        "Download plan.yaml",
        lambda: dump(work.plan).encode(),
        file_name=f"{work.slug}.yaml",
        mime="application/yaml",
        icon=":material/download:",
        key="download",
    )


def versions(work: Work) -> None:
    """List the saved versions."""
    start.versions(work.folder, work.slug)
