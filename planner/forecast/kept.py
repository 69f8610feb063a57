"""Forecasts kept in memory by fingerprint: an unchanged series is not worked out again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from planner.forecast.engine import Result

MOST = 2048
"""Results kept, some ten kilobytes each."""
_held: OrderedDict[str, Result] = OrderedDict()
_lock = Lock()


def find(fingerprint: str) -> Result | None:
    """Return the result for a fingerprint, if it is still held."""
    with _lock:
        if fingerprint in _held:
            _held.move_to_end(fingerprint)
        return _held.get(fingerprint)


def keep(fingerprint: str, result: Result) -> None:
    """Hold a result, and drop the one unused for longest when there are too many."""
    with _lock:
        _held[fingerprint] = result
        while len(_held) > MOST:
            _held.popitem(last=False)


def forget() -> None:
    """Drop all results."""
    with _lock:
        _held.clear()
