"""Which subtitles and dubs to pay for, together with the media money that is left beside them.

A version costs once and opens audience in every region that understands it (`served`); the rest of
the money is split as well as it can be with each region's curves scaled by what the versions open:
f * C(x / f), for twice the audience costs twice the money to reach. The best set is found by
`language_search`; that its value is the best there is rests on `language_bound`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from planner.facts.money import convert
from planner.facts.sound import at_least
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.suggestion import Suggestion
from planner.spend.language_case import Case, Media
from planner.spend.language_effects import Effects
from planner.spend.language_search import search
from planner.spend.language_sets import Solved
from planner.spend.language_words import Option, option, suggestion

__all__ = ["Languages", "Media", "Option", "Solved", "suggest_languages"]


LEAST = 1e-9
"""Admissions that stand for none, to divide by."""


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
    """No other set of versions that are not too dear, and no other split, is worth more."""
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
    Versions that cost more than the fact `dearest_admission` for each admission that they open are
    left out, whatever else the money could do. Exact, to the solver's gap, for as many versions as
    `language_search.EXACT`; for more, `bound` says what may be missing.

    Raises:
        PlanError: the versions that a person put in cost more than there is, an override names no
            version, or, without any version, the money can't be split as asked.
    """
    case = Case.of(plan, {code: day for code, day in days.items() if day}, media, facts)
    effects = _weighed(case, _dearest(plan, facts))
    found = effects.found
    chosen = case.keys(found.mask)
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


def _weighed(case: Case, dearest: float) -> Effects:
    """Return the best set without what is too dear, and what each version does beside it.

    Where caps leave money that media has no use for, anything that opens the film to somebody
    would do. The one that is dearest beside the best set is put out and the others are weighed
    again, until none is too dear: without a dub, subtitles may open much more.
    """
    problem = case.weighing()
    while True:
        effects = Effects(case, problem, search(problem))
        price = {
            place: float(problem.costs[place]) / max(effects.admissions(place), LEAST)
            for place in problem.open
            if effects.found.mask[place]
        }
        worst = max(price, key=lambda place: price[place], default=None)
        if worst is None or price[worst] <= dearest:
            return effects
        settled = problem.settled.copy()
        settled[worst] = 0.0
        problem = replace(problem, settled=settled)


def _dearest(plan: Plan, facts: Facts) -> float:
    """Return what an admission may cost, in the budget's currency."""
    amount = at_least(0, facts.number("dearest_admission"))
    return convert(amount, "EUR", plan.goals.budget.currency, facts)
