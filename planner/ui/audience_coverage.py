"""What the audience tables hold of each region: a matrix, and the same as a table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from planner.audience.files import found_tables
from planner.audience.summary import coverage
from planner.charts.coverage import coverage_chart
from planner.model.goals import Goals
from planner.ui import cache, draw, series, show, tables, words
from planner.ui.audience_words import COVERAGE_HELP, NO_TABLE
from planner.ui.cache import Stamp
from planner.ui.guard import guarded
from planner.ui.session import Work

FAULTY = "An audience table can't be read. Correct it, or add it anew below:"
TABLE = "Coverage as a table"


def matrix(work: Work) -> None:
    """Show how much is known of each region and signal, from where, and how recent it is."""
    st.subheader("What is known", anchor=False, help=COVERAGE_HELP)
    with guarded(FAULTY):
        found = covered(work)
        codes = rows_of(work.plan.goals, set(found["region"]))
        known = found[found["region"].isin(list(codes))]
        if known.empty:
            st.info(NO_TABLE, icon=":material/table_chart:")
        else:
            _chart(work, found, codes)
        if not found.empty:
            _table(work, found, codes)


def _chart(work: Work, found: pd.DataFrame, codes: dict[str, str]) -> None:
    cells = series.coverage(found, work.plan, codes)
    names = list(dict.fromkeys(cells["signal"]))
    draw.chart(
        coverage_chart,
        cells,
        signals=names,
        states=words.STATES,
        alt=f"Weeks of history of {len(codes)} regions by signal: {', '.join(names)}",
    )


def _table(work: Work, found: pd.DataFrame, codes: dict[str, str]) -> None:
    box = st.expander(TABLE, key="coverage", on_change="rerun")
    if box.open:
        with box:
            others = sorted(set(found["region"]) - set(codes))
            draw.table(tables.coverage(found, codes, work.plan), alt=TABLE)
            if others:
                named = ", ".join(show.region(code, work.plan.goals) for code in others)
                st.text(f"Not in this campaign, so not used: {named}.", wrap=True)


def rows_of(goals: Goals, heard: set[str]) -> dict[str, str]:
    """Return the regions (code -> name) whose data speak: a group's own, else its countries'."""
    found: dict[str, str] = {}
    for code in goals.regions:
        parts = goals.members(code)
        if code in heard or code not in goals.groups or not heard & set(parts):
            found[code] = code if code in goals.groups else show.region(code)
        else:
            found |= {part: f"{code}: {show.region(part)}" for part in parts}
    return found


def covered(work: Work) -> pd.DataFrame:
    """Return `planner.audience.summary.coverage` of the campaign's tables.

    Raises:
        InputError: a table cannot be read.
    """
    table = cache.inputs(work.plan, work.folder).table
    paths = found_tables(work.plan.goals, work.folder)
    groups = tuple(sorted(work.plan.goals.groups))
    return _covered(tuple(cache.stamp(path) for path in paths), groups, table, paths)


@st.cache_data(max_entries=16, show_spinner=False)
def _covered(
    key: tuple[Stamp, ...],  # noqa: ARG001  # what Streamlit caches by, with the groups
    groups: tuple[str, ...],
    _table: pd.DataFrame,
    _paths: list[Path],
) -> pd.DataFrame:
    return coverage(_table, _paths, groups)
