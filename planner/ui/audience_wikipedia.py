"""The panel for Wikipedia views: titles are looked up, the right ones chosen, views fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.facts.decided import facts_of
from planner.ui import audience_words, fields, show
from planner.ui.audience_preview import preview
from planner.ui.audience_tasks import Steps, Task, Waiting, discard, wait, waiting
from planner.ui.session import Work

if TYPE_CHECKING:
    from planner.audience.wikimedia import Candidate

NAME = "wikipedia_views"
FOUND, VIEWS = "wikipedia.found", "wikipedia"
YEARS = (1, 2, 3, 4, 5, 6, 8, 10)
USUAL_YEARS = 3
"""As on the command line: three years show a season three times."""
MOST_TITLES = 12
"""More make the sum no surer, but each asks Wikimedia some dozen times for every language."""
MOST_CANDIDATES = 8
Found = dict[str, "list[Candidate]"]


def panel(work: Work) -> Task | None:
    """Draw the panel; return the look-up or the fetch that was started."""
    st.text(audience_words.WIKIPEDIA, wrap=True)
    titles = _titles(work)
    pressed = st.button(
        "Look up", key="wikipedia.look", icon=":material/search:", disabled=not titles
    )
    place = st.container()
    if pressed:
        discard(work, VIEWS)
        return _look_up(work, titles, place)
    given, found = waiting(work, VIEWS), waiting(work, FOUND)
    with place:
        if isinstance(given, Waiting):
            preview(work, given, "wikipedia", lambda: discard(work, VIEWS))
        elif isinstance(found, dict):
            return _choose(work, {name: found[name] for name in titles if name in found})
    return None


def _titles(work: Work) -> list[str]:
    """Let the person name titles; the film's comparable ones come first."""
    comps = list(dict.fromkeys(one.title for one in work.plan.film.comps))
    return st.multiselect(
        "Titles like yours",
        comps,
        comps[:MOST_TITLES],
        key=f"wikipedia.titles.{work.slug}",
        max_selections=MOST_TITLES,
        accept_new_options=True,
        persist_state="session",
        placeholder="Type a title, a Wikidata id or a Wikipedia address",
        help="Comparable titles of page Film come first; type others.",
    )


def _look_up(work: Work, titles: Sequence[str], place: DeltaGenerator) -> Task:
    def do(steps: Steps) -> None:
        from planner.audience.wikimedia import find_titles  # noqa: PLC0415  # slow to load
        from planner.net.cache import Cache  # noqa: PLC0415  # slow to load
        from planner.net.http import Web  # noqa: PLC0415  # slow to load

        found: Found = {}
        with Web(cache=Cache(), cancelled=steps.cancelled) as web:
            for at, title in enumerate(titles):
                steps.progress(at, len(titles), f"Looking up {title}")
                found[title] = find_titles(title, web)[:MOST_CANDIDATES]
        wait(work, FOUND, found)

    return Task("Looking titles up on Wikidata", do, place)


def _choose(work: Work, found: Found) -> Task | None:
    """Let the person say which titles are meant, and for how long; return the fetch."""
    chosen = [one for title, some in found.items() if (one := _which(title, some))]
    years = st.selectbox(
        "How far back",
        YEARS,
        YEARS.index(USUAL_YEARS),
        key="wikipedia.years",
        format_func=lambda count: show.plural(count, "year"),
        help=audience_words.YEARS_HELP,
    )
    pressed = st.button(
        "Fetch weekly views",
        key="wikipedia.fetch",
        type="primary",
        icon=":material/download:",
        disabled=not chosen,
    )
    place = st.container()
    return _fetch(work, chosen, years, place) if pressed else None


def _which(title: str, some: Sequence[Candidate]) -> str | None:
    """Return the Wikidata id that the person means by a title."""
    if not some:
        st.text(f"{title}: {audience_words.NOT_FOUND}", wrap=True)
        return None
    known = {one.id: one for one in some}
    exact = [one.id for one in some if one.on_screen and one.label.casefold() == title.casefold()]
    sure = exact[0] if len(exact) == 1 else some[0].id if len(some) == 1 else None
    st.text(title, wrap=True)  # a label would read it as Markdown
    return st.selectbox(
        "Which one is meant",
        list(known),
        None if sure is None else list(known).index(sure),
        key=f"wikipedia.which.{title}",
        format_func=lambda name: _said(known[name]),
        placeholder="Choose which one is meant, or leave it out",
        label_visibility="collapsed",
    )


def _said(one: Candidate) -> str:
    year = f" ({one.year})" if one.year else ""
    what = one.description or "no description"
    return f"{one.label}{year}: {what}; {show.plural(one.languages, 'language')}"


def _fetch(work: Work, ids: Sequence[str], years: int, place: DeltaGenerator) -> Task:
    goals = work.plan.goals
    regions = [one for code in goals.regions for one in goals.members(code)]
    last = fields.today()

    def do(steps: Steps) -> None:
        from planner.audience.wikimedia import fetch  # noqa: PLC0415  # slow to load
        from planner.net.cache import Cache  # noqa: PLC0415  # slow to load
        from planner.net.http import Web  # noqa: PLC0415  # slow to load

        facts = facts_of(work.plan)
        with Web(cache=Cache(), cancelled=steps.cancelled) as web:
            fetched = fetch(
                ids,
                list(dict.fromkeys(regions)),
                last - timedelta(weeks=52 * years),
                last,
                web=web,
                facts=facts,
                progress=steps.progress,
                cancelled=steps.cancelled,
            )
        wait(work, VIEWS, Waiting(fetched, NAME))

    return Task("Reading weekly Wikipedia views", do, place)
