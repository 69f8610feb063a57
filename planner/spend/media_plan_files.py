"""The media plan as files: CSV with one row a line, XLSX with lines, weeks, sources, decisions."""

from __future__ import annotations

from pathlib import Path

from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.plan.exports import csv_text
from planner.spend.media_plan import media_plan
from planner.spend.media_sheets import (
    LINE,
    decisions_sheet,
    exact,
    lines_sheet,
    sources_sheet,
    weeks_sheet,
)
from planner.spend.workbook import workbook_of, write_as


def write_media(path: Path, plan: Plan, facts: Facts, region: str | None = None) -> None:
    """Write the media plan, or a region's alone, to a .csv or .xlsx file: all of it or nothing.

    Raises:
        InputError: the file's name ends in neither, or decision rules contradict each other.
        PlanError: nothing has been suggested yet, or amounts don't add up.
        StoreError: the file cannot be written.
    """
    write_as(path, lambda: media_csv(plan, facts, region), lambda: media_xlsx(plan, facts, region))


def media_csv(plan: Plan, facts: Facts, region: str | None = None) -> bytes:
    """Return the lines as CSV (UTF-8) without totals; regions and channels by their ids."""
    currency, rows = plan.goals.budget.currency, []
    for line in media_plan(plan, facts, region):
        ids = {"region": line.run.region, "channel": line.run.channel, "phase": line.run.phase}
        rows.append([*(ids.get(name, exact(value(line))) for name, _, value in LINE), currency])
    return csv_text([*(name for name, _, _ in LINE), "currency"], rows).encode()


def media_xlsx(plan: Plan, facts: Facts, region: str | None = None) -> bytes:
    """Return a workbook with the sheets Media plan, Flighting, Sources and Decisions.

    Its bytes depend on the plan and the facts alone; sums are values, text that a spreadsheet would
    run is made harmless. Raises as `write_media` does.
    """
    lines = media_plan(plan, facts, region)
    sheets = (
        lines_sheet(plan, lines),
        weeks_sheet(plan, lines, facts),
        sources_sheet(plan, lines, facts),
        decisions_sheet(plan, facts, region),
    )
    return workbook_of(plan, sheets)
