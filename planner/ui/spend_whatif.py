"""Page Spend, what if: other plans beside this one, the next money, where it flattens, own splits.

Nothing here changes the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.charts.curves import curve_chart
from planner.charts.spans import gains_chart
from planner.model.base import significant
from planner.ui import (
    draw,
    fields,
    series_whatif,
    session,
    show,
    spend_compare,
    spend_found,
    spend_own,
    spend_texts,
    spend_words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.marginal import Flattening
    from planner.spend.pots import Pot
    from planner.spend.step import Money

TABS = ("Compare", "The next money", "More or less money", "A wanted outcome", "Your own split")
NEXT = 1000.0
"""Money whose effect in each cell is shown."""
SPARE = 10_000.0
"""More media money that is split if a person names no other amount."""
MORE = 1.01
"""So much more than now is asked for where a person has not said what is wanted."""
MOST_CELLS = 12
"""Cells that are shown of those which would gain."""


def panel(work: Work) -> None:
    """Draw the answers, each in its tab; what is hidden is neither worked out nor sent."""
    money = spend_found.money(work)
    if money is None:
        return
    pot = money.case.ours
    if pot is None:
        st.text(spend_texts.ONLY_PARTNERS, wrap=True)
        return
    st.caption(spend_texts.WHATIF)
    compare, following, budgets, wanted, own = st.tabs(TABS, key="spend.if", on_change="rerun")
    if compare.open:
        with compare, guarded():
            spend_compare.compare(work, money)
    if following.open:
        with following, guarded():
            _next(work, money, pot)
    if budgets.open:
        with budgets, guarded(), st.spinner(spend_texts.WAITING):
            _budgets(work, money)
    if wanted.open:
        with wanted, guarded():
            _wanted(work, money, pot)
    if own.open:
        with own, guarded():
            spend_own.own(work, money)


def _next(work: Work, money: Money, pot: Pot) -> None:
    """Show what a little more money would bring in each cell, and where it would go."""
    plan, found = work.plan, money.case.found[pot.payer]
    currency = plan.goals.budget.currency
    st.caption(spend_texts.NEXT)
    last = spend_words.worth(found.marginal * NEXT, plan)
    st.text(spend_texts.LAST.format(money=show.money(NEXT, currency), worth=last), wrap=True)
    creators = series_whatif.next_creators(money.case)
    if creators:
        st.text(spend_texts.NEXT_CREATORS.format(creators), wrap=True)
    rows = series_whatif.gains(money.case, NEXT, MOST_CELLS)
    if rows.empty:
        st.text(spend_texts.NOTHING_MORE, wrap=True)
        return
    bought = series_whatif.buys(money.case, NEXT)
    told = spend_texts.BUYS.format(money=show.money(NEXT, currency), bought=bought)
    st.text(told, wrap=True)
    draw.chart(
        gains_chart,
        rows,
        title=f"What the next {show.money(NEXT, currency)} would bring",
        told="Admissions, in each cell that has room, as the plan stands",
        alt=f"Cells in which {show.money(NEXT, currency)} more would bring most admissions",
    )
    _more(work, pot)


def _more(work: Work, pot: Pot) -> None:
    """Show where more money would go if it were split with the rest."""
    currency = work.plan.goals.budget.currency
    first, _ = fields.row(2)
    with first:
        amount = fields.amount("If we had so much more for media", "spend.more.of", currency, SPARE)
    if not amount:
        return
    rows = spend_found.kept(
        work,
        f"where {amount:g} goes",
        lambda: series_whatif.where_next(pot, amount, work.plan, MOST_CELLS),
    )
    if rows.empty:
        st.text(spend_texts.NOTHING_MORE, wrap=True)
        return
    draw.chart(
        gains_chart,
        rows,
        title=f"Where {show.money(amount, currency)} more would go",
        told="Net media of each cell, whoever pays, beside the plan; the whole is split anew",
        alt=f"Cells that would get more if we had {show.money(amount, currency)} more for media",
    )


def _budgets(work: Work, money: Money) -> None:
    """Show what more or less media money would bring, and where it flattens."""
    from planner.spend.marginal import flattening  # noqa: PLC0415  # slow to load

    currency, unit = work.plan.goals.budget.currency, spend_words.unit(work.plan)
    found = spend_found.kept(work, "flattening", lambda: flattening(money.case))
    if found is None:
        st.text(spend_texts.NO_MEDIA, wrap=True)
        return
    st.text(_flattens(found, currency), wrap=True)
    draw.chart(
        curve_chart,
        found.frame.rename(columns={"media": "money"})[["money", "value"]],
        series_whatif.budget_marks(found, currency),
        title="What other amounts of our media money would bring",
        told="Each amount split as well as it can be, under the same limits",
        money=f"Our net media, {currency}",
        unit=spend_words.upper(unit),
        alt=f"What each amount of our media money brings, in {unit}, with the plan's own amount",
    )


def _flattens(found: Flattening, currency: str) -> str:
    """Say above which amount more money brings much less than now."""
    now = show.money(significant(found.now), currency)
    if found.at is None:
        most = show.money(significant(float(found.frame["media"].max())), currency)
        return spend_texts.STEEP.format(most=most)
    at = show.money(significant(found.at), currency)
    return spend_texts.FLATTENS.format(at=at, share=show.percent(found.share), now=now)


def _wanted(work: Work, money: Money, pot: Pot) -> None:
    """Answer which money it takes for an outcome that a person wants."""
    plan = work.plan
    now = series_whatif.outcome(money.case)
    unit = spend_words.unit(plan)
    st.text(spend_texts.NOW.format(worth=spend_words.worth(now, plan)), wrap=True)
    first, _ = fields.row(2)
    with first:
        given = st.number_input(
            f"Wanted: {unit}",
            0.0,
            fields.MOST_MONEY,
            significant(now * MORE),
            step=significant(max(now / 100, 1.0)),
            format="%.0f",
            key=session.synced("spend.wanted", significant(now * MORE)),
        )
    if not st.button("What would it take?", key="spend.wanted.ask"):
        return
    with st.spinner(spend_texts.WAITING):
        found = series_whatif.least(money, pot, float(given))
    currency = plan.goals.budget.currency
    if found is None:
        st.text(spend_texts.OUT_OF_REACH, wrap=True)
        return
    st.text(
        spend_texts.TAKES.format(
            worth=spend_words.worth(float(given), plan),
            money=show.money(significant(found), currency),
            now=show.money(significant(pot.money), currency),
        ),
        wrap=True,
    )
