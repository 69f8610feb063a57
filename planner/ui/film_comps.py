"""Page Film, finding comparable titles: in other campaigns and on Wikidata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit import column_config as column
from streamlit.delta_generator import DeltaGenerator

from planner.audience.wikidata_films import FoundFilm, find_films
from planner.errors import InputError, MicrohitError, Problem
from planner.facts.decided import facts_of
from planner.facts.market import Market
from planner.model.plan import Plan
from planner.plan import places, store
from planner.plan.text import plain
from planner.travel.comps_find import Candidate, from_campaigns, from_films, from_gross
from planner.ui import audience_tasks, cache, editors, fields, session, show
from planner.ui.audience_tasks import Steps, Task
from planner.ui.guard import guarded
from planner.ui.session import Work

FOUND = "comps"
"""Under which name what was found is held for the session."""
YEARS = 15
"""Years before today that are searched at first: older markets were others."""
YES = "yes"
FIXED = ["title", "year", "hint", "doubt", "source"]
GIVE = (
    "Give a region and its admissions, or the gross of the run there with its currency: then "
    "admissions are estimated by the average ticket price and marked so. Rows without either "
    "stay here."
)
NOBODY = "Choose yes under Add, and give each title a region and its admissions or gross."
HINT = "As Wikidata states it, without place or date; nothing is converted."


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for on Wikidata."""

    origin: str
    language: str
    years: tuple[int, int]
    genres: tuple[str, ...]


def finder(work: Work) -> Task | None:
    """Draw the ways to find comparable titles; return the search that a person started."""
    st.subheader("Find comparable titles", anchor=False)
    audience_tasks.failure()
    task = _search(work)
    with guarded():
        _candidates(work)
    return task


def _search(work: Work) -> Task | None:
    film = work.plan.film
    origin, language, first, last = fields.row(4)
    asked = Search(
        origin.selectbox(
            "Country of origin",
            list(dict.fromkeys([*film.origin, *fields.country_options()])),
            key="find.origin",
            format_func=show.country,
        ),
        language.selectbox(
            "Original language",
            fields.language_options([film.original_language]),
            key="find.language",
            format_func=show.language,
        ),
        (
            int(_year(first, "Released from", work.plan.as_of.year - YEARS)),
            int(_year(last, "Released until", work.plan.as_of.year)),
        ),
        tuple(film.genres),
    )
    label, icon = "Search Wikidata", ":material/search:"
    pressed = st.button(label, key="find.search", icon=icon, disabled=work.frozen)
    place = st.container()
    return _task(work, asked, place) if pressed else None


def _year(place: DeltaGenerator, label: str, usual: int) -> int:
    return place.number_input(label, 1888, 2200, usual, step=1, key=f"find.{label}")


def _task(work: Work, asked: Search, place: DeltaGenerator) -> Task:
    def do(steps: Steps) -> None:
        from planner.net.cache import Cache  # noqa: PLC0415  # slow to load
        from planner.net.http import Web  # noqa: PLC0415  # slow to load

        steps.progress(0, 1, "Asking Wikidata")
        with Web(cache=Cache(), cancelled=steps.cancelled) as web:
            found = find_films(asked.origin, asked.language, asked.years, web, asked.genres)
        audience_tasks.wait(work, FOUND, tuple(found))

    return Task("Looking for films on Wikidata", do, place)


def _candidates(work: Work) -> None:
    films = audience_tasks.waiting(work, FOUND)
    known: tuple[FoundFilm, ...] = films if isinstance(films, tuple) else ()
    found = [*from_campaigns(_plans(work), work.plan), *from_films(known, work.plan)]
    if films == ():
        st.info("Wikidata knows no such film. Try more years, or another language.")
    if not found:
        return
    st.caption(GIVE)
    given = editors.table(
        "candidates",
        [_row(one) for one in found],
        _columns(work.plan),
        label="candidates",
        button="Add those with figures",
        disabled=work.frozen,
        fixed=FIXED,
    )
    if given is not None:
        _take(work, found, given)


def _plans(work: Work) -> Mapping[str, Plan]:
    """Return the other campaigns whose plans can be read."""
    root = places.campaigns_root()
    found: dict[str, Plan] = {}
    for slug in store.campaigns(root):
        with suppress(MicrohitError):
            if slug != work.slug:
                found[slug] = cache.snapshot(root / slug / store.PLAN).plan
    return found


def _row(one: Candidate) -> dict[str, object]:
    return {
        "title": one.title,
        "year": one.year,
        "region": one.comp.region if one.comp else None,
        "admissions": one.comp.admissions if one.comp else None,
        "hint": one.hint or None,
        "doubt": one.doubt or None,
        "source": one.source,
    }


def _columns(plan: Plan) -> dict[str, Any]:
    codes = [*plan.goals.regions, *plan.goals.groups, *fields.country_options()]
    return {
        "take": column.SelectboxColumn(
            "Add", options=[YES], width="small", help="Adds this row, once it has figures."
        ),
        "title": column.TextColumn("Title", pinned=True),
        "year": column.NumberColumn("Year", format="%d", width="small"),
        "region": column.SelectboxColumn(
            "Region",
            options=list(dict.fromkeys(codes)),
            format_func=lambda code: show.region(str(code), plan.goals),
        ),
        "admissions": column.NumberColumn("Admissions", min_value=1, step=1, format="localized"),
        "gross": column.NumberColumn("Gross there", min_value=0, format="localized"),
        "currency": column.SelectboxColumn("Currency", options=list(show.currencies())),
        "hint": column.TextColumn("Box office, somewhere", help=HINT),
        "doubt": column.TextColumn("Beware"),
        "source": column.TextColumn("Source"),
    }


def _take(work: Work, found: Sequence[Candidate], rows: Sequence[editors.Row]) -> None:
    """Put the rows that are chosen and have figures into the comparable titles."""
    pairs = [(one, row) for one, row in zip(found, rows, strict=True) if row.get("take") == YES]
    if not pairs:
        st.info(NOBODY)
        return
    comps = [plain(comp) for comp in work.plan.film.comps]
    problems: list[Problem] = []
    for one, row in pairs:
        try:
            comps.append(_comp(work, one, row))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    session.say(f"Added {show.plural(len(pairs), 'comparable title')}.")
    session.apply(work, {"film.comps": comps})


def _comp(work: Work, one: Candidate, row: editors.Row) -> dict[str, object]:
    """Return the comparable title that a row makes; raises `InputError` where it lacks figures."""
    comp = plain(one.comp) if one.comp else {}
    start = dict(comp) if isinstance(comp, dict) else {}
    made = start | {"title": one.title, "source": one.source}
    made |= {name: row[name] for name in ("region", "admissions") if name in row}
    if "region" in row and "admissions" not in row and "gross" in row:
        facts = facts_of(work.plan)
        market = Market.of(str(row["region"]), work.plan.goals, facts)
        currency = str(row.get("currency", "EUR"))
        estimate = from_gross(float(str(row["gross"])), currency, market, facts)
        made |= {"admissions": estimate.admissions, "note": estimate.note}
    _complete(made, one.title)
    return made


def _complete(made: Mapping[str, object], title: str) -> None:
    lacking = [name for name in ("region", "admissions") if not made.get(name)]
    if lacking:
        hint = "Fill in its region and admissions, or its region and gross with the currency."
        what = f"has no {' and no '.join(lacking)}"
        raise InputError(Problem(what, field="title", value=title, hint=hint))
