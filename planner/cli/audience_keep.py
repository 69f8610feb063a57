"""Keeping what a source gave in a campaign, and saying so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.base import Summary
from planner.errors import InputError, Problem
from planner.model.plan import Plan
from planner.plan import store

if TYPE_CHECKING:
    from planner.audience.fetched import Fetched, Kept

MOST_OVERLAPS = 3
"""Weeks that are named of those that two tables share: enough to see which."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A plan and the folder that its audience tables lie in."""

    plan: Plan
    folder: Path

    @property
    def groups(self) -> list[str]:
        """Return the names of its groups of regions."""
        return list(self.plan.goals.groups)

    @property
    def countries(self) -> list[str]:
        """Return the codes of its regions, groups by their members, each once."""
        goals = self.plan.goals
        return list(dict.fromkeys(code for name in goals.regions for code in goals.members(name)))


def opened(plan_path: Path) -> Campaign:
    """Return the campaign of a plan."""
    return Campaign(store.load(plan_path).plan, plan_path.parent)


def check_overlap(campaign: Campaign, name: str, fetched: Fetched) -> None:
    """Raise `InputError` where another table of the campaign has values for the same weeks.

    Both would be read, and a week that is given twice is an error.
    """
    from planner.audience.fetched import kept_path  # noqa: PLC0415  # slow to load
    from planner.audience.files import found_tables, read_many  # noqa: PLC0415  # slow to load
    from planner.audience.table import KEY  # noqa: PLC0415  # slow to load

    target = kept_path(campaign.folder, name).resolve()
    new = fetched.table.dropna(subset="value")[KEY]
    problems: list[Problem] = []
    for path in found_tables(campaign.plan.goals, campaign.folder):
        if path.resolve() != target:
            held = read_many([path], campaign.groups).dropna(subset="value")[KEY]
            shared = new.merge(held, on=KEY)
            problems += [_overlap(path, *row) for row in shared.head(MOST_OVERLAPS).to_numpy()]
    if problems:
        raise InputError(problems)


def _overlap(path: Path, region: str, signal: str, week: object) -> Problem:
    what = f"has {region} {signal}, week of {week:%Y-%m-%d}, already"
    hint = "Take that file away, or leave this one out: two tables may not give the same week."
    return Problem(what, str(path), hint=hint)


def summary_of(kept: Kept, fetched: Fetched) -> Summary:
    """Return what was kept, for `--json`."""
    counts = {name: getattr(kept, name) for name in ("added", "changed", "unchanged", "kept")}
    return {
        "file": kept.path,
        "source": fetched.source,
        "fetched": fetched.fetched,
        **counts,
        "notes": fetched.notes,
    }


def lines_of(kept: Kept, fetched: Fetched, campaign: Campaign) -> Iterator[str]:
    """Yield what was kept, for a person."""
    yield f"{kept.path}: {fetched.source}"
    yield (
        f"  {kept.added} weeks added, {kept.changed} changed, {kept.unchanged} unchanged, "
        f"{kept.kept} kept that the source no longer gives"
    )
    yield from (f"  {note}" for note in fetched.notes)
    inside = kept.path.relative_to(campaign.folder).as_posix()
    if not any(fnmatch(inside, pattern) for pattern in campaign.plan.goals.audience):
        yield f"  ! goals.audience does not name it: add {inside} there, or it is not read."
