"""What Google's APIs refuse, in words for the person who has to mend it.

An error of googleapiclient is never shown or logged itself: its text holds the whole address, and
with it keys. Reasons: developers.google.com/youtube/v3/docs/errors, cloud.google.com/apis/design.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.errors import NetError, Offline, RateLimited, SignInNeeded
from planner.net.answer import SIGN_IN, NotFound, spoken
from planner.net.google_scopes import Scope
from planner.net.pace import retry_after
from planner.net.redact import redact

SWITCHED_OFF = {"accessNotConfigured", "SERVICE_DISABLED"}
USED_UP = {"dailyLimitExceeded", "dailyLimitExceededUnreg", "quotaExceeded"}
TOO_FAST = {
    "RATE_LIMIT_EXCEEDED",
    "RESOURCE_EXHAUSTED",
    "concurrentLimitExceeded",
    "rateLimitExceeded",
    "userRateLimitExceeded",
}
NO_CHANNEL = {"youtubeSignupRequired", "channelNotFound"}
TOO_NARROW = {"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"}
PER_DAY = re.compile(r"per\s?day|\b1/d/", re.IGNORECASE)
"""How a quota that lasts for a day names itself, such as defaultPerDayPerProject."""
RESET_ZONE = ZoneInfo("America/Los_Angeles")
"""Quotas of a day start anew at midnight Pacific time (developers.google.com/youtube/v3)."""
LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of Google, in words for a person."""

    scope: Scope
    what: str
    """Such as `the Google Sheet Roma 2026`."""
    forbidden: str
    """What to do where Google says that this is not permitted."""
    missing: str
    """What to do where Google says that there is no such thing."""
    known: Mapping[str, str] = field(default_factory=dict)
    """What to do where Google's own words hold a text, which is the key."""
    own: Callable[[Refusal], NetError | None] = lambda _: None
    """What the asker itself says of a refusal that is no limit; None: what is said to all."""


class UsedUp(RateLimited):
    """The quota of a day is gone."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an answer with an error status says."""

    status: int
    reasons: frozenset[str]
    message: str
    """Google's own words, without secrets and markup."""
    link: str | None
    """Where an API is switched on."""
    per_day: bool
    wait: float | None
    """Seconds that Google asks to wait, as Retry-After says."""

    @property
    def used_up(self) -> bool:
        """Whether the quota of a day is gone, so that trying again is no use before tomorrow."""
        limited = self.reasons & TOO_FAST or self.status == 429
        return bool(self.reasons & USED_UP) or bool(limited and self.per_day)

    @property
    def passing(self) -> bool:
        """Whether the same request may well be answered a little later."""
        return not self.used_up and (self.too_fast or self.status >= 500)

    @property
    def too_fast(self) -> bool:
        """Whether Google asks to slow down."""
        return self.status == 429 or bool(self.reasons & TOO_FAST)


def read_refusal(status: int, headers: Mapping[str, str], content: bytes) -> Refusal:
    """Return what an answer with an error status says, as far as it says anything."""
    error = _error(content)
    said = error.get("message")
    message = re.sub(r"<[^>]*>", "", said) if isinstance(said, str) else ""
    message = redact(" ".join(message.split()))[:LONGEST_MESSAGE]
    texts = [text for detail in _details(error) for text in _texts(detail)]
    link = next((text for text in [*texts, *message.split()] if _is_console(text)), None)
    per_day = any(PER_DAY.search(text) for text in [message, *texts])
    wait = retry_after(headers.get("retry-after"), datetime.now(UTC))
    return Refusal(status, frozenset(_reasons(error)), message, link, per_day, wait)


def translate(refusal: Refusal, asked: Asked, now: datetime | None = None) -> NetError:
    """Return the error to raise for a refusal."""
    if refusal.used_up or refusal.too_fast:
        return _limited(refusal, asked.scope.title, now)
    if refusal.status < 400:  # Google's APIs never send elsewhere
        return Offline(f"Google could not be reached: {SIGN_IN}")
    own = asked.own(refusal)
    if own is not None:
        return own
    if refusal.reasons & TOO_NARROW or (refusal.status == 401 and not refusal.reasons & NO_CHANNEL):
        return SignInNeeded(_sign_in_again(refusal, asked.scope))
    if refusal.status in {404, 410} and not refusal.reasons & NO_CHANNEL:
        return NotFound(f"Google does not find {asked.what}. {asked.missing}")
    return NetError(_other(refusal, asked))


def _limited(refusal: Refusal, title: str, now: datetime | None) -> RateLimited:
    if refusal.used_up:
        text = f"Google's quota of the day for {title} is used up. It starts anew at midnight"
        return UsedUp(f"{text} Pacific time; try again then.", seconds_to_midnight(now))
    when = f"in {spoken(refusal.wait)}" if refusal.wait else "in a few minutes"
    return RateLimited(f"Google asks to slow down with {title}. Try again {when}.", refusal.wait)


def _sign_in_again(refusal: Refusal, scope: Scope) -> str:
    if refusal.reasons & TOO_NARROW:
        why = f"Your sign-in does not allow to read {scope.title}."
        return scope.again(f"{why} Tick every box that Google shows.")
    return scope.again("Your sign-in has expired.")


def no_channel(scope: Scope) -> str:
    """Say that an account has no channel: people have several accounts, and brand accounts."""
    why = (
        "The Google account that you signed in with has no YouTube channel. Choose the film's "
        "channel on the page where Google asks for an account."
    )
    return scope.again(why)


def _other(refusal: Refusal, asked: Asked) -> str:
    if refusal.reasons & NO_CHANNEL:
        return no_channel(asked.scope)
    if refusal.reasons & SWITCHED_OFF:
        return (
            f"{_api(refusal, asked)} is not switched on in your Google Cloud project. Switch it "
            f"on at {api_page(refusal)}, wait a few minutes, and try again."
        )
    if refusal.status == 403:
        return f"Google does not let this sign-in read {asked.what}. {asked.forbidden}"
    if refusal.status >= 500:
        return f"Google could not answer for {asked.what} just now. Try again in a few minutes."
    for words, advice in asked.known.items():
        if words in refusal.message:
            return advice
    said = f": {refusal.message}" if refusal.message else ""
    return f"Google refused to read {asked.what} (error {refusal.status}){said}"


def api_page(refusal: Refusal) -> str:
    """Return where an API is switched on."""
    return refusal.link or "https://console.cloud.google.com/apis/library"


def quota_day(now: datetime | None = None) -> date:
    """Return the day that quotas are counted by."""
    return (now or datetime.now(UTC)).astimezone(RESET_ZONE).date()


def seconds_to_midnight(now: datetime | None = None) -> float:
    """Return the seconds until quotas of a day start anew."""
    here = (now or datetime.now(UTC)).astimezone(RESET_ZONE)
    tomorrow = datetime.combine(here.date() + timedelta(days=1), time(), RESET_ZONE)
    return (tomorrow.astimezone(UTC) - here.astimezone(UTC)).total_seconds()


def _api(refusal: Refusal, asked: Asked) -> str:
    """Name the API: as Google does, `Google Sheets API has not been used in project ...`."""
    named = re.match(r"[\w ]{3,60}? API\b", refusal.message)
    return f"The {named[0]}" if named else f"The API for {asked.scope.title}"


def _error(content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    error = answer.get("error") if isinstance(answer, dict) else None
    return error if isinstance(error, dict) else {}


def _details(error: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("errors", "details"):
        items = error.get(name)
        if isinstance(items, list):
            yield from (item for item in items if isinstance(item, dict))


def _reasons(error: dict[str, Any]) -> Iterator[str]:
    yield from (error[name] for name in ("status",) if isinstance(error.get(name), str))
    for detail in _details(error):
        if isinstance(detail.get("reason"), str):
            yield detail["reason"]


def _texts(detail: object, depth: int = 4) -> Iterator[str]:
    """Texts in a detail: quota names and links lie at different depths."""
    if isinstance(detail, str):
        yield detail
    elif isinstance(detail, dict | list) and depth:
        for item in detail.values() if isinstance(detail, dict) else detail:
            yield from _texts(item, depth - 1)


def _is_console(text: str) -> bool:
    return re.fullmatch(r"https://console\.(developers|cloud)\.google\.com/\S+", text) is not None
