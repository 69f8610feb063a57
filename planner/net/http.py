"""Polite requests to services on the web: timeouts, tries, turns, a cache and plain errors.

One `Web` serves one task in one thread. Every address goes through `planner.net.routes`. Errors,
logs and the cache hold no secret.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from planner.net.answer import Answer, Failure, NotFound, bad_status, parse_json, too_many
from planner.net.cache import Cache, Entry
from planner.net.pace import Pace, backoff, never, retry_after
from planner.net.redact import guard_logs, redact
from planner.net.routes import routed
from planner.net.wire import Wire

__all__ = ["Answer", "NotFound", "Web", "never", "user_agent"]

LARGEST = 50 * 1024 * 1024
"""Bytes of one answer: far above any that we ask for, far below what fills a memory."""
LONGEST_OBEYED = 60.0
"""Seconds of a Retry-After that are waited out; beyond, the person is told instead."""
NOTHING_KEPT = timedelta(days=1)
"""For how long "there is nothing" is kept at most: what is missing may come."""
CONTACT = "MICROHIT_CONTACT"


def utc_now() -> datetime:
    """Return the time in UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def user_agent() -> str:
    """Return how requests introduce themselves: name, version, and $MICROHIT_CONTACT.

    Wikimedia's policy (foundation.wikimedia.org, "User-Agent Policy") asks for a contact: an
    address or a page of whoever runs this program.
    """
    named = os.environ.get(CONTACT, "")
    contact = "".join(sign for sign in named if " " <= sign <= "~" and sign not in "()")[:200]
    return f"Microhit/0.1 ({contact.strip() or f'film marketing planner; {CONTACT} not set'})"


@dataclass(frozen=True, slots=True)
class _Ask:
    """One question: an outside address, how it may be answered, and how the answer is read."""

    url: str
    keep: timedelta | None
    largest: int
    read: Callable[[Answer], Any]

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or redact(self.url)


class Web:
    """Asks services on the web; use it as a context manager or `close` it.

    `per_second` is per host; `timeout` (seconds) is for connecting and for each wait for data;
    `retries` are tries after the first.
    """

    def __init__(  # noqa: PLR0913  # all but the first have defaults that fit
        self,
        *,
        cache: Cache | None = None,
        per_second: float = 5.0,
        timeout: float = 30.0,
        retries: int = 4,
        sleep: Callable[[float], None] = time.sleep,
        cancelled: Callable[[], bool] = never,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        guard_logs()
        self.now = now
        self._cache = cache
        self._retries = retries
        self._pace = Pace(per_second, sleep, clock, cancelled)
        self._wire = Wire(timeout, user_agent(), self._pace.check, clock, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        keep: timedelta | None = None,
        largest: int = LARGEST,
    ) -> Answer:
        """Return what is at an address; `keep` is how old a kept answer may be (None: never).

        Raises:
            NotFound: Nothing is there.
            RateLimited: The service asks to wait for longer than we do.
            Offline: It cannot be reached.
            NetError: It fails or refuses, or the answer is longer than `largest` bytes.
            Cancelled: The person cancelled.
        """
        return self._ask(_Ask(_with(url, params), keep, largest, lambda _: None))[0]

    def json(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        keep: timedelta | None = None,
        busy: Callable[[Any], bool] = lambda _: False,
    ) -> Any:  # noqa: ANN401  # any JSON
        """Return the JSON at an address; raises as `get` does.

        What is no JSON is asked for again, like an answer that `busy` recognises as "ask later"
        although its status says success; neither is kept.
        """
        host = urlsplit(url).hostname or url

        def read(answer: Answer) -> Any | Failure:  # noqa: ANN401  # any JSON
            content = parse_json(answer, host)
            if not isinstance(content, Failure) and busy(content):
                wait = retry_after(answer.headers.get("retry-after"), self.now())
                return Failure(too_many(host, wait), again=True, wait=wait)
            return content

        return self._ask(_Ask(_with(url, params), keep, LARGEST, read))[1]

    def _ask(self, ask: _Ask) -> tuple[Answer, Any]:
        """Return an answer and what `ask.read` makes of it, from the cache or the web."""
        self._pace.check()
        kept = self._kept(ask)
        reached = self._judged(ask, kept) if kept else None
        if reached is None or (isinstance(reached, Failure) and not _is_missing(reached)):
            reached = self._try(ask)
        if isinstance(reached, Failure):
            raise reached.error
        return reached

    def _try(self, ask: _Ask) -> tuple[Answer, Any] | Failure:
        """Ask the web until it answers or the tries are used up."""
        tries = 0
        while True:
            tries += 1
            reached = self._once(ask)
            if not isinstance(reached, Failure) or not reached.again:
                return reached
            if reached.wait is not None and reached.wait > LONGEST_OBEYED:
                return Failure(too_many(ask.host, reached.wait), again=False)
            if tries > self._retries:
                return reached
            self._pace.wait(backoff(tries) if reached.wait is None else reached.wait)

    def _once(self, ask: _Ask) -> tuple[Answer, Any] | Failure:
        self._pace.turn(ask.host)
        answer = self._wire.fetch(ask.url, ask.largest)
        if isinstance(answer, Failure):
            return answer
        reached = self._judged(ask, answer)
        if not isinstance(reached, Failure) or _is_missing(reached):
            self._store(ask, answer)
        return reached

    def _judged(self, ask: _Ask, answer: Answer) -> tuple[Answer, Any] | Failure:
        """Return an answer with what it says, or why it is none."""
        wait = retry_after(answer.headers.get("retry-after"), self.now())
        content = bad_status(answer, ask.host, wait) or ask.read(answer)
        return content if isinstance(content, Failure) else (answer, content)

    def _kept(self, ask: _Ask) -> Answer | None:
        if self._cache is None or ask.keep is None:
            return None
        entry = self._cache.find(routed(ask.url), ask.keep, self.now())
        if entry is None:
            return None
        if entry.status >= 400 and self.now() - entry.fetched > NOTHING_KEPT:
            return None
        url = redact(ask.url)
        return Answer(
            entry.content, entry.status, entry.headers, url, entry.fetched, from_cache=True
        )

    def _store(self, ask: _Ask, answer: Answer) -> None:
        if self._cache is not None and ask.keep is not None:
            entry = Entry(answer.status, answer.headers, answer.content, answer.fetched)
            self._cache.put(routed(ask.url), entry)  # a mirror's answers stay apart


def _is_missing(failure: Failure) -> bool:
    return isinstance(failure.error, NotFound)


def _with(url: str, params: Mapping[str, str] | None) -> str:
    """Return an address with parameters; their order is theirs, so equal calls are equal."""
    if not params:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(params)}"
