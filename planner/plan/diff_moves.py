"""Which money went where between two plans: our lines, partners' lines, and moves between them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from planner.model.base import CENT
from planner.model.plan import Plan
from planner.model.sections import RegionSpend
from planner.plan.tree import Path

Lines = Mapping[Path, Decimal]
"""Money of each line, by its place in the section `spend`."""
NOTHING = Decimal(0)
OUTSIDE: Path = ()
"""Stands for what was not in the budget before, or is not any more."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that left one line and arrived in another; `OUTSIDE` where the total changed."""

    source: Path
    target: Path
    amount: Decimal


def our_lines(plan: Plan, whole: Container[str] = ()) -> dict[Path, Decimal]:
    """Return every line of our money; they add up to the budget table's total.

    A region of `whole` is one line: what is spent there is told as one.
    """
    spend = plan.spend
    if spend is None:
        return {}
    found: dict[Path, Decimal] = {("fixed", name): amount for name, amount in spend.fixed.items()}
    found |= {("language_versions", key): price for key, price in spend.language_versions.items()}
    for name in ("creators", "commission", "contingency", "unallocated"):
        found[name,] = getattr(spend, name)
    for code, region in spend.regions.items():
        ours, _ = shares(region)
        lines = {("fixed", key): price for key, price in region.fixed.items()}
        lines |= {("media", channel): amount for channel, amount in ours.items()}
        if code in whole:
            found["regions", code] = sum(lines.values(), NOTHING)
        else:
            found |= {("regions", code, *line): amount for line, amount in lines.items()}
    return found


def partner_lines(plan: Plan, code: str) -> dict[Path, Decimal]:
    """Return the partner's media money in a region, by channel."""
    region = plan.spend.regions.get(code) if plan.spend else None
    theirs = shares(region)[1] if region else {}
    return {("regions", code, "media", channel): theirs[channel] for channel in theirs}


def shares(region: RegionSpend) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Return our part and the partner's part of each channel's media, to the cent.

    Each channel is shared as the region is. What rounding leaves goes to the next channel, so that
    our parts add up to our part of the region.
    """
    ratio = _ratio(region)
    ours: dict[str, Decimal] = {}
    running = done = NOTHING
    for channel, amount in region.by_channel.items():
        running += amount
        due = _to_cent(Fraction(running) * ratio)
        ours[channel], done = due - done, due
    theirs = {channel: amount - ours[channel] for channel, amount in region.by_channel.items()}
    return ours, theirs


def _ratio(region: RegionSpend) -> Fraction:
    paid = region.ours + region.partner
    if paid:
        return Fraction(region.ours) / Fraction(paid)
    return Fraction(region.pays != "partner")


def _to_cent(value: Fraction) -> Decimal:
    return Decimal(round(value * 100)) * CENT


def flows(before: Lines, after: Lines) -> list[Flow]:
    """Return moves that turn `before` into `after`, to the cent, each size matched largest first.

    Equal amounts are matched first: they are most likely one decision. Then what the total grew by
    goes to the lines that gained most, or what it shrank by comes from those that lost most.
    The sum of all moves into a line less those out of it is what the line changed by.
    """
    changed = {
        line: after.get(line, NOTHING) - before.get(line, NOTHING) for line in before.keys() | after
    }
    left = {line: -amount for line, amount in changed.items() if amount < 0}
    arrived = {line: amount for line, amount in changed.items() if amount > 0}
    grown = sum(changed.values(), NOTHING)
    if grown:
        (left if grown > 0 else arrived)[OUTSIDE] = abs(grown)
    return [*_equal(left, arrived), *_largest(left, arrived)]


def _by_size(lines: Lines) -> list[Path]:
    """Return the lines, the total's change first, then the largest; then by name."""
    return sorted(lines, key=lambda line: (line != OUTSIDE, -lines[line], line))


def _equal(left: dict[Path, Decimal], arrived: dict[Path, Decimal]) -> list[Flow]:
    """Match equal amounts, and take them from what is still to be matched."""
    of_amount: dict[Decimal, list[Path]] = {}
    for target in reversed(_by_size(arrived)):
        of_amount.setdefault(arrived[target], []).append(target)
    found = []
    for source in _by_size(left):
        if of_amount.get(left[source]):
            found.append(Flow(source, of_amount[left[source]].pop(), left.pop(source)))
            del arrived[found[-1].target]
    return found


def _largest(left: dict[Path, Decimal], arrived: dict[Path, Decimal]) -> list[Flow]:
    """Match what is left, one line after the other from the largest on both sides."""
    sources, targets = _by_size(left), _by_size(arrived)
    found = []
    while sources and targets:
        source, target = sources[0], targets[0]
        amount = min(left[source], arrived[target])
        found.append(Flow(source, target, amount))
        for lines, line, queue in ((left, source, sources), (arrived, target, targets)):
            lines[line] -= amount
            if not lines[line]:
                queue.pop(0)
    return found
