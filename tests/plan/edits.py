"""Edits of a plan, as somebody might make them who does not know of another's."""

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from planner.model.plan import SUGGESTED, Plan
from planner.plan import tree
from planner.plan.text import plain
from planner.plan.tree import Tree

TOGETHER = {"from", "at", "value"}
"""Fields whose neighbours only make sense with them."""

AGREED = {"pays", "our_share", "date_by", "date", "minimum_spend", "cap", "currency"}
"""Fields of a region that must fit each other; they stay as they are."""


def edited(base: Plan, donor: Plan, random: Random) -> Plan:
    """`base` after somebody took fields, things and an order from `donor`, and deleted some."""
    given = tree.inputs(donor)
    inputs = {key: _mixed(value, given[key], random) for key, value in tree.inputs(base).items()}
    whole = _plain(donor if random.random() < 0.5 else base)
    header = {key: whole[key] for key in ("version", "saved", "author", "note") if key in whole}
    results = {key: whole[key] for key in SUGGESTED if key in whole}
    data = {"schema": 2, "campaign": base.campaign, **header, **tree.plain_inputs(inputs)}
    return Plan.model_validate({**data, **results})


def _plain(plan: Plan) -> dict[str, Any]:
    return cast("dict[str, Any]", plain(plan))


def _mixed(base: Tree, donor: Tree, random: Random) -> Tree:
    both = isinstance(base, dict) and isinstance(donor, dict)
    if random.random() < 0.3 or (both and base == donor):
        return base
    if not isinstance(base, dict) or not isinstance(donor, dict) or TOGETHER & set(base):
        return donor if random.random() < 0.5 else base
    return _fields(base, donor, random)


def _fields(base: Mapping[str, Tree], donor: Mapping[str, Tree], random: Random) -> dict[str, Tree]:
    mixed: dict[str, Tree] = {}
    for key in [*base, *(key for key in donor if key not in base)]:
        if key in AGREED:
            continue
        if key in base and key in donor:
            mixed[key] = _mixed(base[key], donor[key], random)
        elif random.random() < 0.6:
            mixed[key] = base.get(key, donor.get(key))
    mixed |= {key: base[key] for key in AGREED & base.keys()}
    if random.random() < 0.2:
        keys = random.sample(list(mixed), len(mixed))
        mixed = {key: mixed[key] for key in keys}
    return mixed
