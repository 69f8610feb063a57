"""Older schemas, step by step to the present one: a file that Microhit once wrote loads for ever.

1 -> 2   `partner.contact` held a person's name; now it names a role, and the person stands in
contacts.yaml. The name becomes the role `main`. Texts might hold characters that nobody sees or
that hide something; they fall away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.model.letters import cleaned
from planner.model.plan import SCHEMA
from planner.plan.document import Document, Plain

MAIN = "main"
"""The role of the person whom a plan of schema 1 named."""
TEXTS = {"note", "why", "logline", "messages", "do_not_show", "content", "conflicts", "warnings"}
"""Where long texts stand; all others are names."""
Mapping = dict[str, Plain]


def migrate(document: Document) -> None:
    """Bring the data of `document`, of an older schema, to the present one; places stay."""
    data = document.data
    number = data.get("schema") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(number, int) or isinstance(number, bool):
        return  # told as a fault
    while number in STEPS:
        STEPS[number](data)
        number += 1
        data["schema"] = number


def contacts_of(data: Plain) -> dict[str, str]:
    """Return the person that a plan of schema 1 names for each region."""
    if not isinstance(data, dict) or data.get("schema") != 1:
        return {}
    partners = _partners(data)
    return {
        code: cleaned(str(one["contact"]), name=True)
        for code, one in partners
        if one.get("contact")
    }


def _to_2(data: Mapping) -> None:
    data.update({key: _cleaned(value, name=key not in TEXTS) for key, value in data.items()})
    for _, partner in _partners(data):
        if isinstance(partner.get("contact"), str | int):
            partner["contact"] = MAIN


def _cleaned(data: Plain, *, name: bool) -> Plain:
    if isinstance(data, dict):
        return {
            cleaned(key, name=True): _cleaned(value, name=name and key not in TEXTS)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_cleaned(item, name=name) for item in data]
    return cleaned(data, name=name) if isinstance(data, str) else data


def _partners(data: Mapping) -> Iterator[tuple[str, Mapping]]:
    goals = data.get("goals")
    regions = goals.get("regions") if isinstance(goals, dict) else None
    for code, region in regions.items() if isinstance(regions, dict) else ():
        partner = region.get("partner") if isinstance(region, dict) else None
        if isinstance(partner, dict):
            yield code, partner


STEPS: dict[int, Callable[[Mapping], None]] = {1: _to_2}
assert max(STEPS) + 1 == SCHEMA  # noqa: S101  # every older schema has its step
