"""Checks for secrets and people's contact data in the files of a campaign.

Git keeps what was committed for ever, and a plan is sent on: neither belongs into it. Findings are
told by place, with no more than their first characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.errors import InputError
from planner.model.plan import Plan
from planner.plan import document
from planner.plan.files import PLAN, VERSION
from planner.plan.text import plain
from planner.review.beside import Beside
from planner.review.check import Check, Page, Status
from planner.review.screen import Found, screen
from planner.review.screen_rules import Kind

TITLES: dict[Kind, str] = {
    "secret": "No secrets in files",
    "contact": "No contact data in files",
}
STEPS: dict[Kind, str] = {
    "secret": (
        "Take it out, and keep it in the environment or in Streamlit's secrets. If it was shared "
        "or committed, revoke it and make a new one: git keeps the old text."
    ),
    "contact": "Take it out: people stand in contacts.yaml, which git ignores, by their role.",
}
FROZEN = "A version is never rewritten: ask whoever keeps the repository to take it out of git."
NAMED = 3
"""Findings of a file that are named; the others are counted."""
PAGES: dict[str, Page] = {"film": "film", "goals": "film", "timing": "timing", "spend": "spend",
    "creators": "creators", "partners": "partners"}  # fmt: skip


def checks(plan: Plan, beside: Beside | None) -> Iterator[Check]:
    """Yield what was found in each file beside the plan, and in what is not saved yet."""
    screened = beside.screened if beside else {}
    text = (beside.text if beside else None) or ""
    told = [check for name, found in screened.items() for check in _told(found, name, text)]
    told += _unsaved(plan, [one for found in screened.values() for one in found])
    yield from told
    titles = {one.title for one in told}
    for title in TITLES.values():
        if title not in titles:
            yield Check("PASS", title, "None was found in the plan and beside it.", page="plan")


def text_checks(text: str, name: str) -> Iterator[Check]:
    """Yield one check for each kind of finding in the text of the file `name`."""
    return _told(screen(text), name, text)


def _told(screened: Iterable[Found], name: str, text: str) -> Iterator[Check]:
    """Yield one check for each kind of finding in a file; `text` is that of the working plan."""
    for kind, title in TITLES.items():
        found = [one for one in screened if one.kind == kind]
        if found:
            at = _key_path(text, found[0]) if _last(name) == PLAN else ""
            step = STEPS[kind] + (f" {FROZEN}" if VERSION.fullmatch(_last(name)) else "")
            page = PAGES.get(at.partition(".")[0], "plan")
            message = f"{_listed(found, name)}."
            yield Check(_severity(kind, name), title, message, step, at, page)


def _unsaved(plan: Plan, saved: Iterable[Found]) -> list[Check]:
    """Return what stands in the plan but in no file: where it is can't be told by line."""
    known = {(one.what, one.shown) for one in saved}
    fresh = [one for one in screen(repr(plain(plan))) if (one.what, one.shown) not in known]
    return [
        Check("FAIL", title, f"Not saved yet: {listed}.", STEPS[kind], page="plan")
        for kind, title in TITLES.items()
        if (listed := ", ".join(f"{one.what} ({one.shown})" for one in fresh if one.kind == kind))
    ]


def _severity(kind: Kind, name: str) -> Status:
    """A secret must go wherever it stands; contacts from the plan, which is sent to others."""
    return "FAIL" if kind == "secret" or _last(name) == PLAN else "REVIEW"


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _listed(found: list[Found], name: str) -> str:
    places = (f"{name}:{one.line}:{one.column}: {one.what} ({one.shown})" for one in found[:NAMED])
    rest = len(found) - NAMED
    return "; ".join(places) + (f"; and {rest} more in {name}" if rest > 0 else "")


def _key_path(text: str, found: Found) -> str:
    """Return the key path of the last thing that starts at or before a finding."""
    try:
        places = document.read(text, "").places
    except InputError:
        return ""
    here = (found.line, found.column)
    before = ((place, len(path), path) for path, place in places.items() if place <= here)
    *_, path = max(before, default=(here, 0, ()))
    return ".".join(map(str, path))
