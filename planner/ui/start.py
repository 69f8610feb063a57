"""The start page: campaigns with their versions, and the short form for a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import streamlit as st

from planner.charts.openings import openings_chart
from planner.errors import InputError, MicrohitError, Problem
from planner.model.plan import Plan
from planner.plan import edit, places, store
from planner.ui import cache, deep, draw, fields, series, session, show
from planner.ui.frame import PAGES, sample_badge
from planner.ui.guard import complain, guarded

FIRST_WINDOW = (26, 52)
"""Weeks from today that a new campaign's window spans: half a year is the usual lead of a release
abroad, and a further half gives every season a chance."""
LABELS = {
    "film.title": "Film title",
    "film.origin": "Countries of origin",
    "film.original_language": "Original language",
    "film.genres": "Genres",
    "goals.budget.total": "Budget",
    "goals.window": "Opens from and until",
}
NEWEST = 5
"""Versions listed here; page Plan has them all."""
FIRST_BUDGET = 100_000.0
"""Only shows what is asked for; a person types their own."""
FIRST_GENRES = ["Action", "Animation", "Comedy", "Documentary", "Drama", "Family", "Horror",
    "Romance", "Science fiction", "Thriller"]  # fmt: skip


def campaigns() -> None:
    """List the campaigns, each with its versions."""
    root = places.campaigns_root()
    slugs = store.campaigns(root)
    if not slugs:
        st.info("There are no campaigns yet. Make the first one below.")
    for slug in slugs:
        with st.container(border=True):
            _campaign(root / slug, slug)


def openings() -> None:
    """Show when each campaign's film opens in its regions, once any has a date."""
    root = places.campaigns_root()
    rows = series.openings(dict(_readable(root)))
    if len(rows):
        films = ", ".join(dict.fromkeys(rows["film"]))
        draw.chart(openings_chart, rows, alt=f"Release dates by region of {films}")


def _readable(root: Path) -> Iterator[tuple[str, Plan]]:
    """Yield the campaigns whose plans can be read; the list above tells of the others."""
    for slug in store.campaigns(root):
        with suppress(MicrohitError):
            yield slug, cache.snapshot(root / slug / store.PLAN).plan


def _campaign(folder: Path, slug: str) -> None:
    try:
        plan = cache.snapshot(folder / store.PLAN).plan
    except MicrohitError as error:
        st.text(slug)
        complain(error, "This campaign's plan can't be read. Correct the file in an editor:")
        _versions(folder, slug)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap="xsmall"):
            st.text(plan.film.title)
            st.caption(_about(plan))
        sample_badge(plan)
        film = PAGES["film"]
        query = {"campaign": slug}
        st.page_link(film.path, label="Open", icon=":material/arrow_forward:", query_params=query)
    _versions(folder, slug)


def _about(plan: Plan) -> str:
    budget = plan.goals.budget
    saved = f", saved {show.moment(plan.saved)}" if plan.saved else ""
    return (
        f"{show.plural(len(plan.goals.regions), 'region')}, "
        f"{show.money(budget.total, budget.currency)}, version {plan.version}{saved}"
    )


def _versions(folder: Path, slug: str) -> None:
    """List a campaign's versions when they are asked for."""
    box = st.expander("Versions", key=f"versions.{slug}", on_change="rerun")
    if box.open:
        with box:
            versions(folder, slug)


def versions(folder: Path, slug: str) -> None:
    """List the newest frozen versions of a campaign, each with a link, and one to all of them."""
    listed = cache.timeline(folder)
    page = PAGES["plan"].path
    for one in listed[:NEWEST]:
        with st.container(horizontal=True, vertical_alignment="center"):
            query = {"campaign": slug, "version": str(one.number)}
            st.page_link(page, label=f"Version {one.number}", query_params=query)
            st.text(one.fault or show.saved(one), wrap=True, width="stretch")
    label = f"{show.plural(len(listed), 'version')}: open and compare them on page Plan"
    place = {"campaign": slug, deep.PLACE: "versions"}
    st.page_link(page, label=label, icon=":material/history:", query_params=place)


def new_campaign() -> None:
    """Draw the fields for a new campaign; the button makes it and opens its first page."""
    with st.container(border=True):
        title = st.text_input("Film title", max_chars=fields.LONGEST_NAME, key="new.title")
        left, right = st.columns(2)
        with left:
            origin = _countries("Countries of origin", "new.origin")
            genres = st.multiselect(
                "Genres", FIRST_GENRES, accept_new_options=True, key="new.genres"
            )
            opens = _day("Opens from", FIRST_WINDOW[0], "new.from")
        with right:
            spoken = st.selectbox(
                "Original language",
                fields.language_options(),
                index=None,
                format_func=show.language,
                key="new.language",
            )
            regions = _countries("Regions to open in", "new.regions")
            closes = _day("Opens until", FIRST_WINDOW[1], "new.to")
            money = st.selectbox(
                "Currency",
                show.currencies(),
                show.currencies().index("EUR"),
                format_func=show.currency,
                key="new.currency",
            )
        with left:
            budget = fields.amount("Budget", "new.budget", money, FIRST_BUDGET, empty="No amount")
        pressed = st.button("Make the campaign", type="primary", key="new.make")
    if not pressed:
        return
    given = {"title": title, "origin": origin, "original_language": spoken, "genres": genres}
    film = {name: value for name, value in given.items() if value}
    goals = {
        "budget": {"total": fields.cents(budget) or 0, "currency": money},
        "window": {"from": opens, "to": closes},
        "regions": {code: {"release": "theatrical"} for code in regions},
    }
    with guarded("The campaign can't be made yet. Please correct:"):
        _make(title, film, goals)


def _make(title: str, film: Mapping[str, object], goals: Mapping[str, object]) -> None:
    root = places.campaigns_root()
    slug = _free(root, edit.slug_of(title))
    try:
        plan = edit.new_plan(slug, film, goals, as_of=fields.today())
    except InputError as error:
        raise InputError(_labelled(problem) for problem in error.problems) from None
    store.create(root, slug, plan.model_copy(update={"author": session.author()}))
    st.switch_page(PAGES["film"].path, query_params={"campaign": slug})


def _labelled(problem: Problem) -> Problem:
    """Call a field as the page calls it."""
    return replace(problem, field=LABELS.get(problem.field or "", problem.field))


def _free(root: Path, slug: str) -> str:
    """Return the slug, numbered if there is such a campaign already."""
    names = [slug, *(f"{slug[:59]}-{number}" for number in range(2, 1000))]
    for name in names:
        if not (root / name).exists():
            return name
    raise InputError(Problem("is taken", field="title", value=slug, hint="Choose another title."))


def _countries(label: str, key: str) -> list[str]:
    return st.multiselect(label, fields.country_options(), format_func=show.country, key=key)


def _day(label: str, weeks: int, key: str) -> date:
    return st.date_input(label, _in_weeks(weeks), format="YYYY-MM-DD", key=key)


def _in_weeks(weeks: int) -> date:
    return fields.today() + timedelta(weeks=weeks)
