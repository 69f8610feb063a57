"""Page Spend, what its money starts from: budget, objective, limits, partners' terms, rates."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from planner.model.goals import Objective, SplitFor
from planner.spend.budget import SHARES
from planner.ui import fields, regions, session, show, spend_rules, spend_texts, spend_words, words
from planner.ui.editors import named
from planner.ui.session import Work

PERCENT = 100.0


def inputs(work: Work) -> None:
    """Edit our budget, what it is split for, and what was agreed with partners."""
    form = fields.Form(work)
    _aims(form)
    _money(form)
    form.apply()
    st.caption(spend_texts.REGIONS)
    columns = ["pays", "our_share", "minimum_spend", "cap", "currency"]
    regions.table(work, "pays", columns, "terms")
    _more(work)


def _aims(form: fields.Form) -> None:
    first, second, third, fourth = fields.row(4)
    with first:
        form.choice("Currency", "goals.budget.currency", show.currencies(), show.currency)
    with second:
        options = get_args(Objective)
        form.choice("Aim for", "goals.objective", options, named(spend_words.OBJECTIVES))
    with third:
        options = get_args(SplitFor)
        form.choice("Split for", "goals.split_for", options, named(spend_words.SPLITS))
    with fourth:
        _commission(form)


def _commission(form: fields.Form) -> None:
    """Edit the agency's commission in percent of gross media; empty takes the usual one."""
    path = "goals.budget.commission"
    before: float | None = fields.value_at(form.work.plan, path)
    shown = None if before is None else round(before * PERCENT, 6)
    after = st.number_input(
        "Agency commission, %",
        0.0,
        PERCENT,
        shown,
        step=0.5,
        key=session.synced(path, shown),
        help="Of gross media. 0 where media is bought direct.",
        disabled=form.work.frozen,
    )
    st.caption("Left to Microhit" if after is None else f"{after:g}% of gross media")
    if after != shown:
        form.changes[path] = None if after is None else round(after / PERCENT, 8)


def _money(form: fields.Form) -> None:
    money = {"Total budget": "goals.budget.total"}
    money |= {words.line(name): f"goals.budget.fixed.{name}" for name in SHARES}
    money |= {"Creators": "goals.budget.creators", "Contingency": "goals.budget.contingency"}
    for place, (label, path) in zip(fields.row(len(money)), money.items(), strict=True):
        with place:
            form.money(label, path)


def _more(work: Work) -> None:
    """Edit limits and rates on demand; inside, the hidden tab is drawn too, or it would forget."""
    box = st.expander(
        "Limits of regions, channels and cells; rates of currencies; fitted curves",
        key="spend.more",
        icon=":material/rule:",
        on_change="rerun",
    )
    if box.open:
        with box:
            limits, rates, curves = st.tabs(["Limits", "Rates", "Fitted curves"], key="spend.rules")
            with limits:
                spend_rules.limits(work)
            with rates:
                spend_rules.rates(work)
            with curves:
                _curves(work)


def _curves(work: Work) -> None:
    """Edit which file of curves that were fitted elsewhere stands in for ours."""
    st.caption(spend_texts.CURVES)
    form = fields.Form(work)
    form.text("File in the campaign's folder", "goals.curves")
    form.apply()
