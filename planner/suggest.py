"""Walks a film and its goals through the steps to a plan.

The order: potential -> dates -> creators -> media money at those dates -> partners. It is not a
joint optimum: dates don't know what media will be bought, and creators come before media.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from planner.audience.files import named_tables, read_many
from planner.creators.sheet import SheetCreator, read_sheet
from planner.creators.shortlist import Shortlist, suggest_creators
from planner.errors import InputError, PlanError
from planner.facts import table as facts_table
from planner.facts.table import Facts
from planner.forecast.frames import Forecasts
from planner.forecast.step import Heard, listen
from planner.model import names, overrides
from planner.model.base import Range
from planner.model.plan import Plan
from planner.model.sections import Audience, Provenance, RegionAudience
from planner.model.suggestion import Suggestion
from planner.partners.step import suggest_partners
from planner.plan.fingerprint import file_inputs, plan_inputs
from planner.spend.budget import creators_budget
from planner.spend.places import unknown_places
from planner.spend.step import suggest_spend
from planner.timing.calendar import monday
from planner.timing.dates import Dates, suggest_dates
from planner.travel.potential import Potential, potentials

SEED = 1
PACKAGES = ("numpy", "pandas", "prophet", "scipy")
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
    """What lies beside the plan: audience table, creator sheet, and their fingerprints."""

    table: pd.DataFrame
    sheet: tuple[SheetCreator, ...]
    fingerprints: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan with its outputs, and what the pages show beside it.

    `forecasts` and `index` are those of planner.forecast, `dates` is what planner.timing found;
    `reasons` holds the suggestion behind each address of the plan, such as timing.MX.date.
    """

    plan: Plan
    table: pd.DataFrame
    forecasts: Forecasts
    index: pd.DataFrame
    dates: Dates
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
    return Inputs(table, sheet, file_inputs(files, folder))


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
    facts = facts_table.load().with_overrides(overrides.facts(plan.overrides))
    report(Progress("audience", "Reading what is known of each region's audience", 0, 1))
    heard = listen(
        plan,
        inputs.table,
        seed,
        facts,
        lambda done, total, name: report(Progress("audience", _forecasting(name), done, total)),
    )
    potentials = _potentials(plan, facts)
    ranges = {code: found.range for code, found in potentials.items()}
    report(Progress("timing", "Choosing the dates of all regions together", 0, 1))
    dates = suggest_dates(plan, ranges, heard.index, facts, heard.forecasts.parts, seed)
    report(Progress("creators", "Choosing creators by the people they reach", 0, 1))
    opening = _from_date(ranges, dates)
    shortlist = _shortlist(plan, inputs, opening, dates, facts)
    report(Progress("spend", "Splitting the media money", 0, 1))
    days = {code: region.date for code, region in dates.section.regions.items()}
    money = suggest_spend(plan, days, opening, shortlist.section.spent, facts)
    report(Progress("partners", "Preparing the briefs", 0, 1))
    outputs = {
        "audience": _audience(plan, heard, potentials),
        "timing": dates.section,
        "spend": money.section,
        "creators": shortlist.section,
        "partners": suggest_partners(plan, dates.section, money.section, facts),
        "provenance": _provenance(plan, inputs, seed),
    }
    reasons: dict[str, Suggestion[float] | Suggestion[date]] = {
        **{f"audience.{code}.potential": item.suggestion for code, item in potentials.items()},
        **{
            f"timing.{code}.date": heard.explained(code, item)
            for code, item in dates.reasons.items()
        },
        **shortlist.reasons,
        **money.reasons,
    }
    done = plan.model_copy(update=outputs)
    report(Progress("partners", "Done", 1, 1))
    return Outcome(done, inputs.table, heard.forecasts, heard.index, dates, reasons)


def _forecasting(series: str) -> str:
    region, _, signal = series.partition(" ")
    return f"Forecasting {names.region(region)}: {names.signal(signal)}"


def _check(plan: Plan) -> None:
    if not plan.goals.regions:
        raise PlanError("The campaign has no regions yet. Add at least one to goals.regions.")
    problems = unknown_places(plan, facts_table.load())
    if problems:
        raise InputError(problems)


def _potentials(plan: Plan, facts: Facts) -> dict[str, Potential]:
    return potentials(plan, facts)


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


def _shortlist(
    plan: Plan, inputs: Inputs, ranges: Mapping[str, Range], dates: Dates, facts: Facts
) -> Shortlist:
    opening = {code for code, region in dates.section.regions.items() if region.date}
    sheet = [item for item in inputs.sheet if item.region in opening]
    budget = creators_budget(plan.goals.budget, facts)
    return suggest_creators(plan, sheet, ranges, budget, facts)


def _audience(plan: Plan, heard: Heard, potentials: Mapping[str, Potential]) -> Audience:
    regions = {
        code: _region_audience(plan, code, heard, potentials[code]) for code in plan.goals.regions
    }
    return Audience(regions=regions)


def _region_audience(plan: Plan, code: str, heard: Heard, found: Potential) -> RegionAudience:
    parts = heard.codes[code]
    known = heard.summary[heard.summary.index.isin(parts)]
    frame = heard.forecasts.frame
    methods = set(frame.loc[frame["region"].isin(parts), "method"])
    signals = {name for names in known["signals"] for name in names.split(", ")}
    last = known["last"].max() if len(known) else pd.NaT
    return RegionAudience(
        signals=sorted(signals),
        weeks=int(known["weeks"].max()) if len(known) else 0,
        last_week=None if pd.isna(last) else last.date(),
        method="prophet" if "prophet" in methods else "borrowed",
        peak_week=_peak(plan, heard.index[heard.index["region"] == code]),
        potential=found.range,
        basis=found.basis,
    )


def _peak(plan: Plan, index: pd.DataFrame) -> date | None:
    window = plan.goals.window
    weeks = index["week"]
    inside = index[
        (weeks >= pd.Timestamp(monday(window.from_))) & (weeks <= pd.Timestamp(window.to))
    ]
    if inside.empty:
        return None
    best = int(inside["mean"].to_numpy().argmax())
    return pd.Timestamp(inside["week"].iloc[best]).date()


def _provenance(plan: Plan, inputs: Inputs, seed: int) -> Provenance:
    return Provenance(
        seed=seed,
        inputs=plan_inputs(plan) | inputs.fingerprints,
        packages={name: version(name) for name in PACKAGES},
    )
