"""The panels that take a file: any table, and the exports that need no key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.audience.fetched import Fetched
from planner.audience.netflix import fetch
from planner.audience.netflix_charts import KIND
from planner.audience.netflix_titles import Kind, Like, read_titles
from planner.audience.preview import Understood, understand
from planner.errors import InputError, Problem
from planner.facts.table import load
from planner.model import overrides
from planner.ui import audience_keep, audience_words, fields, session, show
from planner.ui.audience_preview import preview
from planner.ui.audience_tasks import Waiting
from planner.ui.guard import complain, guarded
from planner.ui.session import Work

REFUSED = "This file can't be added. Please correct it:"
NAMES = {
    "YouTube Studio export": "youtube_studio",
    "Google Trends export": "google_trends",
    KIND: "netflix_top10",
}
"""What tables of known kinds are kept as, as on the command line: the next one goes there too."""
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
        preview(work, _waiting(found), source, lambda: _renew(source))


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
        key=f"{source}{part}.file.{_count(source)}",
        help=meaning,
        disabled=work.frozen,
    )


def _count(source: str) -> int:
    """Return how many files were taken from a panel: each gets a fresh field."""
    return int(session.value(f"_{source}.taken") or 0)


def _renew(source: str) -> None:
    st.session_state[f"_{source}.taken"] = _count(source) + 1


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
    name = NAMES.get(found.kind) or audience_keep.name_of(found.name)
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
        found = _appetite(work, lists, titles, str(like))
        waiting = Waiting(found, NAMES[KIND], {"Kind": KIND, "Counts": LIKE[str(like)]})
    preview(work, waiting, "netflix", lambda: _renew("netflix"))


def _appetite(work: Work, lists: UploadedFile, titles: UploadedFile, like: str) -> Fetched:
    """Return the appetite for titles like the film in the campaign's regions."""
    film = work.plan.film
    [kind] = [one for one in get_args(Kind) if one == like]
    wanted = Like(kind, film.original_language, tuple(film.origin))
    known = read_titles(titles.getvalue(), titles.name)
    facts = load().with_overrides(overrides.facts(work.plan.overrides))
    found = fetch(lists.getvalue(), lists.name, known, wanted, facts, _now())
    goals = work.plan.goals
    ours = found.table["region"].isin(
        [one for code in goals.regions for one in goals.members(code)]
    )
    if not ours.any():
        raise InputError(Problem("has none of the campaign's regions", lists.name))
    others = found.table.loc[~ours, "region"].nunique()
    note = f"{show.plural(others, 'other country', 'other countries')} left out."
    rows = found.table[ours].reset_index(drop=True)
    return replace(found, table=rows, notes=(*found.notes, note) if others else found.notes)
