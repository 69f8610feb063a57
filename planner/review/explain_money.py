"""What the money of a plan says, and what it rests on: totals, regions, channels."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.facts.words import cited
from planner.model import names
from planner.model.base import spoken
from planner.model.money import SpendLimit
from planner.model.sections import RegionSpend, Spend
from planner.plan.diff_values import money, percent
from planner.review.explain_ground import Ground
from planner.review.explain_plan import date_head, potential_head, spread
from planner.review.explain_tree import Explained, Twig, branch

LINES = {
    "total": "The whole budget",
    "media": "Our media money, net",
    "creators": "Money for creators",
    "commission": "The agency's commission",
    "contingency": "Contingency",
    "unallocated": "Media money that found no place",
    "partners": "Media money that partners pay, beside our budget",
}
FACTS = {
    "commission": "agency_commission",
    "contingency": "contingency_share",
    "creators": "creators_share",
}
"""The fact that stands in where nobody entered a figure."""


def line_head(ground: Ground, name: str, at: str) -> Explained:
    """Return a line of the budget table in words: spend.total, spend.fixed.publicity."""
    spend = ground.plan.spend
    if spend is None:
        return Explained(at, "Nothing is budgeted yet.")
    file = ground.where("spend", *name.split("."))
    if name == "admissions":
        return _admissions(spend, at, file)
    key = name.removeprefix("fixed.")
    amount = spend.fixed.get(key, Decimal(0)) if key != name else getattr(spend, name)
    text = f"{LINES.get(name) or names.line(key)}: {money(amount, spend.currency)}."
    return Explained(at, text, float(amount), unit=spend.currency, file=file)


def line_rests(ground: Ground, name: str) -> Iterator[Twig]:
    """Yield what a line of the budget is made of, or the figure that it comes from."""
    spend = ground.plan.spend
    if spend is None:
        return
    if name == "total":
        yield from _input(ground, "goals.budget.total", "The total that you entered")
        yield from _lines(ground, spend)
    elif name in ("media", "partners", "admissions"):
        for code in spend.regions:
            yield Twig(region_head(ground, code, "").text, f"spend.{code}")
    else:
        yield from _own_or_usual(ground, name)


def region_head(ground: Ground, code: str, at: str) -> Explained:
    """Return the media money of a region in words."""
    spend = ground.plan.spend
    here = spend.regions.get(code) if spend else None
    name, file = names.region(code), ground.where("spend", "regions", code)
    if spend is None or here is None or not here.media:
        return Explained(at, f"No media money in {name}.", file=file)
    total = here.media_total
    text = f"Media in {name}: {money(total, spend.currency)}{_payers(spend, here)}."
    return Explained(at, text, float(total), unit=spend.currency, file=file)


def region_rests(ground: Ground, code: str) -> Iterator[Twig]:
    """Yield the channels of a region, what they bring, and the agreements that bind them."""
    spend = ground.plan.spend
    here = spend.regions.get(code) if spend else None
    if spend and here:
        yield from branch(
            "By channel:",
            (
                Twig(
                    f"{names.channel(one)}: {money(amount, spend.currency)}", f"spend.{code}.{one}"
                )
                for one, amount in here.by_channel.items()
            ),
        )
        for one, amount in here.fixed.items():
            text = f"Beside media, ours: {names.line(one)} {money(amount, spend.currency)}."
            yield Twig(text, f"facts.cost.{one}" if ground.facts.find(f"cost.{one}") else "")
        if here.admissions:
            yield Twig(f"Expected: {spread(here.admissions)} admissions.")
    yield Twig(date_head(ground, code, "").text, f"timing.{code}.date")
    yield Twig(potential_head(ground, code, "").text, f"audience.{code}.potential")
    yield from _agreed(ground, code)
    yield from _limits(ground, code, "")


def cell_head(ground: Ground, code: str, channel: str, at: str) -> Explained:
    """Return the media money of a channel in a region in words."""
    spend = ground.plan.spend
    here = spend.regions.get(code) if spend else None
    weeks = here.media.get(channel, []) if here else []
    name = f"{names.channel(channel)} in {names.region(code)}"
    file = ground.where("spend", "regions", code, "media", channel) if weeks else ""
    if spend is None or here is None or not any(weeks):
        return Explained(at, f"{name}: no money.", 0.0, file=file)
    amount, begins = sum(weeks, Decimal(0)), here.flight_start
    start = f" in the weeks from {spoken(begins)}" if begins else ""
    text = f"{name}: {money(amount, spend.currency)}{start}."
    return Explained(at, text, float(amount), unit=spend.currency, file=file)


def cell_rests(ground: Ground, code: str, channel: str) -> Iterator[Twig]:
    """Yield the region's money, the curve, and the limits on a channel."""
    yield Twig(region_head(ground, code, "").text, f"spend.{code}")
    curves = ground.plan.goals.curves
    if curves:
        yield Twig(
            f"Response curves fitted elsewhere: {ground.file(curves)}; other cells take ours."
        )
    else:
        yield Twig("Response curve: made from prices, people reached and a published elasticity.")
    yield from _limits(ground, code, channel)


def _admissions(spend: Spend, at: str, file: str) -> Explained:
    found = spend.admissions
    if found is None:
        return Explained(at, "No admissions are expected: nothing opens.")
    text = f"Admissions expected of all regions together: {spread(found)}."
    return Explained(at, text, found.base, found.low, found.high, "admissions", file)


def _lines(ground: Ground, spend: Spend) -> Iterator[Twig]:
    for name in spend.fixed:
        at = f"spend.fixed.{name}"
        yield Twig(line_head(ground, f"fixed.{name}", "").text, at)
    for key, cost in spend.language_versions.items():
        yield Twig(f"{names.line(key)}: {money(cost, spend.currency)}.", f"languages.{key}")
    regional = sum((sum(one.fixed.values()) for one in spend.regions.values()), Decimal(0))
    if regional:
        yield Twig(f"Lines that arise in regions: {money(regional, spend.currency)}.")
    for name in ("creators", "media", "commission", "contingency", "unallocated"):
        yield Twig(line_head(ground, name, "").text, f"spend.{name}")


def _own_or_usual(ground: Ground, name: str) -> Iterator[Twig]:
    """Yield the figure that a person entered for a line, else the fact that stands in."""
    key = name.removeprefix("fixed.")
    entered = list(_input(ground, f"goals.budget.{name}", "The figure that you entered"))
    fact = ground.facts.find(FACTS.get(name, f"fixed_share.{key}"))
    if entered or fact is None:
        yield from entered
    else:
        yield Twig(f"Nobody entered a figure. {cited(fact)}", f"facts.{fact.id}")


def _input(ground: Ground, path: str, text: str) -> Iterator[Twig]:
    """Yield the figure that a person entered in the budget; of the commission it is a share."""
    budget, name = ground.plan.goals.budget, path.removeprefix("goals.budget.")
    key = name.removeprefix("fixed.")
    entered = budget.fixed.get(key) if key != name else getattr(budget, name, None)
    if entered is not None:
        share = name == "commission"
        told = f"{percent(entered)} of gross media" if share else money(entered, budget.currency)
        yield Twig(f"{text}: {told}{ground.mark(*path.split('.'))}.")


def _payers(spend: Spend, here: RegionSpend) -> str:
    if not here.partner:
        return ", all of it ours"
    ours = f"ours {money(here.ours, spend.currency)}" if here.ours else "none of it ours"
    return f", {ours}, the partner's {money(here.partner, spend.currency)}"


def _agreed(ground: Ground, code: str) -> Iterator[Twig]:
    """Yield what was agreed on a region's media: who pays, the least, the most."""
    region = ground.plan.goals.regions.get(code)
    if region is None:
        return
    currency = region.currency or ground.plan.goals.budget.currency
    for name, label in (("minimum_spend", "The least that was agreed"), ("cap", "The most")):
        amount = getattr(region, name)
        if amount is not None:
            where = ground.mark("goals", "regions", code, name)
            yield Twig(f"{label}: {money(amount, currency)}{where}.")


def _limits(ground: Ground, code: str, channel: str) -> Iterator[Twig]:
    for number, limit in enumerate(ground.plan.goals.limits):
        region, of = limit.place
        if region in ("", code) and (of == channel if channel else region == code):
            where = ground.mark("goals", "limits", number)
            yield Twig(f"Limit: {_limit(limit, ground.plan.goals.budget.currency)}{where}.")


def _limit(limit: SpendLimit, currency: str) -> str:
    def told(end: float) -> str:
        return f"{percent(end)} of our media" if limit.unit == "share" else money(end, currency)

    ends = [("at least", limit.least), ("at most", limit.most)]
    listed = " and ".join(f"{word} {told(end)}" for word, end in ends if end is not None)
    return listed + (f", since: {limit.why.rstrip('.')}" if limit.why else "")
