"""What a thing is about in a few words, where it is told whole: a new region, a comp taken out."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model.base import spoken
from planner.model.goals import Region
from planner.model.plan import Plan
from planner.plan.diff_fields import FIELDS
from planner.plan.diff_things import THINGS
from planner.plan.diff_values import WORDS, clean, money, percent
from planner.plan.diff_words import currency_of, pattern, told
from planner.plan.tree import Path, Tree

MOST_FACTS = 6
REGION = "goals.regions.*"
PLAIN = {
    "goals.regions.*.rights.holder",
    "goals.regions.*.partner.name",
    "goals.regions.*.certificate.status",
    "film.seen.*.by",
    "film.festivals.*.status",
}
"""Facts that read well without their label, where a thing is told whole."""


def main_facts(path: Path, value: Tree, plan: Plan) -> str:
    """Return the main facts of the thing at `path` of a plan in words, without its name."""
    if pattern(path) == REGION:
        return ", ".join(_region(path, plan.goals.regions[path[2]], plan))
    if not isinstance(value, dict):
        return told(path, value, plan)
    things = THINGS.get(pattern(path[:-1]))
    known_by = things.known_by if things else frozenset()
    facts = [_fact((*path, key), item, plan) for key, item in value.items() if key not in known_by]
    return ", ".join(facts[:MOST_FACTS])


def _fact(path: Path, value: Tree, plan: Plan) -> str:
    found, text = pattern(path), told(path, value, plan)
    return text if found in PLAIN else f"{FIELDS[found].label} {text}"


def _region(path: Path, region: Region, plan: Plan) -> Iterator[str]:
    yield WORDS["release"][region.release]
    if region.date:
        yield f"the partner opens on {spoken(region.date)}"
    yield "rights unsold" if region.rights == "unsold" else f"rights: {clean(region.rights.holder)}"
    if region.partner:
        yield f"partner: {clean(region.partner.name)}"
    share = f" ({percent(region.our_share)} ours)" if region.our_share is not None else ""
    yield WORDS["pays"][region.pays] + share
    currency = currency_of(path, plan)
    if region.minimum_spend is not None:
        yield f"least spend {money(region.minimum_spend, currency)}"
    if region.cap is not None:
        yield f"most spend {money(region.cap, currency)}"
