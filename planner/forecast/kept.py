"""Forecasts kept in memory by fingerprint: an unchanged series is not worked out again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from planner.forecast.engine import Result

T = TypeVar("T")
MOST = 2048
"""Results kept, some ten kilobytes each."""


class Latest(Generic[T]):
    """What was used latest, at most `most` things by their key; threads may share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def find(self, key: str) -> T | None:
        """Return what is held for `key`, if it still is."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, key: str, thing: T) -> None:
        """Hold a thing, and drop the one unused for longest when there are too many."""
        with self._lock:
            self._held[key] = thing
            while len(self._held) > self.most:
                self._held.popitem(last=False)

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._held.clear()


_held: Latest[Result] = Latest(MOST)
find, keep, forget = _held.find, _held.keep, _held.forget
