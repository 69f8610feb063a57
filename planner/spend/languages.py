"""Which subtitles and dubs to pay for, together with the media money that is left for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.suggestion import Suggestion
from planner.spend.allocate import Limit
from planner.spend.curves import Curve

Key = tuple[str, str]


class Solved(Protocol):
    """The best split of some money between our cells, without what comes unadvertised."""

    @property
    def value(self) -> float:
        """Return what it brings, in the objective's unit."""
        ...

    @property
    def bound(self) -> float:
        """Return what no split of the same money is worth more than."""
        ...


@dataclass(frozen=True, slots=True)
class Media:
    """What media money brings at factor 1, in the objective's unit, and how it is split.

    A region stands either in `base` (we pay there at least in part: what comes unadvertised) or in
    `constant` (the partner pays: all that its committed money brings).
    """

    money: float
    """Ours for media and language versions, gross, before any version is paid: the film's own
    that are still to be paid included."""
    solve: Callable[[Mapping[str, float], float], Solved]
    """Splits our net money where each region's curves are scaled by a factor; raises InputError or
    PlanError where limits can't hold with so little."""
    curves: Mapping[Key, Curve]
    """Of our cells, with what a person decided (lo, hi) and smallest flights (least)."""
    base: Mapping[str, float]
    shares: Mapping[str, float]
    """Our share of each unit of money spent in a region; 1 where it is left out."""
    commission: float = 0.0
    """The agency's part of gross media."""
    constant: Mapping[str, float] = field(default_factory=dict)
    limits: Sequence[Limit] = ()
    """Limits in money that hold whatever is paid for versions: they only sharpen the bound."""


@dataclass(frozen=True, slots=True)
class Option:
    """A language version that could be paid for, and what it would do."""

    key: str
    chosen: bool
    fixed_by: Literal["film", "override", ""]
    """Who put it in or out; "" where it was weighed."""
    cost: Decimal
    opens: Mapping[str, float]
    """By region, what it adds to the region's factor (1 is subtitles in the main languages) beside
    the versions chosen."""
    adds: float | None
    """What the best split gains if it is put in, or loses if it is taken out; None where the money
    does not suffice for it."""
    ready: date
    """When it can be delivered, if work starts at as_of."""
    late: Mapping[str, int]
    """Weeks that a region would have to open later for it; regions that it can reach in time are
    left out."""
    why: str


@dataclass(frozen=True, slots=True)
class Languages:
    """The language versions to pay for, and all that were weighed."""

    chosen: tuple[str, ...]
    """Every version, the film's own included, by name."""
    costs: Mapping[str, Decimal]
    """Of the chosen, in the budget's currency."""
    options: tuple[Option, ...]
    """Chosen first, then by what they would add."""
    value: float
    """What the best split brings with them, unadvertised included, in the objective's unit."""
    bound: float
    """No other set of versions and split is worth more than this."""
    factors: Mapping[str, float]
    """Of each region: how many of its possible audience the versions open."""
    reasons: Mapping[str, Suggestion[float]]
    """By `languages.KEY`."""

    @property
    def gap(self) -> float:
        """Return the share of the bound that may be missing."""
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0


def suggest_languages(
    plan: Plan, days: Mapping[str, date | None], media: Media, facts: Facts
) -> Languages:
    """Return the subtitles and dubs that, with the best split of the money left, bring most.

    `days` are the release dates; regions without one are left out. See `Media` for the money.

    Raises:
        PlanError: the versions that a person put in cost more than there is.
    """
    raise NotImplementedError
