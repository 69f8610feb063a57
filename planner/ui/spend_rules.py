"""Page Spend, what the money must keep to: limits, weeks without media, decision rules, rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit import column_config as column

from planner.model.plan import Plan
from planner.plan.text import plain
from planner.ui import (
    editors,
    fields,
    session,
    show,
    spend_lists,
    spend_rows,
    spend_texts,
    spend_words,
    timing_rules,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

Rows = Sequence[Mapping[str, object]]


def limits(work: Work) -> None:
    """Edit the least and most media of regions, channels and cells, beside what is spent now."""
    st.caption(spend_texts.LIMITS)
    goals = work.plan.goals
    rows = [
        spend_rows.limit_row(row, spend_rows.reference(work.plan, str(row["at"])))
        for row in held(work.plan, "limits")
    ]
    columns = {
        "at": column.SelectboxColumn(
            "Where",
            options=spend_lists.places(goals, [item.at for item in goals.limits]),
            format_func=lambda at: spend_lists.place(str(at), goals),
            required=True,
            width="medium",
        ),
        "now": column.TextColumn("Now", disabled=True),
        "least": column.NumberColumn("At least", min_value=0, format="localized"),
        "most": column.NumberColumn("At most", min_value=0, format="localized"),
        "unit": _choice("In", spend_words.UNIT_NAMES),
        "why": column.TextColumn("Why"),
    }
    found = _table(work, "limits", rows, columns, "limits")
    if found is not None:
        _put(work, "limits", [spend_rows.limit(row) for row in found])


def hiatus(work: Work) -> None:
    """Edit the days in whose weeks no media runs."""
    st.caption(spend_texts.HIATUS)
    before = held(work.plan, "hiatus")
    columns = {
        "from": column.DateColumn("From", format="YYYY-MM-DD", required=True),
        "to": column.DateColumn("Until", format="YYYY-MM-DD", required=True),
        "regions": timing_rules.several(work, empty="all of them"),
        "channels": column.TextColumn(
            "Channels", help="Names with a semicolon between. Empty stands for all of them."
        ),
        "why": column.TextColumn("Why"),
    }
    rows = spend_rows.channels_as_text(timing_rules.as_text(before))
    found = _table(work, "hiatus", rows, columns, "weeks without media")
    if found is not None:
        with guarded():
            named = timing_rules.with_lists(work, "goals.hiatus", found, before)
            _put(work, "hiatus", spend_rows.with_channels("goals.hiatus", named, before))


def decisions(work: Work) -> None:
    """Edit what happens to the money that is held back once a result is known."""
    st.caption(spend_texts.DECISIONS)
    before = held(work.plan, "decisions")
    columns = {
        "measure": _choice("If", spend_words.MEASURES),
        "side": _choice("", spend_words.SIDES),
        "value": column.NumberColumn("Percent", min_value=0, max_value=1000, required=True),
        "then": _choice("Then", spend_words.THEN),
        "regions": timing_rules.several(work, empty="all of them"),
        "why": column.TextColumn("Why"),
    }
    rows = [spend_rows.decision_row(row) for row in timing_rules.as_text(before)]
    found = _table(work, "decisions", rows, columns, "decision rules")
    if found is not None:
        with guarded():
            named = timing_rules.with_lists(work, "goals.decisions", found, before)
            _put(work, "decisions", [spend_rows.decision(row) for row in named])


def rates(work: Work) -> None:
    """Edit the rates of currencies that the plan counts with."""
    st.caption(spend_texts.RATES)
    currency = work.plan.goals.budget.currency
    rows = [
        {"currency": code, "value": rate.value, "as_of": rate.as_of, "source": rate.source}
        for code, rate in work.plan.goals.rates.items()
    ]
    columns = {
        "currency": column.SelectboxColumn(
            "Currency",
            options=list(show.currencies()),
            format_func=lambda code: show.currency(str(code)),
            required=True,
        ),
        "value": column.NumberColumn(f"One unit in {currency}", min_value=0, required=True),
        "as_of": column.DateColumn("On", format="YYYY-MM-DD", required=True),
        "source": column.TextColumn("Source", max_chars=fields.LONGEST_NAME),
    }
    found = _table(work, "rates", rows, columns, "rates")
    if found is not None:
        with guarded():
            session.apply(work, {"goals.rates": spend_rows.rates(found) or None})


def held(plan: Plan, name: str) -> list[dict[str, object]]:
    """Return the rows of one list of the goals as plain values."""
    rows = [plain(item) for item in getattr(plan.goals, name)]
    return [dict(row) for row in rows if isinstance(row, dict)]


def _choice(label: str, names: Mapping[str, str]) -> Any:  # noqa: ANN401  # Streamlit does not export the type of a column
    return column.SelectboxColumn(
        label, options=list(names), format_func=editors.named(names), required=True
    )


def _table(
    work: Work, name: str, rows: Rows, columns: Mapping[str, Any], label: str
) -> list[editors.Row] | None:
    return editors.table(f"spend.{name}", rows, columns, label=label, disabled=work.frozen)


def _put(work: Work, name: str, rows: Rows) -> None:
    """Put one list into the goals; an empty one is left out of the file."""
    with guarded():
        session.apply(work, {f"goals.{name}": list(rows) or None})
