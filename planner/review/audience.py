"""Checks of the audience: what the potential rests on, who is counted, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from planner.facts.table import load
from planner.model import names, overrides
from planner.model.english import listed
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.review.check import Check

TOLD = {
    "assumed": "No comparable title anywhere: the potential of {} is assumed.",
    "scaled": "No comparable title in {}: the potential there is scaled from other regions.",
}


def checks(plan: Plan) -> Iterator[Check]:
    """Yield every check of the audience."""
    yield from _potential(plan)
    yield from _people(plan)
    yield from _elsewhere(plan)


def _potential(plan: Plan) -> Iterator[Check]:
    regions = plan.audience.regions if plan.audience else {}
    title, known = "Potential", True
    for basis, text in TOLD.items():
        found = [names.region(code) for code, region in regions.items() if region.basis == basis]
        if found:
            known = False
            message, step = text.format(listed(found)), "Add a comparable title on page Film."
            yield Check("REVIEW", title, message, step, "film.comps", "film")
    if regions and known:
        text = "Every region has a comparable title of its own."
        yield Check("PASS", title, text, at="film.comps", page="film")


def _people(plan: Plan) -> Iterator[Check]:
    """Yield people who count in two regions, and parts of a country that stand for all of it."""
    held = Counter(member for code in plan.goals.regions for member in plan.goals.members(code))
    parts = [member for member in held if "-" in member]
    twice = [member for member, times in held.items() if times > 1]
    twice += [member for member in parts if member[:2] in held and member not in twice]
    title = "Counting of people"
    if twice:
        text = f"More than one region counts the people of {_listed(twice)}."
        yield Check(
            "REVIEW", title, text, "Take one of these regions out.", "goals.regions", "film"
        )
    elif held:
        yield Check("PASS", title, "No two regions count the same people.", page="film")
    decided, known = overrides.facts(plan.overrides), load()
    ids = {member: f"population.{member}" for member in parts}
    whole = [code for code, name in ids.items() if name not in decided and not known.find(name)]
    if whole:
        text = f"The figures of the whole country stand for {_listed(whole)}."
        step = f"Override facts.population.{whole[0]} and facts.admissions_year.{whole[0]}."
        yield Check("REVIEW", "Figures of regions", text, step, "overrides", "spend")


def _listed(codes: Iterable[str]) -> str:
    return listed(names.region(code) for code in sorted(codes))


def _elsewhere(plan: Plan) -> Iterator[Check]:
    """Yield regions that don't open in cinemas: what is counted there are cinema admissions."""
    regions = plan.goals.regions.items()
    outside = [code for code, region in regions if region.release not in IN_CINEMAS]
    if outside:
        where = listed(map(names.region, outside))
        text = f"{where}: no cinema release, yet the potential is in admissions."
        step, at = "Read it as interest, not as sales.", f"goals.regions.{outside[0]}.release"
        yield Check("REVIEW", "Potential and release type", text, step, at, "audience")
