"""Validates plan files, and the tables that lie beside them, as one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planner.audience.files import found_tables, named_tables, read_many
from planner.creators.sheet import read_sheet
from planner.errors import InputError, MicrohitError, Problem
from planner.model.plan import Plan
from planner.plan import store
from planner.review.check import Check
from planner.review.checks import checks
from planner.review.creators import sheet_checks


@dataclass(slots=True)
class Report:
    """What was looked at, every fault, and the checks of the working plans that are not ok."""

    checked: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


def validate(paths: Iterable[Path]) -> Report:
    """Check each plan in `paths`; a folder stands for every plan and version below it."""
    report = Report()
    for path in paths:
        for file in _plans(path, report):
            _validate(file, report)
    return report


def _plans(path: Path, report: Report) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(path.rglob(store.PLAN))
    if not found:
        report.problems.append(Problem("holds no plan.yaml", str(path), hint="Check the folder."))
    for plan in found:
        yield plan
        yield from (version.path for version in store.versions(plan.parent))


def _validate(path: Path, report: Report) -> None:
    report.checked.append(str(path))
    try:
        plan = store.load(path).plan
    except InputError as error:
        report.problems += error.problems
        return
    except MicrohitError as error:
        report.problems.append(Problem(str(error)))
        return
    if path.name == store.PLAN:
        _beside(plan, path.parent, report)
        report.checks += [check for check in checks(plan) if check.status != "PASS"]


def _beside(plan: Plan, folder: Path, report: Report) -> None:
    """Check the audience tables and the creator sheet of a working plan."""
    sheet = folder / plan.goals.creators
    files = [*found_tables(plan.goals, folder), sheet]
    report.checked += [str(file) for file in files if file.exists()]
    try:
        read_many(named_tables(plan.goals, folder), plan.goals.groups)
    except InputError as error:
        report.problems += error.problems
    try:
        report.checks += sheet_checks(plan, read_sheet(sheet, plan.goals))
    except InputError as error:
        report.problems += error.problems
