"""Page Spend, one region: its money, and for one channel what it brings, why, and deciding it."""

from __future__ import annotations

import streamlit as st

from planner.model.sections import RegionSpend, Spend
from planner.plan import edit
from planner.ui import (
    decide,
    fields,
    session,
    show,
    spend_cell,
    spend_facts,
    spend_texts,
    words,
)
from planner.ui import why as reasons
from planner.ui.session import Work

TABS = ("Decide the amount", "What it brings", "Prices and people", "Facts behind it")


def one_region(work: Work, code: str) -> None:
    """Draw what there is on a region's money and on one of its channels."""
    section = work.plan.spend
    if section is None or code not in section.regions:
        return
    _headline(work, code, section)
    channel = _channel(work, code, section.regions[code])
    decision, brings, prices, facts = st.tabs(TABS, key="spend.cell", on_change="rerun")
    with decision:
        _decide(work, code, channel, section)
    if brings.open:  # what a hidden tab only shows is not sent
        with brings:
            spend_cell.brings(work, code, channel)
    if prices.open:
        with prices:
            spend_cell.prices(work, code, channel)
    if facts.open:
        with facts:
            spend_facts.facts(work, code, channel)
    _why(work, code, channel)


def _headline(work: Work, code: str, section: Spend) -> None:
    one, name = section.regions[code], show.region(code, work.plan.goals)
    if one.flight_start is None:
        st.text(f"{name}: {spend_texts.NO_REGION_DATE}", wrap=True)
        return
    told = f"{name} gets {show.money(one.media_total, section.currency)} of net media"
    if one.ours and one.partner:
        told += (
            f": {show.money(one.ours, section.currency)} of ours and "
            f"{show.money(one.partner, section.currency)} of its partner's"
        )
    elif one.partner:
        told += ", all of it its partner's"
    if one.admissions:
        told += f"; {show.spread(one.admissions)} admissions are to be expected"
    st.text(f"{told}.", wrap=True)


def _channel(work: Work, code: str, one: RegionSpend) -> str:
    """Draw the list of channels, each with its amount; the choice holds on every region."""
    names = list(dict.fromkeys([*words.CHANNEL_HELP, *one.media]))
    currency = work.plan.spend.currency if work.plan.spend else ""
    amounts = one.by_channel

    def called(name: str) -> str:
        amount = amounts.get(name)
        held = show.money(amount, currency) if amount else "nothing"
        return f"{words.channel(name)}: {held}"

    chosen = st.selectbox(
        "Channel",
        names,
        key="channel",
        format_func=called,
        help=f"Media in {show.region(code, work.plan.goals)}.",
    )
    return str(chosen)


def _decide(work: Work, code: str, channel: str, section: Spend) -> None:
    """Let a person decide the money of one channel in one region."""
    st.caption(spend_texts.DECIDE)
    at = f"spend.{code}.{channel}"
    decided = edit.override_at(work.plan, at)
    now = float(section.regions[code].by_channel.get(channel, 0))
    first, second, third = fields.row(3)
    with first:
        key = session.synced(f"{at}.amount", now)
        given = fields.amount("Amount", key, section.currency, now, disabled=work.frozen)
    why = decide.reason(at, work, second, third)
    if st.button("Set this amount", key="decide.set", disabled=work.frozen):
        suggested = decided.replaced if decided else fields.cents(now)
        decide.make(work, at, fields.cents(given), suggested, why)


def _why(work: Work, code: str, channel: str) -> None:
    name = show.region(code, work.plan.goals)
    reasons.why(
        work,
        {
            f"spend.{code}.{channel}": f"{words.channel(channel)}, {name}",
            f"spend.{code}": f"Media, {name}",
            "spend.media": "All media",
            "spend.creators": "Creators",
        },
    )
