"""Page Creators, looking for channels on YouTube: what it costs, and what it finds."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.creators.quota import Quota
from planner.creators.youtube_data import Cost, Found, Query
from planner.creators.youtube_earlier import stored
from planner.ui import (
    audience_tasks,
    creators_candidates,
    creators_search_kept,
    creators_search_quota,
    creators_search_scores,
    show,
)
from planner.ui import creators_search_texts as texts
from planner.ui.audience_tasks import Steps, Task
from planner.ui.creators_search_form import form
from planner.ui.guard import guarded
from planner.ui.session import Work

SHOWN, NOTES = "youtube.shown", "youtube.notes"
"""The search on screen, and what was told when it ended; what YouTube said is on disk alone."""


def panel(work: Work) -> Task | None:
    """Draw the panel; return the search that was started."""
    st.text(texts.SEARCH, wrap=True)
    tasks: list[Task | None] = []
    quota: Quota | None = None
    with guarded():
        if key := creators_search_quota.key():
            query = form(work)
            quota = creators_search_quota.meter(key)
            tasks.append(_search(work, query, quota))
        else:
            creators_search_quota.how_to_get_one()
    audience_tasks.failure()
    with guarded():
        there = stored()
        if opened := creators_search_kept.earlier(there):
            _show(work, opened)
        tasks.append(_found(work, quota))
        creators_search_scores.panel()
        creators_search_kept.forget(there)
    return next((task for task in tasks if task), None)


def _search(work: Work, query: Query | None, quota: Quota) -> Task | None:
    """Say what the search costs, and draw its button; return it once that is pressed."""
    from planner.creators.youtube import cost  # noqa: PLC0415  # slow to load

    price = cost(query) if query else Cost(0, 0)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = _button("Search", "search.start", price, quota, ready=query is not None)
        st.text(creators_search_quota.told(price, quota) if query else texts.NO_TOPIC, wrap=True)
    place = st.container()
    return _task(work, query, place) if pressed and query else None


def _button(label: str, key: str, price: Cost, quota: Quota, *, ready: bool = True) -> bool:
    """Draw a button that says what it costs; return whether it was pressed."""
    spends = "" if price.nothing else f" for {price}"
    return st.button(
        f"{label}{spends}",
        key=key,
        type="primary",
        icon=":material/search:",
        disabled=not ready or bool(creators_search_quota.obstacle(price, quota)),
    )


def _task(work: Work, query: Query, place: DeltaGenerator) -> Task:
    def do(steps: Steps) -> None:
        from planner.creators.youtube import find  # noqa: PLC0415  # slow to load

        _show(work, query)
        found = find(query, progress=steps.progress, cancelled=steps.cancelled)
        audience_tasks.wait(work, NOTES, found.notes)

    return Task("Looking for channels on YouTube", do, place, texts.STOP, texts.STOPPED)


def _show(work: Work, query: Query) -> None:
    """Let a search be the one on screen."""
    audience_tasks.discard(work, NOTES)
    audience_tasks.wait(work, SHOWN, query)


def _found(work: Work, quota: Quota | None) -> Task | None:
    """Show what the search on screen found; return going on with it, once that is pressed."""
    from planner.creators.youtube import recall  # noqa: PLC0415  # slow to load

    query = audience_tasks.waiting(work, SHOWN)
    found = recall(query) if isinstance(query, Query) else None
    if found is None:
        return None
    st.subheader(f"{show.plural(len(found.channels), 'channel')} found", anchor=False)
    st.text(creators_candidates.asked(found), wrap=True)
    told = audience_tasks.waiting(work, NOTES)
    for note in told if isinstance(told, tuple) else found.notes:
        st.text(note, wrap=True)
    task = _rest(work, found, quota) if found.left else None
    creators_candidates.panel(work, found)
    return task


def _rest(work: Work, found: Found, quota: Quota | None) -> Task | None:
    """Offer to go on with a search that is not complete."""
    price = found.left or Cost(0, 0)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = quota is not None and _button("Go on", "search.go_on", price, quota)
        st.text(texts.GO_ON.format(cost=price), wrap=True)
    place = st.container()
    return _task(work, found.query, place) if pressed else None
