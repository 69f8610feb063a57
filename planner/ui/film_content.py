"""Page Film: the festivals that the film goes to, and what it holds that a person should judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

import streamlit as st
from streamlit import column_config as column

from planner.facts.table import load
from planner.model.film import Festival, Premiere, Topic
from planner.model.names import upper_first
from planner.plan.text import plain
from planner.timing.events import festival_of
from planner.ui import editors, fields, session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

TOPICS: tuple[Topic, ...] = get_args(Topic)
TOPIC_WIDTH = 320
"""Pixels that a text of several sentences needs."""
STATUS = {"hoped": "We hope for it", "invited": "Invited", "played": "Played"}
PREMIERES = {
    "world": "World premiere",
    "international": "International premiere",
    "continental": "First on its continent",
    "national": "First in its country",
    "none": "No premiere",
}
TOLD: Mapping[Topic, str] = {
    "religion": "Faith, clergy, sacred texts, names, images or places.",
    "politics": "Living politicians, parties, states, courts, wars, disputed history.",
    "maps": "Maps, borders, flags, names of territories, also in the background.",
    "LGBTQ+": "Characters, kisses, symbols, lines of dialogue.",
    "sex": "Nudity, sex scenes, talk about sex.",
    "violence": "Fights, blood, weapons, self-harm, violence against people or animals.",
    "substances": "Tobacco, alcohol, drugs: who uses them, and whether a brand shows.",
    "minors": "What children do or what happens to them on screen, and who plays them.",
}
"""What belongs under each topic."""


def festivals(work: Work) -> None:
    """Edit the festivals that the film is to play, is invited to, or has played."""
    st.caption(
        "An invitation binds the dates: the public can't see the film earlier than the festival's "
        "premiere allows. Without a date, the festival's own first day counts."
    )
    _known(work)
    _another(work)


def _known(work: Work) -> None:
    rows = [_row(item) for item in work.plan.film.festivals]
    found = editors.table(
        "festivals", rows, _columns(work), label="festivals", disabled=work.frozen
    )
    if found is not None:
        with guarded():
            session.apply(work, {"film.festivals": found})


def _columns(work: Work) -> dict[str, object]:
    names = festival_names(item.festival for item in work.plan.film.festivals)
    return {
        "festival": column.SelectboxColumn(
            "Festival", options=list(names), format_func=editors.named(names), required=True
        ),
        "status": column.SelectboxColumn(
            "Where it stands", options=list(STATUS), format_func=editors.named(STATUS)
        ),
        "date": column.DateColumn("First screening", format="YYYY-MM-DD"),
        "premiere": column.SelectboxColumn(
            "It asks for", options=list(PREMIERES), format_func=editors.named(PREMIERES)
        ),
        "country": column.SelectboxColumn(
            "Country", options=fields.country_options(), format_func=_country
        ),
        "note": column.TextColumn("Note"),
    }


def festival_names(used: Iterable[str]) -> dict[str, str]:
    """Return the festivals to choose from by name: what the plan calls them, else our short id."""
    facts = load()
    found = {name: festival_of(name, facts) for name in used}
    taken = {event.id for event in found.values() if event}
    free = [event for event in facts.events("festival") if event.id not in taken]
    names = {name: event.name if event else name for name, event in found.items()}
    names |= {event.id.partition(".")[2]: event.name for event in free}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def _country(code: object) -> str:
    return show.country(str(code))


def _row(item: Festival) -> dict[str, object]:
    row = plain(item)
    return dict(row) if isinstance(row, dict) else {}


def _another(work: Work) -> None:
    """Add a festival that is not in the tables, with what the dates need to know of it."""
    with (
        st.expander("A festival that is not in the list"),
        st.form("festival.another", border=False),
    ):
        first, second, third, fourth = fields.row(4)
        new = f"festival.{len(work.plan.film.festivals)}"  # each one added empties the fields
        name = first.text_input(
            "Name", key=f"{new}.name", max_chars=fields.LONGEST_NAME, disabled=work.frozen
        )
        with second:
            day = fields.day("First screening", f"{new}.day", None, disabled=work.frozen)
        country = third.selectbox(
            "Country",
            fields.country_options(),
            None,
            key=f"{new}.country",
            format_func=show.country,
            disabled=work.frozen,
        )
        asks = fourth.selectbox(
            "It asks for",
            list(get_args(Premiere)),
            None,
            key=f"{new}.premiere",
            format_func=lambda word: PREMIERES[word],
            disabled=work.frozen,
        )
        pressed = st.form_submit_button("Add this festival", disabled=work.frozen)
    if not pressed:
        return
    if not (name and name.strip() and day and country and asks):
        st.warning("Give its name, its date, its country and the premiere it asks for.")
        return
    given = {"festival": name.strip(), "date": day, "country": country, "premiere": asks}
    with guarded():
        session.apply(work, {"film.festivals": [*work.plan.film.festivals, given]})


def content(work: Work) -> None:
    """Edit what the film holds, by topic, so that somebody can judge it without having seen it."""
    st.caption(
        "Tell what is seen or heard, and in which scene. Microhit never judges it: it asks, region "
        "by region, what a person who knows the place should answer. Leave empty what the film "
        "does not hold."
    )
    form = fields.Form(work)
    for topic, place in zip(TOPICS, fields.row(len(TOPICS), TOPIC_WIDTH), strict=True):
        with place:
            _topic(form, topic)
    form.apply()


def _topic(form: fields.Form, topic: Topic) -> None:
    path = f"film.content.{topic}"
    before = form.work.plan.film.content.get(topic, "")
    typed = st.text_area(
        show_topic(topic),
        before,
        key=session.synced(path, before),
        help=TOLD[topic],
        max_chars=fields.LONGEST_TEXT,
        disabled=form.work.frozen,
    )
    after = (typed or "").strip()
    if after != before:
        form.changes[path] = after or None


def show_topic(topic: str) -> str:
    """Return a topic as a heading: `LGBTQ+` stays, `maps` is `Maps`."""
    return upper_first(topic)
