"""The regions of the goals, edited on the page of the step that a column belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from streamlit import column_config as column

from planner.model.plan import Plan
from planner.ui import contacts, editors, fields, session, show, words
from planner.ui.guard import guarded
from planner.ui.session import Work


def columns() -> dict[str, Any]:
    """Return what each column of a region is called and which values it takes."""
    return {
        "region": column.TextColumn("Region", pinned=True),
        "release": column.SelectboxColumn(
            "Release",
            options=list(words.RELEASES),
            format_func=editors.named(words.RELEASES),
            required=True,
        ),
        "date_by": column.SelectboxColumn(
            "Who sets the date",
            options=list(words.DATE_BY),
            format_func=editors.named(words.DATE_BY),
            required=True,
        ),
        "date": column.DateColumn("Partner's date", format="YYYY-MM-DD"),
        "pays": column.SelectboxColumn(
            "Who pays media",
            options=list(words.PAYS),
            format_func=editors.named(words.PAYS),
            required=True,
        ),
        "our_share": column.NumberColumn(
            "Our share", min_value=0, max_value=1, format="percent", help="Where it is shared."
        ),
        "minimum_spend": column.NumberColumn("Least media", min_value=0, format="localized"),
        "cap": column.NumberColumn("Most media", min_value=0, format="localized"),
        "currency": column.SelectboxColumn(
            "Their currency", options=list(show.currencies()), help="Empty: the budget's."
        ),
        "partner.name": column.TextColumn("Partner", max_chars=fields.LONGEST_NAME),
        "partner.contact": column.TextColumn(
            "Contact's role",
            max_chars=fields.LONGEST_NAME,
            help=f"What your contact there does, such as {contacts.ROLES}; not a person's name.",
        ),
        "partner.language": column.SelectboxColumn(
            "Brief language", options=fields.language_options(), format_func=fields.language_name
        ),
        "rights.holder": column.TextColumn("Rights held by", max_chars=fields.LONGEST_NAME),
    }


def table(work: Work, name: str, shown: Sequence[str], label: str) -> None:
    """Draw the regions with the columns `shown` (key paths); Apply puts them into the plan."""
    rows = [_row(work.plan, code, shown) for code in work.plan.goals.regions]
    known = columns()
    picked = {key: known[key] for key in ("region", *shown)}
    found = editors.table(name, rows, picked, label=label, disabled=work.frozen, fixed=["region"])
    if found is not None:
        with guarded():
            session.apply(work, changes(work.plan, found, shown))


def _row(plan: Plan, code: str, shown: Sequence[str]) -> dict[str, object]:
    region = plan.goals.regions[code]
    row: dict[str, object] = {"region": show.region(code, plan.goals)}
    return row | {path: fields.value_at(region, path) for path in shown}


def changes(plan: Plan, rows: Sequence[editors.Row], shown: Sequence[str]) -> dict[str, object]:
    """Return the key paths whose values an edited table changed."""
    found: dict[str, object] = {}
    for code, row in zip(plan.goals.regions, rows, strict=True):
        before = _row(plan, code, shown)
        for path in shown:
            if row.get(path) != before[path]:
                found |= _change(plan, code, path, row.get(path))
    return found


def _change(plan: Plan, code: str, path: str, value: object) -> dict[str, object]:
    """Return the change of one cell; without its name, a partner or a holder is gone as a whole."""
    start = f"goals.regions.{code}"
    whole = path.partition(".")[0]
    if value is None and path in ("partner.name", "rights.holder"):
        return {f"{start}.{whole}": None}
    if path == "rights.holder" and plan.goals.regions[code].rights == "unsold":
        return {f"{start}.rights": {"holder": value}}
    return {f"{start}.{path}": value}
