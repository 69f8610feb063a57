"""The creators step: the shortlist that was paid for, whom it reaches, and why it is this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.creators.candidates import Candidate, overlaps, share_of
from planner.creators.offers import Offer
from planner.creators.pool import post_name, split_cell
from planner.creators.select import Chosen, Selection
from planner.creators.shortlist_why import explained
from planner.creators.weigh import Weighed
from planner.facts.table import Facts
from planner.model.base import Range, significant
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator, Creators
from planner.model.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class CellReach:
    """The people of a region who speak a language, and how many of them the shortlist reaches.

    `reach` is people reached at least once, `audiences` the same people once for each creator,
    `added` what each creator adds to those before.
    """

    region: str
    language: str
    people: float
    reach: Range
    audiences: float
    added: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The section of the plan, the suggestion behind it and each creator, and reach by cell.

    `weighed` are all shortlists that the money could have gone to, `at` is the place of this one.
    """

    section: Creators
    reasons: dict[str, Suggestion[float]]
    cells: tuple[CellReach, ...]
    weighed: Weighed
    at: int


def shortlist_at(plan: Plan, weighed: Weighed, at: int, facts: Facts) -> Shortlist:
    """Return the shortlist at a place of those that were weighed, as the plan holds it."""
    found, pool = weighed.selections[at], weighed.pool
    chosen = {
        one.creator: _chosen(one, pool.candidate(one.creator, one.package), weighed)
        for one in found.chosen
    }
    cells = _by_cell(found, weighed)
    reach = _together(cells, pool.online)
    section = Creators(
        budget=weighed.most,
        spent=weighed.cost(at),
        reach=reach if chosen else None,
        sum_of_audiences=int(significant(found.sum_of_audiences)),
        gap=min(max(round(found.gap, 4), 0.0), 1.0) if chosen else None,
        chosen=chosen,
    )
    reasons = explained(plan, weighed, at, reach, facts)
    return Shortlist(section, reasons, cells, weighed, at)


def _chosen(one: Chosen, candidate: Candidate, weighed: Weighed) -> ChosenCreator:
    mine = [offer for offer in weighed.pool.offers[one.creator] if _bought(offer, candidate)]
    first = mine[0]
    return ChosenCreator(
        platform=", ".join(dict.fromkeys(offer.platform for offer in mine)),
        region=first.region,
        language=first.language,
        posts=dict(candidate.posts),
        price=weighed.pool.price(candidate),
        added_reach=int(significant(one.added_reach)),
        repeats=int(significant(one.repeats)),
        state=first.state,
        disclosure_agreed=first.disclosure_agreed,
        channel_id=next((offer.channel_id for offer in mine if offer.channel_id), None),
        link=next((offer.link for offer in mine if offer.link), None),
    )


def _bought(offer: Offer, candidate: Candidate) -> bool:
    return post_name(offer) in candidate.posts


def _by_cell(found: Selection, weighed: Weighed) -> tuple[CellReach, ...]:
    """Return the cells that anybody on the list reaches, by name."""
    people = weighed.pool.people
    picked = [weighed.pool.candidate(one.creator, one.package) for one in found.chosen]
    cells = sorted(overlaps(picked, people).items())
    return tuple(
        _cell_reach(cell, picked, people[cell], _range(low, found.people[cell], high))
        for cell, (low, high) in cells
    )


def _cell_reach(cell: str, picked: Sequence[Candidate], people: float, reach: Range) -> CellReach:
    met = {one.creator: one.reach[cell] for one in picked if one.reach.get(cell)}
    missed, added = 1.0, {}
    for name, number in met.items():
        share = share_of(number, people)
        added[name] = people * missed * share
        missed *= 1 - share
    region, language = split_cell(cell)
    return CellReach(region, language, people, reach, sum(met.values()), added)


def _together(cells: Iterable[CellReach], online: Mapping[str, float]) -> Range:
    """Return the people of all cells: who knows two languages of a region counts once.

    At least the largest cell of each region, at most its people online.
    """
    low = base = high = 0.0
    for code, most in sorted(online.items()):
        here = [cell.reach for cell in cells if cell.region == code]
        low += max((reach.low for reach in here), default=0.0)
        base += min(sum(reach.base for reach in here), most)
        high += min(sum(reach.high for reach in here), most)
    return _range(low, base, high)


def _range(low: float, base: float, high: float) -> Range:
    """Return people to 3 digits; products round, so the middle may leave the ends by a hair."""
    middle = min(max(base, low), high)
    return Range(low=significant(low), base=significant(middle), high=significant(high))
