"""The first plan of a campaign, from a film file or from a title alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from planner.errors import InputError, Problem
from planner.model.goals import is_iso
from planner.model.plan import SCHEMA, Plan
from planner.plan.decode import read_file
from planner.plan.document import Document, Plain, read
from planner.plan.parse import checked

KEYS = ("film", "goals", "overrides")
WINDOW = timedelta(weeks=26), timedelta(weeks=52)
"""A window until a person sets one: half a year away, half a year long."""


def from_film_file(slug: str, path: Path, as_of: date) -> Plan:
    """Return the first plan of campaign `slug` from a YAML file with `film`, and perhaps `goals`.

    A file that is the film itself (with `title` at its top) is accepted too.

    Raises:
        InputError: every fault of the file, with line and key path.
    """
    document = _whole(read(read_file(path, kind="a film"), str(path)))
    if not isinstance(document.data, dict) or "film" not in document.data:
        hint = "Put the film's title, origin, original_language and genres under `film:`."
        raise InputError(Problem("holds no film", str(path), 1, hint=hint))
    return _plan(slug, document, as_of)


def _whole(document: Document) -> Document:
    """Return the document with its film under the key `film`."""
    data = document.data
    if not isinstance(data, dict) or "title" not in data:
        return document
    places = {("film", *path): place for path, place in document.places.items()}
    return Document(document.name, {"film": data}, places)


def _plan(slug: str, document: Document, as_of: date) -> Plan:
    data = document.data
    assert isinstance(data, dict)  # noqa: S101  # from_film_file has checked it
    unknown = [key for key in data if key not in KEYS]
    if unknown:
        hint = f"A film file holds {', '.join(KEYS)}."
        raise InputError(
            [document.problem((key,), "is no known field", hint=hint) for key in unknown]
        )
    film = data["film"]
    origin = film.get("origin") if isinstance(film, dict) else None
    inputs = {"goals": _goals(as_of, origin), **data}
    return checked({"schema": SCHEMA, "campaign": slug, "as_of": as_of, **inputs}, document)


def _goals(as_of: date, origin: Plain) -> Plain:
    """Return goals to start from: no money yet, a far window, the film's own countries."""
    start, end = (as_of + span for span in WINDOW)
    countries = [str(code) for code in origin] if isinstance(origin, list) else []
    regions: Plain = {code: {} for code in countries if is_iso(code)}
    window: Plain = {"from": start.isoformat(), "to": end.isoformat()}
    return {"budget": {"total": 0}, "window": window, "regions": regions}


def untitled(slug: str, as_of: date) -> Plan:
    """Return a plan that names everything a person has to fill in."""
    film: Plain = {
        "title": slug.replace("-", " ").capitalize(),
        "origin": ["FR"],
        "original_language": "fr",
        "genres": ["Drama"],
    }
    return _plan(slug, Document.of({"film": film}), as_of)
