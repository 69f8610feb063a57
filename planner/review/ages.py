"""Checks of how old the figures are that a plan rests on; a person's own do not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.facts import words
from planner.facts.market import Market
from planner.facts.money import rate_of
from planner.facts.rows import Fact
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.review.beside import Beside
from planner.review.check import Check, Page
from planner.timing.stale import stale_notes

NAMED = 3
"""Old figures that are named; the others are counted."""
MONEY = ("gross", "net revenue")
"""Objectives that ticket prices matter to."""


@dataclass(frozen=True, slots=True)
class Aged:
    """A figure, what it is called, and the last day on which somebody stated or read it."""

    name: str
    seen: date

    def __str__(self) -> str:
        return f"{self.name} ({self.seen.year})"


def checks(plan: Plan, beside: Beside | None, facts: Facts) -> Iterator[Check]:
    """Yield whether figures, calendar, rates of exchange and comparable titles are fresh."""
    yield _told("Age of figures", "spend", list(_old(plan, facts)), "figure")
    yield _calendar(plan, facts)
    rates = list(_rates(plan, beside, facts))
    if rates:
        old = [one for one in rates if _days(one.seen, plan) > _limit("rates", facts)]
        yield _told("Rates of exchange are fresh", "spend", old, "rate", "goals.rates")
    comps = [Aged(one.title, one.released) for one in plan.film.comps if one.released]
    if comps:
        old = [one for one in comps if _days(one.seen, plan) > _limit("comps", facts)]
        yield _told("Comparable titles are recent", "film", old, "title", "film.comps")


def _calendar(plan: Plan, facts: Facts) -> Check:
    """Return whether dates of the regions' calendars are old, or estimated from another year."""
    told = [note for code in plan.goals.regions for note in stale_notes(code, plan, facts)]
    notes, title = list(dict.fromkeys(told)), "Age of the calendar"
    if not notes:
        text = "No date of it is old or estimated."
        return Check("PASS", title, text, page="timing")
    rest = len(notes) - NAMED
    more = f" {rest} more are old or estimated." if rest > 0 else ""
    step = "Read them again, and enter the festivals that matter with their day."
    return Check("REVIEW", title, " ".join(notes[:NAMED]) + more, step, page="timing")


def _told(title: str, page: Page, old: list[Aged], what: str, at: str = "") -> Check:
    """Return one check of many figures, the oldest named."""
    if not old:
        return Check("PASS", title, "None is older than it should be.", at=at, page=page)
    worst = sorted(set(old), key=lambda one: (one.seen, one.name))
    named, rest = "; ".join(map(str, worst[:NAMED])), len(worst) - NAMED
    more = f"; and {rest} more" if rest > 0 else ""
    text = f"{len(worst)} {what}{'s are' if len(worst) > 1 else ' is'} old: {named}{more}."
    step = "Look for newer ones, or decide on these with a reason."
    return Check("REVIEW", title, text, step, at, page)


def _old(plan: Plan, facts: Facts) -> Iterator[Aged]:
    for kind, ids in _used(plan, facts):
        for name in ids:
            fact = facts.find(name)
            seen = _seen(fact) if fact and not fact.overridden else None
            if fact and seen and _days(seen, plan) > _limit(kind, facts):
                yield Aged(words.called(fact.id), seen)


def _used(plan: Plan, facts: Facts) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the ids of the dated figures that the plan rests on, by the kind of their limit."""
    versions = plan.planned_film.language_versions
    yield "prices", [f"cost.{item.kind}" for item in versions if item.cost is None]
    for code in plan.goals.regions:
        ids = Market.of(code, plan.goals, facts).fact_ids
        for kind, tables in _tables(code, plan):
            yield kind, [key for table in tables for key in ids(table)]


def _tables(code: str, plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """Yield the tables whose rows of a region the plan rests on."""
    spend = plan.spend.regions.get(code) if plan.spend else None
    channels = [name for name, money in spend.by_channel.items() if money] if spend else []
    if channels:
        yield "prices", [*(f"cpm.{name}" for name in channels), "price_level"]
        yield "market", ["online_share"]
    audience = plan.audience.regions.get(code) if plan.audience else None
    if audience and audience.basis != "comps":
        yield "market", ["admissions_year"]
    if plan.goals.objective in MONEY:
        yield "market", ["ticket_price"]
    timing = plan.timing.regions.get(code) if plan.timing else None
    gates = timing.gates if timing else {}
    yield "lead_times", [f"lead_time.{name.replace(' ', '_')}" for name in gates]


def _seen(fact: Fact) -> date | None:
    """Return when a fact was last stated or re-read; None where its source tells no day."""
    return fact.checked or fact.as_of or (date(fact.year, 12, 31) if fact.year else None)


def _rates(plan: Plan, beside: Beside | None, facts: Facts) -> Iterator[Aged]:
    own = plan.goals.budget.currency
    offers = (beside.offers if beside else None) or ()
    used = {one.currency for one in plan.goals.regions.values()} | {one.currency for one in offers}
    for currency in sorted(filter(None, used - {own})):
        _, day, _ = rate_of(currency, plan.goals, facts)
        fact = facts.find(f"fx.{currency}")
        seen = day or (_seen(fact) if fact else None)
        if seen:
            yield Aged(f"{currency} in {own}", seen)


def _days(seen: date, plan: Plan) -> int:
    return (plan.as_of - seen).days


def _limit(kind: str, facts: Facts) -> float:
    return facts.number(f"stale_after.{kind}").value
