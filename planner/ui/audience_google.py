"""The panels that ask Google: a sheet shared by its link; with a sign-in, sheets and videos."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from planner.net.google_scopes import SHEETS, YOUTUBE
from planner.ui import audience_sign_in, audience_words, fields, show
from planner.ui.audience_preview import preview
from planner.ui.audience_tasks import Steps, Task, Waiting, discard, wait, waiting
from planner.ui.session import Work

SHEET_NAME, VIDEOS_NAME = "google_sheet", "youtube_views"
"""As on the command line, so that both renew the same tables."""
YEARS = (1, 2, 3, 4, 5, 8)
LONGEST_LINK = 2000
SHEET_LABEL = "Address of the sheet"


def shared(work: Work) -> Task | None:
    """Draw the panel for a sheet that is shared by its link; return the reading of it."""
    st.text(audience_words.SHEET, wrap=True)
    link = _line(SHEET_LABEL, "sheet.link", "https://docs.google.com/spreadsheets/d/…")
    pressed = _button("Read the sheet", "sheet.read")
    place = st.container()

    def do(steps: Steps) -> None:
        from planner.audience.shared_sheet import fetch  # noqa: PLC0415  # slow to load
        from planner.net.http import Web  # noqa: PLC0415  # slow to load

        with Web(cancelled=steps.cancelled) as web:
            groups = list(work.plan.goals.groups)
            found = fetch(link, groups=groups, web=web, progress=steps.progress)
        wait(work, "sheet", Waiting(found, SHEET_NAME))

    return _task(work, "sheet", Task("Reading the shared sheet", do, place), pressed=pressed)


def signed(work: Work) -> Task | None:
    """Draw the panel for a sheet that its reader signs in for; return what was started."""
    st.text(audience_words.GOOGLE_SHEET, wrap=True)
    ready, task = audience_sign_in.row(SHEETS)
    if not ready:
        return task
    left, right = fields.row(2, 220)
    with left:
        link = _line(SHEET_LABEL, "google_sheet.link", "https://docs.google.com/spreadsheets/d/…")
    with right:
        tab = _line("Tab (may stay empty)", "google_sheet.tab", "", audience_words.TAB_HELP)
    pressed = _button("Read the sheet", "google_sheet.read")
    place = st.container()

    def do(steps: Steps) -> None:
        from planner.audience.google_sheets import fetch  # noqa: PLC0415  # slow to load

        groups = list(work.plan.goals.groups)
        found = fetch(
            link,
            tab=tab or None,
            groups=groups,
            progress=steps.progress,
            cancelled=steps.cancelled,
        )
        wait(work, "google_sheet", Waiting(found, SHEET_NAME))

    started = Task("Reading the Google Sheet", do, place)
    return task or _task(work, "google_sheet", started, pressed=pressed)


def youtube(work: Work) -> Task | None:
    """Draw the panel for the person's own channel; return what was started."""
    st.text(audience_words.YOUTUBE, wrap=True)
    ready, task = audience_sign_in.row(YOUTUBE)
    if not ready:
        return task
    typed = st.text_area(
        "Videos (may stay empty)",
        key="youtube.videos",
        max_chars=fields.LONGEST_TEXT,
        placeholder="https://youtu.be/…",
        help=audience_words.VIDEOS_HELP,
        persist_state="session",
    )
    years = st.selectbox(
        "How far back",
        YEARS,
        key="youtube.years",
        format_func=lambda count: show.plural(count, "year"),
        help=audience_words.YEARS_HELP,
    )
    pressed = _button("Fetch weekly views", "youtube.fetch")
    place = st.container()
    videos = [line.strip() for line in (typed or "").splitlines() if line.strip()]
    last = fields.today()

    def do(steps: Steps) -> None:
        from planner.audience.youtube_analytics import fetch  # noqa: PLC0415  # slow to load

        goals = work.plan.goals
        found = fetch(
            videos,
            list(goals.regions),
            last - timedelta(weeks=52 * years),
            last,
            groups=goals.groups,
            progress=steps.progress,
            cancelled=steps.cancelled,
        )
        wait(work, "youtube", Waiting(found, VIDEOS_NAME))

    started = Task("Reading your channel's views", do, place)
    return task or _task(work, "youtube", started, pressed=pressed)


def _task(work: Work, source: str, task: Task, *, pressed: bool) -> Task | None:
    """Return the task if it was started; else show what an earlier one gave."""
    if pressed:
        discard(work, source)
        return task
    given = waiting(work, source)
    if isinstance(given, Waiting):
        with task.place:
            preview(work, given, source, lambda: discard(work, source))
    return None


def _line(label: str, key: str, example: str, meaning: str | None = None) -> str:
    typed = st.text_input(
        label,
        key=key,
        max_chars=LONGEST_LINK,
        placeholder=example,
        help=meaning,
        persist_state="session",
    )
    return (typed or "").strip()


def _button(label: str, key: str) -> bool:
    return st.button(label, key=key, type="primary", icon=":material/download:")
