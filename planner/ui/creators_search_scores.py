"""Page Creators, figures derived from YouTube data: only where a person declared them accepted."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit import column_config as column

from planner.creators import declaration
from planner.creators.declaration import Declaration
from planner.creators.derived import Figure, derive
from planner.creators.youtube_data import Channel
from planner.errors import MicrohitError
from planner.ui import creators_search_texts as texts
from planner.ui import fields, session
from planner.ui.guard import guarded

FORMATS = {"per view": "percent", "per subscriber": "%.2f"}
"""By the unit of a figure; another is a count."""


def current() -> Declaration | None:
    """Return the declaration of this user; None without one, or where it cannot be used."""
    with suppress(MicrohitError):
        return declaration.declared()
    return None


def cells(channel: Channel, declared: Declaration | None) -> dict[str, float | None]:
    """Return the derived figures of a channel by their name; none without a declaration."""
    if declared is None:
        return {}
    return {figure.name: _shown(figure) for figure in derive(channel, declared)}


def _shown(figure: Figure) -> float | None:
    if figure.value is None or figure.unit in FORMATS:
        return figure.value
    return round(figure.value)


def columns(channel: Channel, declared: Declaration | None) -> dict[str, Any]:
    """Return how the derived figures are shown; the label says that they are ours."""
    if declared is None:
        return {}
    return {
        figure.name: column.NumberColumn(
            f"Ours: {figure.name}",
            format=FORMATS.get(figure.unit, "localized"),
            help=f"{figure.label[:1].upper()}{figure.label[1:]}. {figure.how}",
        )
        for figure in derive(channel, declared)
    }


def panel() -> None:
    """Say why there are no scores, or who declared that there may be; draw the form for it."""
    with st.expander("Scores from YouTube data", key="search.scores", icon=":material/policy:"):
        there = True
        with guarded("The declaration can't be used. Declare it again, or withdraw it:"):
            declared = declaration.declared()
            there = declared is not None
            st.text(str(declared or texts.NO_SCORES), wrap=True)
        with guarded("This was not declared. Please correct it:"):
            _form(there=there)


def _form(*, there: bool) -> None:
    places = fields.row(3, 220)
    number = places[0].text_input(
        "Google project number", key="declare.project", max_chars=20, help=texts.PROJECT_HELP
    )
    with places[1]:
        accepted = fields.day(
            "Accepted by YouTube on", "declare.accepted", None, meaning=texts.ACCEPTED_HELP
        )
    name = places[2].text_input("Your name", key="declare.by", max_chars=fields.LONGEST_NAME)
    with st.container(horizontal=True):
        ready = bool(number and accepted and name)
        declares = st.button("Declare", key="declare.set", disabled=not ready)
        withdraws = st.button("Withdraw", key="declare.withdraw", disabled=not there)
    if declares and accepted:
        declaration.declare(number, accepted, name)
        session.say(texts.DECLARED)
        st.rerun()
    if withdraws:
        declaration.withdraw()
        session.say(texts.WITHDRAWN)
        st.rerun()
