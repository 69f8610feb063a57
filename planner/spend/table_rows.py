"""The rows of the budget table: every amount of a plan once, with who pays it and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Literal

from planner.facts.table import Facts
from planner.model import names
from planner.model.overrides import Override
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.spend.budget import PER_REGION, SHARES
from planner.spend.commission import apportion, commission_on

Kind = Literal[
    "fixed", "language version", "creators", "media", "commission", "contingency", "unallocated"
]
US = "us"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """Net money and the agency's commission on it; gross is both, and VAT is left out."""

    net: Decimal = ZERO
    commission: Decimal = ZERO

    @property
    def gross(self) -> Decimal:
        """Return net and commission together."""
        return self.net + self.commission

    def __add__(self, other: Sum) -> Sum:
        """Return both together."""
        return Sum(self.net + other.net, self.commission + other.commission)

    def __sub__(self, other: Sum) -> Sum:
        """Return this without the other."""
        return Sum(self.net - other.net, self.commission - other.commission)


@dataclass(frozen=True, slots=True)
class Row:
    """One amount: who pays (`us` or the partner's name), for what, where, and why so much.

    `region` and `channel` are empty where a line is for the whole campaign, or not for media.
    `item` is the plan's own id: `publicity`, `fr dub`, `paid_social`.
    """

    payer: str
    kind: Kind
    item: str
    region: str
    channel: str
    money: Sum
    note: str = ""


def total(rows: Iterable[Row]) -> Sum:
    """Return the sum of rows, to the cent."""
    return sum((row.money for row in rows), Sum())


def rows_of(plan: Plan, spend: Spend, facts: Facts) -> tuple[Row, ...]:
    """Return every row of a plan's budget table: our lines and media, then partners' media.

    Our commission is shared out over our media and each partner's over its own, to the cent.
    """
    media = list(_media(plan, spend))
    ours = [row for row in media if row.payer == US]
    theirs = [row for row in media if row.payer != US]
    return (
        *_fixed(plan, spend, facts),
        *_versions(plan, spend, facts),
        *_creators(plan, spend),
        *_ours(ours, spend.commission),
        Row(US, "contingency", "contingency", "", "", Sum(spend.contingency), _kept(plan, facts)),
        Row(US, "unallocated", "unallocated", "", "", Sum(spend.unallocated), _left(spend)),
        *_partners(theirs, spend.commission_rate),
    )


def payer_of(plan: Plan, code: str) -> str:
    """Return the name of a region's partner, or words that stand for it; never `us`."""
    region = plan.goals.regions.get(code)
    name = region.partner.name if region and region.partner else ""
    return name if name and name != US else f"Partner in {names.region(code)}"


def _fixed(plan: Plan, spend: Spend, facts: Facts) -> Iterator[Row]:
    own = plan.goals.budget.fixed
    for name, amount in spend.fixed.items():
        usual = _share(f"fixed_share.{name}", facts) if name in SHARES else ""
        yield Row(US, "fixed", name, "", "", Sum(amount), "Your figure." if name in own else usual)
    for code, region in spend.regions.items():
        for name, amount in region.fixed.items():
            usual = f"Usual cost (cost.{name})." if name in PER_REGION else ""
            yield Row(US, "fixed", name, code, "", Sum(amount), usual)


def _versions(plan: Plan, spend: Spend, facts: Facts) -> Iterator[Row]:
    own = {item.key for item in plan.film.language_versions if item.cost is not None}
    for key, amount in spend.language_versions.items():
        fact = f"cost.{key.rpartition(' ')[2]}"
        usual = f"Usual cost ({fact})." if facts.find(fact) else ""
        note = "Your figure." if key in own else usual
        yield Row(US, "language version", key, "", "", Sum(amount), note)


def _creators(plan: Plan, spend: Spend) -> Iterator[Row]:
    """Yield what creators cost by region, if the shortlist is the one that was budgeted."""
    chosen = plan.creators.chosen.values() if plan.creators else ()
    by_region: dict[str, Decimal] = {}
    for one in chosen:
        by_region[one.region] = by_region.get(one.region, ZERO) + one.price
    if not by_region or sum(by_region.values(), ZERO) != spend.creators:
        by_region = {"": spend.creators}
    for code, amount in by_region.items():
        yield Row(US, "creators", "creators", code, "", Sum(amount), "The shortlist's prices.")


def _media(plan: Plan, spend: Spend) -> Iterator[Row]:
    decided = {item.at: item for item in plan.overrides if item.target == "spend"}
    for code, region in spend.regions.items():
        for payer, channel, amount in _parts(plan, code, region):
            note = _decision(decided.get(f"spend.{code}.{channel}"))
            yield Row(payer, "media", channel or "media", code, channel, Sum(amount), note)


def _parts(plan: Plan, code: str, region: RegionSpend) -> Iterator[tuple[str, str, Decimal]]:
    """Yield payer, channel and net money of a region; without channels where they don't add up."""
    partner, channels = payer_of(plan, code), region.by_channel
    if region.ours + region.partner != region.media_total:
        channels, ours = {"": region.ours + region.partner}, [region.ours]
    else:
        ours = apportion(region.ours, list(channels.values()))
    for (channel, amount), part in zip(channels.items(), ours, strict=True):
        parts = ((US, part), (partner, amount - part))
        yield from ((payer, channel, money) for payer, money in parts if money)


def _ours(rows: list[Row], commission: Decimal) -> Iterator[Row]:
    """Yield our media with its commission, shared out over regions, then over their channels.

    A commission without any media to stand on is a row itself.
    """
    if commission and not rows:
        note = "No media stands behind it."
        yield Row(US, "commission", "commission", "", "", Sum(ZERO, commission), note)
        return
    regions = _by_region(rows)
    parts = apportion(commission, [total(own).net for own in regions])
    for own, part in zip(regions, parts, strict=True):
        yield from _charged(own, part)


def _partners(rows: list[Row], rate: float) -> Iterator[Row]:
    """Yield partners' media with a commission at our rate, to the cent in each region."""
    for own in _by_region(rows):
        yield from _charged(own, commission_on(total(own).net, rate))


def _by_region(rows: list[Row]) -> list[list[Row]]:
    return [list(own) for _, own in groupby(rows, key=lambda row: row.region)]


def _charged(rows: list[Row], commission: Decimal) -> Iterator[Row]:
    parts = apportion(commission, [row.money.net for row in rows])
    for row, part in zip(rows, parts, strict=True):
        yield replace(row, money=Sum(row.money.net, part))


def _share(fact: str, facts: Facts) -> str:
    return f"Usual share of the budget, {facts.number(fact).value:.1%} ({fact})."


def _kept(plan: Plan, facts: Facts) -> str:
    own = plan.goals.budget.contingency is not None
    return "Your figure." if own else _share("contingency_share", facts)


def _left(spend: Spend) -> str:
    return "Left by rounding, or kept out by caps." if spend.unallocated else ""


def _decision(made: Override | None) -> str:
    if made is None:
        return ""
    who = f"Decided by {made.by}" if made.by else "You decided this amount"
    return f"{who}: {made.why}" if made.why else f"{who}."
