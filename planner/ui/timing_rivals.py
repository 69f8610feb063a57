"""Page Timing, what else happens then: competing titles and big events that the user knows of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit import column_config as column

from planner.plan.text import plain
from planner.ui import editors, fields, session, timing_rules, timing_texts
from planner.ui.guard import guarded
from planner.ui.session import Work


def competitors(work: Work) -> None:
    """Edit the titles that open against the film."""
    st.caption(timing_texts.COMPETITORS)
    columns = {
        "title": column.TextColumn("Title", required=True, max_chars=fields.LONGEST_NAME),
        "region": timing_rules.one_region(work, "Region"),
        "date": column.DateColumn("Opens on", format="YYYY-MM-DD", required=True),
        "size": column.SelectboxColumn(
            "Size",
            options=list(timing_texts.SIZES),
            format_func=editors.named(timing_texts.SIZES),
            help="Small: arthouse. Medium: a wide release. Large: an event that everybody knows.",
        ),
        "genres": column.TextColumn("Genres", help="With commas between, as on page Film."),
        "note": column.TextColumn("Note"),
    }
    rows = [_with_genres(_row(item)) for item in work.plan.goals.competitors]
    found = editors.table(
        "competitors", rows, columns, label="competing titles", disabled=work.frozen
    )
    if found is not None:
        with guarded():
            session.apply(work, {"goals.competitors": [_genres_apart(row) for row in found]})


def happenings(work: Work) -> None:
    """Edit big events that keep people from the cinema, or bring them."""
    st.caption(timing_texts.HAPPENINGS)
    columns = {
        "name": column.TextColumn("Event", required=True, max_chars=fields.LONGEST_NAME),
        "from": column.DateColumn("From", format="YYYY-MM-DD", required=True),
        "to": column.DateColumn("Until", format="YYYY-MM-DD", required=True),
        "regions": timing_rules.several(work, empty="all of them"),
        "effect": column.NumberColumn(
            "Effect on demand",
            min_value=-1,
            max_value=3,
            format="percent",
            help="-20% is a fifth fewer people in its weeks. Empty counts on the usual effect.",
        ),
        "note": column.TextColumn("Note"),
    }
    before = [_row(item) for item in work.plan.goals.happenings]
    rows = timing_rules.as_text(before)
    found = editors.table("happenings", rows, columns, label="big events", disabled=work.frozen)
    if found is not None:
        with guarded():
            path = "goals.happenings"
            session.apply(work, {path: timing_rules.with_lists(work, path, found, before)})


def _row(item: object) -> dict[str, object]:
    row = plain(item)
    return dict(row) if isinstance(row, dict) else {}


def _with_genres(row: Mapping[str, object]) -> dict[str, object]:
    genres = row.get("genres", [])
    listed: Sequence[object] = genres if isinstance(genres, list) else []
    return dict(row) | {"genres": ", ".join(map(str, listed))}


def _genres_apart(row: Mapping[str, object]) -> dict[str, object]:
    words = [word.strip() for word in re.split(r"[,;]", str(row.get("genres", "")))]
    return dict(row) | {"genres": [word for word in words if word]}
