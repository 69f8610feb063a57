"""Keeping what a source gave in a campaign, and saying so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.base import Summary
from planner.model.plan import Plan
from planner.plan import store

if TYPE_CHECKING:
    from planner.audience.fetched import Fetched, Kept


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
    from planner.audience.adding import is_named  # noqa: PLC0415  # slow to load

    yield f"{kept.path}: {fetched.source}"
    yield (
        f"  {kept.added} weeks added, {kept.changed} changed, {kept.unchanged} unchanged, "
        f"{kept.kept} kept that the source no longer gives"
    )
    yield from (f"  {note}" for note in fetched.notes)
    inside = kept.path.relative_to(campaign.folder).as_posix()
    if not is_named(campaign.plan.goals, inside):
        yield f"  ! goals.audience does not name it: add {inside} there, or it is not read."
