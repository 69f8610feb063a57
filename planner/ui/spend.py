"""The parts of page Spend that the plan itself holds: figures, the split, decisions."""

from __future__ import annotations

import streamlit as st

from planner.model.sections import Spend
from planner.ui import decide, frame, show, spend_budget, spend_split
from planner.ui.session import Work

TABS = ("Whole budget", "By region and channel", "Bars", "Amounts")


def summary(work: Work) -> bool:
    """Say in one sentence what the money should bring; return whether there is a suggestion."""
    section = work.plan.spend
    if frame.need_suggestion(work) or section is None:
        return False
    admissions = show.spread(section.admissions) if section.admissions else None
    expected = f", which should bring {admissions} admissions" if admissions else ""
    st.text(
        f"{show.money(section.media, section.currency)} of our "
        f"{show.money(section.total, section.currency)} goes to media in "
        f"{show.plural(len(_with_media(section)), 'region')}{expected}.",
        wrap=True,
    )
    frame.figures(
        {
            "Our budget": show.money(section.total, section.currency),
            "Our media": show.money(section.media, section.currency),
            "Partners' media": show.money(section.partners, section.currency),
            "Admissions": _between(section),
        },
        {
            "Our media": "Net: what media owners get.",
            "Partners' media": "Net, paid by partners, beside our budget.",
            "Admissions": "8 of 10 cases lie in between.",
        },
    )
    return True


def _between(section: Spend) -> str:
    """Return the ends of the admissions to two digits: no figure of ours is known better."""
    if section.admissions is None:
        return show.NOTHING
    ends = (section.admissions.low, section.admissions.high)
    return "–".join(show.few(float(f"{end:.{show.SHOWN_DIGITS}g}")) for end in ends)


def _with_media(section: Spend) -> list[str]:
    return [code for code, region in section.regions.items() if region.media_total]


def money(work: Work) -> None:
    """Show the whole budget and the split of its media; a tab that is hidden is not sent."""
    section = work.plan.spend
    if section is None:
        return
    whole, heat, bars, amounts = st.tabs(TABS, key="tables", on_change="rerun")
    if whole.open:
        with whole:
            spend_budget.whole(work)
    if heat.open:
        with heat:
            spend_split.heat(work, section)
    if bars.open:
        with bars:
            spend_split.bars(work, section)
    if amounts.open:
        with amounts:
            spend_split.amounts(work, section)


def decisions(work: Work) -> None:
    """List what people decided on money: amounts, language versions, facts."""
    decide.listed(work, "spend", "languages", "facts")
