"""The creators step: a shortlist under the budget that reaches the most people once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.creators.candidates import Candidate
from planner.creators.select import Selection, select
from planner.creators.sheet import SheetCreator
from planner.errors import InputError, PlanError
from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import overrides
from planner.model.base import Range, significant
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator, Creators
from planner.model.suggestion import Reason, Suggestion


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The section of the plan, and the suggestion behind the list and each creator."""

    section: Creators
    reasons: dict[str, Suggestion[float]]


def suggest_creators(
    plan: Plan,
    sheet: Sequence[SheetCreator],
    potentials: Mapping[str, Range],
    budget: Decimal,
    facts: Facts,
) -> Shortlist:
    """Choose creators of `sheet`, all in regions that open, under `budget` by unduplicated reach.

    A cell is a region and a language; its people are those online who speak it. A person reached
    counts for more where more of those reached could come: potential per person of the region.

    Raises:
        PlanError: the creators that a person put in cost more than the budget.
    """
    by_name = {item.creator: item for item in sheet}
    cells = {_cell(item): item for item in sheet}
    people = {cell: _people(plan, item, facts) for cell, item in cells.items()}
    selection = _select(plan, sheet, people, _weights(plan, sheet, potentials, facts), budget)
    chosen = {item.creator: by_name[item.creator] for item in selection.chosen}
    plain = _added_people(list(chosen.values()), people)
    section = Creators(
        budget=budget,
        spent=sum((item.price for item in chosen.values()), Decimal(0)),
        reach=_reach(chosen.values(), people) if chosen else None,
        sum_of_audiences=sum(_reached(item, people) for item in chosen.values()),
        chosen={name: _chosen(item, plain[name]) for name, item in chosen.items()},
    )
    reasons = {
        f"creators.{name}.chosen": _about(plan, by_name[name], plain[name], facts)
        for name in chosen
    }
    return Shortlist(section, {"creators": _about_list(section, selection), **reasons})


def _cell(item: SheetCreator) -> str:
    return f"{item.region}/{item.language}"


def _people(plan: Plan, item: SheetCreator, facts: Facts) -> float:
    """Return the people online in a region who speak a language; all of them if not known."""
    market = Market.of(item.region, plan.goals, facts)
    return market.population * market.online * (market.speakers(item.language) or 1.0)


def _weights(
    plan: Plan, sheet: Sequence[SheetCreator], potentials: Mapping[str, Range], facts: Facts
) -> dict[str, float]:
    each = {
        code: potentials[code].base / Market.of(code, plan.goals, facts).population
        for code in {item.region for item in sheet}
    }
    return {_cell(item): each[item.region] for item in sheet}


def _reached(item: SheetCreator, people: Mapping[str, float]) -> int:
    return min(item.people_reached, int(people[_cell(item)]))


def _select(
    plan: Plan,
    sheet: Sequence[SheetCreator],
    people: Mapping[str, float],
    weights: Mapping[str, float],
    budget: Decimal,
) -> Selection:
    decided = overrides.creators(plan.overrides)
    names = {item.creator for item in sheet}
    candidates = [
        Candidate(item.creator, float(item.price), {_cell(item): float(_reached(item, people))})
        for item in sheet
    ]
    try:
        return select(
            candidates,
            people,
            float(budget),
            weights=weights,
            include=frozenset(name for name, wanted in decided.items() if wanted and name in names),
            exclude=frozenset(name for name, wanted in decided.items() if not wanted),
        )
    except InputError as error:
        raise PlanError(
            f"The creators cannot be chosen: {error} Raise goals.budget.creators, or take an "
            "override that begins with creators back."
        ) from None


def _added_people(chosen: Sequence[SheetCreator], people: Mapping[str, float]) -> dict[str, int]:
    """Return how many people each adds to those before, people reached independently."""
    missed: dict[str, float] = {}
    added: dict[str, int] = {}
    for item in chosen:
        cell = _cell(item)
        left = missed.get(cell, 1.0)
        share = _reached(item, people) / people[cell]
        added[item.creator] = round(people[cell] * left * share)
        missed[cell] = left * (1 - share)
    return added


def _reach(chosen: Iterable[SheetCreator], people: Mapping[str, float]) -> Range:
    """Return people reached at least once: all overlap (low), independent, no overlap (high)."""
    cells: dict[str, list[int]] = {}
    for item in chosen:
        cells.setdefault(_cell(item), []).append(_reached(item, people))
    low = base = high = 0.0
    for cell, reached in cells.items():
        missed = 1.0
        for count in reached:
            missed *= 1 - count / people[cell]
        least, most = max(reached), min(sum(reached), people[cell])
        low, high = low + least, high + most
        base += min(max(people[cell] * (1 - missed), least), most)  # products round
    return Range(low=significant(low), base=significant(base), high=significant(high))


def _chosen(item: SheetCreator, added: int) -> ChosenCreator:
    return ChosenCreator(
        platform=item.platform,
        region=item.region,
        language=item.language,
        price=item.price,
        added_reach=int(significant(added)),
        link=item.link or None,
    )


def _about(plan: Plan, item: SheetCreator, added: int, facts: Facts) -> Suggestion[float]:
    market = Market.of(item.region, plan.goals, facts)
    reasons = [
        Reason(
            f"Reaches {significant(added):,.0f} people whom nobody before them reaches, for "
            f"{plan.goals.budget.currency} {item.price:,.2f}.",
            float(significant(added)),
            "people",
            (*market.fact_ids("population"), *market.fact_ids("online_share")),
        )
    ]
    if overrides.creators(plan.overrides).get(item.creator):
        reasons.insert(0, Reason("You put this creator in.", facts=("overrides",)))
    return Suggestion(
        value=float(significant(added)),
        low=None,
        high=float(item.people_reached),
        reasons=tuple(reasons),
        changes="Their price or audience in the sheet, or a creator with the same audience.",
        sure=f"Rests on the sheet ({item.evidence or 'no evidence named'}).",
    )


def _about_list(section: Creators, selection: Selection) -> Suggestion[float]:
    reach = section.reach or Range(low=0, base=0, high=0)
    text = (
        f"Counted once for each creator the audiences add up to {section.sum_of_audiences:,}; "
        "people who follow several of them count once in the reach."
    )
    return Suggestion(
        value=reach.base,
        low=reach.low,
        high=reach.high,
        reasons=(Reason(text, reach.base - section.sum_of_audiences, "people"),),
        changes="The creators' budget, a price or an audience in the sheet.",
        sure=f"The choice is proven to be within {max(selection.gap, 0):.1%} of the best one; how "
        "far audiences overlap is assumed (low: wholly, high: not at all).",
    )
