"""Page Spend, a split of the person's own, judged by the same curves as ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import column_config as column

from planner.model.plan import Plan
from planner.ui import editors, series_whatif, show, spend_texts, spend_words, words
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.step import Money

LEAST = 0.0005
"""A difference, as a part of the whole, that is none."""


def own(work: Work, money: Money) -> None:
    """Let a person type amounts, and say what they would bring beside ours."""
    st.caption(spend_texts.OWN)
    codes = list(money.case.cells.base)
    names = list(dict.fromkeys(name for _, name in money.case.cells.curves))
    rows = [
        {"region": show.region(code, work.plan.goals)}
        | {name: float(money.case.money.get((code, name), 0)) for name in names}
        for code in codes
    ]
    columns = {"region": column.TextColumn("Region", pinned=True)} | {
        name: column.NumberColumn(words.channel(name), min_value=0, format="localized")
        for name in names
    }
    found = editors.table(
        "spend.own",
        rows,
        columns,
        label="your own split",
        button="Judge this split",
        disabled=False,
        fixed=["region"],
    )
    if found is not None:
        st.text(judged(work.plan, money, amounts(codes, names, found)), wrap=True)


def amounts(
    codes: Sequence[str], names: Sequence[str], rows: Sequence[Mapping[str, object]]
) -> dict[str, float]:
    """Return the money by cell of an edited table; an empty cell is none."""
    return {
        f"{code}.{name}": float(str(row.get(name, 0) or 0))
        for code, row in zip(codes, rows, strict=True)
        for name in names
    }


def judged(plan: Plan, money: Money, given: Mapping[str, float]) -> str:
    """Say what a split of the person's own would bring beside the plan's."""
    currency = plan.goals.budget.currency
    base = series_whatif.base(money.case)
    theirs = base + series_whatif.value_of(money.case.pots, given)
    ours = series_whatif.outcome(money.case)
    spent = sum(given.values())
    held = sum(money.case.by_cell.values())
    told = (
        f"Your split spends {show.money(spent, currency)} of net media and should bring "
        f"{spend_words.worth(theirs, plan)}; the plan spends {show.money(held, currency)} and "
        f"should bring {spend_words.worth(ours, plan)}."
    )
    over = _over(money, given, currency)
    return f"{told} {_difference(theirs - ours, ours, plan)}{over}"


def _difference(more: float, whole: float, plan: Plan) -> str:
    if abs(more) <= LEAST * max(abs(whole), 1e-9):
        return "That is about the same."
    amount = spend_words.worth(abs(more), plan)
    return f"That is {amount} {'more' if more > 0 else 'less'}."


def _over(money: Money, given: Mapping[str, float], currency: str) -> str:
    """Say by how much our part of a split is more than our media money; empty if it is not."""
    pot = money.case.ours
    if pot is None:
        return ""
    ours = sum(given.get(curve.cell, 0.0) * pot.shares.get(curve.cell, 1.0) for curve in pot.curves)
    if ours <= pot.money + 1:  # whole units are rounded
        return ""
    return f" But our part of it is {show.money(ours - pot.money, currency)} more than there is."
