"""Places on the pages that a link can lead to: a region, a tab, a part that opens on demand."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from planner.errors import InputError, Problem

Opens = tuple[str, object]
"""The key of a widget and what it holds when the place is open."""

REGION, PLACE = "region", "open"
"""Names in the URL."""
FILM = {
    "comps": "Comparable titles",
    "language_versions": "Language versions",
    "trailers": "Trailers",
    "festivals": "Festivals",
    "content": "Sensitive content",
    "seen": "Where it could travel",
    "messages": "Titles and texts",
    "logline": "Titles and texts",
    "local_titles": "Titles and texts",
}
"""The tab of page Film that holds a field of the film."""
PLAN = {
    "checks": "Checks",
    "changes": "Changes",
    "versions": "Versions",
    "decisions": "Decisions",
    "signs": "Sign-offs",
    "media": "Media",
    "file": "File",
    "share": "Share",
}
"""The tabs of page Plan by their name in the URL."""
CREATORS = {
    "shortlist": "Shortlist",
    "sheet": "Creator sheet",
    "rules": "Rules",
    "outreach": "Outreach",
}
PLACES: Mapping[str, Mapping[str, Opens]] = {
    "film": {name: ("film.tabs", tab) for name, tab in FILM.items()},
    "timing": {
        "rules": ("timing.more", True),
        "clearance": ("timing.clearance", True),
        "questions": ("timing.questions", True),
    },
    "spend": {
        "limits": ("spend.more", True),
        "languages": ("spend.part.languages", True),
    },
    "creators": {name: ("creators.tab", tab) for name, tab in CREATORS.items()},
    "plan": {name: ("plan.tab", tab) for name, tab in PLAN.items()},
}
"""What each page can open, by its name in the URL."""
FIELDS = {
    "goals.rules": "rules",
    "goals.competitors": "rules",
    "goals.happenings": "rules",
    "goals.embargoes": "clearance",
    "goals.limits": "limits",
    "goals.rates": "limits",
    "goals.shortlist": "rules",
    "languages": "languages",
    "overrides": "decisions",
    "records": "signs",
}
"""The place for a field of the goals or a decision, where its page has it."""


def query(page: str, at: str) -> dict[str, str]:
    """Return the query parameters that lead to key path `at` on a page; none where it has none."""
    top, *rest = at.split(".")
    found: dict[str, str] = {}
    if rest[:1] == ["regions"] and len(rest) > 1:
        found[REGION] = rest[1]
    elif top in ("timing", "spend") and len(rest) > 1:
        found[REGION] = rest[0]
    name = rest[0] if top == "film" and rest else FIELDS.get(".".join([top, *rest[:1]]), "")
    if rest[2:3] == ["certificate"]:
        name = "clearance"
    if top == "timing" and rest[:1] == ["regions"] and not rest[2:]:
        name = "questions"  # a region as a whole: who signs it off
    name = name or FIELDS.get(top, "")
    return found | ({PLACE: name} if name in PLACES.get(page, {}) else {})


def follow(page: str) -> None:
    """Open the place that the URL names, once: from then on the page's widgets hold it."""
    region, name = (st.query_params.pop(key, None) for key in (REGION, PLACE))
    if region:
        st.session_state["region"] = region
        st.session_state.pop("culture.region", None)  # it starts from the region above
    opens = PLACES.get(page, {}).get(name or "")
    if opens:
        st.session_state[opens[0]] = opens[1]


def version() -> int | None:
    """Return the version that the URL names; None if it names none.

    Raises:
        InputError: what it names is no number.
    """
    text = st.query_params.get("version")
    if text is None or (text.isascii() and text.isdigit()):
        return int(text) if text else None
    hint = "Use a number, such as ?version=3."
    raise InputError(Problem("is no version", field="version", value=text, hint=hint))
