"""Which subtitles and dubs to pay for, together with the media money that is left beside them.

A version costs once and opens audience in every region that understands it (`served`); the rest of
the money is split as well as it can be with each region's curves scaled by what the versions open:
f * C(x / f), for twice the audience costs twice the money to reach. The best set is found by
`language_search`; that its value is the best there is rests on `language_bound`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.suggestion import Suggestion
from planner.spend.language_case import Case, Media
from planner.spend.language_effects import Effects
from planner.spend.language_search import search
from planner.spend.language_sets import Solved
from planner.spend.language_words import Option, option, suggestion

__all__ = ["Languages", "Media", "Option", "Solved", "suggest_languages"]


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
    Exact, to the solver's gap, for up to `language_search.EXACT` versions that are not settled by
    themselves; beyond, `bound` says what may be missing.

    Raises:
        PlanError: the versions that a person put in cost more than there is, an override names no
            version, or, without any version, the money can't be split as asked.
    """
    case = Case.of(plan, {code: day for code, day in days.items() if day}, media, facts)
    problem = case.weighing()
    found = search(problem)
    chosen = case.keys(found.mask)
    effects = Effects(case, problem, found)
    options = [option(one, effects.of(one.key), plan) for one in case.candidates]
    options.sort(key=lambda item: (not item.chosen, -(item.adds or 0.0), item.key))
    return Languages(
        chosen=chosen,
        costs={one.key: one.cost for one in case.candidates if one.key in chosen},
        options=tuple(options),
        value=found.value,
        bound=found.bound,
        factors={code: case.factor(code, chosen) for code in case.audiences},
        reasons={f"languages.{item.key}": suggestion(item, plan, facts) for item in options},
    )
