"""Page Creators, one creator: what the plan knows of them, put in or leave out, and why."""

from __future__ import annotations

import streamlit as st

from planner.model.sections import Creators
from planner.plan import edit
from planner.ui import (
    creators_rows,
    creators_sheet,
    creators_texts,
    decide,
    editors,
    fields,
    session,
    show,
)
from planner.ui import why as reasons
from planner.ui.session import Work

CHOICES = {"open": "Let Microhit choose", "in": "Always in", "out": "Always out"}


def panel(work: Work) -> None:
    """Draw one creator of the sheet or the shortlist, with the decision about them."""
    section = work.plan.creators or Creators()
    names = _names(work, section)
    if names:
        st.subheader("One creator", anchor=False)
        first, second, third, fourth = fields.row(4)
        name = str(first.selectbox("Creator", names, key="creator", persist_state="session"))
        at = f"creators.{name}.chosen"
        decided = edit.override_at(work.plan, at)
        before = "open" if decided is None else ("in" if decided.value else "out")
        choice = second.selectbox(
            "On the shortlist",
            list(CHOICES),
            list(CHOICES).index(before),
            key=session.synced(f"{at}.choice", before),
            format_func=editors.named(CHOICES),
            disabled=work.frozen,
        )
        why = decide.reason(at, work, third, fourth)
        if line := told(work, section, name):
            st.text(line, wrap=True)
        st.caption(creators_texts.DECIDE)
        if st.button("Set this", key="decide.set", disabled=work.frozen):
            _set(work, name, str(choice), why, was_in=name in section.chosen)
    _why(work, section, str(name) if names else None)


def _names(work: Work, section: Creators) -> list[str]:
    """Return whom a person may decide about, those on the shortlist first."""
    listed = {one.creator for one in creators_sheet.known(work)}
    names = [*section.chosen, *sorted(listed - section.chosen.keys())]
    if session.value("creator") not in names:
        session.forget("creator")
    return names


def told(work: Work, section: Creators, name: str) -> str:
    """Return what is known of a creator in a sentence: what they add, or what they still lack."""
    plan, one = work.plan, section.chosen.get(name)
    if one is not None:
        price = show.exact_money(one.price, plan.goals.budget.currency)
        return (
            f"On the shortlist with {creators_rows.posts(one)} for {price}: adds "
            f"{show.about(one.added_reach)} people and repeats {show.about(one.repeats)}."
        )
    mine = [offer for offer in creators_sheet.known(work) if offer.creator == name]
    if all(offer.missing for offer in mine):
        lacks = dict.fromkeys(lack for offer in mine for lack in offer.missing)
        return f"Can't be chosen yet: the sheet lacks {' and '.join(lacks)}."
    places = {part for code in plan.goals.regions for part in (code, *plan.goals.members(code))}
    if places.isdisjoint(offer.region for offer in mine):
        return f"In {show.region(mine[0].region, plan.goals)}, where the film does not open."
    return "Not on the shortlist." if plan.suggested else ""


def _set(work: Work, name: str, choice: str, why: str, *, was_in: bool) -> None:
    at = f"creators.{name}.chosen"
    if choice == "open":
        session.show(work, edit.without_override(work.plan, at))
        return
    decide.make(work, at, choice == "in", was_in, why)


def _why(work: Work, section: Creators, name: str | None) -> None:
    """Explain the shortlist, with what would come in next, and the creator that is open."""
    if not work.plan.suggested or work.plan.creators is None:
        return
    keys = {"creators": "People reached by the shortlist"}
    if name in section.chosen:
        keys[f"creators.{name}.chosen"] = f"People added by {name}"
    reasons.why(work, keys)
