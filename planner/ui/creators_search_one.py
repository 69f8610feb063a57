"""Page Creators, one channel that a search found: why it is shown, and its way into the sheet."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit import column_config as column

from planner.creators.youtube_data import Channel, Found, Video
from planner.ui import creators_search_add, creators_search_kept, show
from planner.ui import creators_search_texts as texts
from planner.ui.guard import guarded
from planner.ui.session import Work

LONG_WORD = 4
"""Letters of a topic's word that says something: shorter ones are mostly such as “the”."""


def panel(work: Work, found: Found, channel: Channel) -> None:
    """Draw why the channel is shown, its newest videos, and how to add or forget it."""
    with st.container(border=True):
        st.markdown("#### Why it is shown")
        st.text(channel.title, wrap=True)
        st.text(why(found, channel), wrap=True)
        st.text(facts(channel), wrap=True)
        _videos(found, channel)
        st.caption(texts.COUNTRY)
        with st.container(horizontal=True):
            st.link_button("Open on YouTube", channel.link, icon=":material/open_in_new:")
            forget = st.button(
                "Forget this channel", key="search.forget_one", icon=":material/delete:"
            )
    with guarded():
        if forget:
            creators_search_kept.drop(channel.id)
    with guarded():
        creators_search_add.form(work, found.query, channel)


def why(found: Found, channel: Channel) -> str:
    """Return which search found the channel, and at which place of YouTube's own order."""
    at = found.channels.index(channel) + 1
    search = creators_search_kept.wanted(found.query)
    return texts.WHY.format(at=at, of=len(found.channels), search=search)


def facts(channel: Channel) -> str:
    """Return what YouTube tells of the channel itself."""
    many = "hidden" if channel.subscribers is None else show.count(channel.subscribers)
    country = show.country(channel.country) if channel.country else "names none"
    told = {"Subscribers": many, "Country": country, "Fetched": show.moment(channel.fetched)}
    parts = [channel.handle, *(f"{name}: {value}" for name, value in told.items())]
    return " · ".join(part for part in parts if part)


def _videos(found: Found, channel: Channel) -> None:
    if not channel.recent:
        st.text(texts.NO_VIDEOS if found.left is None else texts.NO_VIDEOS_YET, wrap=True)
        return
    frame = pd.DataFrame([_row(found.query.topic, video) for video in channel.recent])
    st.dataframe(
        frame.astype(dict.fromkeys(("views", "likes", "comments"), "Int64")),
        hide_index=True,
        width="stretch",
        height="content" if len(frame) <= 10 else "auto",
        placeholder=texts.NOT_TOLD,
        column_config={
            "title": column.TextColumn("Newest videos", width="medium"),
            "published": column.DateColumn("Published", format="D MMM YYYY"),
            "views": column.NumberColumn("Views", format="localized"),
            "likes": column.NumberColumn("Likes", format="localized"),
            "comments": column.NumberColumn("Comments", format="localized"),
            "named": column.CheckboxColumn("Names the topic", help=texts.NAMED_HELP),
            "link": column.LinkColumn("Link", display_text="Watch"),
        },
        alt="Newest videos of the channel",
    )


def _row(topic: str, video: Video) -> dict[str, object]:
    return {
        "title": video.title,
        "published": video.published,
        "views": video.views,
        "likes": video.likes,
        "comments": video.comments,
        "named": names(topic, video.title),
        "link": video.link,
    }


def names(topic: str, title: str) -> bool:
    """Return whether a title holds the topic, or a word of it that says something."""
    within, wanted = title.casefold(), topic.casefold()
    words = [word for word in wanted.split() if len(word) >= LONG_WORD]
    return any(word in within for word in (wanted, *words))
