"""Page Creators, the creator sheet: the rows that a person edits, and the file beside the plan."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import column_config as column

from planner.creators import sheet
from planner.creators.offers import COLUMNS, Offer
from planner.creators.sheet_files import EXPLAINED
from planner.creators.sheet_texts import LONGEST, LONGEST_NAME, LONGEST_WORD
from planner.errors import InputError
from planner.model.goals import Goals
from planner.model.tables import decode, parse_rows
from planner.ui import (
    cache,
    creators_files,
    creators_import,
    creators_rows,
    creators_texts,
    editors,
    fields,
    session,
    show,
)
from planner.ui.guard import complain, guarded
from planner.ui.session import Work

NAME = "sheet"
BROKEN = "The creator sheet can't be used:"
REFUSED = "The sheet was not saved. Please correct it:"
SAVED = "The creator sheet is saved. Press Suggest to choose from it."
ORDER = (
    *("creator", "lacks", "platform", "region", "language", "format", "price", "currency"),
    *("expected_views", "people_reached", "posts", "state", "audience", "followers"),
    *("evidence", "evidence_note", "disclosure_agreed", "link", "channel_id", "note"),
)
"""The columns in the order in which people fill them in."""
SHOWS = {"": "All rows", "ready": "Rows that can be chosen", "lacks": "Rows that lack something"}


def path_of(work: Work) -> Path:
    """Return where the campaign's creator sheet lies."""
    return work.folder / work.plan.goals.creators


def read(work: Work) -> tuple[Offer, ...]:
    """Return the offers of the sheet, read again only when it changed; raises InputError."""
    path, goals = path_of(work), work.plan.goals
    key = (cache.stamp(path), goals.budget.currency, str(goals.groups))
    return _read(key, path, goals)


@st.cache_resource(max_entries=16, show_spinner=False)
def _read(key: object, _path: Path, _goals: Goals) -> tuple[Offer, ...]:  # noqa: ARG001  # what Streamlit caches by
    return tuple(sheet.read_sheet(_path, _goals))


def known(work: Work) -> tuple[Offer, ...]:
    """Return the offers of the sheet; none where it can't be used, which its own tab tells."""
    try:
        return read(work)
    except InputError:
        return ()


def panel(work: Work) -> None:
    """Draw the sheet: what it lacks, its rows to edit, lists to bring in, files to take home."""
    try:
        offers = read(work)
    except InputError as error:
        complain(error, BROKEN)
        _mend(work)
        return
    if offers:
        st.caption(creators_texts.SHEET.format(file=work.plan.goals.creators))
    else:
        st.info(creators_texts.NO_SHEET, icon=":material/info:")
    _edit(work, offers)
    creators_files.sheet(work, offers)
    creators_import.box(work, offers, put)


def pending(work: Work) -> bool:
    """Return whether rows were typed that are not saved: they are lost once nothing draws them."""
    return typed(NAME, creators_rows.sheet_rows(_shown(known(work))))


def typed(name: str, rows: Sequence[Mapping[str, object]]) -> bool:
    """Return whether something was typed into the editor of these rows that is not in them yet."""
    held = session.value(editors.key_of(name, rows)) or {}
    return any(held.get(kind) for kind in ("edited_rows", "added_rows", "deleted_rows"))


def _edit(work: Work, offers: Sequence[Offer]) -> None:
    """Edit the rows that the filter leaves; the others stay as they are."""
    rows = creators_rows.sheet_rows(_shown(offers))
    if offers:
        _filter(work, offers, disabled=typed(NAME, rows))
    if offers and not rows:
        st.caption(creators_texts.NO_ROWS)
    found = editors.table(
        NAME,
        rows,
        _columns(work, offers),
        label="creator sheet",
        button="Save creator sheet",
        disabled=work.frozen,
    )
    if found is not None:
        with guarded(REFUSED):
            whole = creators_rows.sheet_rows(offers)
            put(work, text_of(creators_rows.merged(whole, rows, found)))


def put(work: Work, text: str, told: str = SAVED) -> None:
    """Check CSV text like a file that was read, write it as the sheet, and draw the page anew.

    Raises:
        InputError: every fault, with line and column; nothing was written.
        StoreError: the file cannot be written.
    """
    path = path_of(work)
    sheet.write_sheet(path, sheet.parse_sheet(text, path.name, work.plan.goals))
    session.say(told)
    st.rerun()


def text_of(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows of the editor as the text of a sheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(creators_rows.cells(rows))
    return text.getvalue()


def _filter(work: Work, offers: Sequence[Offer], *, disabled: bool) -> None:
    """Draw what narrows the rows down; it waits while rows are typed, which it would drop."""
    regions = dict.fromkeys(one.region for one in offers if one.region)
    names = {"": "All regions"} | {code: show.region(code, work.plan.goals) for code in regions}
    states = {"": "All states"} | creators_texts.STATES
    places = fields.row(4)
    places[0].text_input(
        "Find", key="sheet.find", persist_state="session", disabled=disabled, max_chars=200
    )
    lists = {"region": ("Region", names), "state": ("State", states), "show": ("Show", SHOWS)}
    for place, (name, (label, options)) in zip(places[1:], lists.items(), strict=True):
        key = f"sheet.{name}"
        if session.value(key) not in options:  # of another campaign, or its last row is gone
            session.forget(key)
        place.selectbox(
            label,
            list(options),
            key=key,
            persist_state="session",
            format_func=editors.named(options),
            disabled=disabled,
        )
    if disabled:
        st.caption(creators_texts.UNSAVED)


def _shown(offers: Sequence[Offer]) -> list[Offer]:
    names = ("find", "region", "state", "show")
    text, region, state, kind = (str(session.value(f"sheet.{name}") or "") for name in names)
    here = region if any(one.region == region for one in offers) else ""
    return creators_rows.matching(offers, text, here, state, kind)


def _mend(work: Work) -> None:
    """Edit the cells of a sheet with faults as they stand in the file, so that nothing is lost."""
    with guarded("Its rows can't be shown either:"):
        path = path_of(work)
        table = parse_rows(decode(path), path.name, sheet.REQUIRED)
        table.check()  # a row with too many cells would lose those without a column
        others = [name for name in table.rows[0].cells if name not in COLUMNS] if table.rows else []
        st.caption(creators_texts.SHEET_BROKEN)
        lines = {"line": column.NumberColumn("Line", disabled=True, pinned=True)}
        texts = {name: column.TextColumn(creators_rows.label(name)) for name in (*COLUMNS, *others)}
        rows = [{"line": row.line, **row.cells} for row in table.rows]
        found = editors.table(
            "sheet.mend",
            rows,
            lines | texts,
            label="creator sheet",
            button="Save creator sheet",
            disabled=work.frozen,
        )
        if found is not None:
            put(work, text_of([creators_rows.with_note(row, others) for row in found]))


def _columns(work: Work, offers: Sequence[Offer]) -> dict[str, Any]:
    """Return the columns of the sheet in the order in which people fill them in."""
    goals, texts = work.plan.goals, creators_texts
    used = [one.region for one in offers if one.region]
    places = list(dict.fromkeys([*goals.regions, *used, *goals.groups, *fields.country_options()]))
    tongues = fields.language_options(one.language for one in offers)
    shown = {
        "creator": _text("creator", LONGEST_NAME, required=True, pinned=True),
        "lacks": column.TextColumn("Lacks", disabled=True, help=texts.LACKS_HELP),
        "platform": _text("platform", LONGEST_WORD, required=True),
        "region": _choice("region", places, lambda code: show.region(str(code), goals)),
        "language": _choice("language", tongues, fields.language_name),
        "format": _text("format", LONGEST_WORD),
        "price": _number("price", step=0.01),
        "currency": _choice("currency", show.currencies(), str),
        "state": _choice("state", list(texts.STATES), editors.named(texts.STATES)),
        "evidence": _choice("evidence", list(texts.EVIDENCE), editors.named(texts.EVIDENCE)),
        "disclosure_agreed": _choice(
            "disclosure_agreed", list(texts.AGREED), editors.named(texts.AGREED)
        ),
    }
    counts = ("expected_views", "people_reached", "posts", "followers")
    shown |= {name: _number(name) for name in counts}
    return {name: shown.get(name) or _text(name, LONGEST) for name in ORDER}


def _text(name: str, longest: int, **options: Any) -> Any:  # noqa: ANN401  # Streamlit does not export the type of a column
    label, told = creators_rows.label(name), EXPLAINED[name]
    return column.TextColumn(label, max_chars=longest, help=told, **options)


def _number(name: str, step: float = 1) -> Any:  # noqa: ANN401  # as above
    label, told = creators_rows.label(name), EXPLAINED[name]
    return column.NumberColumn(label, min_value=0, step=step, format="localized", help=told)


def _choice(name: str, options: Sequence[str], called: Any) -> Any:  # noqa: ANN401  # as above
    label, told = creators_rows.label(name), EXPLAINED[name]
    return column.SelectboxColumn(label, options=list(options), format_func=called, help=told)
