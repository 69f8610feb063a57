"""What a person may paste to name a Google Sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from planner.errors import InputError, Problem

BASE = "https://docs.google.com/spreadsheets/d"
HOSTS = {"docs.google.com", "drive.google.com", "spreadsheets.google.com"}
ID = re.compile(r"[A-Za-z0-9_-]{20,200}", re.ASCII)
PUBLISHED = "2PACX-"
"""What the id of a published form begins with: it is not the sheet's own id."""
GID = re.compile(r"\d{1,12}", re.ASCII)
OTHER_KINDS = {"document": "a text document", "presentation": "a presentation", "forms": "a form"}
HINT = "Copy the link from the browser's address bar while the sheet is open."


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A Google Sheet: its id, the number of the tab that the link names, how it is shared."""

    id: str
    gid: str | None = None
    published: bool = False
    """Published to the web (File > Share > Publish to web): `id` is that of the published form."""

    @property
    def csv(self) -> str:
        """The address that gives one tab as CSV, without a sign-in if it is shared so."""
        if self.published:
            more = {"gid": self.gid, "single": "true"} if self.gid is not None else {}
            return f"{BASE}/e/{self.id}/pub?{urlencode({**more, 'output': 'csv'})}"
        more = {"gid": self.gid} if self.gid is not None else {}
        return f"{BASE}/{self.id}/export?{urlencode({'format': 'csv', **more})}"


def parse_link(text: str) -> SheetLink:
    """Return the sheet that any form of its link, or its bare id, names; raises `InputError`."""
    text = text.strip().strip("<>\"'")
    if ID.fullmatch(text):
        return SheetLink(text, published=text.startswith(PUBLISHED))
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname
    except ValueError:
        raise _no_link(text) from None
    if parts.scheme not in {"http", "https"} or host not in HOSTS:
        raise _no_link(text)
    steps = [step for step in parts.path.split("/") if step]
    _check_kind(steps, text)
    found = _id(steps, parts)
    if found is None or not ID.fullmatch(found):
        raise _no_link(text)
    published = found.startswith(PUBLISHED) or _follows(steps, "d") == "e"
    return SheetLink(found, _gid(parts), published)


def _check_kind(steps: list[str], text: str) -> None:
    kind = next((OTHER_KINDS[step] for step in steps if step in OTHER_KINDS), None)
    if kind is not None:
        raise InputError(Problem(f"is a link to {kind}, not to a Google Sheet", value=text))


def _id(steps: list[str], parts: SplitResult) -> str | None:
    after = _follows(steps, "d")
    if after == "e":
        return _follows(steps, "e")
    query = parse_qs(parts.query)
    named = [*query.get("id", []), *query.get("key", [])]  # forms of Drive, and of old
    return after or next(iter(named), None)


def _follows(steps: list[str], mark: str) -> str | None:
    return next((after for step, after in pairwise(steps) if step == mark), None)


def _gid(parts: SplitResult) -> str | None:
    """Return the tab's number: what follows # is what the person last looked at."""
    for text in (parts.fragment, parts.query):
        for gid in parse_qs(text).get("gid", []):
            if GID.fullmatch(gid):
                return gid
    return None


def _no_link(text: str) -> InputError:
    return InputError(Problem("is no link to a Google Sheet", value=text, hint=HINT))
