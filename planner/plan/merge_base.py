"""Finds the version that two plans of a campaign both stem from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from planner.errors import MicrohitError
from planner.model.plan import Plan
from planner.plan import store
from planner.plan.store import Snapshot

Read = Callable[[Path], Snapshot]


def common_base(folder: Path, ours: Plan, theirs: Plan, read: Read = store.load) -> Plan | None:
    """Return the newest version that both plans stem from, by their `based_on`; None: none is left.

    A plan stems from the version of its own number too, if that holds the same save: a working
    plan may have been edited since it was frozen.
    """
    chains = [_ancestors(folder, plan, read) for plan in (ours, theirs)]
    first, second = ({found.version: found for found in chain} for chain in chains)
    return next((plan for number, plan in first.items() if number in second), None)


def _ancestors(folder: Path, plan: Plan, read: Read) -> Iterator[Plan]:
    """Yield the versions that `plan` stems from, newest first."""
    own = _version(folder, plan.version, read)
    if own and (own.saved, own.author) == (plan.saved, plan.author):
        yield own
    before = plan.version
    number = plan.based_on
    while number is not None and number < before:  # a file edited by hand could run in circles
        found = _version(folder, number, read)
        if found is None:
            return
        yield found
        before, number = number, found.based_on


def _version(folder: Path, number: int, read: Read) -> Plan | None:
    path = store.version_path(folder, number)
    try:
        return read(path).plan if path.exists() else None
    except MicrohitError:
        return None  # a version that cannot be read is no base
