"""What explain reads: a plan, the reasons behind it, facts, records, and the files around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.audience.files import found_tables, read_many
from planner.errors import InputError
from planner.facts.decided import facts_of
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.suggestion import Suggestion
from planner.plan import document
from planner.plan.document import Document, KeyPath
from planner.review.beside import Beside

Reasons = Mapping[str, Suggestion[Any]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What an explanation stands on."""

    plan: Plan
    facts: Facts
    """As the plan's people decided them."""
    beside: Beside
    reasons: Reasons = field(default_factory=dict)
    """Worked out again by suggest, by address; empty where nobody asked for them."""
    again: Plan | None = None
    """The plan with what suggest says now, to tell where it differs from what was saved."""
    heard: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The regions in each audience table, by its path from the plan's folder."""
    text: Document | None = None
    """The plan's file, to name lines."""

    def where(self, *path: str | int) -> str:
        """Return file and line of a key path of the plan, or of what holds it; empty if unknown."""
        if self.text is None or not path or not self._stands(path[:1]):
            return ""
        return f"{Path(self.text.name).name}:{self.text.place(path)[0]}"

    def mark(self, *path: str | int) -> str:
        """Return ` (plan.yaml:512)`, to stand behind what was said; empty where it is unknown."""
        where = self.where(*path)
        return f" ({where})" if where else ""

    def file(self, name: str) -> str:
        """Return a file beside the plan with its fingerprint."""
        now = self.beside.inputs.get(name, "")
        return f"{name}, fingerprint {now}" if now else f"{name} (there is none)"

    def _stands(self, path: KeyPath) -> bool:
        return self.text is not None and path in self.text.places


def ground(plan: Plan, beside: Beside, *, text: str = "", name: str = "") -> Ground:
    """Return what explain reads of a plan alone; `text` is that of its file `name`.

    Put reasons, the plan as suggested again, and `regions_heard` into it for what needs them.

    Raises:
        FactError: an override speaks of a fact that does not exist.
    """
    return Ground(plan, facts_of(plan), beside, text=_document(text, name) if text else None)


def regions_heard(plan: Plan, folder: Path) -> dict[str, frozenset[str]]:
    """Return the regions in each audience table of a plan, by its path; none of one at fault."""
    found: dict[str, frozenset[str]] = {}
    for path in found_tables(plan.goals, folder):
        try:
            table = read_many([path], plan.goals.groups)
        except InputError:
            continue
        found[path.relative_to(folder).as_posix()] = frozenset(table["region"])
    return found


def _document(text: str, name: str) -> Document | None:
    try:
        return document.read(text, name)
    except InputError:  # read already as a plan: a file that changed since names no lines
        return None
