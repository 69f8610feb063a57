"""Page Timing, the rules that dates must keep to: window, team, order, apart, together, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit import column_config as column

from planner.errors import InputError, Problem
from planner.model.rules import Rules
from planner.plan.text import plain
from planner.ui import editors, fields, regions, session, show, timing_lists, timing_texts
from planner.ui.guard import guarded
from planner.ui.session import Work

MOST_WEEKS = 520
"""As the model's."""
Rows = Sequence[Mapping[str, object]]


def window(work: Work) -> None:
    """Edit the window, the team's limit, and the day from which time counts."""
    form = fields.Form(work)
    first, second, third, fourth = fields.row(4)
    with first:
        form.day("Opens from", "goals.window.from")
    with second:
        form.day("Opens until", "goals.window.to")
    with third:
        form.day("Today counts as", "as_of", meaning="Lead times and history count from this day.")
    with fourth:
        form.whole(
            "Openings per week",
            "goals.team.openings_per_week",
            1,
            100,
            meaning="How many regions the team can open in one week.",
        )
    form.apply()


def releases(work: Work) -> None:
    """Edit how each region releases the film, and who sets its date."""
    st.caption(timing_texts.RELEASES)
    regions.table(work, "release", ["release", "date_by", "date"], "releases")


def order(work: Work) -> None:
    """Edit which region opens how long after which other."""
    st.caption(timing_texts.ORDER)
    columns = {
        "first": one_region(work, "Opens first"),
        "then": one_region(work, "Then"),
        "at_least": _weeks("At least weeks later"),
        "at_most": _weeks("At most weeks later"),
        "why": column.TextColumn("Why"),
    }
    found = _table(work, "order", _held(work, "order"), columns, "the order")
    if found is not None:
        _put(work, "order", found)


def apart(work: Work) -> None:
    """Edit which regions must not open close to each other."""
    st.caption(timing_texts.APART)
    columns = {
        "regions": several(work),
        "weeks": column.NumberColumn("Weeks between them", min_value=1, max_value=104, step=1),
        "why": column.TextColumn("Why"),
    }
    _lists(work, "apart", columns, "regions apart")


def together(work: Work) -> None:
    """Edit which regions open in the same week."""
    st.caption(timing_texts.TOGETHER)
    columns = {"regions": several(work), "why": column.TextColumn("Why")}
    _lists(work, "together", columns, "regions together")


def blackouts(work: Work) -> None:
    """Edit the days on which regions don't open."""
    st.caption(timing_texts.BLACKOUTS)
    columns = {
        "from": column.DateColumn("From", format="YYYY-MM-DD", required=True),
        "to": column.DateColumn("Until", format="YYYY-MM-DD", required=True),
        "regions": several(work, empty="all of them"),
        "why": column.TextColumn("Why"),
    }
    _lists(work, "blackouts", columns, "closed days")


def one_region(work: Work, label: str) -> Any:  # noqa: ANN401  # Streamlit does not export the type of a column
    """Return a column to choose one region of the plan."""
    goals = work.plan.goals
    held = [str(row[end]) for row in _held(work, "order") for end in ("first", "then")]
    rivals = [item.region for item in goals.competitors]
    return column.SelectboxColumn(
        label,
        options=list(dict.fromkeys([*goals.regions, *held, *rivals])),
        format_func=lambda code: show.region(str(code), goals),
        required=True,
    )


def _weeks(label: str) -> Any:  # noqa: ANN401  # as above
    return column.NumberColumn(label, min_value=0, max_value=MOST_WEEKS, step=1)


def several(work: Work, empty: str | None = None) -> Any:  # noqa: ANN401  # as above
    """Return a column for several regions in one cell."""
    some = list(work.plan.goals.regions)[:2]
    example = f"Names or codes with a semicolon between: {timing_lists.written(some)}."
    told = f"{example} Empty stands for {empty}." if empty else example
    return column.TextColumn("Regions", width="medium", required=empty is None, help=told)


def with_lists(work: Work, path: str, rows: Rows, before: Rows) -> list[dict[str, object]]:
    """Return rows whose `regions`, given as text, are lists of codes.

    Raises:
        InputError: a problem for each word that names no region.
    """
    used = [str(code) for row in before for code in _codes(row)]
    found: list[dict[str, object]] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows):
        text = str(row.get("regions", ""))
        field = f"{path}.{number}.regions"
        try:
            codes = timing_lists.read(text, field, work.plan.goals, used)
        except InputError as error:
            problems += error.problems
        else:
            found.append(dict(row) | {"regions": codes})
    if problems:
        raise InputError(problems)
    return found


def as_text(rows: Rows) -> list[dict[str, object]]:
    """Return rows whose lists of regions are one text each, for an editor."""
    return [
        dict(row) | {"regions": timing_lists.written([str(code) for code in _codes(row)])}
        for row in rows
    ]


def _codes(row: Mapping[str, object]) -> Sequence[object]:
    codes = row.get("regions", ())
    return codes if isinstance(codes, list) else ()


def _lists(work: Work, name: str, columns: Mapping[str, Any], label: str) -> None:
    before = _held(work, name)
    found = _table(work, name, as_text(before), columns, label)
    if found is not None:
        with guarded():
            _put(work, name, with_lists(work, f"goals.rules.{name}", found, before))


def _table(
    work: Work, name: str, rows: Rows, columns: Mapping[str, Any], label: str
) -> list[editors.Row] | None:
    return editors.table(f"rules.{name}", rows, columns, label=label, disabled=work.frozen)


def _held(work: Work, name: str) -> list[dict[str, object]]:
    return _all(work).get(name, [])


def _all(work: Work) -> dict[str, list[dict[str, object]]]:
    rules = plain(work.plan.goals.rules or Rules())
    found = rules if isinstance(rules, dict) else {}
    return {
        str(name): [dict(row) for row in rows if isinstance(row, dict)]
        for name, rows in found.items()
        if isinstance(rows, list)
    }


def _put(work: Work, name: str, rows: Rows) -> None:
    """Put one kind of rules into the plan; a plan without any has none at all."""
    changed: dict[str, Rows] = {**_all(work), name: rows}
    kept = {kind: list(held) for kind, held in changed.items() if held}
    with guarded():
        session.apply(work, {"goals.rules": kept or None})
