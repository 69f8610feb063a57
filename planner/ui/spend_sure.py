"""Page Spend, how sure it is: good and bad cases, splits for each, and how stable shares are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from streamlit import column_config as column

from planner.charts.spans import spans_chart
from planner.model.goals import SplitFor
from planner.ui import (
    draw,
    frame,
    session,
    show,
    spend_found,
    spend_rows_found,
    spend_texts,
    spend_words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.robust import Robust
    from planner.spend.step import Money

MOST_CELLS = 24
"""Cells whose share is drawn: those with the most money."""
TABS = ("Good and bad cases", "How stable each share is")
Splits = Mapping[SplitFor, "Robust"]


def panel(work: Work) -> None:
    """Show what the plan brings over many cases, and the splits that are best for them."""
    money = spend_found.money(work)
    if money is None:
        return
    if money.draws is None or money.case.ours is None:
        st.text(spend_texts.NO_MEDIA, wrap=True)
        return
    st.caption(spend_texts.SURE)
    cases, shares = st.tabs(TABS, key="spend.sure", on_change="rerun")
    if cases.open:
        with cases, guarded():
            _cases(work, money)
    if shares.open:
        with shares, guarded(), st.spinner(spend_texts.WAITING):
            _shares(work, money)


def _cases(work: Work, money: Money) -> None:
    from planner.spend.caution import in_words  # noqa: PLC0415  # slow to load

    admissions = money.section.admissions
    if admissions:
        frame.figures(
            {
                "Bad case": show.about(admissions.low),
                "Middle": show.about(admissions.base),
                "Good case": show.about(admissions.high),
            },
            {
                "Bad case": "Admissions: 1 of 10 cases brings less.",
                "Good case": "Admissions: 1 of 10 cases brings more.",
            },
        )
    found = splits(work, money)
    plan = work.plan
    draw.table(
        spend_rows_found.splits(found, plan),
        columns={
            name: column.TextColumn(name, alignment="right") for name in spend_rows_found.OUTCOMES
        },
        alt="What each split brings on average, in good cases and in bad ones",
    )
    currency, objective = plan.goals.budget.currency, plan.goals.objective
    told = in_words(found["point"], found["average"], found["cautious"], currency, objective)
    for line in told:
        st.text(line, wrap=True)
    _choose(work)


def splits(work: Work, money: Money) -> Splits:
    """Return the three splits over the cases, kept until an input changes."""
    from planner.spend.hedge import splits as found  # noqa: PLC0415  # slow to load

    draws = money.draws
    if draws is None:
        return {}
    with st.spinner(spend_texts.WAITING):
        return spend_found.kept(work, "splits", lambda: found(money.case, draws))


def _choose(work: Work) -> None:
    """Let a person choose which of the splits the next suggestion makes."""
    others = [name for name in spend_words.SPLITS if name != work.plan.goals.split_for]
    with st.container(horizontal=True, gap="small"):
        for name in others:
            pressed = st.button(
                f"Split for: {spend_words.SPLITS[name]}",
                key=f"split_for.{name}",
                disabled=work.frozen,
                help="Holds from the next suggestion on.",
            )
            if pressed:
                with guarded():
                    session.apply(work, {"goals.split_for": name})


def _shares(work: Work, money: Money) -> None:
    rows = spend_rows_found.shares(stable(work, money), money, work.plan).head(MOST_CELLS)
    if rows.empty:
        st.text(spend_texts.NO_MEDIA, wrap=True)
        return
    draw.chart(
        spans_chart,
        rows,
        title="Each cell's part of our media",
        told="Line: 8 of 10 cases, each split anew. Dot: middle. Diamond: in the plan",
        percent=True,
        alt="How each cell's part of our media varies over many cases, beside the plan's",
    )


def stable(work: Work, money: Money) -> pd.DataFrame:
    """Return how each cell's share varies over the cases, kept until an input changes."""
    from planner.spend.hedge import solver  # noqa: PLC0415  # slow to load
    from planner.spend.stability import stability  # noqa: PLC0415  # as above

    pot, draws = money.case.ours, money.draws
    if pot is None or draws is None:
        return pd.DataFrame()
    return spend_found.kept(work, "stability", lambda: stability(draws, pot.curves, solver(pot)))
