"""Page Spend, one cell: what its money brings and from where it pays, its price, whom it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from planner.charts.curves import curve_chart
from planner.facts.decided import facts_at_rates
from planner.facts.table import Fact
from planner.model.base import significant
from planner.ui import (
    draw,
    frame,
    series_curves,
    show,
    spend_facts,
    spend_found,
    spend_texts,
    words,
)
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.answers import Start
    from planner.spend.curves import Key
    from planner.spend.step import Money

MORE = 1000.0
"""Money whose effect a cell tells."""


def brings(work: Work, code: str, channel: str) -> None:
    """Show the response curve of a cell, where the plan stands on it, and what would move it."""
    money, key = spend_found.money(work), (code, channel)
    if money is None or not _known(money, key):
        return
    currency = work.plan.goals.budget.currency
    start = starts(work, money, key)
    line = series_curves.cell_line(
        money, key, series_curves.reach_of(money, key, start.above if start else None)
    )
    name = f"{words.channel(channel)} in {show.region(code, work.plan.goals)}"
    st.text(_sentence(money, key, line, start, currency), wrap=True)
    draw.chart(
        curve_chart,
        line,
        series_curves.cell_marks(money, key, start.above if start else None, currency),
        title=f"What money brings: {name}",
        told=spend_texts.CURVE if "low" in line else spend_texts.CURVE_ONLY,
        money=f"Net media, {currency}",
        unit="Admissions",
        alt=f"Admissions that each amount of money brings: {name}, with the plan's own amount",
    )


def starts(work: Work, money: Money, key: Key) -> Start | None:
    """Return from where a cell without money would pay; None where it has some, or never does."""
    if money.case.money.get(key):
        return None
    from planner.spend.reasons import starts as found  # noqa: PLC0415  # slow to load

    return spend_found.kept(work, "starts", lambda: found(money.case)).get(".".join(key))


def _known(money: Money, key: Key) -> bool:
    if key in money.case.cells.curves:
        return True
    st.text(spend_texts.NO_REGION_DATE)
    return False


def _sentence(
    money: Money, key: Key, line: pd.DataFrame, start: Start | None, currency: str
) -> str:
    """Say what the cell's money brings, or from where a cell without any would pay."""
    now = float(money.case.money.get(key, 0))
    if now:
        found = series_curves.at_money(line, now)
        curve = money.case.cells.curves[key]
        gained = float(curve.value(now + MORE)) - float(curve.value(now))
        return (
            f"{show.money(now, currency)} brings {show.spread(found)} admissions; "
            f"{show.money(MORE, currency)} more would bring about {show.about(gained)}."
        )
    if start is None:
        return spend_texts.NEVER_PAYS
    above = show.money(significant(start.above), currency)
    if start.more is None:
        return spend_texts.STARTS_NEVER.format(above=above)
    more = show.money(significant(start.more), currency)
    return spend_texts.STARTS.format(above=above, more=more)


def prices(work: Work, code: str, channel: str) -> None:
    """Show what a thousand impressions cost here, and whom the cell's money meets how often."""
    money, key = spend_found.money(work), (code, channel)
    if money is None or not _known(money, key):
        return
    from planner.spend.response import contacts  # noqa: PLC0415  # slow to load

    amount = float(money.case.money.get(key, 0))
    met, price = contacts(money.case.cells, key, amount), money.case.cells.price[key]
    often = money.case.cells.audience[key].often
    frame.figures(
        {
            "Impressions": show.few(met.impressions),
            "People reached": f"{show.few(met.reached)} of {show.few(met.people)}",
            "Contacts each": f"{met.frequency:.1f}",
            f"Met {often:.2g} times or more": show.few(met.effective),
        },
        {
            "People reached": "Of the film's core audience whom the channel can reach at all.",
            "Contacts each": "The mean over those reached.",
            f"Met {often:.2g} times or more": "Only then does an advertisement count in full.",
        },
    )
    cost = [show.exact_money(x, price.currency) for x in (price.cpm, price.low, price.high)]
    st.text(spend_texts.PRICE.format(*cost), wrap=True)
    st.text(spend_texts.SEASON.format(_season(price.season)), wrap=True)
    for fact in spend_facts.named(facts_at_rates(work.plan), price.facts[:1]):
        st.text(spend_texts.SOURCE.format(_source(fact)), wrap=True)


def _source(fact: Fact) -> str:
    year = f", {fact.year}" if fact.year else ""
    return f"{fact.source}{year}, {words.CONFIDENCE[str(fact.confidence)]}"


def _season(index: float) -> str:
    change = index - 1
    if abs(change) < 0.005:
        return "as in an average month"
    return f"{abs(change):.0%} {'above' if change > 0 else 'below'} those of an average month"
