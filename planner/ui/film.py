"""The parts of page Film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit import column_config as column

from planner.charts.potential import potential_chart
from planner.model.english import listed
from planner.plan.text import plain
from planner.ui import draw, editors, fields, frame, series, session, show, words
from planner.ui import why as reasons
from planner.ui.guard import guarded
from planner.ui.session import Work
from planner.ui.start import FIRST_GENRES

TEXT_WIDTH = 240
"""Pixels that a message needs to be read in a few lines."""


def summary(work: Work) -> None:
    """Say in one sentence what the film is and where it goes."""
    film, regions = work.plan.film, len(work.plan.goals.regions)
    origin = listed(map(show.country, film.origin))
    st.text(
        f"{film.title} comes from {origin}, is in {show.language(film.original_language)} and "
        f"is planned for {show.plural(regions, 'region')}.",
        wrap=True,
    )
    frame.figures(
        {
            "Regions": regions,
            "Comparable titles": len(film.comps),
            "Language versions": len(film.language_versions),
        }
    )


def potential(work: Work) -> None:
    """Show the admissions that each region could bring, with their range."""
    st.subheader("Potential by region", anchor=False)
    if frame.need_suggestion(work) or work.plan.audience is None:
        return
    rows = series.potential(work.plan.audience, work.plan)
    top = rows.iloc[0]["region"] if len(rows) else "none"
    draw.chart(
        potential_chart,
        rows,
        bases=list(words.BASES.values()),
        alt=f"Potential admissions by region, low to high; the largest is {top}",
    )


def about(work: Work) -> None:
    """Edit what the film is."""
    form = fields.Form(work)
    left, right = st.columns(2)
    with left:
        form.text("Title", "film.title")
        form.choices("Countries of origin", "film.origin", fields.country_options(), show.country)
        form.choices(
            "Genres",
            "film.genres",
            FIRST_GENRES,
            str,
            others=True,
        )
    with right:
        form.text("Original title", "film.original_title")
        form.choice(
            "Original language",
            "film.original_language",
            fields.language_options(),
            show.language,
        )
        form.text("Director", "film.director")
    form.whole("Length in minutes", "film.runtime", 1, 1000)
    form.apply()


def texts(work: Work) -> None:
    """Edit title and logline in each language, and what a campaign says and must not show."""
    st.caption("Briefs use the partner's language; where it is missing, English.")
    film = work.plan.film
    codes = dict.fromkeys([*film.logline, *film.local_titles])
    rows = [
        {"language": code, "title": film.local_titles.get(code), "text": film.logline.get(code)}
        for code in codes
    ]
    columns = {
        "language": _languages(work),
        "title": column.TextColumn("Local title", max_chars=fields.LONGEST_NAME),
        "text": column.TextColumn("Logline", width="large", max_chars=fields.LONGEST_TEXT),
    }
    label = "titles and loglines"
    found = editors.table("texts", rows, columns, label=label, disabled=work.frozen)
    if found is not None:
        _apply(work, {"film.local_titles": _by(found, "title"), "film.logline": _by(found, "text")})
    _messages(work)


def _by(rows: Sequence[editors.Row], name: str) -> dict[str, object]:
    """Return one column by language, without its empty cells."""
    return {str(row.get("language", "")): row[name] for row in rows if name in row}


def _messages(work: Work) -> None:
    """Edit the messages of one language at a time, one a line."""
    film = work.plan.film
    used = [*film.messages, *film.do_not_show, *film.logline, "en", film.original_language]
    first, second, third = fields.row(3, TEXT_WIDTH)
    code = first.selectbox(
        "Language of the messages",
        fields.language_options(used),
        key="film.messages",
        format_func=show.language,
    )
    form = fields.Form(work)
    with second:
        form.lines("What we say, one message a line", f"film.messages.{code}")
    with third:
        form.lines("Please do not show, one a line", f"film.do_not_show.{code}")
    form.apply()


def comps(work: Work) -> None:
    """Edit the comparable titles."""
    st.caption(
        "Similar films and what they did: the best guide to potential. "
        "A region without one takes those of other regions, scaled to it. Rows can be pasted."
    )
    codes = [*work.plan.goals.regions, *fields.country_options()]
    columns = {
        "title": column.TextColumn("Title", required=True, max_chars=fields.LONGEST_NAME),
        "region": column.SelectboxColumn(
            "Region",
            options=list(dict.fromkeys(codes)),
            format_func=lambda code: show.region(str(code), work.plan.goals),
            required=True,
        ),
        "admissions": column.NumberColumn(
            "Admissions", min_value=1, step=1, format="localized", required=True
        ),
        "released": column.DateColumn("Released", format="YYYY-MM-DD"),
        "opening_weekend": column.NumberColumn(
            "Opening weekend", min_value=0, step=1, format="localized"
        ),
        "sites": column.NumberColumn("Sites", min_value=0, step=1),
        "week_two_drop": column.NumberColumn(
            "Second-week drop", min_value=0, max_value=1, format="percent"
        ),
        "source": column.TextColumn("Source", required=True, max_chars=fields.LONGEST_NAME),
        "note": column.TextColumn("Note"),
    }
    rows = [_row(item) for item in work.plan.film.comps]
    found = editors.table("comps", rows, columns, label="comparable titles", disabled=work.frozen)
    if found is not None:
        _apply(work, {"film.comps": found})


def versions(work: Work) -> None:
    """Edit the language versions that exist, are ordered or are wanted."""
    st.caption("Leave date and cost empty to count on the usual ones. A cost of 0 is paid already.")
    columns = {
        "language": _languages(work),
        "kind": column.SelectboxColumn(
            "Kind", options=list(words.KINDS), format_func=editors.named(words.KINDS), required=True
        ),
        "ready": column.DateColumn("Delivered", format="YYYY-MM-DD"),
        "cost": column.NumberColumn("Cost", min_value=0, step=0.01, format="localized"),
        "note": column.TextColumn("Note"),
    }
    rows = [_row(item) for item in work.plan.film.language_versions]
    found = editors.table(
        "versions", rows, columns, label="language versions", disabled=work.frozen
    )
    if found is not None:
        _apply(work, {"film.language_versions": found})


def why(work: Work) -> None:
    """Explain each region's potential."""
    if work.plan.suggested:
        goals = work.plan.goals
        keys = {f"audience.{code}.potential": show.region(code, goals) for code in goals.regions}
        reasons.why(work, keys)


def _apply(work: Work, changes: Mapping[str, object]) -> None:
    with guarded():
        session.apply(work, changes)


def _row(item: object) -> dict[str, object]:
    row = plain(item)
    return dict(row) if isinstance(row, dict) else {}


def _languages(work: Work) -> Any:  # noqa: ANN401  # Streamlit does not export the type of a column
    film = work.plan.film
    used = [film.original_language, "en", *film.logline, *film.local_titles]
    return column.SelectboxColumn(
        "Language",
        options=fields.language_options(used),
        format_func=fields.language_name,
        required=True,
    )
