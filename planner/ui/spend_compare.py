"""Page Spend, other plans beside this one: small forms, and what they would bring at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, get_args

import streamlit as st

from planner.charts.spans import spans_chart
from planner.model.goals import Objective
from planner.ui import (
    draw,
    editors,
    fields,
    series_compare,
    show,
    spend_budget,
    spend_found,
    spend_lists,
    spend_texts,
    spend_words,
    words,
)
from planner.ui.guard import guarded
from planner.ui.series_compare import Change, Other
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.languages import Option
    from planner.spend.step import Money

NAMES = ("Plan A", "Plan B", "Plan C")
LIMITS = {"least": "At least", "most": "At most"}
NONE = ""
"""The choice that changes nothing."""


def compare(work: Work, money: Money) -> None:
    """Draw the forms of other plans, and what each would bring beside this one."""
    st.caption(spend_texts.COMPARE)
    count = st.segmented_control(
        "Other plans", [1, 2, 3], default=1, key="spend.others", required=True
    )
    others = [series_compare.this(money)]
    for name in NAMES[: count or 1]:
        change = _form(work, money, name)
        with guarded(f"{name} can't be made:"):
            others += [_solved(work, money, change, name)] if change != Change() else []
    if len(others) > 1:
        _shown(work, others)
    else:
        st.text(spend_texts.NO_CHANGE)


def _solved(work: Work, money: Money, change: Change, name: str) -> Other:
    asked = f"other {asdict(change)}"
    found = spend_found.kept(work, asked, lambda: series_compare.other(money, change, name))
    return series_compare.named(found, name)


def _form(work: Work, money: Money, name: str) -> Change:
    """Draw the fields of one plan; return what they change."""
    goals, key = work.plan.goals, f"spend.{name}"
    with st.container(border=True, gap="small"):
        st.text(name)
        first, second, third, fourth = fields.row(4)
        with first:
            total = fields.amount(
                "Our budget", f"{key}.total", goals.budget.currency, float(goals.budget.total)
            )
        objective = second.selectbox(
            "Aim for",
            get_args(Objective),
            get_args(Objective).index(goals.objective),
            key=f"{key}.objective",
            format_func=editors.named(spend_words.OBJECTIVES),
        )
        without = third.multiselect(
            "Without",
            list(money.case.cells.base),
            key=f"{key}.without",
            format_func=lambda code: show.region(code, goals),
            placeholder="No region left out",
        )
        version = fourth.selectbox(
            "Language version",
            [NONE, *(one.key for one in money.case.languages.options)],
            key=f"{key}.version",
            format_func=_version_names(money.case.languages.options),
        )
        limit = _limit(work, key)
    known = {one.key: one.chosen for one in money.case.languages.options}
    given = fields.cents(total)
    return Change(
        total=given if given != goals.budget.total else None,
        objective=objective if objective != goals.objective else None,
        without=tuple(without),
        versions={version: not known[version]} if version else {},
        limit=limit,
    )


def _version_names(options: tuple[Option, ...]) -> words.Name:
    names = {
        one.key: f"{'Without' if one.chosen else 'With'} {words.line(one.key)}" for one in options
    }
    return lambda key: names.get(key, "As in this plan")


def _limit(work: Work, key: str) -> dict[str, object] | None:
    """Draw the fields of one more limit; None where none was given."""
    goals = work.plan.goals
    first, second, third, _ = fields.row(4)
    at = first.selectbox(
        "One more limit",
        [NONE, *spend_lists.places(goals)],
        key=f"{key}.at",
        format_func=lambda at: spend_lists.place(at, goals) if at else "None",
    )
    ends = {}
    for place, (end, label) in zip((second, third), LIMITS.items(), strict=True):
        with place:
            ends[end] = fields.amount(
                label,
                f"{key}.{end}",
                goals.budget.currency,
                None,
                empty="No limit",
                disabled=not at,
            )
    held = {end: amount for end, amount in ends.items() if amount is not None}
    return {"at": at, **held} if at and held else None


def _shown(work: Work, others: list[Other]) -> None:
    names = tuple(one.name for one in others)
    draw.table(
        series_compare.beside(others, work.plan),
        columns=spend_budget.money(names),
        alt="This plan and the others side by side",
    )
    spans = series_compare.spans(others)
    if len(spans):
        draw.chart(
            spans_chart,
            spans,
            title="Admissions",
            told="Line: 8 of 10 cases. Dot: middle",
            percent=False,
            alt="Admissions of this plan and the others, from bad cases to good ones",
        )
    box = st.expander("Media by region", icon=":material/table:", on_change="rerun")
    if box.open:
        with box:
            draw.table(
                series_compare.by_region(others, work.plan),
                columns=spend_budget.money(names),
                alt="Net media of each region in each plan",
            )
