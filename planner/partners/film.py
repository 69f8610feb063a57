"""What the page says about the film, and how many are expected to come."""

from __future__ import annotations

from planner.model.names import upper_first
from planner.partners.choice import Chosen
from planner.partners.names import GENRES
from planner.partners.parts import Admissions, Listing, Pair, Row, Table, Text
from planner.partners.writer import Writer, foreign

Texts = tuple[Text, ...]


def title(chosen: Chosen, write: Writer) -> Text:
    """Return the title as the reader's country knows it, else the plan's own."""
    film = chosen.plan.film
    local = {code.replace("-", "_"): name for code, name in film.local_titles.items()}
    if write.wanted in local:
        return foreign(local[write.wanted], write.wanted)
    return foreign(film.title, "en")


def other_titles(chosen: Chosen, write: Writer) -> Texts:
    """Return the international and the original title where they differ from the first."""
    film = chosen.plan.film
    texts = [foreign(film.title, "en")]
    if film.original_title:
        texts.append(foreign(film.original_title, film.original_language))
    shown = title(chosen, write).text
    return tuple(text for text in texts if text.text != shown)


def logline(chosen: Chosen, write: Writer) -> Listing | None:
    """Return the logline in the reader's language or its stand-in; None if there is none."""
    film = chosen.plan.film
    found = write.find(film.logline, film.original_language)
    if found is None:
        return None
    item = foreign(found.value, found.language)
    return Listing(write.say("The film"), (item,), found.note)


def listing(
    chosen: Chosen, write: Writer, heading: str, texts: dict[str, list[str]]
) -> Listing | None:
    """Return a list of the plan's texts below `heading`; None if there are none."""
    found = write.find(texts, chosen.plan.film.original_language)
    if found is None:
        return None
    items = tuple(foreign(text, found.language) for text in found.value)
    return Listing(heading, items, found.note)


def facts(chosen: Chosen, write: Writer) -> tuple[Pair, ...]:
    """Return director, genres, running time, language and versions, as far as they are known."""
    film = chosen.plan.film
    genres = write.series(write.call(GENRES, genre.lower()) for genre in film.genres)
    origin = write.series(write.locale.territories.get(code, code) for code in film.origin)
    pairs = (
        (write.say("Director"), film.director),
        (write.say("Genre"), genres),
        (write.say("Country of origin"), origin),
        (write.say("Running time"), write.minutes(film.runtime) if film.runtime else None),
        (write.say("Original language"), upper_first(write.language(film.original_language))),
        (write.say("Versions here"), versions(chosen, write)),
    )
    return tuple(Pair(label, write.text(value)) for label, value in pairs if value)


def versions(chosen: Chosen, write: Writer) -> str:
    """Return the language versions that the film opens with here."""
    plan = chosen.plan
    keys = [version.key for version in plan.planned_film.language_versions]
    keys = list(dict.fromkeys([*keys, *chosen.timing.gates]))
    here = [key for key in keys if key.rpartition(" ")[0].replace("-", "_") in chosen.shown_in]
    named = [name for name in map(write.version, here) if name]
    return write.series(named) or write.say("Original version")


def admissions(chosen: Chosen, write: Writer) -> Admissions:
    """Return the expected admissions with their range and what they rest on."""
    expected = chosen.spend.admissions or chosen.audience.potential
    figures = (
        (write.say("Low"), expected.low),
        (write.say("Expected"), expected.base),
        (write.say("High"), expected.high),
    )
    basis = (
        write.say("Estimated from comparable titles.")
        if chosen.audience.basis == "comps"
        else write.say("Assumed: no comparable title here, so the range is wide.")
    )
    return Admissions(
        title=write.say("Expected admissions"),
        figures=tuple(Pair(label, write.text(write.rough(number))) for label, number in figures),
        basis=basis,
        comps=_comps(chosen, write),
    )


def comp_sources(chosen: Chosen) -> list[str]:
    """Return where the comparable titles' figures come from."""
    return sorted({comp.source for comp in chosen.plan.film.comps if _is_here(chosen, comp.region)})


def _comps(chosen: Chosen, write: Writer) -> Table | None:
    comps = [comp for comp in chosen.plan.film.comps if _is_here(chosen, comp.region)]
    rows = tuple(
        Row(
            (
                foreign(comp.title, "en"),
                write.text(str(comp.released.year) if comp.released else ""),
                write.text(write.number(comp.admissions)),
            )
        )
        for comp in comps
    )
    head = (write.say("Comparable title"), write.say("Year"), write.say("Admissions"))
    return Table("", head, rows, figures=2) if rows else None


def _is_here(chosen: Chosen, region: str) -> bool:
    return region == chosen.code or region in chosen.members
