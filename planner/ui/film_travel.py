"""Page Film, where it could travel: streaming appetite by region, and where it is seen already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import column_config as column

from planner.charts.travel import appetite_chart
from planner.plan.text import plain
from planner.ui import draw, editors, fields, series_film, session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:
    from planner.travel.rank import Score

APPETITE = (
    "How likely a title of this language, origin and genres is to reach the weekly streaming "
    "charts of a country, learnt from Netflix's published lists. It is no cinema forecast: where "
    "you have comparable titles, they outrank it."
)
UNKNOWN = "Not known, which does not mean low, since no charts are published there"
SEEN_BY = {"charts": "Streaming charts", "festival": "A festival", "trailer": "Trailer views"}
FIRST_ADDED: dict[str, object] = {"release": "theatrical"}
"""A region that is added, as on pages Start and Audience."""


def travel(work: Work, *, ranked: bool) -> None:
    """Rank regions by streaming appetite, offer to add them, and edit where the film is liked.

    Without `ranked` there is the table alone that people edit: a hidden chart is not sent.
    """
    st.subheader("Where it could travel", anchor=False, help=APPETITE)
    if ranked:
        with guarded("Streaming appetite can't be shown:"):
            _ranking(work, _scores(work))
    _seen(work)


def _scores(work: Work) -> Mapping[str, Score]:
    from planner.travel.rank import rank, title_of  # noqa: PLC0415  # reads the shipped table

    return rank(title_of(work.plan.film))


def _ranking(work: Work, scores: Mapping[str, Score]) -> None:
    from planner.travel.rank import notes, title_of  # noqa: PLC0415  # as above

    rows = series_film.appetite(scores, work.plan)
    st.caption("Streaming appetite. An orange dot marks comparable titles, which outrank it.")
    first = rows.iloc[0]["region"] if len(rows) else "none"
    draw.chart(
        appetite_chart,
        rows,
        states=list(series_film.STATES),
        alt=f"Streaming appetite by region, the highest first: {first}",
    )
    for note in notes(title_of(work.plan.film)):
        st.text(note, wrap=True)
    missing = series_film.unknown(scores, work.plan)
    if missing:
        st.text(f"{UNKNOWN}: {', '.join(map(show.country, missing))}.", wrap=True)
    _evidence(scores, work)
    _add(work, scores)


def _evidence(scores: Mapping[str, Score], work: Work) -> None:
    with st.expander("The evidence, region by region"):
        shown = series_film.appetite(scores, work.plan)
        columns = {
            "region": "Region",
            "times": "Against the average title",
            "state": "Campaign",
            "comps": "Comparable titles",
            "why": column.TextColumn("Why", width="large"),
        }
        draw.table(shown[list(columns)], alt="Evidence by region", columns=columns)


def _add(work: Work, scores: Mapping[str, Score]) -> None:
    inside = series_film.members(work.plan)
    options = [code for code in series_film.ranked(scores) if code not in inside]
    chosen = st.multiselect(
        "Regions to add",
        options,
        key="travel.add",
        format_func=lambda code: f"{show.country(code)}, {scores[code].value:.0%}",
        placeholder="Most appetite first",
        disabled=work.frozen,
    )
    label = "Add to the campaign"
    if st.button(label, key="travel.add.apply", disabled=work.frozen or not chosen):
        with guarded():
            session.say(f"Added {', '.join(map(show.country, chosen))}, in cinemas.")
            session.forget("travel.add")
            session.apply(work, {f"goals.regions.{code}": dict(FIRST_ADDED) for code in chosen})


def _seen(work: Work) -> None:
    st.subheader("Where it is liked already", anchor=False)
    st.caption("Regions where it charts, won a festival's public or draws trailer views.")
    columns = {
        "region": column.SelectboxColumn(
            "Region",
            options=fields.country_options(),
            format_func=lambda code: show.country(str(code)),
            required=True,
        ),
        "by": column.SelectboxColumn(
            "How it shows",
            options=list(SEEN_BY),
            format_func=editors.named(SEEN_BY),
            required=True,
        ),
        "note": column.TextColumn("Note", width="large"),
    }
    rows = [plain(item) for item in work.plan.film.seen]
    given = [row for row in rows if isinstance(row, dict)]
    found = editors.table("seen", given, columns, label="where it is liked", disabled=work.frozen)
    if found is not None:
        with guarded():
            session.apply(work, {"film.seen": found})
