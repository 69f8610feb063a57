"""Page Creators, reach by cell: who adds people where, and what the sum of audiences hides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import column_config as column

from planner.charts.reach_cells import reach_cells_chart
from planner.charts.spans import spans_chart
from planner.model.plan import Plan
from planner.ui import creators_found, creators_texts, draw, editors, show
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.creators.shortlist import CellReach

HELPS = {
    "Sum of audiences": creators_texts.SUM,
    "Counted twice": "By how much the sum of audiences is above the people reached.",
    "Low to high": creators_texts.RANGE,
}


def panel(work: Work) -> None:
    """Draw the people of each region and language, and who adds how many of them."""
    section = creators_found.picked(work)
    found = creators_found.outcome(work) if section else None
    if section is None or found is None:
        return
    cells = creators_found.by_reach(found.shortlist.cells)
    if not cells:
        st.caption(creators_texts.EMPTY_LIST)
        return
    audiences = sum(one.audiences for one in cells)
    reached = sum(one.reach.base for one in cells)
    st.text(told(audiences, reached, len(cells)), wrap=True)
    _added(cells, work.plan, len(section.chosen))
    _shares(cells, work.plan)
    st.caption(creators_texts.CELLS)
    _table(cells, work.plan)


def _added(cells: Sequence[CellReach], plan: Plan, picks: int) -> None:
    """Draw who of the shortlist, which has `picks`, adds how many people where."""
    matrix = creators_found.matrix(cells, plan)
    names = matrix["creator"].nunique()
    draw.chart(
        reach_cells_chart,
        matrix,
        grades=creators_texts.GRADES,
        nothing=creators_texts.NOTHING,
        told="In the order of what each adds, nobody counted twice"
        if names == picks
        else f"The {names} who add most; nobody is counted twice",
        dark=st.context.theme.type == "dark",
        alt=f"People that {show.plural(names, 'creator')} add in "
        f"{show.plural(matrix['cell'].nunique(), 'cell')} of region and language",
    )


def _shares(cells: Sequence[CellReach], plan: Plan) -> None:
    draw.chart(
        spans_chart,
        creators_found.spans(cells[: creators_found.MOST_COLUMNS], plan),
        title="Share of the people there who are reached",
        told="Line: from audiences that overlap wholly to none that does. Dot: by chance",
        percent=True,
        alt="Share of each cell's people who are reached, from low to high",
    )


def _table(cells: Sequence[CellReach], plan: Plan) -> None:
    rows = creators_found.table(cells, plan)
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=editors.height(len(rows)),
        column_config={
            name: column.TextColumn(name, alignment="right", help=HELPS.get(name))
            for name in rows.columns
            if name != "Where"
        },
        alt="People, people reached and the sum of audiences of each region and language",
    )


def told(audiences: float, reached: float, cells: int) -> str:
    """Return in a sentence by how much the sum of audiences overstates the people reached."""
    over = creators_found.overstated(audiences, reached)
    where = show.plural(cells, "cell")
    start = f"About {show.about(reached)} people in {where} see at least one of them"
    if over < 0.005:
        return f"{start}. Added up, the audiences come to the same: they hardly overlap."
    return (
        f"{start}. Added up, the audiences come to {show.about(audiences)}, "
        f"{show.percent(over)} more: that counts who follows several of them several times."
    )
