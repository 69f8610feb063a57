"""Page Spend, other plans beside this one: small forms, and what they would bring at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.charts.spans import spans_chart
from planner.model.goals import Objective, SplitFor
from planner.model.money import SpendLimit
from planner.plan import edit
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
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.languages import Option
    from planner.spend.scenarios import Result, Scenario
    from planner.spend.step import Money

THIS = "This plan"
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
    asked = []
    for name in NAMES[: count or 1]:
        with guarded(f"{name} can't be made:"):
            asked.append(_form(work, money, name))
    results = solved(work, money, asked)
    if len(results) < 2:
        st.text(spend_texts.NO_CHANGE)
        return
    _shown(work, results)


def solved(work: Work, money: Money, asked: Sequence[Scenario]) -> list[Result]:
    """Return this plan and those of `asked` that differ from it, each kept once it was solved."""
    from planner.spend import scenarios as found  # noqa: PLC0415  # slow to load

    def one(scenario: Scenario) -> list[Result]:
        return spend_found.kept(
            work, str(scenario), lambda: found.compare(money.case, [scenario], money.draws)
        )

    others = [scenario for scenario in asked if scenario != found.Scenario(scenario.name)]
    return [result for scenario in (found.Scenario(THIS), *others) for result in one(scenario)]


def _form(work: Work, money: Money, name: str) -> Scenario:
    """Draw the fields of one plan; return what it does otherwise.

    Raises:
        InputError: the limit's ends are the wrong way round.
    """
    from planner.spend.scenarios import Scenario  # noqa: PLC0415  # slow to load

    goals, key = work.plan.goals, f"spend.{name}"
    with st.container(border=True, gap="small"):
        st.text(name)
        first, second, third, fourth = fields.row(4)
        with first:
            total = _total(work, key)
        objective = _choice(
            second, "Aim for", f"{key}.objective", goals.objective, spend_words.OBJECTIVES
        )
        split = _choice(third, "Split for", f"{key}.split", goals.split_for, spend_words.SPLITS)
        with fourth:
            without = _without(work, money, key)
        place, least, most, fifth = fields.row(4)
        limit = _limit(work, key, place, {"least": least, "most": most})
        with fifth:
            version, put_in = _version(money.case.languages.options, key)
    return Scenario(
        name,
        budget=total if total != goals.budget.total else None,
        objective=cast("Objective", objective) if objective != goals.objective else None,
        limits=limit,
        without=without,
        languages_with=(version,) if version and put_in else (),
        languages_without=(version,) if version and not put_in else (),
        split_for=cast("SplitFor", split) if split != goals.split_for else None,
    )


def _total(work: Work, key: str) -> Decimal | None:
    budget = work.plan.goals.budget
    given = fields.amount("Our budget", f"{key}.total", budget.currency, float(budget.total))
    return fields.cents(given)


def _choice(
    place: DeltaGenerator, label: str, key: str, now: str, options: Mapping[str, str]
) -> str:
    """Draw a list to choose one from, the plan's own first chosen."""
    found = place.selectbox(
        label,
        list(options),
        list(options).index(now),
        key=key,
        format_func=editors.named(options),
    )
    return str(found)


def _without(work: Work, money: Money, key: str) -> tuple[str, ...]:
    goals = work.plan.goals
    found = st.multiselect(
        "Without",
        list(money.case.cells.base),
        key=f"{key}.without",
        format_func=lambda code: show.region(code, goals),
        placeholder="No region left out",
    )
    return tuple(found)


def _version(options: Sequence[Option], key: str) -> tuple[str, bool]:
    """Draw the list of language versions; return the one chosen, and whether it is put in."""
    chosen = {one.key: one.chosen for one in options}

    def called(name: str) -> str:
        if not name:
            return "As in this plan"
        return f"{'Without' if chosen[name] else 'With'} {words.line(name)}"

    found = st.selectbox(
        "Language version", [NONE, *chosen], key=f"{key}.version", format_func=called
    )
    return str(found), not chosen.get(str(found), True)


def _limit(
    work: Work, key: str, place: DeltaGenerator, ends: Mapping[str, DeltaGenerator]
) -> tuple[SpendLimit, ...]:
    """Draw the fields of one more limit; none where it has no place or no end."""
    goals = work.plan.goals
    at = place.selectbox(
        "One more limit",
        [NONE, *spend_lists.places(goals)],
        key=f"{key}.at",
        format_func=lambda at: spend_lists.place(at, goals) if at else "None",
    )
    held: dict[str, float] = {}
    for end, where in ends.items():
        with where:
            amount = fields.amount(
                LIMITS[end],
                f"{key}.{end}",
                goals.budget.currency,
                None,
                empty="No limit",
                disabled=not at,
            )
        if amount is not None:
            held[end] = amount
    if not at or not held:
        return ()
    return tuple(edit.replace(work.plan, {"goals.limits": [{"at": at, **held}]}).goals.limits)


def _shown(work: Work, results: Sequence[Result]) -> None:
    for one in results[1:]:
        st.text(series_compare.told(one), wrap=True)
        if one.problem:
            with st.container(border=True):
                st.error(f"{one.scenario.name} can't be:", icon=":material/error:")
                st.text(one.problem, wrap=True)
    names = tuple(one.scenario.name for one in results)
    draw.table(
        series_compare.beside(results),
        columns=spend_budget.money(names),
        alt="This plan and the others side by side",
    )
    draw.chart(
        spans_chart,
        series_compare.spans(results),
        title="Admissions",
        told="Line: 8 of 10 cases. Dot: middle",
        percent=False,
        alt="Admissions of this plan and the others, from bad cases to good ones",
    )
    box = st.expander(
        "Media by region", key="spend.compare", icon=":material/table:", on_change="rerun"
    )
    if box.open:
        with box:
            draw.table(
                series_compare.by_region(results, work.plan),
                columns=spend_budget.money(names),
                alt="Net media of each region in each plan",
            )
