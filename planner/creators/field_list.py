"""A list in the making: packages picked so far, what is left for others, what others would add."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from planner.creators.field import Field, Flags, Floats, Ints

NOTHING = 1e-12
"""Part of the worth of all cells that counts as no gain."""

FEW = 24
"""Packages that are looked at again one by one between two looks at all."""

FREE = 1e-12
"""What a package counts as costing at least, so that gain per price is finite."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A list as it was: packages by creator, and its sums."""

    chosen: dict[int, int]
    depth: Floats
    left: float
    money: Floats


class Draft:
    """A list that keeps all rules of "at most"; those of "at least" are the caller's to mind.

    Where a creator's package is on the list, the gains and prices of their other packages are
    those of buying that one in its place.
    """

    def __init__(
        self, field: Field, chosen: Sequence[int] = (), tolls: tuple[Floats, Floats] | None = None
    ) -> None:
        self.field = field
        ones = np.ones(len(field.money))
        self.tolls = tolls or (ones, 0 * ones)
        self.chosen: dict[int, int] = {}
        self.depth = np.zeros(field.shape[1])
        self.left = field.budget
        self.money, self.heads = field.money.copy(), field.heads.copy()
        self.extra = field.prices.copy()
        self.started = np.zeros(len(field.prices), dtype=bool)
        self._open = csr_array((field.shares.copy(), field.cells, field.starts), shape=field.shape)
        self._nothing = NOTHING * float(field.worth.sum())
        for package in chosen:
            self.add(package)

    @property
    def value(self) -> float:
        """Return the reach by weight."""
        return self.field.value(self.depth)

    @property
    def keeps(self) -> bool:
        """Return whether money and places are not overspent."""
        return bool(self.left >= 0 and (self.money >= 0).all() and (self.heads >= 0).all())

    def packages(self) -> list[int]:
        """Return what is picked, in the order in which its creators were."""
        return list(self.chosen.values())

    def add(self, package: int) -> None:
        """Put a package on the list, in the place of another one of its creator."""
        creator = int(self.field.creator[package])
        if creator in self.chosen:
            self._pay(self.chosen[creator], -1)
        self.chosen[creator] = package
        self._pay(package, 1)
        self._refresh(creator)

    def drop(self, creator: int) -> int:
        """Take a creator off the list; return the package."""
        package = self.chosen.pop(creator)
        self._pay(package, -1)
        self._refresh(creator)
        return package

    def saved(self) -> Saved:
        """Return what `restore` needs."""
        return Saved(dict(self.chosen), self.depth.copy(), self.left, self.money.copy())

    def restore(self, saved: Saved) -> None:
        """Make the list what it was, the order of picking and the last bit of sums included."""
        for creator in [one for one in self.chosen if self.chosen[one] != saved.chosen.get(one)]:
            self.drop(creator)
        for creator, package in saved.chosen.items():
            if creator not in self.chosen:
                self.add(package)
        self.chosen, self.depth = dict(saved.chosen), saved.depth.copy()
        self.left, self.money = saved.left, saved.money.copy()

    def gains(self) -> Floats:
        """Return what each package would add, 0 for those without room or use."""
        gains = np.asarray(self._open @ (self.field.worth * np.exp(-self.depth)))
        gains[~self.able() | (gains <= self._nothing)] = 0.0
        return gains

    def able(self) -> Flags:
        """Return which packages the rules leave room for."""
        region = self.field.region
        room = np.minimum(self.left, self.money)
        fresh = np.where(self.heads >= 1, room, -np.inf)
        return self.extra <= np.where(self.started, room[region], fresh[region])

    def costs(self) -> Floats:
        """Return what each package costs at the tolls on money and on places of regions."""
        money, heads = self.tolls
        region = self.field.region
        fresh = np.where(self.started, 0.0, heads[region])
        return np.asarray(np.maximum(self.extra * money[region] + fresh, FREE))

    def fill(self, *, per_price: bool, only: Flags | None = None, most: int | None = None) -> None:
        """Add the best package of `only`, at most `most`, while there is room; ties by order.

        Gains only shrink as a list grows, except those of the picked creator's other packages. So
        the best few are looked at again one by one as long as they beat what all others promised
        (lazy greedy: Minoux 1978; CELF: Leskovec et al. 2007, KDD), then all are reckoned anew.
        """
        added = -1
        while added and (most is None or most > 0):
            gains = self.gains() if only is None else self.gains() * only
            score = gains / self.costs() if per_price else gains
            added = self._add_best(score, only, most, per_price=per_price)
            most = None if most is None else most - added

    def mend(self, only: Flags | None = None) -> bool:
        """Add what is demanded and not on the list yet; return whether there was room."""
        while (needed := self._needed()) is not None:
            size = len(self.chosen)
            needed = needed if only is None else needed & only
            self.fill(per_price=True, only=needed, most=1)
            if len(self.chosen) == size:
                return False
        return True

    def _needed(self) -> Flags | None:
        """Return the packages of which the list needs one still, for the first such demand."""
        field = self.field
        for creator in np.flatnonzero(field.wanted):
            if int(creator) not in self.chosen:
                return np.asarray(field.creator == creator)
        if field.languages:
            spoken = set(field.language[self.packages()].tolist())
            for language in range(field.languages):
                if language not in spoken:
                    return np.asarray(field.language == language)
        return None

    def _add_best(
        self, score: Floats, only: Flags | None, most: int | None, *, per_price: bool
    ) -> int:
        """Add packages from among the few of the highest scores; return how many."""
        few, floor = _highest(score)
        waiting = [(-float(score[i]), int(i), 0) for i in few]  # the last: reckoned after how many
        heapq.heapify(waiting)
        added = 0
        while waiting and -waiting[0][0] >= floor and added != most:
            _, best, reckoned = heapq.heappop(waiting)
            again = [best]
            if reckoned == added:
                self.add(best)
                added += 1
                rows = self.field.packages(int(self.field.creator[best]))
                again = [i for i in range(rows.start, rows.stop) if only is None or only[i]]
            for i in again:
                now = self._score(i, per_price=per_price)
                if now > 0:
                    heapq.heappush(waiting, (-now, i, added))
        return added

    def _score(self, package: int, *, per_price: bool) -> float:
        """Return the gain of one package, or that for its price; 0 without room or use."""
        field, region = self.field, self.field.region[package]
        money, heads = self.tolls
        extra, fresh = float(self.extra[package]), not self.started[package]
        if extra > min(self.left, self.money[region]) or (fresh and self.heads[region] < 1):
            return 0.0
        row = field.row(package)
        cells = field.cells[row]
        gain = float(self._open.data[row] @ (field.worth[cells] * np.exp(-self.depth[cells])))
        if gain <= self._nothing:
            return 0.0
        cost = extra * money[region] + (heads[region] if fresh else 0.0)
        return gain / max(float(cost), FREE) if per_price else gain

    def _pay(self, package: int, sign: int) -> None:
        field = self.field
        row, region = field.row(package), field.region[package]
        self.depth[field.cells[row]] += sign * field.logs.data[row]
        price = sign * field.prices[package]
        self.left -= price
        self.money[region] -= price
        self.heads[region] -= sign

    def _refresh(self, creator: int) -> None:
        """Set what the packages of a creator would add and cost now."""
        field, package = self.field, self.chosen.get(creator)
        rows, block = field.packages(creator), field.block(creator)
        shares, prices = field.shares[block], field.prices[rows]
        self.started[rows] = package is not None
        if package is not None:
            left = 1 - shares.reshape(len(prices), -1)
            shares = (1 - left / (1 - field.shares[field.row(package)])).ravel()
            prices = prices - field.prices[package]
        self.extra[rows] = prices
        self._open.data[block] = shares


def ordered(field: Field, packages: Sequence[int]) -> list[int]:
    """Return a list's packages: demanded creators first, then by what they add for their price."""
    draft = Draft(field, [at for at in packages if field.wanted[field.creator[at]]])
    only = np.zeros(len(field.prices), dtype=bool)
    only[list(packages)] = True
    draft.fill(per_price=True, only=only)
    order = draft.packages()
    return order + sorted(set(packages) - set(order))


def _highest(score: Floats) -> tuple[Ints, float]:
    """Return the few best of the positive scores, and a score that all others stay below."""
    able = np.flatnonzero(score > 0)
    if len(able) <= FEW:
        return able, 0.0
    floor = float(-np.partition(-score[able], FEW)[FEW])
    return able[score[able] >= floor], floor
