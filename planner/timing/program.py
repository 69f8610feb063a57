"""A schedule as matrices for HiGHS: choices of a day, and gains where a source opened before.

The gain of a region from a source is a product of two choices, their days. It is made linear by a
variable that neither the region's own choice nor the source's earlier ones may fall below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from planner.timing.calendar import monday
from planner.timing.problem import Problem, between, echo, evaluate, sources

Array = NDArray[np.float64]
TIE = 1e-7
"""Bonus for the first region by name and the earlier day, as a share of the highest value: enough
to decide between equals, too little to change a figure that is shown."""
LARGE = 1e4
"""The highest value in the solver's eyes: its tolerances are absolute, 1e-7, and must not hide the
bonus of one choice among thousands."""
NODES = 20_000
"""Where a search is given up and its bound told; a limit on time would not repeat."""
INFEASIBLE = 2
"""The status by which `scipy.optimize.milp` says that no dates fit."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best dates with a given first week; without days the search was given up."""

    days: Mapping[str, date]
    score: float
    """Value, and the reward of each dated region where regions may stay undated."""
    bound: float
    """No dates with that first week score more."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A region's choice and the source choices that echo in it: numbers and shares."""

    choice: int
    numbers: tuple[int, ...]
    shares: tuple[float, ...]


class Program:
    """The matrices of a problem: built once, since the first week changes the values alone."""

    def __init__(self, problem: Problem, *, all_dated: bool) -> None:
        self.problem, self.all_dated = problem, all_dated
        self.codes = sorted(problem.values)
        self.choices = [(code, day) for code in self.codes for day in sorted(problem.values[code])]
        self.weeks = np.array([monday(day).toordinal() // 7 for _, day in self.choices])
        self.values = np.array([problem.values[code][day] for code, day in self.choices])
        self.numbers: dict[str, list[tuple[int, date]]] = {code: [] for code in self.codes}
        for number, (code, day) in enumerate(self.choices):
            self.numbers[code].append((number, day))
        self.starts = [items[0][0] for items in self.numbers.values()]
        self.pairs = list(self._pairs())
        self.most_spill = 1 + problem.spill_over * max(
            (len(sources(problem, code)) for code in self.codes), default=0
        )
        best = [max(problem.values[code].values()) for code in self.codes]
        self.scale = max([*best, 1.0]) / LARGE
        self.bonus = TIE * LARGE * self.scale * self._order()
        # More than all values together: as many regions as possible are dated first.
        self.reward = 0.0 if all_dated else 2 * self.most_spill * (sum(best) + 1)
        self.constraints, self.spill_constraints = self._constraints()

    def firsts(self) -> list[date]:
        """Return the Mondays of the weeks in which the first region may open."""
        ends = [self.numbers[code][-1][1] for code in self.codes]
        last = monday(min(ends) if self.all_dated else max(ends)) if ends else date.min
        kept = [monday(self.numbers[code][0][1]) for code in self.codes if self._is_fixed(code)]
        last = min([last, *kept])
        weeks = {monday(day) for _, day in self.choices}
        return sorted(week for week in weeks if week <= last)

    def loose(self, first: date) -> float:
        """Return the sum of each region's own best from week `first` on, whatever the limits."""
        start = first.toordinal() // 7
        factors = (1 - self.problem.lag) ** np.maximum(self.weeks - start, 0)
        worth = np.where(self.weeks >= start, self.values * factors + self.bonus, 0.0)
        best = np.maximum.reduceat(worth, self.starts) if len(worth) else worth
        return float(best.sum()) * self.most_spill + self.reward * len(self.codes)

    def relaxed(self, first: date, *, spill: bool) -> float | None:
        """Return what no dates from week `first` on can exceed, None where no dates fit."""
        found = self._run(first, spill=spill, whole=False, gap=0.0)
        return None if found.status == INFEASIBLE else -float(found.fun) * self.scale

    def search(self, first: date, gap: float) -> Found | None:
        """Return the best dates of which the first is in week `first`; None where none fit."""
        found = self._run(first, spill=bool(self.pairs), whole=True, gap=gap)
        if found.status == INFEASIBLE:
            return None
        bound = -float(found.mip_dual_bound) * self.scale
        if found.x is None:
            return Found({}, 0.0, bound)
        taken = np.flatnonzero(found.x[: len(self.choices)] > 0.5)
        days = dict(self.choices[int(number)] for number in taken)
        value = sum(part.whole for part in evaluate(self.problem, days).values())
        score = value + self.reward * len(days)
        return Found(days, score, max(bound, score))

    def _order(self) -> Array:
        """Return from 4 to 1 for each choice: regions by name, and each one's days from its first.

        A product, since in a sum two regions could change places without a loss.
        """
        places = {code: place for place, code in enumerate(self.codes)}
        names = np.array([places[code] for code, _ in self.choices]) / max(len(self.codes), 1)
        first, last = min(self.weeks, default=0), max(self.weeks, default=1)
        return (2 - names) * (2 - (self.weeks - first) / max(last - first, 1))

    def _is_fixed(self, code: str) -> bool:
        return code in self.problem.fixed

    def _run(self, first: date, *, spill: bool, whole: bool, gap: float) -> Any:  # noqa: ANN401  # scipy's result has no type
        start = first.toordinal() // 7
        factors = (1 - self.problem.lag) ** np.maximum(self.weeks - start, 0)
        worth = self.values * factors + self.bonus + self.reward
        open_ = (self.weeks >= start).astype(float)
        gains = np.array([pair.choice for pair in self.pairs if spill], dtype=int)
        worth = np.concatenate([worth, (self.values * factors)[gains] * self.problem.spill_over])
        upper = np.concatenate([open_, open_[gains]])
        kinds = np.concatenate([np.full(len(open_), int(whole)), np.zeros(len(gains), dtype=int)])
        opening = np.concatenate([(self.weeks == start).astype(float), np.zeros(len(gains))])
        rules = [*(self.spill_constraints if spill else self.constraints)]
        rules.append(LinearConstraint(csr_array(opening[None, :]), 1, np.inf))
        return milp(
            -worth / self.scale,
            constraints=rules,
            bounds=Bounds(0, upper),
            integrality=kinds,
            options={"mip_rel_gap": gap, "node_limit": NODES},
        )

    def _constraints(self) -> tuple[list[LinearConstraint], list[LinearConstraint]]:
        """Return what binds the choices, without and with the gains beside them."""
        rows, most = self._rows()
        each = [[number for number, _ in self.numbers[code]] for code in self.codes]
        least = [1.0 if self.all_dated or self._is_fixed(code) else 0.0 for code in self.codes]
        count = len(self.choices)

        def bound(width: int) -> list[LinearConstraint]:
            found = [LinearConstraint(matrix(each, width), least, 1)]
            if rows:
                found.append(LinearConstraint(matrix(rows, width), -np.inf, most))
            return found

        width = count + len(self.pairs)
        return bound(count), [*bound(width), *self._gains(width)]

    def _rows(self) -> tuple[list[list[int]], list[float]]:
        """Return the rows of all limits; where fixed dates break one, no other may add to it."""
        fixed = {self.numbers[code][0][0] for code in self.codes if self._is_fixed(code)}
        found: dict[tuple[int, ...], float] = {}
        for limit in self.problem.limits:
            for numbers, most in limit.rows(self.numbers):
                key = tuple(sorted(numbers))
                if len(key) > most:
                    least = max(most, len(fixed & set(key)))
                    found[key] = min(found.get(key, np.inf), least)
        return [list(key) for key in found], list(found.values())

    def _pairs(self) -> Iterator[_Pair]:
        for number, (code, day) in enumerate(self.choices):
            for source in sources(self.problem, code):
                echoes = [
                    (other, share)
                    for other, before in self.numbers.get(source, ())
                    if between(monday(before), monday(day)) <= len(self.problem.kernel)
                    and (share := echo(self.problem, monday(before), monday(day)))
                ]
                if echoes:
                    yield _Pair(number, *map(tuple, zip(*echoes, strict=True)))

    def _gains(self, width: int) -> Iterator[LinearConstraint]:
        """Yield that no gain exceeds its own choice, nor what its source's choices echo."""
        count = len(self.choices)
        gains = [count + place for place in range(len(self.pairs))]
        own = [[gain, pair.choice] for gain, pair in zip(gains, self.pairs, strict=True)]
        heard = [[gain, *pair.numbers] for gain, pair in zip(gains, self.pairs, strict=True)]
        shares = [[1.0, *(-share for share in pair.shares)] for pair in self.pairs]
        if gains:
            yield LinearConstraint(matrix(own, width, [[1.0, -1.0]] * len(own)), -np.inf, 0)
            yield LinearConstraint(matrix(heard, width, shares), -np.inf, 0)


def matrix(rows: list[list[int]], width: int, shares: list[list[float]] | None = None) -> csr_array:
    """Return rows of choices by number as a sparse matrix; each choice counts 1, or its share."""
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(int)
    columns = np.concatenate([np.array(row, dtype=int) for row in rows] or [np.array([], int)])
    data = np.ones(len(columns)) if shares is None else np.concatenate(list(map(np.array, shares)))
    return csr_array((data, columns, starts), shape=(len(rows), width))
