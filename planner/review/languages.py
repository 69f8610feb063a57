"""Checks of language versions: is there one in a language of each region."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.review.check import Check
from planner.spend.served import base
from planner.timing.culture import release_date

TITLE = "Language versions"
AT = "film.language_versions"
LEAD = "lead_time.subtitles"


def checks(plan: Plan, facts: Facts) -> Iterator[Check]:
    """Yield in which regions nobody could follow the film in a language of theirs.

    Counted are the original and the versions that exist, are ordered, or that the plan pays for.
    FAIL: not even subtitles can be there by the region's date.
    """
    missing = {code: _missing(code, plan, facts) for code in plan.goals.regions}
    missing = {code: wanted for code, wanted in missing.items() if wanted}
    soonest = plan.as_of + timedelta(weeks=facts.number(LEAD).value)
    late = [code for code in missing if _opens(code, plan) < soonest]
    if late:
        text = f"Nobody has ordered {_listed(late, missing)}, and subtitles take until "
        step = "Order them now, or open later."
        yield Check("FAIL", TITLE, f"{text}{spoken(soonest)}.", step, AT, "film")
    others = [code for code in missing if code not in late]
    if others:
        text = f"Nobody has ordered {_listed(others, missing)}."
        step = "Order them, or enter the partner's own with the day they are ready."
        yield Check("REVIEW", TITLE, text, step, AT, "film")
    if plan.goals.regions and not missing:
        text = "Every region has the film in a language of its own."
        yield Check("PASS", TITLE, text, page="film")


def _opens(code: str, plan: Plan) -> date:
    return release_date(code, plan) or date.max


def _missing(code: str, plan: Plan, facts: Facts) -> tuple[str, ...]:
    """Return the languages of a region that has a version in none; empty where it has one."""
    wanted = plan.goals.regions[code].languages or Market.of(code, plan.goals, facts).languages()
    there = {base(item.language) for item in plan.planned_film.language_versions}
    served = there | {base(plan.film.original_language)}
    return () if served.intersection(map(base, wanted)) else tuple(wanted)


def _listed(codes: list[str], missing: dict[str, tuple[str, ...]]) -> str:
    return "; ".join(
        f"{' or '.join(map(names.language, missing[code]))} for {names.region(code)}"
        for code in codes
    )
