"""Page Partners, who is to be written to: the people of contacts.yaml, who are not in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import streamlit as st
from streamlit import column_config as column

from planner.errors import InputError, MicrohitError, Problem
from planner.plan import contacts as people
from planner.plan import ignored
from planner.plan.contacts import FILE, NOBODY, Contacts
from planner.plan.document import Plain
from planner.ui import editors, fields, session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

ROLES = "marketing, publicity, distribution, bookings, main"
KEPT = (
    f"People are kept in {FILE} in the campaign's folder, on this computer. The plan, its versions "
    "and records name roles alone, and a brief names nobody but its own region's contact."
)
REGION_WIDTH = 150
"""Pixels that most countries' names need; by default the table would leave room for a code."""
EMPTY = "Nobody yet. Name a contact's role above, or add a person here."
UNKNOWN = f"{FILE} can't be used (see “People” below), so that briefs name roles alone."
SHARED = (
    f"git does not ignore {FILE} here: the next commit would share names and addresses with "
    "everybody who has the campaign."
)


def known(work: Work) -> Contacts:
    """Return the people of the campaign; where their file has faults, nobody is known."""
    try:
        return people.read(work.folder)
    except MicrohitError:  # told in full where people are edited
        st.warning(UNKNOWN, icon=":material/warning:")
        return NOBODY


def section(work: Work) -> None:
    """Edit who has which role at the partners."""
    st.subheader("People", anchor=False)
    st.caption(KEPT)
    with guarded(f"{FILE} can't be used. Please correct it:"):
        found = people.read(work.folder)
        _not_ignored(work)
        rows = rows_of(work, found)
        if not rows:
            st.text(EMPTY, wrap=True)
        typed = editors.table(
            "people", rows, _columns(work, found), label="people", disabled=work.frozen
        )
        if typed is not None:
            _put(work, found, typed)


def rows_of(work: Work, found: Contacts) -> list[dict[str, object]]:
    """Return a row for each person, and for each role that the plan names and nobody has.

    They go by region, in the plan's order.
    """
    held = [
        {"region": region, "role": role, **person.model_dump()}
        for (region, role), person in found.people()
    ]
    held += [{"region": region, "role": role} for region, role in people.missing(work.plan, found)]
    order = {code: place for place, code in enumerate(work.plan.goals.regions)}
    return sorted(held, key=lambda row: order.get(str(row["region"]), len(order)))


def read_rows(rows: Sequence[editors.Row]) -> Contacts:
    """Return the people in an edited table; a row that names a role alone is left out.

    Raises:
        InputError: a problem for each row that lacks something, or names a role for a second time.
    """
    given: dict[str, dict[str, editors.Row]] = {}
    problems: list[Problem] = []
    for row in rows:
        region, role = str(row.get("region", "")), str(row.get("role", ""))
        person = {name: value for name, value in row.items() if name not in ("region", "role")}
        if not region or not role:
            problems.append(_problem(row, "needs a region and a role"))
        elif not person:
            continue
        elif any(role.casefold() == other.casefold() for other in given.get(region, ())):
            problems.append(_problem(row, f"is the second {role} of {show.region(region)}"))
        else:
            given.setdefault(region, {})[role] = person
    if problems:
        raise InputError(problems)
    return people.checked(cast("Plain", {"contacts": given}))


def _problem(row: editors.Row, what: str) -> Problem:
    told = ", ".join(str(value) for value in row.values())
    return Problem(what, field="people", value=told, hint="Each role of a region is one person's.")


def _columns(work: Work, found: Contacts) -> dict[str, object]:
    goals = work.plan.goals
    codes = list(dict.fromkeys([*goals.regions, *found.contacts]))
    longest = fields.LONGEST_NAME
    return {
        "region": column.SelectboxColumn(
            "Region",
            width=REGION_WIDTH,
            options=codes,
            format_func=lambda code: show.region(str(code), goals),
            required=True,
        ),
        "role": column.TextColumn(
            "Role", required=True, max_chars=longest, help=f"Such as {ROLES}."
        ),
        "name": column.TextColumn("Name", max_chars=longest, help="Shown in the region's brief."),
        "email": column.TextColumn(
            "E-mail", max_chars=longest, help="Shown in the region's brief, if you give one."
        ),
        "phone": column.TextColumn("Telephone", max_chars=longest, help="For you alone."),
        "note": column.TextColumn("Note", max_chars=longest, help="For you alone."),
    }


def _put(work: Work, before: Contacts, rows: Sequence[editors.Row]) -> None:
    """Write what a table changed; what somebody else wrote meanwhile stays."""
    after = read_rows(rows)
    changes = dict.fromkeys(key for key, _ in before.people()) | dict(after.people())
    if after == before:
        return
    old = dict(before.people())
    changed = {key: person for key, person in changes.items() if old.get(key) != person}
    people.change(work.folder, lambda now: now.having(changed))
    session.say(f"Kept in {FILE}.")
    st.rerun()


def _not_ignored(work: Work) -> None:
    """Say so where git would share the people, and offer to change that."""
    made_up = work.plan.film.sample
    if made_up or ignored.ignored(work.folder) is not False:
        return
    with st.container(border=True):
        st.warning(SHARED, icon=":material/warning:")
        pressed = st.button(f"Let git ignore {FILE}", key="people.ignore")
    if pressed:
        path = ignored.ignore(work.folder)
        session.say(f"Added to {path.name} in {path.parent.name}. Commit that file.")
        st.rerun()
