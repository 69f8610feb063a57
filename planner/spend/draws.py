"""What a split brings in each of many worlds that may be.

A draw is one world: its facts and potentials (planner.spend.worlds), and the curves that follow
from them. The curves of all draws stand in arrays, so that a split is valued in all of them at
once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from planner.facts.table import Facts
from planner.model.base import Range, significant
from planner.spend.curves import Curve, Form, Key
from planner.spend.fitted import stretched
from planner.spend.forms import Floats
from planner.spend.worlds import drawn_potentials, drawn_values, in_draw

Ints = npt.NDArray[np.int64]
COUNT = 100
"""Draws: from seed to seed the middle then varies by 2 %, the 10 % and 90 % points by 5 %, the mean
by 1.4 % (4 % if they were independent), measured on a made campaign of 8 regions."""
SMOOTH: tuple[Form, ...] = ("reach", "hill", "exp", "log")


@dataclass(frozen=True, slots=True)
class World:
    """What money brings in one world: the curves of the cells, and what comes without media."""

    curves: Mapping[Key, Curve]
    base: Mapping[str, float]


Build = Callable[[Facts, Mapping[str, float]], tuple[World, World]]
"""Makes a world, in admissions and in the objective's unit, of facts and potentials."""


@dataclass(frozen=True, eq=False)
class Part:
    """The curves of all worlds in one unit.

    `scale`, `k` and `s` have a row for each draw and a column for each cell; `base` (what comes
    without media) has a row for each draw and a column for each region. `others` holds the curves
    of the cells, by column, that arrays can't hold: tables, one for each draw.
    """

    cells: tuple[str, ...]
    regions: tuple[str, ...]
    region_of: Ints
    forms: tuple[Form, ...]
    scale: Floats
    k: Floats
    s: Floats
    base: Floats
    others: Mapping[int, tuple[Curve, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, worlds: Sequence[World]) -> Part:
        """Return worlds, at least one, with the same cells and regions, in arrays."""
        keys, regions = list(worlds[0].curves), tuple(worlds[0].base)
        drawn = [[world.curves[key] for key in keys] for world in worlds]
        columns = list(zip(*drawn, strict=True))
        others = {at: column for at, column in enumerate(columns) if not _smooth(column)}
        shape = (len(worlds), len(keys))
        numbers = np.array([[(c.scale, c.k, c.s) for c in row] for row in drawn], dtype=np.float64)
        scale, k, s = numbers.reshape(*shape, 3).transpose(2, 0, 1)
        return cls(
            cells=tuple(curve.cell for curve in drawn[0]),
            regions=regions,
            region_of=np.array([regions.index(region) for region, _ in keys], dtype=np.int64),
            forms=tuple("table" if at in others else drawn[0][at].form for at in range(len(keys))),
            scale=scale,
            k=k,
            s=s,
            base=np.array([[world.base[code] for code in regions] for world in worlds]),
            others=others,
        )

    def values(self, spend: Mapping[str, float]) -> Floats:
        """Return what media brings in each draw (row) and cell (column); cells left out get 0."""
        x = np.array([spend.get(cell, 0.0) for cell in self.cells])
        found = np.zeros_like(self.scale)
        for form in SMOOTH:
            at = [column for column, own in enumerate(self.forms) if own == form]
            if at:
                scale, k, s = (each[:, at] for each in (self.scale, self.k, self.s))
                found[:, at] = response(form, scale, k, s, x[at])
        for column, curves in self.others.items():
            found[:, column] = [float(curve.value(x[column])) for curve in curves]
        return found

    def by_region(self, spend: Mapping[str, float]) -> Floats:
        """Return the outcome, media and base, in each draw (row) and region (column)."""
        found, gained = self.base.copy(), self.values(spend)
        for column, region in enumerate(self.region_of):
            found[:, region] += gained[:, column]
        return found

    def total(self, spend: Mapping[str, float]) -> Floats:
        """Return the outcome of all regions in each draw."""
        return np.asarray(self.base.sum(axis=1) + self.values(spend).sum(axis=1))

    def scaled(self, factors: Mapping[str, float]) -> Part:
        """Return the same worlds with each region's audience times its factor; 1 if left out.

        Twice the audience costs twice the money to reach and brings twice as many.
        """
        by_region = np.array([factors.get(code, 1.0) for code in self.regions])
        by_cell = by_region[self.region_of]
        others = {
            at: tuple(stretched(curve, by_cell[at]) for curve in curves)
            for at, curves in self.others.items()
        }
        return replace(
            self,
            scale=self.scale * by_cell,
            k=self.k * by_cell,
            base=self.base * by_region,
            others=others,
        )

    def cell_at(self, column: int, spend: Floats) -> Floats:
        """Return what one cell brings in each draw (row) at each spend (column)."""
        if column in self.others:
            return np.array([curve.value(spend) for curve in self.others[column]])
        scale, k, s = (each[:, column, None] for each in (self.scale, self.k, self.s))
        return response(self.forms[column], scale, k, s, spend)


def response(form: Form, scale: Floats, k: Floats, s: Floats, spend: Floats) -> Floats:
    """Return what curves of a smooth form bring, as `Curve.value` does, for arrays of them.

    `forms` first prepares what inverts a slope, which takes ten times as long here.
    """
    if form == "exp":
        return np.asarray(-scale * np.expm1(-spend / k))
    if form == "log":
        return np.asarray(scale * np.log1p(spend / k))
    if form == "reach":
        return np.asarray(scale * (spend / (k + spend)) ** s)
    with np.errstate(divide="ignore"):
        return np.asarray(scale * expit(s * (np.log(spend) - np.log(k))))


def _smooth(curves: Sequence[Curve]) -> bool:
    form = curves[0].form
    return form in SMOOTH and all(curve.form == form for curve in curves)


@dataclass(frozen=True, eq=False)
class Draws:
    """All worlds in admissions, and in the objective's unit."""

    admissions: Part
    value: Part

    @property
    def count(self) -> int:
        """Return the number of worlds."""
        return len(self.value.base)

    def scaled(self, factors: Mapping[str, float]) -> Draws:
        """Return the same worlds with other audiences, as language versions open them.

        So that worlds made once serve any budget and any choice of versions.
        """
        return Draws(self.admissions.scaled(factors), self.value.scaled(factors))


def draw(
    build: Build, facts: Facts, potentials: Mapping[str, Range], seed: int, count: int = COUNT
) -> Draws:
    """Return `count` worlds, drawn from the ranges of the facts and potentials.

    `build` is called once for each; the same seed gives the same worlds for any plan.
    """
    values = drawn_values(facts, seed, count)
    people = drawn_potentials(potentials, facts, seed, count)
    made = [
        build(
            in_draw(facts, values, number),
            {code: float(row[number]) for code, row in people.items()},
        )
        for number in range(count)
    ]
    return Draws(Part.of([one for one, _ in made]), Part.of([other for _, other in made]))


def outcomes(draws: Draws, spend: Mapping[str, float]) -> Floats:
    """Return what a split (money by cell) brings in each draw, in the objective's unit."""
    return draws.value.total(spend)


def admissions(draws: Draws, spend: Mapping[str, float]) -> tuple[Range, dict[str, Range]]:
    """Return P10, P50 and P90 of all admissions and of each region's at a split."""
    found = draws.admissions.by_region(spend)
    each = {code: spread(found[:, at]) for at, code in enumerate(draws.admissions.regions)}
    return spread(found.sum(axis=1)), each


def spread(values: Floats) -> Range:
    """Return P10, P50 and P90 of the draws, to 3 digits."""
    low, base, high = np.quantile(values, [0.1, 0.5, 0.9])
    return Range(low=significant(low), base=significant(base), high=significant(high))
