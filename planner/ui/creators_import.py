"""Page Creators, other people's lists: what was made of one, before it joins the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from planner.creators import sheet
from planner.creators.lists import PASTED, Imported, read_list
from planner.creators.lists_cells import Defaults
from planner.creators.lists_columns import PLATFORMS
from planner.creators.lists_merge import Conflict, merged
from planner.creators.offers import Offer
from planner.model.goals import Goals
from planner.ui import creators_rows, creators_texts, draw, fields, session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

Put = Callable[[Work, str, str], None]
"""Writes the text of a sheet, says something, and draws the page anew."""
KEY = "creators.list"
KINDS = ["csv", "tsv", "txt", "xlsx"]
FILE, PASTE = "A file", "Pasted rows"
HEAD_ROWS = 12
"""Offers that are shown before a list is added."""
LONGEST = 1_000_000
"""Characters of a pasted table: some thousand rows."""


def box(work: Work, offers: Sequence[Offer], put: Put) -> None:
    """Draw what opens to a file or pasted rows; `put` writes the sheet that a list has joined."""
    opened = st.expander(
        "Bring in a list: a file, or rows of a spreadsheet",
        key=f"{KEY}.box",
        icon=":material/upload_file:",
        on_change="rerun",
    )
    if opened.open and not work.frozen:
        with opened, guarded("This list can't be used. Please correct it:"):
            given = _given()
            defaults = _defaults(work)
            if given is not None:
                content, name = given
                goals = work.plan.goals
                key = (str(goals.groups), goals.budget.currency)
                _preview(work, offers, _read(content, name, defaults, key, goals), put)


def _given() -> tuple[bytes, str] | None:
    """Draw the field for a file or for pasted rows; return what it holds and its name."""
    way = st.segmented_control(
        "From",
        [FILE, PASTE],
        default=FILE,
        required=True,
        key=f"{KEY}.from",
        persist_state="session",
    )
    turn = session.turn(KEY)
    if way == PASTE:
        text = st.text_area(
            "Rows", key=f"{KEY}.rows.{turn}", max_chars=LONGEST, help=creators_texts.PASTE
        )
        return (text.encode(), PASTED) if text and text.strip() else None
    file = st.file_uploader(
        "A list (CSV, TSV or Excel)",
        type=KINDS,
        key=f"{KEY}.file.{turn}",
        help=creators_texts.PASTE,
    )
    return (file.getvalue(), file.name) if file else None


def _defaults(work: Work) -> Defaults:
    """Draw what holds for a whole list where its rows say nothing."""
    goals = work.plan.goals
    st.caption("What holds for the whole list, where its rows say nothing:")
    first, second, third = fields.row(3)
    platform = first.selectbox(
        "Platform", ["", *PLATFORMS], key=f"{KEY}.platform", format_func=lambda one: one or "–"
    )
    codes = ["", *dict.fromkeys([*goals.regions, *fields.country_options()])]
    region = second.selectbox(
        "Region",
        codes,
        key=f"{KEY}.region",
        format_func=lambda code: show.region(code, goals) if code else show.NOTHING,
    )
    language = third.selectbox(
        "Language",
        ["", *fields.language_options()],
        key=f"{KEY}.language",
        format_func=lambda code: show.language(code) if code else "The region's main one",
    )
    return Defaults(platform=platform or "", region=region or "", language=language or "")


@st.cache_data(max_entries=8, show_spinner="Reading the list")
def _read(
    content: bytes,
    name: str,
    defaults: Defaults,
    key: object,  # noqa: ARG001  # what Streamlit caches by
    _goals: Goals,
) -> Imported:
    return read_list(content, name, _goals, defaults)


def _preview(work: Work, offers: Sequence[Offer], found: Imported, put: Put) -> None:
    """Show what was understood, and add it when the person says so."""
    joined = merged(offers, found.offers)
    with st.container(border=True):
        st.text(
            f"{show.plural(len(found.offers), 'row')} can be taken: {len(joined.added)} new, "
            f"{len(joined.updated)} there already that learn something; "
            f"{show.plural(len(found.left_out), 'row')} left out, "
            f"{show.plural(len(found.cleaned), 'cell')} cleaned.",
            wrap=True,
        )
        st.caption(creators_texts.IMPORT_HELP)
        draw.table(_head(found.offers), alt="The first rows of the list as they were understood")
        _report(found, joined.conflicts)
        with st.container(horizontal=True):
            pressed = st.button(
                "Add to the sheet",
                key=f"{KEY}.add",
                type="primary",
                icon=":material/add:",
                disabled=not (joined.added or joined.updated),
            )
            st.button("Discard", key=f"{KEY}.discard", on_click=session.next_turn, args=(KEY,))
    if pressed:
        with guarded("This was not added:"):
            session.next_turn(KEY)
            told = (
                f"{show.plural(len(joined.added), 'row')} added to the creator sheet, "
                f"{len(joined.updated)} renewed. Fill in what they lack, then press Suggest."
            )
            put(work, sheet.sheet_text(joined.offers), told)


def _head(offers: Sequence[Offer]) -> pd.DataFrame:
    names = ("creator", "platform", "format", "region", "language", "price", "currency")
    counts = ("expected_views", "people_reached", "followers")
    rows = creators_rows.sheet_rows(offers[:HEAD_ROWS])
    shown = [{name: row[name] for name in (*names, *counts, "lacks")} for row in rows]
    frame = pd.DataFrame(shown, columns=[*names, *counts, "lacks"]).astype("string").fillna("")
    return frame.rename(columns=creators_rows.label)


def _report(found: Imported, conflicts: Sequence[Conflict]) -> None:
    """Show every cell that was cleaned, every row left out, and what each column was read as."""
    reports: dict[str, list[dict[str, object]]] = {
        "Cells that were cleaned": [
            {
                "Line": one.line,
                "Column": creators_rows.label(one.column),
                "In the list": one.was,
                "Became": one.became,
                "Why": one.why,
            }
            for one in found.cleaned
        ],
        "Kept as the sheet has it, where the list says something else": [
            {"In the sheet": str(one)} for one in conflicts
        ],
        "Rows left out": [
            {"Line": one.line, "In the list": one.what, "Why": one.why} for one in found.left_out
        ],
        "How the columns were read": [
            {"In the list": name, "Read as": creators_rows.label(column) if column else "Not kept"}
            for name, column in found.columns.items()
        ],
    }
    for title, rows in reports.items():
        if rows:
            with st.expander(f"{title} ({len(rows)})"):
                st.dataframe(rows, hide_index=True, width="stretch", alt=title)
