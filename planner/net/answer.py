"""What a service answered, and how the ways to fail are told to a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planner.errors import NetError, Offline, RateLimited
from planner.net.redact import redact

LONGEST_REASON = 200
"""Characters of a service's own words that are passed on."""
SIGN_IN = (
    "what came back instead looks like a sign-in page of a network (a hotel's, a train's, an"
    " office's). Open any page in a browser, sign in there, then try again."
)


class NotFound(NetError):  # noqa: N818  # named for what happened, as in planner.errors
    """The service has nothing at that address (404, 410)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: header names are lower-case, `url` is the last address without secrets."""

    content: bytes
    status: int
    headers: Mapping[str, str]
    url: str
    fetched: datetime
    from_cache: bool = False

    @property
    def looks_like_a_page(self) -> bool:
        """Tell whether this is HTML."""
        kind = self.headers.get("content-type", "").lower()
        return "text/html" in kind or self.content[:200].lstrip().lower().startswith(b"<!doctype h")


@dataclass(frozen=True, slots=True)
class Failure:
    """One try that failed: the error to raise in the end, and whether to try again first."""

    error: NetError
    again: bool
    wait: float | None = None
    """Seconds that the service asks to wait."""


def parse_json(answer: Answer, host: str) -> Any | Failure:  # noqa: ANN401  # any JSON
    """Return what the JSON of an answer says, or why it says nothing."""
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        pass
    if answer.looks_like_a_page:
        return Failure(Offline(f"{host} could not be reached: {SIGN_IN}"), again=False)
    what = "broke off or is damaged" if answer.content.strip() else "is empty"
    return Failure(NetError(f"The answer of {host} {what}. {TRY_LATER}"), again=True)


TRY_LATER = "Nothing was changed. Try again in a few minutes."


def bad_status(answer: Answer, host: str, wait: float | None) -> Failure | None:
    """Return why a status is no success; None for 2xx."""
    status = answer.status
    if 200 <= status < 300:
        return None
    reason = reason_of(answer)
    if status == 429:
        return Failure(too_many(host, wait), again=True, wait=wait)
    if status >= 500:
        what = f"{host} has a fault of its own (status {status}{reason}). {TRY_LATER}"
        return Failure(NetError(what), again=True, wait=wait)
    if status in {404, 410}:
        return Failure(
            NotFound(f"{host} has nothing there (status {status}{reason})."), again=False
        )
    return Failure(NetError(f"{host} refused (status {status}{reason})."), again=False)


def too_many(host: str, wait: float | None) -> RateLimited:
    """Return the error that a service asks to wait."""
    when = f"in {spoken(wait)}" if wait else "in a few minutes"
    return RateLimited(f"{host} asks to wait: too many requests. Try again {when}.", wait)


def spoken(seconds: float) -> str:
    """Return a time to wait in words, rounded up: "40 seconds", "3 minutes", "2 hours"."""
    for size, name in ((3600, "hour"), (60, "minute")):
        if seconds > size:
            count = -int(-seconds // size)
            return f"{count} {name}{'s' if count != 1 else ''}"
    count = max(-int(-seconds // 1), 1)
    return f"{count} second{'s' if count != 1 else ''}"


def reason_of(answer: Answer) -> str:
    """Return what a service says about a failure, in its own words: ": Not found. ...", or ""."""
    if answer.looks_like_a_page:
        return ""
    try:
        content = json.loads(answer.content)
    except (ValueError, RecursionError):
        return ""
    words = _words(content)
    text = redact(" ".join(" ".join(words).split()))
    return f": {text[:LONGEST_REASON]}" if text else ""


def _words(content: object) -> list[str]:
    """Find the text in the shapes of errors that Wikimedia's and Google's services use."""
    if not isinstance(content, dict):
        return []
    inner = content.get("error")
    if isinstance(inner, dict):
        content = {**inner, "title": inner.get("title") or inner.get("message")}
    names = ("title", "detail", "info", "error_description")
    return [content[name] for name in names if isinstance(content.get(name), str)]
