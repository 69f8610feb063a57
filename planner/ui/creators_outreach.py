"""Page Creators, outreach: whom to write to next, how far talks are, and the list to take home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st
from streamlit import column_config as column

from planner.creators.offers import STATES, Offer, web_link
from planner.creators.outreach import Contact, outreach
from planner.creators.sheet import sheet_text
from planner.errors import InputError, Problem
from planner.facts.decided import facts_of
from planner.model.sections import Creators
from planner.ui import (
    creators_files,
    creators_found,
    creators_rows,
    creators_sheet,
    creators_texts,
    editors,
    show,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

NAME = "outreach"
EDITED = ("state", "disclosure_agreed")
"""What a person sets here; all else is made from plan and sheet."""


def panel(work: Work) -> None:
    """Draw the list, those to write to first first; set how far talks are; take it home."""
    section = creators_found.picked(work)
    if section is None:
        return
    listed = outreach(work.plan, creators_sheet.known(work), facts_of(work.plan))
    st.text(told(listed), wrap=True)
    st.caption(creators_texts.OUTREACH)
    rows = rows_of(listed, section)
    columns = _columns()
    found = editors.table(
        NAME,
        rows,
        columns,
        label="the outreach list",
        button="Keep in the sheet",
        disabled=work.frozen,
        fixed=[name for name in columns if name not in EDITED],
    )
    if found is not None:
        with guarded("Nothing was kept. Please correct it:"):
            _keep(work, rows, found)
    creators_files.contacts(work, listed)
    st.caption(creators_texts.CONTACTS)


def pending(work: Work) -> bool:
    """Return whether something was set that is not kept: it is lost unless drawn."""
    section = work.plan.creators
    if section is None or not section.chosen:
        return False
    listed = outreach(work.plan, creators_sheet.known(work), facts_of(work.plan))
    return creators_sheet.typed(NAME, rows_of(listed, section))


def told(listed: Sequence[Contact]) -> str:
    """Return in a sentence how many creators are how far."""
    counts = {
        name: sum(one.state == state for one in listed)
        for state, name in creators_texts.TALKS.items()
    }
    parts = [f"{count} {name}" for name, count in counts.items() if count]
    return f"{show.plural(len(listed), 'creator')}: {', '.join(parts)}."


def _keep(work: Work, before: Sequence[editors.Row], rows: Sequence[editors.Row]) -> None:
    """Write what was set into the sheet.

    Raises:
        InputError: the sheet can't be used, or does not hold one of the creators any more.
    """
    pairs = zip(before, rows, strict=True)
    changed = {
        str(was["creator"]): {name: row.get(name) for name in EDITED}
        for was, row in pairs
        if any(row.get(name) != was[name] for name in EDITED)
    }
    offers = with_states(creators_sheet.read(work), changed)
    creators_sheet.put(work, sheet_text(offers))


def _columns() -> dict[str, object]:
    states, agreed = creators_texts.STATES, creators_texts.AGREED
    days = {"brief_by": "Brief by", "post_from": "Post from", "post_by": "Post until"}
    return {
        "creator": column.TextColumn("Creator", pinned=True),
        "state": column.SelectboxColumn(
            "State", options=list(states), format_func=editors.named(states), required=True
        ),
        "disclosure_agreed": column.SelectboxColumn(
            "Disclosure",
            options=list(agreed),
            format_func=editors.named(agreed),
            help=creators_texts.AGREED_HELP,
        ),
        "next_step": column.TextColumn("Next step", width="large"),
        **{name: column.DateColumn(label, format="YYYY-MM-DD") for name, label in days.items()},
        "posts": column.TextColumn("Posts"),
        "price": column.TextColumn("Price"),
        "region": column.TextColumn("Region"),
        "disclosure_words": column.TextColumn("Words on posts"),
        "link": column.LinkColumn("Link", display_text="Open"),
        "note": column.TextColumn("Note"),
    }


def rows_of(listed: Iterable[Contact], section: Creators) -> list[editors.Row]:
    """Return whom to write to as the editor shows them."""
    names = ("creator", "state", "next_step", "brief_by", "post_from", "post_by", "region")
    return [
        {
            **{name: getattr(one, name) for name in (*names, "disclosure_words", "note")},
            "disclosure_agreed": one.disclosure_agreed or None,
            "posts": creators_rows.posts(section.chosen[one.creator]),
            "price": show.exact_money(one.price, one.currency),
            "link": web_link(one.link),
        }
        for one in listed
    ]


def with_states(offers: Iterable[Offer], changed: Mapping[str, editors.Row]) -> list[Offer]:
    """Return the offers of a sheet with how far talks are, and what was said to the words.

    `changed` holds state and disclosure_agreed (yes, no or None) by creator.

    Raises:
        InputError: the sheet has none of these creators, by name.
    """
    rows = list(offers)
    gone = sorted(changed.keys() - {one.creator for one in rows})
    if gone:
        hint = "Add a row for them, or press Suggest for a new shortlist."
        raise InputError(Problem("is not in the sheet", value=name, hint=hint) for name in gone)
    agreed = {"yes": True, "no": False}
    return [
        one
        if (row := changed.get(one.creator)) is None
        else replace(
            one,
            state=next(state for state in STATES if state == row["state"]),
            disclosure_agreed=agreed.get(str(row["disclosure_agreed"])),
        )
        for one in rows
    ]
