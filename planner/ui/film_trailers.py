"""Page Film, trailers: what cinemas and platforms are to show, how long it is, when it is ready."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st
from streamlit import column_config as column

from planner.errors import InputError, Problem
from planner.model.film import Trailer
from planner.ui import editors, fields, session
from planner.ui.guard import guarded
from planner.ui.session import Work

TOLD = (
    "Trailers, teasers and other cuts. The checks on page Plan compare their length with what "
    "cinemas show."
)
EMPTY = "No trailer yet."
PATH = "film.trailers"
LENGTH = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)


def trailers(work: Work) -> None:
    """Edit the film's trailers."""
    st.caption(TOLD)
    held = work.plan.film.trailers
    if not held:
        st.text(EMPTY)
    columns = {
        "name": column.TextColumn("Trailer", required=True, max_chars=fields.LONGEST_NAME),
        "length": column.TextColumn(
            "Length",
            required=True,
            validate=rf"^{LENGTH.pattern}$",
            help="Minutes and seconds, such as 2:05.",
        ),
        "ready": column.DateColumn(
            "Ready on", format="YYYY-MM-DD", help="When cinemas can have it; empty if not known."
        ),
        "note": column.TextColumn("Note", max_chars=fields.LONGEST_TEXT),
    }
    rows = [row_of(one) for one in held]
    found = editors.table("trailers", rows, columns, label="trailers", disabled=work.frozen)
    if found is not None:
        with guarded():
            session.apply(work, {PATH: read_rows(found)})


def row_of(one: Trailer) -> dict[str, object]:
    """Return a trailer as a row, its length in minutes and seconds."""
    length = f"{one.seconds // 60}:{one.seconds % 60:02}"
    return {"name": one.name, "length": length, "ready": one.ready, "note": one.note}


def read_rows(rows: Sequence[editors.Row]) -> list[dict[str, object]]:
    """Return the trailers in an edited table, as plain data.

    Raises:
        InputError: a problem for each length that is none.
    """
    found, problems = [], []
    for number, row in enumerate(rows):
        length = str(row.get("length", ""))
        match = LENGTH.fullmatch(length)
        if match is None:
            hint = "Write minutes and seconds, such as 2:05."
            problems.append(
                Problem("is no length", field=f"{PATH}.{number}", value=length, hint=hint)
            )
            continue
        rest = {name: value for name, value in row.items() if name != "length"}
        found.append(rest | {"seconds": int(match[1]) * 60 + int(match[2])})
    if problems:
        raise InputError(problems)
    return found
