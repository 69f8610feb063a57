"""Swaps: a creator of a list makes room for others where these bring more together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.creators.field import ROUNDING
from planner.creators.field_list import FREE, Draft

WORK = 10_000_000
"""Entries that swapping may look at: work, not time, so that results repeat."""

TRY_COST = 100_000
"""What one try costs beside its entries, in entries."""


def swap(draft: Draft, work: int = WORK) -> None:
    """Exchange one creator for others while that adds, who bring least for their price first.

    Demanded languages and creators stay on the list.
    """
    field = draft.field
    tries = work // (len(field.shares) + 2 * len(field.prices) + TRY_COST)
    while tries > 0:
        for creator in list(_weakest_first(draft)):
            tries -= 1
            if tries < 0 or _exchange(draft, creator):
                break
        else:
            return


def _weakest_first(draft: Draft) -> Iterator[int]:
    """Yield the creators of the list by rising worth per price."""
    field = draft.field
    open_worth = field.worth * np.exp(-draft.depth)
    worth = {}
    for creator, package in draft.chosen.items():
        row = field.row(package)
        lost = open_worth[field.cells[row]] @ np.expm1(field.logs.data[row])
        worth[creator] = float(lost) / max(float(field.prices[package]), FREE)
    yield from sorted(worth, key=lambda creator: (worth[creator], creator))


def _exchange(draft: Draft, creator: int) -> bool:
    """Try the list without one package, filled again by gain or by gain for the price."""
    saved, before = draft.saved(), draft.value
    for per_price in (False, True):
        package = draft.drop(creator)
        others = np.ones(len(draft.field.prices), dtype=bool)
        others[package] = False
        if draft.mend(others):
            draft.fill(per_price=per_price, only=others)
            if draft.value > before + ROUNDING * float(draft.field.worth.sum()):
                return True
        draft.restore(saved)
    return False
