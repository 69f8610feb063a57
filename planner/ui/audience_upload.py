"""The panels that take a file: any table, and the exports that need no key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.audience.adding import NAMES, name_of
from planner.audience.fetched import Fetched
from planner.audience.netflix import fetch_for
from planner.audience.netflix_charts import KIND
from planner.audience.netflix_titles import Kind, read_titles
from planner.audience.preview import Understood, understand
from planner.errors import InputError
from planner.ui import audience_words, fields, session
from planner.ui.audience_preview import preview
from planner.ui.audience_tasks import Waiting
from planner.ui.guard import complain, guarded
from planner.ui.session import Work

REFUSED = "This file can't be added. Please correct it:"
TABLES = ["csv", "tsv", "txt", "xlsx", "parquet", "zip", "gz"]
LIKE = {
    "language": "In the film's original language",
    "origin": "From the film's countries",
    "non-english": "Not in English",
}


def table(work: Work) -> None:
    """Draw the panel for any table."""
    _panel(work, "file", audience_words.FILE, "An audience table", audience_words.FILE_HELP)


def studio(work: Work) -> None:
    """Draw the panel for YouTube Studio's geography export."""
    _panel(work, "studio", audience_words.STUDIO, "The export (ZIP or CSV)")


def trends(work: Work) -> None:
    """Draw the panel for Google Trends' interest over time."""
    _panel(work, "trends", audience_words.TRENDS, "The export (CSV)")


def _panel(work: Work, source: str, steps: str, label: str, meaning: str | None = None) -> None:
    st.text(steps, wrap=True)
    given = _uploader(work, source, label, meaning)
    if given is None:
        return
    found = _understood(given.getvalue(), given.name, tuple(work.plan.goals.groups))
    if found.problems:
        _refuse(found)
    else:
        preview(work, _waiting(found), source, lambda: session.next_turn(source))


def _refuse(found: Understood) -> None:
    complain(InputError(found.problems), REFUSED)
    if found.kind == KIND:
        st.caption("Choose “Netflix Top 10” above for such a list.")


def _uploader(
    work: Work, source: str, label: str, meaning: str | None = None, part: str = ""
) -> UploadedFile | None:
    return st.file_uploader(
        label,
        type=TABLES,
        key=f"{source}{part}.file.{session.turn(source)}",
        help=meaning,
        disabled=work.frozen,
    )


@st.cache_data(max_entries=8, show_spinner="Reading the file")
def _understood(content: bytes, name: str, groups: tuple[str, ...]) -> Understood:
    return understand(content, name, groups)


def _waiting(found: Understood) -> Waiting:
    named = found.kind in NAMES
    source = f"{found.name} ({found.kind})" if named else found.name
    facts = {
        "Kind": found.kind.capitalize() if not named else found.kind,
        "Separator": found.delimiter,
        "Encoding": found.encoding,
        "Decimals": found.decimal,
        "Dates": found.dates,
        "Step": found.step,
    }
    fetched = Fetched(found.table, source, _now(), found.notes)
    name = NAMES.get(found.kind) or name_of(found.name)
    return Waiting(fetched, name, {label: value for label, value in facts.items() if value})


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def netflix(work: Work) -> None:
    """Draw the panel for Netflix's Top 10 lists, which need a table of titles beside them."""
    st.text(audience_words.NETFLIX, wrap=True)
    left, right = fields.row(2, 260)
    with left:
        lists = _uploader(work, "netflix", "Top 10 by country (TSV or Excel)")
    with right:
        titles = _uploader(work, "netflix", "Titles (CSV, TSV or Excel)", part=".titles")
    like = st.selectbox(
        "What counts as like your film",
        list(LIKE),
        key="netflix.like",
        format_func=lambda name: LIKE[name],
        help=audience_words.LIKE_HELP,
    )
    if lists is None or titles is None:
        return
    with guarded(REFUSED), st.spinner("Reading the lists"):
        known = read_titles(titles.getvalue(), titles.name)
        [kind] = [one for one in get_args(Kind) if one == like]
        found = fetch_for(lists.getvalue(), lists.name, known, kind, work.plan, _now())
        waiting = Waiting(found, NAMES[KIND], {"Kind": KIND, "Counts": LIKE[str(like)]})
    preview(work, waiting, "netflix", lambda: session.next_turn("netflix"))
