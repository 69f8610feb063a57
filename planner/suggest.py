"""Walks a film and its goals through the steps to a plan.

The order: potential -> dates, with the user's language versions, else subtitles in each region's
main language -> shortlists of creators for rising money -> one of them, media money and language
versions at those dates -> if a version came in that the dates don't know of, dates once more, then
stop -> partners. It is not a joint optimum: dates don't know what money will buy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from planner.audience.files import named_tables, read_many
from planner.creators.offers import Offer
from planner.creators.pool import pool_of
from planner.creators.sheet import read_sheet
from planner.creators.shortlist import Shortlist, shortlist_at
from planner.creators.weigh import weigh
from planner.errors import InputError, PlanError
from planner.facts import table as facts_table
from planner.facts.decided import facts_at_rates
from planner.facts.table import Facts
from planner.forecast.frames import Forecasts
from planner.forecast.step import Heard, listen
from planner.model import names, overrides
from planner.model.base import Range
from planner.model.plan import Plan
from planner.model.sections import Provenance
from planner.model.suggestion import Suggestion
from planner.partners.step import suggest_partners
from planner.plan.fingerprint import file_inputs, plan_inputs, shipped_facts
from planner.spend.ask import Ask
from planner.spend.creators import Shortlists, per_person
from planner.spend.curves import Curve, Key
from planner.spend.decisions import decisions
from planner.spend.fitted import read_fitted
from planner.spend.languages import Languages
from planner.spend.places import unknown_places
from planner.spend.step import Money, suggest_spend
from planner.timing.dates import Dates, suggest_dates
from planner.travel.potential import potentials
from planner.travel.section import audience_section

SEED = 1
PACKAGES = ("babel", "cmdstanpy", "hijridate", "holidays", "numpy", "pandas", "prophet", "scipy")
"""Packages whose version can change a suggestion; the plan records them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a suggestion is: the step, what it is doing, how much of it is done."""

    step: str
    text: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """What lies beside the plan: audience table, creator sheet, curves, and their fingerprints."""

    table: pd.DataFrame
    sheet: tuple[Offer, ...]
    fingerprints: dict[str, str]
    curves: Mapping[Key, Curve] = field(default_factory=dict)
    """Response curves that were fitted elsewhere."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan with its outputs, and what the pages show beside it.

    `forecasts` and `index` are those of planner.forecast, `dates` is what planner.timing found,
    `money` what planner.spend did, `shortlist` what planner.creators did;
    `reasons` holds the suggestion behind each address of the plan, such as timing.MX.date.
    """

    plan: Plan
    table: pd.DataFrame
    forecasts: Forecasts
    index: pd.DataFrame
    dates: Dates
    money: Money
    shortlist: Shortlist
    reasons: Mapping[str, Suggestion[float] | Suggestion[date]]

    @property
    def forecast(self) -> pd.DataFrame:
        """Return the weeks ahead of every series."""
        return self.forecasts.frame


Report = Callable[[Progress], None]


def read_inputs(plan: Plan, folder: Path, extra: Sequence[Path] = ()) -> Inputs:
    """Return what the plan in `folder` names; `extra` audience tables stand in for its own.

    Raises:
        InputError: every fault of the tables and the sheet, with file and line.
    """
    paths = list(extra) or named_tables(plan.goals, folder)
    sheet_path = folder / plan.goals.creators
    table = read_many(paths, plan.goals.groups)
    sheet = tuple(read_sheet(sheet_path, plan.goals))
    files = [*paths, *([sheet_path] if sheet_path.exists() else [])]
    curves: dict[Key, Curve] = {}
    if plan.goals.curves:
        files.append(folder / plan.goals.curves)
        curves = read_fitted(files[-1], plan)
    return Inputs(table, sheet, file_inputs(files, folder), curves)


def suggest(
    plan: Plan, inputs: Inputs, *, seed: int | None = None, progress: Report | None = None
) -> Outcome:
    """Return `plan` with every step's suggestion; human decisions in `overrides` are kept.

    The same plan, inputs and seed give the same outcome.

    Raises:
        PlanError, InputError: what stands in the way, and what to do.
    """
    _check(plan)
    try:
        return _walk(plan, inputs, seed, progress or (lambda _: None))
    except (ArithmeticError, ValueError) as error:
        decided = overrides.facts(plan.overrides)
        if not decided:
            raise
        listed = ", ".join(f"{name} {value:g}" for name, (value, _) in decided.items())
        raise PlanError(
            f"No plan can be computed with these values of facts: {listed}. Correct the overrides "
            "that begin with facts, or take them back."
        ) from error


def seed_of(plan: Plan) -> int:
    """Return the seed that the next suggestion takes if none is given: that of the last one."""
    return plan.provenance.seed if plan.provenance else SEED


def _walk(plan: Plan, inputs: Inputs, seed: int | None, report: Report) -> Outcome:
    if seed is None:
        seed = seed_of(plan)
    facts = facts_at_rates(plan)
    report(Progress("audience", "Reading what is known of each region's audience", 0, 1))
    heard = listen(
        plan,
        inputs.table,
        seed,
        facts,
        lambda done, total, name: report(Progress("audience", _forecasting(name), done, total)),
    )
    found = potentials(plan, facts)
    walk = _Walk(plan, inputs, facts, seed, heard, {code: one.range for code, one in found.items()})
    report(Progress("timing", "Choosing the dates of all regions together", 0, 1))
    dates = walk.dates(plan)
    money, shortlist = walk.money(dates, report)
    if walk.more_versions(money, dates):
        report(Progress("timing", "Choosing the dates anew for the language versions", 0, 1))
        languages = money.case.languages
        film = plan.film.with_versions(languages.chosen)
        dates = walk.dates(plan.model_copy(update={"film": film}))
        money, shortlist = walk.money(dates, report, languages)
    report(Progress("partners", "Preparing the briefs", 0, 1))
    outputs = {
        "audience": audience_section(plan, heard, found),
        "timing": dates.section,
        "spend": money.section,
        "creators": shortlist.section,
        "partners": suggest_partners(plan, dates.section, money.section, facts),
        "provenance": _provenance(plan, inputs, seed),
    }
    reasons: dict[str, Suggestion[float] | Suggestion[date]] = {
        **{f"audience.{code}.potential": item.suggestion for code, item in found.items()},
        **{
            f"timing.{code}.date": heard.explained(code, item)
            for code, item in dates.reasons.items()
        },
        **shortlist.reasons,
        **money.reasons,
    }
    done = plan.model_copy(update=outputs)
    report(Progress("partners", "Done", 1, 1))
    return Outcome(
        done, inputs.table, heard.forecasts, heard.index, dates, money, shortlist, reasons
    )


@dataclass(frozen=True, slots=True)
class _Walk:
    """What dates, creators and money are suggested from, once the audience is known."""

    plan: Plan
    inputs: Inputs
    facts: Facts
    seed: int
    heard: Heard
    ranges: Mapping[str, Range]

    def dates(self, plan: Plan) -> Dates:
        heard = self.heard
        return suggest_dates(
            plan, self.ranges, heard.index, self.facts, heard.forecasts.parts, self.seed
        )

    def money(
        self, dates: Dates, report: Report, languages: Languages | None = None
    ) -> tuple[Money, Shortlist]:
        """Return the money at these dates, and the shortlist of creators that it pays for."""
        report(Progress("creators", "Choosing creators by the people they reach", 0, 1))
        days = {code: region.date for code, region in dates.section.regions.items()}
        ask = Ask(
            plan=self.plan,
            days=days,
            potentials=_from_date(self.ranges, dates),
            creators=Shortlists(),
            facts=self.facts,
            fitted=self.inputs.curves,
            languages=languages,
            seed=self.seed,
        )
        opening = {code for code, day in days.items() if day}
        pool = pool_of(self.plan, self.inputs.sheet, opening, self.facts)
        weighed = weigh(self.plan, pool, per_person(ask), self.facts)
        report(Progress("spend", "Splitting the media money and choosing language versions", 0, 1))
        money = suggest_spend(replace(ask, creators=weighed.offered()))
        return money, shortlist_at(self.plan, weighed, money.case.creators.at, self.facts)

    def more_versions(self, money: Money, dates: Dates) -> bool:
        """Return whether versions were chosen that the dates know nothing of."""
        known = {key for span in dates.spans.values() for key in (gate.name for gate in span.gates)}
        known |= {item.key for item in self.plan.film.language_versions}
        return not known.issuperset(money.case.languages.chosen)


def _forecasting(series: str) -> str:
    region, _, signal = series.partition(" ")
    return f"Forecasting {names.region(region)}: {names.signal(signal)}"


def _check(plan: Plan) -> None:
    if not plan.goals.regions:
        raise PlanError("The campaign has no regions yet. Add at least one to goals.regions.")
    facts = facts_table.load()
    problems = unknown_places(plan, facts)
    if problems:
        raise InputError(problems)
    decisions(plan, facts)  # refuses rules that contradict each other


def _from_date(ranges: Mapping[str, Range], dates: Dates) -> dict[str, Range]:
    """Return each potential at the demand of the chosen date; unscaled where there is none."""
    scaled = {}
    for code, found in ranges.items():
        demand = dates.section.regions[code].demand
        factor = demand.base if demand else 1.0
        scaled[code] = Range(
            low=found.low * factor, base=found.base * factor, high=found.high * factor
        )
    return scaled


def _provenance(plan: Plan, inputs: Inputs, seed: int) -> Provenance:
    return Provenance(
        seed=seed,
        inputs=plan_inputs(plan) | inputs.fingerprints,
        facts=shipped_facts(),
        packages={name: version(name) for name in PACKAGES},
    )
