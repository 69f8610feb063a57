"""The frame of every page: title, menu, state, Suggest, the way on, and errors in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.errors import MicrohitError
from planner.model.plan import Plan
from planner.ui import cache, deep, go_on, left_behind, plan_broken, session, show, state, words
from planner.ui.guard import complain, guarded
from planner.ui.session import Work

if TYPE_CHECKING:
    from planner.suggest import Progress


ICON = Path(__file__).with_name("icon.svg")
"""A file of ours: icons by name would be fetched from another server."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the dashboard: its file, its name, its icon."""

    path: str
    title: str
    icon: str


START = Page("app.py", "Start", ":material/home:")
PAGES = {
    "film": Page("pages/1_Film.py", "Film", ":material/movie:"),
    "audience": Page("pages/2_Audience.py", "Audience", ":material/groups:"),
    "timing": Page("pages/3_Timing.py", "Timing", ":material/event:"),
    "spend": Page("pages/4_Spend.py", "Spend", ":material/payments:"),
    "creators": Page("pages/5_Creators.py", "Creators", ":material/campaign:"),
    "plan": Page("pages/6_Plan.py", "Plan", ":material/checklist:"),
    "partners": Page("pages/7_Partners.py", "Partners", ":material/handshake:"),
}


@contextmanager
def open_page(step: str) -> Iterator[Work]:
    """Draw the frame of a step's page around its body, which gets the open plan.

    Without a plan to show, the page says why and ends there.
    """
    page = PAGES[step]
    _configure(page)
    deep.follow(step)
    work = _opened(page)
    side_bar(work)
    st.title(page.title, anchor=False)
    _notices(work, page)
    slot = st.container()
    with guarded():
        yield work
    _way_on(step, work)
    if session.take_wish():
        _suggest(work, slot)


def open_start() -> None:
    """Draw the frame of the start page."""
    _configure(START)
    side_bar(None)
    st.title("Microhit", anchor=False)
    _messages()


def _configure(page: Page) -> None:
    st.set_page_config(
        page_title=f"{page.title} · Microhit",
        page_icon=str(ICON),
        layout="wide",
    )


def _opened(page: Page) -> Work:
    try:
        work = session.current()
    except MicrohitError as error:
        _stop(page, error)
    if work is None:
        _stop(page, None)
    return work


def _stop(page: Page, error: MicrohitError | None) -> NoReturn:
    side_bar(None)
    st.title(page.title, anchor=False)
    if error:
        complain(error, "This campaign can't be opened:")
        if page == PAGES["plan"]:
            plan_broken.panel(st.query_params.get("campaign", ""), error)
    else:
        st.info(words.NO_CAMPAIGN, icon=":material/info:")
    _to_start()
    st.stop()


def side_bar(work: Work | None) -> None:
    """Draw the campaign's name and state, Suggest, and the menu."""
    with st.sidebar, st.container(gap="small"):
        if work:
            _campaign(work)
            _actions(work)
        st.page_link(START.path, label=START.title, icon=START.icon)
        for page in PAGES.values():
            st.page_link(
                page.path,
                label=page.title,
                icon=page.icon,
                disabled=work is None,
                query_params=work.link if work else None,
            )


def _campaign(work: Work) -> None:
    st.text(work.plan.film.title, wrap=True)
    based = "based on version" if work.changed else "version"
    st.caption(f"{based.capitalize()} {work.plan.version}")
    with st.container(horizontal=True, gap="small"):
        name, icon, color = state.badge(work)
        st.badge(name, icon=icon, color=color)
        sample_badge(work.plan)


def sample_badge(plan: Plan) -> None:
    """Mark a campaign whose figures are made up."""
    if plan.film.sample:
        st.badge("Sample data", icon=":material/science:", color="violet", help=words.SAMPLE)


def _actions(work: Work) -> None:
    if work.frozen:
        st.button(
            "Edit from this version",
            key="edit_from",
            icon=":material/edit:",
            on_click=go_on.edit_from,
            args=(work,),
            width="stretch",
        )
        return
    due = bool(work.outdated) or not work.plan.suggested
    st.button(
        "Suggest",
        key="suggest",
        type="primary" if due else "secondary",
        icon=":material/auto_awesome:",
        help="Walks every step anew from the film and the goals; your own decisions stay.",
        on_click=session.want_suggestion,
        width="stretch",
    )
    if work.changed:
        st.button(
            "Discard changes",
            key="discard",
            icon=":material/undo:",
            on_click=session.drop,
            args=(work,),
            width="stretch",
        )


def _notices(work: Work, page: Page) -> None:
    _messages()
    if work.frozen:
        st.info(words.FROZEN, icon=":material/lock:")
        st.page_link(page.path, label="To the working plan", query_params={"campaign": work.slug})
    if work.overtaken:
        st.warning(words.OVERTAKEN_AHEAD, icon=":material/group:")
        plan = PAGES["plan"]
        if page != plan:
            label = "Compare and merge on page Plan"
            st.page_link(plan.path, label=label, icon=plan.icon, query_params=work.link)
    left_behind.panel(work)
    if work.outdated:
        with st.container(border=True, horizontal=True):
            st.badge("Suggest again", icon=":material/update:", color="orange")
            st.text(state.notice(work.outdated), wrap=True, width="stretch")


def _messages() -> None:
    for text in session.messages():
        st.success(text, icon=":material/check:")


def need_suggestion(work: Work) -> bool:
    """Return whether the plan has no suggestion yet, and say so."""
    if not work.plan.suggested:
        text = words.NEVER_SUGGESTED if work.frozen else words.NO_SUGGESTION
        st.info(text, icon=":material/auto_awesome:")
    return not work.plan.suggested


def figures(values: Mapping[str, object], meanings: Mapping[str, str] | None = None) -> None:
    """Draw figures side by side by their label; `meanings` says more about some."""
    with st.grid(len(values), min_column_width=150, gap="small"):
        for label, value in values.items():
            meaning = (meanings or {}).get(label)
            st.metric(label, str(value), help=meaning, border=True, height="stretch")


def _way_on(step: str, work: Work) -> None:
    steps = list(PAGES)
    following = steps[steps.index(step) + 1 :][:1]
    st.space("small")
    for name in following:
        page = PAGES[name]
        label = f"Next: {page.title}"
        st.page_link(
            page.path, label=label, icon=":material/arrow_forward:", query_params=work.link
        )
    if not following:
        _to_start()


def _to_start() -> None:
    st.page_link(START.path, label="To the start page", icon=START.icon)


def _suggest(work: Work, slot: DeltaGenerator) -> None:
    """Walk the steps, showing each; pressing anything meanwhile stops it and changes nothing."""
    box = slot.status("Making a suggestion", expanded=True)
    try:
        with box:
            bar = st.progress(0.0, text="Reading the audience tables")
            outcome = cache.outcome(work.plan, work.folder, lambda news: _report(bar, news))
    except MicrohitError as error:
        box.update(label="No suggestion could be made", state="error")
        with slot:
            complain(error, "Nothing was changed. Please correct this first:")
        return
    session.keep(work, outcome.plan)
    session.say(f"Suggestion ready for {show.plural(len(outcome.plan.goals.regions), 'region')}.")
    st.rerun()


def _report(bar: DeltaGenerator, news: Progress) -> None:
    bar.progress(min(news.done / max(news.total, 1), 1.0), text=news.text)
