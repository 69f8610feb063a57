"""Page Creators, what YouTube told and is kept: opened again without spending, and forgotten."""

from __future__ import annotations

import streamlit as st

from planner.creators import kept
from planner.creators.youtube_data import Query
from planner.creators.youtube_earlier import Earlier, Stored
from planner.ui import creators_search_texts as texts
from planner.ui import session, show


def earlier(there: Stored) -> Query | None:
    """List the searches of the last 30 days; return the one that is opened again."""
    found = {one.query: one for one in there.searches}
    if not found:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Earlier searches",
            list(found),
            key="search.earlier",
            format_func=lambda query: _said(found[query]),
            help=texts.EARLIER_HELP,
        )
        pressed = st.button("Open again", key="search.open", icon=":material/history:")
    return chosen if pressed else None


def _said(one: Earlier) -> str:
    return (
        f"{show.moment(one.fetched)}: {wanted(one.query)}, {show.plural(one.query.most, 'channel')}"
    )


def wanted(query: Query) -> str:
    """Return in words what a search looks for."""
    parts = [f"“{query.topic}”" if query.by == "videos" else f"channels called “{query.topic}”"]
    if query.language:
        parts.append(f"in {show.language(query.language)}")
    if query.region:
        parts.append(f"as shown in {show.country(query.region)}")
    return " ".join(parts)


def forget(there: Stored) -> None:
    """Say what is kept and until when, with a way to forget it all."""
    with st.expander(
        "What is kept of YouTube's answers", key="search.kept", icon=":material/delete_history:"
    ):
        if there.oldest is None:
            st.text(texts.NOTHING_KEPT, wrap=True)
            return
        st.text(_told(there), wrap=True)
        st.text(texts.FORGET, wrap=True)
        if st.button("Forget all YouTube data", key="search.forget", icon=":material/delete:"):
            drop()


def _told(there: Stored) -> str:
    searches = show.plural(len(there.searches), "search", "searches")
    what = f"{show.plural(there.channels, 'channel')} and {searches}"
    day = there.forgotten.astimezone().date() if there.forgotten else None
    return texts.KEPT.format(what=what, day=show.short_day(day))


def drop(channel: str | None = None) -> None:
    """Forget what YouTube told, all of it or of one channel, and draw the page anew."""
    kept.forget(channel)
    session.say(texts.FORGOTTEN_ONE if channel else texts.FORGOTTEN)
    st.rerun()
