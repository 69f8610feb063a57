"""Money that moved, largest first: ours between our lines, each partner's within its region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.model.english import listed, plural
from planner.model.plan import Plan
from planner.plan.diff_change import Change
from planner.plan.diff_moves import (
    OUTSIDE,
    Flow,
    Lines,
    flows,
    our_lines,
    partner_lines,
)
from planner.plan.diff_values import channel, line, money, region
from planner.plan.tree import Path, printed

MOST_MOVES = 8
"""Moves that are told one by one."""
MOST_PARTS = 5
"""Lines that one move comes from or goes to, told one by one."""
MOST_INSIDE = 2
"""Moves inside a region's partner's money, told one by one."""
SMALL = Decimal("0.02")
"""Of all that moved: moves below are told as one rest."""
TINY = Decimal("0.001")
"""Of the whole budget: moves below are what rounding a split anew brings."""
REGION = 2
"""Keys of the path of a region that is one line."""
OWN_NAMES = {
    "creators": "creators",
    "commission": "the agency commission",
    "contingency": "the contingency",
    "unallocated": "what is left over",
}


def money_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield how the money moved; nothing is netted between us and a partner."""
    if old.spend is None or new.spend is None:
        yield from _came_or_went(old, new)
    elif old.spend.currency != new.spend.currency:
        yield Change("result", "spend.currency", _other_currency(old, new))
    else:
        least = max(old.spend.total, new.spend.total) * TINY
        whole = old.spend.regions.keys() ^ new.spend.regions.keys()
        moved = flows(our_lines(old, whole), our_lines(new, whole))
        yield from _ours(moved, new.spend.currency, least)
        yield from _partners(old, new, new.spend.currency, least)


def _came_or_went(old: Plan, new: Plan) -> Iterator[Change]:
    spend = new.spend or old.spend
    if spend and old.spend is not new.spend:
        total = money(spend.total, spend.currency)
        text = f"{total} split for the first time" if new.spend else f"The split of {total} is gone"
        media = money(spend.media, spend.currency)
        yield Change("result", "spend.total", f"{text}, {media} of it for media")


def _other_currency(old: Plan, new: Plan) -> str:
    now, was = (
        money(plan.spend.total, plan.spend.currency) if plan.spend else "" for plan in (new, old)
    )
    return f"The budget table is in another currency: {now} in all (was {was}), not compared"


def _ours(found: Sequence[Flow], currency: str, least: Decimal) -> Iterator[Change]:
    grown = [flow for flow in found if OUTSIDE in (flow.source, flow.target)]
    if grown:
        yield Change("result", "spend.total", _total(grown, currency))
    groups = _grouped([flow for flow in found if OUTSIDE not in (flow.source, flow.target)])
    least = max(least, sum(map(_sum, groups), Decimal(0)) * SMALL)
    told = [group for group in groups[:MOST_MOVES] if _sum(group) >= least]
    yield from (Change("result", _at(group), _move(group, currency)) for group in told)
    rest = [flow for group in groups[len(told) :] for flow in group]
    if rest:
        lines = {line for flow in rest for line in (flow.source, flow.target)}
        text = f"{money(_sum(rest), currency)} between {plural(len(lines), 'line')}"
        yield Change("result", "spend", f"Smaller moves: {text}")


def _sum(group: Sequence[Flow]) -> Decimal:
    return sum((flow.amount for flow in group), Decimal(0))


def _total(grown: Sequence[Flow], currency: str) -> str:
    more = grown[0].source == OUTSIDE
    lines = [(flow.target or flow.source, flow.amount) for flow in grown]
    parts = _parts(lines, "for" if more else "less for", currency)
    return f"{money(_sum(grown), currency)} {'more' if more else 'less'} to spend: {parts}"


def _parts(lines: Sequence[tuple[Path, Decimal]], word: str, currency: str) -> str:
    """Return amounts and their lines, largest first, the small ones as one."""
    ordered = sorted(lines, key=lambda item: (-item[1], item[0]))
    least = sum((amount for _, amount in lines), Decimal(0)) * SMALL
    shown = [item for item in ordered[:MOST_PARTS] if item[1] >= least]
    rest = ordered[len(shown) :]
    if len(rest) == 1:
        shown, rest = ordered, []
    told = [f"{money(amount, currency)} {word} {name(at)}" for at, amount in shown]
    if rest:
        small = money(sum((amount for _, amount in rest), Decimal(0)), currency)
        told.append(f"{small} in {plural(len(rest), 'smaller line')}")
    return listed(told)


def _grouped(found: Sequence[Flow]) -> list[list[Flow]]:
    """Return the moves by where they come from, or go to, whichever is fewer; largest first."""
    sources: dict[Path, list[Flow]] = {}
    targets: dict[Path, list[Flow]] = {}
    for flow in found:
        sources.setdefault(flow.source, []).append(flow)
        targets.setdefault(flow.target, []).append(flow)
    fewer = min(sources, targets, key=len)
    return [fewer[line] for line in sorted(fewer, key=lambda line: (-_sum(fewer[line]), line))]


def _at(group: Sequence[Flow]) -> str:
    return printed(("spend", *group[0].target))


def _move(group: Sequence[Flow], currency: str) -> str:
    first = group[0]
    amount = money(_sum(group), currency)
    if len(group) == 1:
        return f"{amount} moves from {name(first.source)} to {name(first.target)}"
    if all(flow.source == first.source for flow in group):
        parts = _parts([(flow.target, flow.amount) for flow in group], "to", currency)
        return f"{amount} moves from {name(first.source)}: {parts}"
    parts = _parts([(flow.source, flow.amount) for flow in group], "from", currency)
    return f"{amount} moves to {name(first.target)}: {parts}"


def _partners(old: Plan, new: Plan, currency: str, least: Decimal) -> Iterator[Change]:
    codes = {code: None for plan in (old, new) if plan.spend for code in plan.spend.regions}
    told = []
    for code in codes:
        before, after = partner_lines(old, code), partner_lines(new, code)
        found = flows(before, after)
        if found:
            told.append((-_sum(found), code, _partner(code, found, before, after, currency)))
    told.sort()
    large = [(code, text) for size, code, text in told[:MOST_MOVES] if -size >= least]
    for code, text in large:
        yield Change("result", printed(("spend", "regions", code, "partner")), text)
    rest = told[len(large) :]
    if rest:
        amount = money(-sum((size for size, _, _ in rest), Decimal(0)), currency)
        text = f"Smaller changes of partners' money: {amount} in {plural(len(rest), 'region')}"
        yield Change("result", "spend.partners", text)


def _partner(code: str, found: Sequence[Flow], before: Lines, after: Lines, currency: str) -> str:
    """Return how a partner's money changed: its sum, else where it moved inside."""
    who = f"The partner's money in {region(code)}"
    was, now = (sum(lines.values(), Decimal(0)) for lines in (before, after))
    if was != now:
        more = f"{money(abs(now - was), currency)} {'more' if now > was else 'less'}"
        return f"{who}: {more} ({money(now, currency)}, was {money(was, currency)})"
    by_size = sorted(found, key=lambda flow: (-flow.amount, flow.source))
    parts = [
        f"{money(flow.amount, currency)} from {channel(flow.source[-1])} to "
        f"{channel(flow.target[-1])}"
        for flow in by_size[:MOST_INSIDE]
    ]
    rest = len(by_size) - len(parts)
    return f"{who}: {listed([*parts, *([plural(rest, 'smaller move')] if rest else [])])}"


def name(at: Path) -> str:
    """Return a line of the budget table as it stands in a sentence."""
    if at[0] == "regions":
        if len(at) == REGION:
            return region(at[1])
        told = channel(at[3]) if at[2] == "media" else line(at[3])
        return f"{told} in {region(at[1])}"
    return OWN_NAMES[at[0]] if len(at) == 1 else line(at[1])
