"""Page Creators, the shortlist: its money, its picks, what posts carry, decisions, sign-off."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit import column_config as column

from planner.charts.reach import reach_chart
from planner.charts.reach_budget import reach_budget_chart
from planner.creators.compliance import Compliance
from planner.model.sections import Creators
from planner.ui import (
    creators_found,
    creators_law,
    creators_one,
    creators_rows,
    creators_sign,
    creators_texts,
    draw,
    editors,
    series,
    show,
)
from planner.ui.session import Work

WORDS = 150
"""Pixels for the words on posts, so that what stands right of them is seen too."""
MOST_BARS = 40
"""Creators of the chart of what each adds; the others are told below it."""


def panel(work: Work) -> None:
    """Draw the shortlist, what may be decided about it, and who signed it off."""
    section = creators_found.picked(work)
    if section:
        law = creators_law.of(work, dict.fromkeys(one.region for one in section.chosen.values()))
        _money(work, section)
        _picks(work, section, law)
        _added(section)
        creators_law.cards(work, law)
    creators_one.panel(work)
    if section:
        creators_sign.panel(work)


def _money(work: Work, section: Creators) -> None:
    """Show what is spent of what the shortlist may cost, in all and by region."""
    currency = work.plan.goals.budget.currency
    left = show.money(section.budget - section.spent, currency)
    own = work.plan.goals.budget.creators is not None
    told = (
        f"{left} left of what you set" if own else f"{left} more was possible; it stays with media"
    )
    draw.chart(
        reach_budget_chart,
        creators_rows.budget(section, work.plan),
        left=told,
        alt=f"{show.money(section.spent, currency)} of {show.money(section.budget, currency)} "
        "spent on creators, and what each region gets of it",
    )


def _picks(work: Work, section: Creators, law: Mapping[str, Compliance]) -> None:
    rows = creators_rows.shortlist(section, work.plan, law)
    right = {
        name: column.TextColumn(label, alignment="right", help=told)
        for name, label, told in (
            ("Price", "Price", "Of all posts together."),
            ("Adds", "Adds", "People whom no creator above reaches."),
            ("Repeats", "Repeats", "People whom creators above reach already."),
        )
    }
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=editors.height(len(rows)),
        column_config={
            "Creator": column.TextColumn("Creator", pinned=True),
            "Link": column.LinkColumn("Link", display_text="Open"),
            "Words": column.TextColumn(
                "Words on posts", help=creators_texts.WORDS_HELP, width=WORDS
            ),
            "Permit": column.TextColumn("Permit", help=creators_texts.PERMIT_HELP),
            **right,
        },
        alt="The shortlist of creators, in the order in which they add people",
    )


def _added(section: Creators) -> None:
    """Show what each creator adds and what it repeats."""
    rows = series.reach(section)
    draw.chart(
        reach_chart,
        rows.head(MOST_BARS),
        alt="People that each creator adds to those before, and those whom it repeats",
    )
    if len(rows) > MOST_BARS:
        rest = rows.iloc[MOST_BARS:]["added_reach"].sum()
        st.caption(
            f"The other {len(rows) - MOST_BARS} creators add {show.about(rest)} people together."
        )
