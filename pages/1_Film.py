"""Film: what it is, where it comes from and could go, what it compares with, what it speaks."""

import streamlit as st

from planner.ui import (
    film,
    film_comps,
    film_content,
    film_follow,
    film_trailers,
    film_travel,
    frame,
)

with frame.open_page("film") as work:
    film.summary(work)
    film.potential(work)
    about, texts, travel, comps, follows, versions, cuts, festivals, content = st.tabs(
        [
            "The film",
            "Titles and texts",
            "Where it could travel",
            "Comparable titles",
            "How the potential follows",
            "Language versions",
            "Trailers",
            "Festivals",
            "Sensitive content",
        ],
        key="film.tabs",
        on_change="rerun",
    )
    with about:
        film.about(work)
    with texts:
        film.texts(work)
    task = None
    with travel:  # tables that people edit are drawn in hidden tabs, too: they keep what is typed
        film_travel.travel(work, ranked=bool(travel.open))
    with comps:
        film.comps(work)
        if comps.open:
            task = film_comps.finder(work)
    with follows:
        if follows.open:
            film_follow.follow(work)
    with versions:
        film.versions(work)
    with cuts:
        film_trailers.trailers(work)
    with festivals:
        film_content.festivals(work)
    with content:
        film_content.content(work)
    film.why(work)
    if task:  # last, so that the rest of the page stands meanwhile
        task.run()
