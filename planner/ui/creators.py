"""The parts of page Creators."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit import column_config as column

from planner.charts.reach import reach_chart
from planner.creators import sheet
from planner.creators.offers import COLUMNS, Offer, cells_of
from planner.model.goals import Goals
from planner.plan import edit
from planner.ui import decide, draw, editors, fields, frame, series, session, show, tables
from planner.ui import why as reasons
from planner.ui.guard import guarded
from planner.ui.session import Work

CHOICES = {"open": "Let Microhit choose", "in": "Always in", "out": "Always out"}


def summary(work: Work) -> None:
    """Say in one sentence whom the shortlist reaches."""
    section = work.plan.creators
    if frame.need_suggestion(work) or section is None:
        return
    currency = work.plan.goals.budget.currency
    reached = show.spread(section.reach) if section.reach else "nobody yet"
    st.text(
        f"{show.plural(len(section.chosen), 'creator')} for {show.money(section.spent, currency)} "
        f"reach {reached} people, each counted once.",
        wrap=True,
    )
    frame.figures(
        {
            "Creators": len(section.chosen),
            "Spent": show.money(section.spent, currency),
            "People reached": show.compact(section.reach) if section.reach else show.NOTHING,
            "Sum of audiences": show.few(section.sum_of_audiences),
        },
        {
            "People reached": "People who see at least one of them.",
            "Sum of audiences": "Counts a person once for every creator they follow, "
            "and so overstates reach.",
        },
    )


def chart(work: Work) -> None:
    """Show what each creator adds to the people reached."""
    section = work.plan.creators
    if section is None or not section.chosen:
        return

    draw.chart(
        reach_chart,
        series.reach(section),
        alt="People that each creator adds, and all reached so far",
    )


def shortlist(work: Work) -> None:
    """List the chosen creators."""
    if work.plan.creators and work.plan.creators.chosen:
        draw.table(
            tables.shortlist(work.plan.creators, work.plan),
            columns={
                "Price": column.TextColumn("Price", alignment="right"),
                "Adds": column.TextColumn("People added", alignment="right"),
                "Link": column.LinkColumn("Link"),
            },
            alt="The shortlist of creators",
        )


def read(work: Work) -> list[Offer]:
    """Return the creator sheet; raises InputError with every fault."""
    return sheet.read_sheet(_path(work), work.plan.goals)


def _path(work: Work) -> Path:
    return work.folder / work.plan.goals.creators


def edit_sheet(work: Work, people: Sequence[Offer]) -> None:
    """Edit the creator sheet, which lies beside the plan and is saved at once."""
    st.caption(
        "Your own list, from media kits and offers. "
        "People reached: those who see what the creator would post for you."
    )
    rows = [
        {**cells_of(one), "price": one.price, "people_reached": one.people_reached}
        for one in people
    ]
    found = editors.table(
        "sheet",
        rows,
        _columns(work),
        label="creator sheet",
        button="Save creator sheet",
        disabled=work.frozen,
    )
    if found is not None:
        with guarded("The sheet was not saved. Please correct it:"):
            write(_path(work), found, work.plan.goals)
            session.say("The creator sheet is saved. Press Suggest to choose from it.")
            st.rerun()


def write(path: Path, rows: Sequence[editors.Row], goals: Goals) -> None:
    """Check the rows like a file that was read, and write the sheet; raises InputError."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    sheet.write_sheet(path, sheet.parse_sheet(text.getvalue(), path.name, goals))


def _columns(work: Work) -> dict[str, object]:
    goals = work.plan.goals
    currency = goals.budget.currency
    return {
        "creator": column.TextColumn("Creator", required=True, max_chars=fields.LONGEST_NAME),
        "platform": column.TextColumn("Platform", required=True, max_chars=fields.LONGEST_NAME),
        "region": column.SelectboxColumn(
            "Region",
            options=list(goals.regions),
            format_func=lambda code: show.region(str(code), goals),
            required=True,
        ),
        "language": column.SelectboxColumn(
            "Language",
            options=fields.language_options(),
            format_func=fields.language_name,
            required=True,
        ),
        "price": column.NumberColumn(
            f"Price ({currency})", min_value=0, step=0.01, format="localized", required=True
        ),
        "people_reached": column.NumberColumn(
            "People reached", min_value=0, step=1, format="localized", required=True
        ),
        "link": column.TextColumn("Link"),
        **{name: column.TextColumn(name) for name in COLUMNS[8:]},
    }


def include(work: Work, people: Sequence[Offer]) -> None:
    """Let a person put a creator in or leave one out, whatever is suggested."""
    if not people:
        return
    first, second, third, fourth = fields.row(4)
    name = first.selectbox("Creator", sorted(one.creator for one in people), key="creator")
    at = f"creators.{name}.chosen"
    decided = edit.override_at(work.plan, at)
    before = "open" if decided is None else ("in" if decided.value else "out")
    choice = second.selectbox(
        "On the shortlist",
        list(CHOICES),
        list(CHOICES).index(before),
        key=session.synced(f"{at}.choice", before),
        format_func=editors.named(CHOICES),
        disabled=work.frozen,
    )
    why = decide.reason(at, work, third, fourth)
    if st.button("Set this", key="decide.set", disabled=work.frozen):
        _set(work, name, choice, why)


def _set(work: Work, name: str, choice: str, why: str) -> None:
    at = f"creators.{name}.chosen"
    if choice == "open":
        session.show(work, edit.without_override(work.plan, at))
        return
    chosen = work.plan.creators.chosen if work.plan.creators else {}
    decide.make(work, at, choice == "in", name in chosen, why)


def decisions(work: Work) -> None:
    """List the creators whom people put in or left out."""
    decide.listed(work, "creators")


def why(work: Work) -> None:
    """Explain the shortlist and each creator on it."""
    if work.plan.suggested and work.plan.creators:
        names = {f"creators.{name}.chosen": name for name in work.plan.creators.chosen}
        reasons.why(work, {"creators": "People reached by the shortlist"} | names)
