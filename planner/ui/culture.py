"""Page Timing, culture: what to ask people of each region, who signed it off, and what is ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from planner.facts.decided import facts_of
from planner.facts.table import Facts
from planner.model.names import upper_first
from planner.plan import records
from planner.plan.records import Records
from planner.timing.culture import SUBJECTS, Question, Subject, heading
from planner.timing.readiness import Readiness, SignOff, readiness_of, sign_offs, told
from planner.ui import culture_forms, editors, frame, session, show, words
from planner.ui.guard import guarded
from planner.ui.session import Work

Color = Literal["green", "orange", "red", "gray"]
STATES: Mapping[str, tuple[str, Color, str]] = {
    "open": ("Open", "gray", ":material/help:"),
    "signed": ("Signed off", "green", ":material/check:"),
    "refused": ("Not as it is", "red", ":material/block:"),
    "to renew": ("To renew", "orange", ":material/update:"),
}
READY: Mapping[str, str] = {"not ready": "No", "ready": "Ready", "to renew": "To renew"}
CONFIDENCE = words.CONFIDENCE | {"vendor": "as reported"}
"""A rule that a newspaper reports has no vendor."""
INTRO = (
    "Questions for people who know a region: what page Film tells of the film beside rules and "
    "decisions of authorities, and days that are kept. Microhit asks; it does not judge. "
    "A checklist, not legal advice."
)
UNTOLD = (
    "Nothing is told yet of what the film holds, so nothing is asked about it. "
    "Page Film has a place for it."
)
SAVE_FIRST = (
    "There are unsaved changes. Save the plan on page Plan first: a sign-off names the version "
    "that was looked at."
)
Found = dict[str, tuple[tuple[SignOff, ...], Readiness]]


def section(work: Work) -> None:
    """Draw the questions of all regions with their state, and the forms that answer them."""
    st.subheader("Culture and sign-off", anchor=False)
    st.caption(INTRO)
    if not work.plan.goals.regions:
        st.info("The campaign has no regions yet. Add them on page Audience.")
        return
    with guarded("The records of this campaign can't be read:"):
        kept = records.read(work.folder)
        unreadable(kept)
        facts = facts_of(work.plan)
        found = _found(work, kept, facts)
        if not any(text.strip() for text in work.plan.film.content.values()):
            st.info(UNTOLD, icon=":material/info:")
        _counts(found)
        _table(work, found)
        _region(work, found, facts, turn=len(kept.records))


def _found(work: Work, kept: Records, facts: Facts) -> Found:
    found: Found = {}
    for code in work.plan.goals.regions:
        offs = sign_offs(work.plan, kept, code, facts)
        found[code] = (offs, readiness_of(code, offs, work.plan, kept))
    return found


def unreadable(kept: Records) -> None:
    """List the records that can't be read, folded."""
    if kept.problems:
        with st.expander(f"{show.plural(len(kept.problems), 'fault')} in the records"):
            for problem in kept.problems:
                st.text(str(problem), wrap=True)


def _counts(found: Found) -> None:
    offs = [one for signed, _ in found.values() for one in signed]
    required = [one for one in offs if one.required]
    ready = sum(state.state == "ready" for _, state in found.values())
    frame.figures(
        {
            "Questions": sum(len(one.questions) for one in offs),
            "Required sign-offs": _share(required),
            "Advised sign-offs": _share([one for one in offs if not one.required]),
            "Regions marked ready": f"{ready} of {len(found)}",
        }
    )


def _share(offs: list[SignOff]) -> str:
    return f"{sum(one.state == 'signed' for one in offs)} of {len(offs)}"


def _table(work: Work, found: Found) -> None:
    """Show every region's state by topic; what is not asked stays empty."""
    asked = {one.topic for offs, _ in found.values() for one in offs}
    topics = [topic for topic in SUBJECTS if topic in asked]
    rows = [_row(work, code, topics, *pair) for code, pair in found.items()]
    long = len(rows) > editors.MOST_ROWS
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height="auto" if long else "content",
        alt="State of the sign-offs by region and topic, and which regions are ready",
    )
    if topics:
        st.caption(
            "With an asterisk: required, since an authority may refuse the film or a law applies."
        )


def _row(
    work: Work, code: str, topics: list[Subject], offs: tuple[SignOff, ...], state: Readiness
) -> dict[str, str]:
    by_topic = {one.topic: one for one in offs}
    row = {"Region": show.region(code, work.plan.goals), "Ready": READY[state.state]}
    return row | {heading(topic): _cell(by_topic.get(topic)) for topic in topics}


def _cell(one: SignOff | None) -> str:
    if one is None:
        return ""
    return f"{STATES[one.state][0]}{' *' if one.required else ''}"


def _region(work: Work, found: Found, facts: Facts, *, turn: int) -> None:
    """Draw one region's questions, the form that signs them, and its way to ready."""
    codes = list(found)
    chosen = session.value("region")
    code = st.selectbox(
        "Region to look at",
        codes,
        codes.index(chosen) if chosen in codes else 0,
        key="culture.region",
        format_func=lambda item: show.region(item, work.plan.goals),
    )
    offs, state = found[code]
    if not offs:
        st.text("There is nothing to ask about this region.")
    for one in offs:
        _topic(work, one)
    if work.changed:
        st.info(SAVE_FIRST, icon=":material/save:")
    elif offs and not work.frozen:
        culture_forms.sign_form(work, code, offs, facts, f"{code}.{turn}")
    culture_forms.ready_form(work, code, state, facts)


def _topic(work: Work, one: SignOff) -> None:
    name, color, icon = STATES[one.state]
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.text(heading(one.topic))
            st.badge(name, color=color, icon=icon)
            if one.required:
                st.badge("Required", color="gray")
        content = {str(topic): text for topic, text in work.plan.film.content.items()}
        if one.topic in content:
            st.text(f"The film: {content[one.topic]}", wrap=True)
        for question in one.questions:
            st.text(f"• {question.text}", wrap=True)
            st.caption(_source(question))
        if one.record:
            last = told(one)
            st.text(upper_first(last), wrap=True)


def _source(one: Question) -> str:
    """Return where a question is from, as plain text: facts are ours, but no Markdown."""
    parts = [
        "Required" if one.required else "Advised",
        f"source: {one.source}",
        str(one.year) if one.year and str(one.year) not in one.source else "",
        CONFIDENCE[one.confidence],
        f"re-checked {show.short_day(one.checked)}" if one.checked else "not re-checked",
        "old: check whether it still holds" if one.stale else "",
    ]
    return " · ".join(filter(None, parts))
