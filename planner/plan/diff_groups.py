"""What changed or happened alike in several regions is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.model import names
from planner.plan.diff_change import Change
from planner.plan.diff_values import region, regions
from planner.plan.tree import parsed, printed

ALIKE = 3
"""Regions that are alike, and told as one."""
REGIONS = ("goals", "regions")
HERE = "\0"
"""Stands for the region's name in a sentence; no text of a plan holds it."""


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


def together(changes: Iterable[Change]) -> list[Change]:
    """Return the changes of inputs, those that are alike but for the region as one."""
    found = list(changes)
    alike: dict[str, list[str]] = {}
    for change in found:
        code = _code(change)
        if code:
            alike.setdefault(_without_name(change, code), []).append(code)
    told: dict[str, Change] = {}
    for change in found:
        code = _code(change)
        sentence = _without_name(change, code) if code else ""
        codes = alike.get(sentence, [])
        if len(codes) < ALIKE:
            told[change.at] = change
        elif code == codes[0]:
            text = sentence.replace(HERE, regions(codes))
            told[change.at] = Change("input", printed(REGIONS), text)
    return list(told.values())


def _code(change: Change) -> str:
    """Return the region that a change is about, where it names it."""
    path = parsed(change.at)
    about = path[:2] == REGIONS and len(path) > len(REGIONS)
    return path[2] if about and names.region(path[2]) in change.text else ""


def _without_name(change: Change, code: str) -> str:
    return change.text.replace(names.region(code), HERE, 1)
