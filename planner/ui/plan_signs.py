"""Page Plan, the sign-offs: who answers for what, whether it holds, and where one signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from planner.creators.signing import shortlist_sign_off
from planner.facts.decided import facts_of
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.plan.records import Record, Records
from planner.review.status import campaign_status
from planner.timing.culture import heading
from planner.timing.readiness import State, readiness_of, sign_offs
from planner.ui import culture, draw, links, plan_checks, plan_texts, show
from planner.ui.once import once
from planner.ui.session import Work

SHORTLIST = "Shortlist of creators"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that a person answers for: what and where, how it stands, and their last word."""

    what: str
    state: str
    record: Record | None
    region: str = ""
    required: bool = True
    settled: bool = True
    """Nobody has to do anything about it."""


def panel(work: Work) -> None:
    """Show every sign-off in one table, and links to where the missing ones are given."""
    kept = plan_checks.beside(work).records
    culture.unreadable(kept)
    listed = once("signs", (work.plan, kept), lambda: list(_signs(work.plan, kept)))
    st.caption(plan_texts.SIGNS)
    first = [one for one in listed if one.required or one.record]
    draw.table([_row(work, one) for one in first], alt="Sign-offs and whether each holds")
    rest = [one for one in listed if one not in first]
    if rest:
        with st.expander(f"{show.plural(len(rest), 'more sign-off')} advised, not given yet"):
            draw.table([_row(work, one) for one in rest], alt="Sign-offs that are advised")
    _where(work, listed)


def _signs(plan: Plan, kept: Records) -> Iterator[Sign]:
    status = campaign_status(plan, kept)
    state = status.state.capitalize() if status.holds else "To renew"
    yield Sign("Campaign", state, status.record, settled=status.holds)
    facts = facts_of(plan)
    for code in plan.goals.regions:
        yield from _region(plan, kept, code, facts)
    if plan.creators and plan.creators.chosen:
        off = shortlist_sign_off(plan, kept)
        yield Sign(SHORTLIST, _named(off.state), off.record, settled=off.state == "signed")


def _region(plan: Plan, kept: Records, code: str, facts: Facts) -> Iterator[Sign]:
    offs = sign_offs(plan, kept, code, facts)
    ready = readiness_of(code, offs, plan, kept)
    name, held = culture.READY[ready.state], ready.state == "ready"
    yield Sign("Release is ready", name, ready.record, code, settled=held)
    for one in offs:
        settled = one.state == "signed" or not one.required
        yield Sign(
            heading(one.topic),
            _named(one.state),
            one.record,
            code,
            required=one.required,
            settled=settled,
        )


def _named(state: State) -> str:
    return culture.STATES[state][0]


def _row(work: Work, one: Sign) -> dict[str, str]:
    last = one.record
    return {
        "What": one.what,
        "Region": show.region(one.region, work.plan.goals) if one.region else "All",
        "Needed": "Required" if one.required else "Advised",
        "State": one.state,
        "Who": last.by if last else show.NOTHING,
        "When": show.moment(last.on) if last else show.NOTHING,
        "Version": str(last.version) if last else show.NOTHING,
        "Note": (last.note or "") if last else "",
    }


def _where(work: Work, listed: list[Sign]) -> None:
    """Link to each place where something is still to sign."""
    due = [one for one in listed if not one.settled]
    regions = list(dict.fromkeys(one.region for one in due if one.region))
    if regions or any(one.what == SHORTLIST for one in due):
        st.subheader("Still to sign", anchor=False)
    with st.container(horizontal=True, gap="small"):
        for code in regions:
            name = show.region(code, work.plan.goals)
            links.take_there(work, "timing", f"timing.{code}.date", opens="questions", label=name)
        if any(one.what == SHORTLIST for one in due):
            links.take_there(work, "creators", opens="shortlist", label=SHORTLIST)
