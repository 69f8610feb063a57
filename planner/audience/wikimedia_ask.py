"""Asking Wikimedia one thing after another: some answers may fail, the whole goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from planner.errors import Cancelled, NetError, Offline, RateLimited
from planner.net.pace import Progress, never

T = TypeVar("T")
LONG = timedelta(days=30)
"""For how long answers about the past are kept."""
SHORT = timedelta(days=1)
"""For how long answers are kept that may still change."""
MOST_OFFLINE = 2
MOST_IN_A_ROW = 8
"""So many failures one after another mean that the service is down, not one of its languages."""


@dataclass(frozen=True, slots=True)
class Failed:
    """One answer that could not be had, after all tries."""

    error: NetError


class Asker:
    """Counts answers for a person who waits, and tells one failure from a service that is down."""

    def __init__(
        self, total: int, progress: Progress | None = None, cancelled: Callable[[], bool] = never
    ) -> None:
        self.total = total
        self.done = 0
        self._progress = progress
        self._cancelled = cancelled
        self._row = 0
        self._offline = 0

    def ask(self, what: str, call: Callable[[], T]) -> T | Failed:
        """Return what `call` returns, or that it failed.

        Raises:
            Cancelled: The person cancelled.
            RateLimited: The service asks to wait for long; going on would be rude.
            Offline, NetError: Nothing gets through any more.
        """
        if self._cancelled():
            raise Cancelled("Stopped, as you asked. Nothing was changed.")
        try:
            result: T | Failed = call()
        except RateLimited:
            raise
        except NetError as error:
            self._count(error)
            result = Failed(error)
        else:
            self._row = self._offline = 0
        self.step(1, what)
        return result

    def step(self, count: int, what: str) -> None:
        """Count answers that are there, or no longer needed."""
        self.done = min(self.done + count, self.total)
        if self._progress is not None:
            self._progress(self.done, self.total, what)

    def _count(self, error: NetError) -> None:
        self._row += 1
        self._offline = self._offline + 1 if isinstance(error, Offline) else 0
        if self._offline >= MOST_OFFLINE or self._row >= MOST_IN_A_ROW:
            raise error
