"""Page Creators, looking on YouTube: what to look for, with the film and the goals as a start."""

from __future__ import annotations

import streamlit as st

from planner.creators.youtube_data import Query
from planner.facts.market import main_language
from planner.model.film import Film
from planner.model.goals import Goals
from planner.ui import creators_search_texts as texts
from planner.ui import fields, show
from planner.ui.session import Work

MOST = (25, 50, 100)
VIDEOS = (5, 10, 20, 50)
USUAL_VIDEOS = 10
MOST_COMPS = 5
ANY = ""


def form(work: Work) -> Query | None:
    """Draw the form; return what is looked for, None as long as there is no topic."""
    topic = st.selectbox(
        "Topic",
        ideas(work.plan.film),
        key=f"search.topic.{work.slug}",
        accept_new_options=True,
        persist_state="session",
        placeholder="Type a few words",
        help=texts.TOPIC_HELP,
    )
    places = fields.row(4)
    with places[0]:
        region = _region(work)
    with places[1]:
        language = _language(work, region)
    with places[2]:
        most = _number("Channels", "search.most", MOST, MOST[0], texts.MOST_HELP)
    with places[3]:
        videos = _number(
            "Newest videos of each", "search.videos", VIDEOS, USUAL_VIDEOS, texts.VIDEOS_HELP
        )
    words = (topic or "").strip()
    return Query(words, language or None, region or None, most, videos) if words else None


def ideas(film: Film) -> list[str]:
    """Return topics to begin with: the film's genres, where it is from, titles like it."""
    genres = [genre.lower() for genre in film.genres]
    comps = list(dict.fromkeys(one.title for one in film.comps))[:MOST_COMPS]
    countries = [f"{show.country(code)} films" for code in film.origin]
    kinds = [f"{genre} films" for genre in (" ".join(genres), *genres)]
    return list(dict.fromkeys([*kinds, *countries, "film reviews", *comps]))


def _countries(goals: Goals) -> list[str]:
    """Return the countries of the plan's regions, each once."""
    members = (member[:2] for code in goals.regions for member in goals.members(code))
    return list(dict.fromkeys(members))


def languages_of(goals: Goals) -> list[str]:
    """Return the languages of the plan's regions: those shown there, else the main ones."""
    named = [language for region in goals.regions.values() for language in region.languages]
    return list(dict.fromkeys([*named, *map(_spoken, _countries(goals))]))


def _spoken(country: str) -> str:
    return main_language(country).replace("_", "-")


def _region(work: Work) -> str:
    return st.selectbox(
        "As shown in",
        [*_countries(work.plan.goals), ANY],
        key=f"search.region.{work.slug}",
        persist_state="session",
        format_func=lambda code: show.country(code) if code else "Any country",
        help=texts.REGION_HELP,
    )


def _language(work: Work, region: str) -> str:
    """Draw the list of languages; each country begins with its own."""
    options = [*fields.language_options(languages_of(work.plan.goals)), ANY]
    usual = _spoken(region) if region else ANY
    return st.selectbox(
        "Language",
        options,
        options.index(usual) if usual in options else 0,
        key=f"search.language.{work.slug}.{region}",
        persist_state="session",
        format_func=lambda code: show.language(code) if code else "Any language",
        help=texts.LANGUAGE_HELP,
    )


def _number(label: str, key: str, options: tuple[int, ...], usual: int, told: str) -> int:
    return st.selectbox(
        label, options, options.index(usual), key=key, persist_state="session", help=told
    )
