"""What changed between two plans, in the marketer's words, by meaning and not by line."""

from __future__ import annotations

from planner.model.plan import Plan
from planner.plan.diff_change import Change, Kind
from planner.plan.diff_dates import date_changes
from planner.plan.diff_estimates import audience_changes, estimate_changes
from planner.plan.diff_groups import together
from planner.plan.diff_inputs import input_changes
from planner.plan.diff_lists import (
    creator_changes,
    note_changes,
    version_changes,
    warning_changes,
)
from planner.plan.diff_money import money_changes
from planner.plan.diff_suggested import suggestion_changes
from planner.plan.diff_weeks import week_changes

__all__ = ["Change", "Kind", "diff"]
RESULTS = (
    date_changes,
    money_changes,
    version_changes,
    creator_changes,
    estimate_changes,
    audience_changes,
    week_changes,
    warning_changes,
    note_changes,
    suggestion_changes,
)
"""What tells each kind of result, in the order that they are read."""


def diff(old: Plan, new: Plan) -> list[Change]:
    """Return what changed from `old` to `new`: inputs first, then what followed from them.

    Decisions come first, inputs in the order of the file, results by size. Version number, author,
    note and time of saving are no changes.
    """
    followed = (change for tell in RESULTS for change in tell(old, new))
    return [*together(input_changes(old, new)), *followed]
