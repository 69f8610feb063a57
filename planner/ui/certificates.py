"""Page Timing, certificates: how far each region's age rating is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit import column_config as column

from planner.errors import InputError, Problem
from planner.model.clearance import Certificate
from planner.ui import editors, fields, session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

CERTIFICATES = (
    "A certificate is the age rating that a film needs before the public may see it in a place. "
    "Leave the status empty where nothing is noted yet."
)
FEIERTAGSFREIGABE = (
    "Germany: whether the film may be shown on silent holidays such as Good Friday, which is "
    "applied for separately. Empty where nobody has asked."
)
STATUSES = {
    "not applied": "Not applied for",
    "applied": "Applied for",
    "granted": "Granted",
}
GERMANY = "DE"
GERMAN = "feiertagsfreigabe"
YES, NO = "Yes", "No"
Row = dict[str, object]


def certificates(work: Work) -> None:
    """Edit how far each region's certificate is."""
    st.caption(CERTIFICATES)
    rows = [certificate_row(work, code) for code in work.plan.goals.regions]
    columns = _certificate_columns(work)
    found = editors.table(
        "certificates",
        rows,
        columns,
        label="certificates",
        disabled=work.frozen,
        fixed=["region"],
    )
    if found is not None:
        with guarded():
            session.apply(work, certificate_changes(work, found))


def certificate_row(work: Work, code: str) -> Row:
    """Return a region's certificate as a row of the table."""
    one = work.plan.goals.regions[code].certificate
    row: Row = {"region": show.region(code, work.plan.goals)}
    if one is None:
        return row
    held = one.model_dump(exclude_none=True)
    if one.feiertagsfreigabe is not None:
        held[GERMAN] = YES if one.feiertagsfreigabe else NO
    return row | held


def certificate_changes(work: Work, rows: Sequence[editors.Row]) -> dict[str, object]:
    """Return the key paths of the certificates that an edited table changed.

    Raises:
        InputError: a region without Germany in it has a Feiertagsfreigabe.
    """
    changes: dict[str, object] = {}
    for code, row in zip(work.plan.goals.regions, rows, strict=True):
        given = {name: value for name, value in row.items() if name in Certificate.model_fields}
        if GERMAN in given:
            given[GERMAN] = given[GERMAN] == YES
        before = work.plan.goals.regions[code].certificate
        if given != (before.model_dump(exclude_none=True) if before else {}):
            _only_in_germany(work, code, given)
            changes[f"goals.regions.{code}.certificate"] = given or None
    return changes


def _only_in_germany(work: Work, code: str, given: Row) -> None:
    if GERMAN in given and GERMANY not in work.plan.goals.members(code):
        field = f"goals.regions.{code}.certificate.{GERMAN}"
        raise InputError(Problem("only Germany has one", field=field, hint="Empty that cell."))


def _certificate_columns(work: Work) -> dict[str, object]:
    longest = fields.LONGEST_NAME
    columns: dict[str, object] = {
        "region": column.TextColumn("Region", pinned=True),
        "status": column.SelectboxColumn(
            "Status", options=list(STATUSES), format_func=editors.named(STATUSES)
        ),
        "rating": column.TextColumn(
            "Rating", max_chars=longest, help="As it stands on posters, such as FSK 12."
        ),
        "number": column.TextColumn("Number", max_chars=longest),
    }
    if any(_has_german(work, code) for code in work.plan.goals.regions):
        columns[GERMAN] = column.SelectboxColumn(
            "Feiertagsfreigabe", options=[YES, NO], help=FEIERTAGSFREIGABE
        )
    return columns | {"note": column.TextColumn("Note", max_chars=fields.LONGEST_TEXT)}


def _has_german(work: Work, code: str) -> bool:
    one = work.plan.goals.regions[code].certificate
    given = one is not None and one.feiertagsfreigabe is not None
    return given or GERMANY in work.plan.goals.members(code)
