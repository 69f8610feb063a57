"""From the creator sheet to what may be chosen: packages, whom they reach, the people of each cell.

A cell is a region and a language, such as `MX/es`; its people are those online who speak it, in
whatever variety. A creator in a country of a group counts in the group. One post reaches the people
that a media kit tells, else its expected views times `creators.people_per_view`; the shares of the
sheet's `audience` place them in regions, all of them in the creator's own region where it has none.
YouTube's own figures are never read here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.creators.candidates import Candidate
from planner.creators.offers import Offer
from planner.creators.packages import Post, packages
from planner.errors import FactError, PlanError
from planner.facts.market import Market
from planner.facts.money import cents, convert
from planner.facts.sound import share
from planner.facts.table import Facts
from planner.model.goals import Goals
from planner.model.plan import Plan
from planner.spend.served import base

PER_VIEW = "creators.people_per_view"


@dataclass(frozen=True, slots=True)
class Pool:
    """Who may be chosen, and in what packages.

    `offers` are those of each creator that can be bought, `packages` have a creator and a name,
    `people` are of each cell, `online` of each region, in whatever languages. `prices` are of one
    post of each format, by creator, in the budget's currency and whole cents.
    """

    offers: Mapping[str, tuple[Offer, ...]]
    packages: Mapping[tuple[str, str], Candidate]
    people: Mapping[str, float]
    online: Mapping[str, float]
    prices: Mapping[str, Mapping[str, Decimal]]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return the packages of all creators, in the order of the sheet."""
        return tuple(self.packages.values())

    def candidate(self, creator: str, package: str) -> Candidate:
        """Return a creator's package by its name."""
        return self.packages[creator, package]

    def price(self, candidate: Candidate) -> Decimal:
        """Return what a package costs, to the cent."""
        each = self.prices[candidate.creator]
        return sum((each[name] * count for name, count in candidate.posts.items()), Decimal(0))


def pool_of(plan: Plan, offers: Iterable[Offer], opening: Collection[str], facts: Facts) -> Pool:
    """Return what can be bought of the creators in regions that open.

    Raises:
        PlanError: an offer's currency has no rate, or a fact makes no sense.
    """
    places = _places(plan.goals, opening)
    by_name: dict[str, list[Offer]] = {}
    for offer in offers:
        if not offer.missing and (region := places.get(offer.region)):
            by_name.setdefault(offer.creator, []).append(replace(offer, region=region))
    per_view = share(facts.number(PER_VIEW))
    cells = (cell for mine in by_name.values() for one in mine for cell in _cells(one, places))
    people = {cell: _people(cell, plan.goals, facts) for cell in dict.fromkeys(cells)}
    found: list[Candidate] = []
    prices: dict[str, dict[str, Decimal]] = {}
    for name, mine in by_name.items():
        prices[name] = {post_name(one): _price(one, plan, facts) for one in mine}
        found += _packages(mine, prices[name], places, people, per_view)
    # who reaches nobody where the film opens has no package, and is nobody to choose
    offered = {one.creator: tuple(by_name[one.creator]) for one in found}
    named = {(one.creator, one.package): one for one in found}
    online = {split_cell(cell)[0] for cell in people}
    return Pool(offered, named, people, {c: _online(c, plan.goals, facts) for c in online}, prices)


def post_name(offer: Offer) -> str:
    """Return what a post is called in the plan: its platform and format, `tiktok video`."""
    return f"{offer.platform} {offer.format}"


def _packages(
    mine: Sequence[Offer],
    prices: Mapping[str, Decimal],
    places: Mapping[str, str],
    people: Mapping[str, float],
    per_view: float,
) -> list[Candidate]:
    posts = [
        Post(
            name := post_name(offer),
            float(prices[name]),
            offer.posts,
            _spread(offer, one_post(offer, per_view), places, people),
        )
        for offer in mine
    ]
    followers = [_spread(offer, offer.followers or 0, places, people) for offer in mine]
    cells = {cell for one in followers for cell in one}
    audience = {cell: max(one.get(cell, 0.0) for one in followers) for cell in cells}
    first = mine[0]
    return packages(
        posts, audience, creator=first.creator, region=first.region, language=base(first.language)
    )


def one_post(offer: Offer, per_view: float) -> float:
    """Return the people whom one post reaches, wherever they are."""
    if offer.people_reached is not None:
        return float(offer.people_reached)
    return (offer.expected_views or 0) * per_view


def _spread(
    offer: Offer, number: float, places: Mapping[str, str], people: Mapping[str, float]
) -> dict[str, float]:
    """Return so many people of an offer's audience by cell, at most all of the cell's."""
    shares = _cells(offer, places)
    return {cell: min(number * part, people[cell]) for cell, part in shares.items()}


def _cells(offer: Offer, places: Mapping[str, str]) -> dict[str, float]:
    """Return the share of the audience in each cell; who lives where nothing opens is left out."""
    found: dict[str, float] = {}
    for code, part in (offer.audience or {offer.region: 1.0}).items():
        if code in places:
            cell = f"{places[code]}/{base(offer.language)}"
            found[cell] = found.get(cell, 0.0) + part
    return found


def split_cell(cell: str) -> tuple[str, str]:
    """Return the region and the language of a cell."""
    region, _, language = cell.partition("/")
    return region, language


def _places(goals: Goals, opening: Collection[str]) -> dict[str, str]:
    """Return the region of each code that an audience may name: a region, or a country of one."""
    members = {member: code for code in opening for member in goals.members(code)}
    return members | {code: code for code in opening}


def _people(cell: str, goals: Goals, facts: Facts) -> float:
    """Return the people online in a region who speak a language; all of them if not known."""
    code, language = split_cell(cell)
    speakers = Market.of(code, goals, facts).speakers(language)
    return _online(code, goals, facts) * (speakers or 1.0)


def _online(code: str, goals: Goals, facts: Facts) -> float:
    market = Market.of(code, goals, facts)
    return market.population * market.online


def _price(offer: Offer, plan: Plan, facts: Facts) -> Decimal:
    """Return the price of one post in the budget's currency."""
    price, own = offer.price or Decimal(0), plan.goals.budget.currency
    if offer.currency in (None, own):
        return price
    currency = str(offer.currency)
    try:
        return cents(convert(float(price), currency, own, facts))
    except FactError:
        raise PlanError(
            f"The price of {offer.creator} is in {currency}, and no rate to {own} is known. Add "
            f"one at goals.rates.{currency} (page Spend), or write the price in {own}."
        ) from None
