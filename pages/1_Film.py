"""Film: what it is, where it comes from, what it compares with, which languages it speaks."""

import streamlit as st

from planner.ui import film, frame

with frame.open_page("film") as work:
    film.summary(work)
    film.potential(work)
    about, texts, comps, versions = st.tabs(
        ["The film", "Titles and texts", "Comparable titles", "Language versions"]
    )
    with about:
        film.about(work)
    with texts:
        film.texts(work)
    with comps:
        film.comps(work)
    with versions:
        film.versions(work)
    film.why(work)
