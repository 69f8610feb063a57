"""Estimates that moved by more than their noise: admissions, reach, what regions may bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.model.base import Range, significant
from planner.model.english import plural
from planner.model.plan import Plan
from planner.model.sections import RegionAudience
from planner.plan.diff_change import Change
from planner.plan.diff_groups import told_by_region
from planner.plan.diff_values import amount, region
from planner.plan.tree import printed

NOISE = 0.01
"""Of an estimate, which has three digits: less is no difference that anybody should read."""
BASE = ("base",)
"""The end of an estimate that is told of a region."""
MOST_REGIONS = 6
"""Regions whose estimate is told, those that changed most."""
RESTS_ON = {
    "prophet": "forecast from a history of its own",
    "borrowed": "forecast borrowed from other regions",
    "comps": "potential from comparable titles there",
    "scaled": "potential from comparable titles elsewhere",
    "assumed": "potential assumed from the size of the market",
}


def estimate_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield how admissions and reach changed, in all and by region."""
    admissions = [plan.spend.admissions if plan.spend else None for plan in (old, new)]
    yield from _one("spend.admissions", "Admissions", *admissions)
    regions = [
        {code: one.admissions for code, one in plan.spend.regions.items()} if plan.spend else {}
        for plan in (old, new)
    ]
    yield from _by_region("spend.regions", "Admissions", *regions)
    reach = [plan.creators.reach if plan.creators else None for plan in (old, new)]
    yield from _one("creators.reach", "People reached by creators", *reach)


def audience_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield how what is known of the regions' audiences changed."""
    before, after = (plan.audience.regions if plan.audience else {} for plan in (old, new))
    if bool(before) != bool(after):
        count = plural(len(after or before), "region")
        text = f"The audience of {count} is {'forecast' if after else 'not forecast any more'}"
        yield Change("result", "audience.regions", text)
        return
    potentials = [{code: one.potential for code, one in found.items()} for found in (before, after)]
    yield from _by_region("audience.regions", "Potential", *potentials)
    stayed = {code: (before[code], after[code]) for code in after if code in before}
    for field in ("method", "basis"):
        yield from told_by_region(f"audience.regions.*.{field}", dict(_turned(stayed, field)))


def _turned(
    stayed: Mapping[str, tuple[RegionAudience, RegionAudience]], field: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    for code, (was, now) in stayed.items():
        before, after = getattr(was, field), getattr(now, field)
        if before != after:
            yield code, (f"{RESTS_ON[after]} now", "")


def _one(at: str, what: str, was: Range | None, now: Range | None) -> Iterator[Change]:
    if now and _differs(was, now):
        before = f", was {_spread(was)}" if was else ""
        yield Change("result", at, f"{what}: {_spread(now)}{before}")


def _by_region(
    at: str, what: str, before: Mapping[str, Range | None], after: Mapping[str, Range | None]
) -> Iterator[Change]:
    """Yield one line with the regions whose estimate changed most."""
    changed = {
        code: (was, now)
        for code, now in after.items()
        if (was := before.get(code)) and now and _differs(was, now, BASE)
    }
    by_size = sorted(changed, key=lambda code: (-_step(*changed[code]), code))
    told = [
        f"{region(code)} {_about(changed[code][1].base)} (was {_about(changed[code][0].base)})"
        for code in by_size[:MOST_REGIONS]
    ]
    rest = len(by_size) - len(told)
    if told:
        more = f" and {plural(rest, 'more region')}" if rest else ""
        yield Change("result", _place(at, by_size), f"{what} by region: {', '.join(told)}{more}")


def _place(at: str, codes: list[str]) -> str:
    return printed((*at.split("."), codes[0])) if len(codes) == 1 else at


def _step(was: Range, now: Range) -> float:
    return abs(now.base - was.base)


def _differs(was: Range | None, now: Range, ends: Sequence[str] = ("low", "base", "high")) -> bool:
    """Return whether any of these ends moved by more than the noise."""
    if was is None:
        return True
    pairs = [(getattr(was, end), getattr(now, end)) for end in ends]
    return any(abs(after - before) > NOISE * max(before, after) for before, after in pairs)


def _about(value: float) -> str:
    return amount(significant(value))


def _spread(values: Range) -> str:
    return f"{_about(values.base)} ({_about(values.low)} to {_about(values.high)})"
