"""Finds the version that two plans of a campaign both stem from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.errors import MicrohitError
from planner.model.plan import Head, Plan
from planner.plan import store
from planner.plan.head import head
from planner.plan.store import Read


def common_base(folder: Path, ours: Plan, theirs: Plan, read: Read = store.load) -> Plan | None:
    """Return the newest version that both plans stem from, by their `based_on`; None: none is left.

    A plan stems from the version of its own number too, if that holds the same save: a working
    plan may have been edited since it was frozen.
    """
    first, second = (list(ancestors(folder, plan, read)) for plan in (ours, theirs))
    shared = (number for number in first if number in second)
    found = (store.readable(store.version_path(folder, number), read) for number in shared)
    return next((plan for plan in found if plan), None)


def ancestors(folder: Path, plan: Plan, read: Read = store.load) -> Iterator[int]:
    """Yield the numbers of the versions that `plan` stems from, newest first."""
    own = _head(folder, plan.version, read)
    if own and (own.saved, own.author) == (plan.saved, plan.author):
        yield plan.version
    before = plan.version
    number = plan.based_on
    while number is not None and number < before:  # a file edited by hand could run in circles
        found = _head(folder, number, read)
        if found is None:
            return
        yield number
        before, number = number, found.based_on


def _head(folder: Path, number: int, read: Read) -> Head | None:
    path = store.version_path(folder, number)
    try:
        return head(path, read) if path.exists() else None
    except MicrohitError:
        return None  # a version that cannot be read is no base
