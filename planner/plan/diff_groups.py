"""What happened to several regions alike is told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.model import names
from planner.plan.diff_change import Change
from planner.plan.diff_values import region, regions
from planner.plan.tree import printed

ALIKE = 3
"""Regions to which the same happened, and that are told as one."""


def told_by_region(at: str, found: Mapping[str, tuple[str, str]]) -> Iterator[Change]:
    """Yield what happened to each region, as one where it is the same in several.

    `found` holds, by region, what happened and a detail of it, which is told of single regions
    alone. `at` has `*` for the region.
    """
    alike: dict[str, list[str]] = {}
    for code, (what, _) in found.items():
        alike.setdefault(what, []).append(code)
    table, _, field = at.partition(".*")
    for what, codes in alike.items():
        if len(codes) >= ALIKE:
            yield Change("result", table, f"{len(codes)} regions: {what} ({regions(codes)})")
            continue
        for code in codes:
            place = printed((*table.split("."), code, *field.split(".")[1:]))
            detail = f" ({found[code][1]})" if found[code][1] else ""
            yield Change("result", place, f"{names.upper_first(region(code))}: {what}{detail}")
