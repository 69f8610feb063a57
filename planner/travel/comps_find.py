"""Candidates for comparable titles, and what a gross would mean in admissions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.audience.wikidata_films import FoundFilm
from planner.errors import InputError, Problem
from planner.facts.market import Market
from planner.facts.money import convert
from planner.facts.table import Facts
from planner.model.film import Comp
from planner.model.plan import Plan

LONGEST_SOURCE = 200
"""As the model's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that may compare; it is a comparable title once region and admissions are known."""

    title: str
    source: str
    year: int | None = None
    comp: Comp | None = None
    """As another campaign has it, with its admissions."""
    hint: str = ""
    """What is known of its box office, as it is stated: nothing is converted."""
    doubt: str = ""
    """Why it may not be what it seems, in words."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Admissions estimated from a gross, with the price behind it."""

    admissions: int
    ticket: float
    """EUR, the average price in the region."""
    note: str
    facts: tuple[str, ...]


def from_campaigns(plans: Mapping[str, Plan], mine: Plan) -> list[Candidate]:
    """Return the comparable titles of other campaigns (slug -> plan) that `mine` lacks."""
    known = {(comp.title.casefold(), comp.region) for comp in mine.film.comps}
    found: dict[tuple[str, str], Candidate] = {}
    for slug, plan in plans.items():
        for comp in plan.film.comps if slug != mine.campaign else ():
            key = (comp.title.casefold(), comp.region)
            if key not in known and _usable(comp.region, mine):
                found.setdefault(key, _of_comp(comp, slug))
    return list(found.values())


def from_films(films: Iterable[FoundFilm], mine: Plan) -> list[Candidate]:
    """Return films of Wikidata as candidates, in their order; the film itself is left out."""
    own = {mine.film.title.casefold(), (mine.film.original_title or "").casefold()}
    return [
        Candidate(
            title=film.label[:LONGEST_SOURCE],
            source=film.source,
            year=film.year,
            hint=" or ".join(f"{gross.amount:,.0f} {gross.currency}" for gross in film.gross),
            doubt=film.ambiguous,
        )
        for film in films
        if film.label.casefold() not in own
    ]


def from_gross(gross: float, currency: str, market: Market, facts: Facts) -> Estimate:
    """Return the admissions behind a gross (in `currency`) at the market's average ticket price.

    Raises:
        InputError: no exchange rate is known, or it makes less than one admission.
    """
    if facts.find(f"fx.{currency}") is None:
        hint = f"Convert it into EUR, or set facts.fx.{currency} under your decisions."
        raise InputError(Problem("has no exchange rate", field="gross", value=currency, hint=hint))
    euros, price = convert(gross, currency, "EUR", facts), market.ticket
    admissions = round(euros / price) if price > 0 else 0
    if admissions < 1:
        hint = "Give the whole gross of the run, in units of its currency."
        raise InputError(
            Problem("makes no admission", field="gross", value=f"{gross:g}", hint=hint)
        )
    note = f"estimated from gross: {gross:,.0f} {currency} at {price:,.2f} EUR a ticket on average"
    ids = (*(market.fact_ids("ticket_price") or ("ticket_price",)), f"fx.{currency}")
    return Estimate(admissions, price, note, ids)


def _usable(region: str, mine: Plan) -> bool:
    return region in mine.goals.regions or bool(mine.goals.members(region))


def _of_comp(comp: Comp, slug: str) -> Candidate:
    year = comp.released.year if comp.released else None
    source = f"campaign {slug}: {comp.source}"[:LONGEST_SOURCE]
    return Candidate(comp.title, source, year, comp)
