"""Waiting: between requests to one host, before another try, and never past a cancellation."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from planner.errors import Cancelled

SLICE = 0.25
"""Seconds between two looks at whether the person cancelled."""
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
"""Seconds before the second try, doubled for each further one, up to the longest."""


Progress = Callable[[int, int, str], None]
"""Receives how many requests are done, of how many at most, and what comes next."""


def never() -> bool:
    """Say that nobody cancelled."""
    return False


def silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody how far it is."""


class Pace:
    """Keeps requests to one host apart and sleeps in slices that a person can cut short."""

    def __init__(
        self,
        per_second: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        self._gap = 1.0 / per_second
        self._sleep = sleep
        self._clock = clock
        self._cancelled = cancelled
        self._free: dict[str, float] = {}

    def turn(self, host: str) -> None:
        """Wait until a request to `host` is polite, and take that turn; raises `Cancelled`."""
        now = self._clock()
        at = max(now, self._free.get(host, now))
        self._free[host] = at + self._gap
        self.wait(at - now)

    def wait(self, seconds: float) -> None:
        """Sleep; raises `Cancelled` soon after the person cancels."""
        self.check()
        while seconds > 0:
            self._sleep(min(seconds, SLICE))
            seconds -= SLICE
            self.check()

    def check(self) -> None:
        """Raise `Cancelled` if the person cancelled."""
        if self._cancelled():
            raise Cancelled("Stopped, as you asked. Nothing was changed.")


def backoff(tries: int) -> float:
    """Return how long to wait (seconds) after `tries` failed tries: doubling, with some chance."""
    ceiling = min(FIRST_WAIT * 2.0 ** max(tries - 1, 0), LONGEST_WAIT)
    return float(ceiling) * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, keeps no secret


def retry_after(text: str | None, now: datetime) -> float | None:
    """Return what a Retry-After header asks to wait (seconds), None if it says nothing usable."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        wait: timedelta = parsedate_to_datetime(text) - now
        return max(wait.total_seconds(), 0.0)
    except (TypeError, ValueError, OverflowError):  # no date, or one without a zone
        return None
