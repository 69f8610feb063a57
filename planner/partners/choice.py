"""Which region a brief is for, and which language its reader reads."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from babel import Locale, UnknownLocaleError

from planner.errors import InputError, PlanError, Problem
from planner.facts.market import main_language
from planner.model.goals import Region
from planner.model.plan import Plan
from planner.model.sections import Creators, RegionAudience, RegionSpend, RegionTiming
from planner.partners.words import languages


@dataclass(frozen=True, slots=True)
class Chosen:
    """A region of a suggested plan with all that the steps found out about it."""

    plan: Plan
    code: str
    region: Region
    members: tuple[str, ...]
    audience: RegionAudience
    timing: RegionTiming
    spend: RegionSpend
    currency: str
    creators: Creators

    @property
    def territory(self) -> str:
        """Return the ISO code of the country whose habits count: of a group, its first member."""
        return self.members[0][:2]

    @property
    def shown_in(self) -> tuple[str, ...]:
        """Return the languages that the film is shown in here."""
        if self.region.languages:
            return tuple(code.replace("-", "_") for code in self.region.languages)
        main = (main_language(member[:2]) for member in self.members)
        return tuple(dict.fromkeys(main))


def choose(plan: Plan, code: str) -> Chosen:
    """Return what the plan knows of a region.

    Raises:
        InputError: The plan has no such region.
        PlanError: The plan, or this region of it, has not been suggested yet.
    """
    region = plan.goals.regions.get(code)
    if region is None:
        raise InputError(_unknown(plan, code))
    if not (plan.audience and plan.timing and plan.spend and plan.creators):
        raise PlanError(_unplanned(plan, "the plan has no dates and no budget yet"))
    audience = plan.audience.regions.get(code)
    timing = plan.timing.regions.get(code)
    spend = plan.spend.regions.get(code)
    if audience is None or timing is None or spend is None:
        raise PlanError(_unplanned(plan, f"{code} was added after the last suggestion"))
    if spend.ours + spend.partner != spend.media_total:
        raise PlanError(
            _unplanned(
                plan,
                f"the media of {code} adds up to {spend.media_total}, not to our {spend.ours} "
                f"and the partner's {spend.partner}",
            )
        )
    members = tuple(plan.goals.members(code))
    found = (audience, timing, spend, plan.spend.currency, plan.creators)
    return Chosen(plan, code, region, members, *found)


def reader(chosen: Chosen, language: str | None) -> str:
    """Return the language of the brief: as asked for, else the partner's, else the region's.

    The region's is the one that the plan's partners step found, else its first official one.

    Raises:
        InputError: `language` is no language.
    """
    partner, step = chosen.region.partner, chosen.plan.partners
    planned = step.regions.get(chosen.code) if step else None
    wanted = (
        language
        or (partner.language if partner else None)
        or (planned.language if planned else None)
        or main_language(chosen.territory)
    )
    try:
        return str(Locale.parse(wanted.replace("-", "_")))
    except (UnknownLocaleError, ValueError) as error:
        raise InputError(
            Problem(
                "is no language",
                field="language",
                value=wanted,
                hint=f"Write a code such as {', '.join(languages())}",
            )
        ) from error


def _unknown(plan: Plan, code: str) -> Problem:
    close = get_close_matches(code.upper(), plan.goals.regions, n=2, cutoff=0.4)
    meant = f"Did you mean {' or '.join(close)}? " if close else ""
    known = ", ".join(plan.goals.regions) or "none"
    return Problem(
        f"{plan.campaign} does not open there",
        field="region",
        value=code,
        hint=f"{meant}Its regions are: {known}",
    )


def _unplanned(plan: Plan, why: str) -> str:
    return (
        f"{plan.campaign}: no brief can be made: {why}. "
        "Run suggest on the plan and save it, then make the brief again."
    )
