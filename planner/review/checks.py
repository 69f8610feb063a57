"""Checks of a suggested plan: does it add up, do its dates hold, what is only assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.facts.table import load
from planner.model import names, overrides
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.review import creators, money
from planner.review.beside import Beside
from planner.review.check import WORST_FIRST, Check, Status
from planner.timing.conflict import IMPOSSIBLE


def checks(plan: Plan, beside: Beside | None = None) -> list[Check]:
    """Return every check of the plan, worst first; with `beside` also those that need its files."""
    if not plan.suggested:
        return [Check("REVIEW", "Suggestion", "Nothing has been suggested yet.", "Run Suggest.")]
    found = [
        *money.checks(plan),
        *_dates(plan),
        *_potential(plan),
        *_people(plan),
        *_elsewhere(plan),
        *_overspent(plan),
        *creators.checks(plan),
        *_without_effect(plan),
    ]
    return sorted(found, key=lambda check: WORST_FIRST.index(check.status))


def _dates(plan: Plan) -> Iterator[Check]:
    regions = plan.timing.regions if plan.timing else {}
    warned = [(code, text) for code, region in regions.items() for text in region.warnings]
    for code, text in warned:
        status: Status = "REVIEW" if regions[code].date else "FAIL"
        yield Check(
            status, f"Date in {names.region(code)}", text, "Look at the date on page Timing."
        )
    conflicts = plan.timing.conflicts if plan.timing else []
    for text in conflicts:
        if text.startswith(IMPOSSIBLE):
            yield Check("FAIL", "Rules can all hold", text, "Change one of them on page Timing.")
        else:
            yield Check("REVIEW", "Rules, rivals and festivals are known", text, "Correct it.")
    if regions and not warned and not conflicts:
        text = "Every date lies in the window, after its lead times and inside its rights."
        yield Check("PASS", "Dates hold", text)


def _potential(plan: Plan) -> Iterator[Check]:
    regions = plan.audience.regions if plan.audience else {}
    told = {
        "assumed": "No comparable title anywhere: the potential of {} is assumed.",
        "scaled": "No comparable title in {}: the potential there is scaled from other regions.",
    }
    for basis, text in told.items():
        listed = [names.region(code) for code, region in regions.items() if region.basis == basis]
        if listed:
            message = text.format(", ".join(listed))
            yield Check(
                "REVIEW", "Potential is known", message, "Add a comparable title on page Film."
            )


def _people(plan: Plan) -> Iterator[Check]:
    """Tell people who count in two regions, and parts of a country that stand for all of it."""
    held = Counter(member for code in plan.goals.regions for member in plan.goals.members(code))
    parts = [member for member in held if "-" in member]
    twice = [member for member, times in held.items() if times > 1]
    twice += [member for member in parts if member[:2] in held and member not in twice]
    if twice:
        text = f"More than one region counts the people of {_listed(twice)}."
        yield Check("REVIEW", "People count once", text, "Take one of these regions out.")
    decided, known = overrides.facts(plan.overrides), load()
    ids = {member: f"population.{member}" for member in parts}
    whole = [code for code, name in ids.items() if name not in decided and not known.find(name)]
    if whole:
        text = f"The figures of the whole country stand for {_listed(whole)}."
        example = f"facts.population.{whole[0]} and facts.admissions_year.{whole[0]}"
        yield Check("REVIEW", "Figures are the region's own", text, f"Override {example}.")


def _listed(codes: list[str]) -> str:
    return "; ".join(names.region(code) for code in sorted(codes))


def _elsewhere(plan: Plan) -> Iterator[Check]:
    """Tell regions that don't open in cinemas: what is counted there are cinema admissions."""
    regions = plan.goals.regions.items()
    outside = [names.region(code) for code, region in regions if region.release not in IN_CINEMAS]
    if outside:
        text = f"{', '.join(outside)}: no cinema release, yet the potential is in admissions."
        yield Check(
            "REVIEW", "Potential fits the release", text, "Read it as interest, not as sales."
        )


def _overspent(plan: Plan) -> Iterator[Check]:
    section = plan.creators
    if section and section.spent > section.budget:
        text = f"Creators cost {section.spent:,.2f}, their budget is {section.budget:,.2f}."
        yield Check("FAIL", "Creators in budget", text, "Take one out, or raise their budget.")


def _without_effect(plan: Plan) -> Iterator[Check]:
    """Tell decisions that changed nothing: money where nothing opens, creators who left."""
    dates = plan.timing.regions if plan.timing else {}
    closed = {code for code, region in dates.items() if region.date is None}
    chosen = plan.creators.chosen if plan.creators else {}
    idle = [
        f"{names.channel(channel)} in {names.region(code)}"
        for code, channel in overrides.cells(plan.overrides)
        if code in closed
    ]
    wanted = overrides.creators(plan.overrides)
    idle += [name for name, inside in wanted.items() if inside and name not in chosen]
    if idle:
        text = f"Nothing follows from what was decided on {', '.join(idle)}."
        yield Check(
            "REVIEW", "Decisions have effect", text, "Take them back, or correct their name."
        )
