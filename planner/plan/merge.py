"""Three-way merge of plans by meaning: inputs merge, results are suggested anew.

The header. Where one side alone saved since the base, its header holds. Otherwise `version` is the
higher of both and `based_on` that side's, `saved` the later moment, `author` both names by
alphabet, and `note` both notes, the earlier saved first: `Merged: <note>; <note>`. Where both moved
`as_of`, the later day holds, and is told.

Results are never merged. Where the merged inputs are one side's own, its results hold. Otherwise
those of the side that saved later stay in, out of date, until somebody suggests again: the
fingerprints in provenance make every page say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import cast

from planner.errors import Problem
from planner.model.base import spoken
from planner.model.plan import SCHEMA, SUGGESTED, Plan
from planner.plan import merge_fit, tree
from planner.plan.fingerprint import plan_inputs
from planner.plan.merge_tree import Choices, Conflict, Side, Table, merge_trees, same
from planner.plan.merge_words import side_of, texts, told
from planner.plan.text import dump, plain

AS_OF = "as_of"
HEADER = ("version", "based_on", "saved", "author", "note")
NOTE_MARK = "Merged: "
LONGEST_NOTE = 20_000
LONGEST_AUTHOR = 200
"""What the model takes."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What two plans make together; `plan` is None while a conflict or a problem is open."""

    plan: Plan | None
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why what both did does not fit together, where no choice between them can mend it."""
    told: tuple[str, ...] = ()
    """What was decided that a person should know of."""
    stale: bool = False
    """Whether the plan's results stem from other inputs and have to be suggested anew."""


def merge(base: Plan | None, ours: Plan, theirs: Plan, choices: Choices | None = None) -> Merged:
    """Return what `ours` and `theirs` make of `base`, their common ancestor (None: there is none).

    `choices` settles conflicts by their key path; any other key path may be chosen too.
    """
    decided, notes = _with_later_day(base, ours, theirs, choices or {})
    before, mine, yours = (inputs(plan) for plan in (base, ours, theirs))
    by = side_of(ours.author, "ours"), side_of(theirs.author, "theirs")
    merged, conflicts = merge_trees(before, mine, yours, decided)
    if not conflicts:
        sides = merge_fit.Sides(before, mine, yours, by)
        merged, conflicts = merge_fit.without_removed(merged, sides, decided)
    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()
    if not conflicts:
        data = _assembled(merged, base, ours, theirs)
        plan, conflicts, problems = merge_fit.checked(data, merged, sides, decided)
    worded = tuple(_worded(item, (base, ours, theirs), by) for item in conflicts)
    return Merged(plan, worded, problems, notes, plan is not None and _stale(plan))


def _stale(plan: Plan) -> bool:
    """Return whether there are results, and they are not those of the plan's own inputs."""
    known = plan.provenance.inputs if plan.provenance else {}
    changed = any(known.get(name) != value for name, value in plan_inputs(plan).items())
    return changed and any(getattr(plan, name) for name in SUGGESTED)


def _worded(
    conflict: Conflict, plans: tuple[Plan | None, Plan, Plan], by: tuple[str, str]
) -> Conflict:
    found = replace(conflict, texts=texts(conflict, *plans))
    return replace(found, text=found.text or told(found, by))


def inputs(plan: Plan | None) -> Table:
    """Return what merges: the campaign's name and all inputs, as nested tables."""
    return {"campaign": plan.campaign, **tree.inputs(plan)} if plan else {}


def _assembled(merged: Table, base: Plan | None, ours: Plan, theirs: Plan) -> dict[str, object]:
    """Return the plain data of the plan with merged inputs: header, inputs, results."""
    fresh = [plan for plan in (ours, theirs) if same(merged, inputs(plan))]
    whole = cast("dict[str, object]", plain(suggested_last(fresh or [ours, theirs], base)))
    results = {key: whole[key] for key in SUGGESTED if key in whole}
    header = _header(base, ours, theirs)
    return {"schema": SCHEMA, **header, **tree.plain_inputs(merged), **results}


def suggested_last(plans: Sequence[Plan], base: Plan | None) -> Plan:
    """Return the plan whose results stay: a new suggestion, of the later save, by the bytes."""

    def weight(plan: Plan) -> tuple[bool, datetime, str]:
        new = base is None or any(getattr(plan, name) != getattr(base, name) for name in SUGGESTED)
        return new, _moment(plan), dump(plan)

    return max(plans, key=weight)


def _moment(plan: Plan) -> datetime:
    return plan.saved or datetime.min.replace(tzinfo=UTC)


def _with_later_day(
    base: Plan | None, ours: Plan, theirs: Plan, choices: Choices
) -> tuple[Mapping[str, Side], tuple[str, ...]]:
    days = {ours.as_of, theirs.as_of, base.as_of if base else None}
    if len(days) < 3 or AS_OF in choices:
        return choices, ()
    later: Side = "ours" if ours.as_of > theirs.as_of else "theirs"
    day = spoken(max(ours.as_of, theirs.as_of))
    note = f"Both moved the day from which lead times count; the later one holds: {day}."
    return {**choices, AS_OF: later}, (note,)


def _header(base: Plan | None, ours: Plan, theirs: Plan) -> dict[str, object]:
    heads = [_head(plan) if plan else None for plan in (base, ours, theirs)]
    if heads[1] in (heads[0], heads[2]) or heads[2] == heads[0]:
        alone = theirs if heads[1] == heads[0] else ours
        return {key: value for key, value in _head(alone).items() if value is not None}
    first, then = sorted((ours, theirs), key=lambda plan: (_moment(plan), dump(plan)))
    newest = max(ours, theirs, key=lambda plan: (plan.version, plan.based_on or 0))
    joined = {
        "version": newest.version,
        "based_on": newest.based_on,
        "saved": then.saved,
        "author": _both(ours.author or "", theirs.author or ""),
        "note": _notes(base, first, then),
    }
    return {key: value for key, value in joined.items() if value is not None}


def _head(plan: Plan) -> dict[str, object]:
    return {name: getattr(plan, name) for name in HEADER}


def _both(one: str, other: str) -> str | None:
    """Return both names, or the longer where it holds the other: after a merge before this one."""
    shorter, longer = sorted((one, other), key=lambda name: (len(name), name))
    joined = longer if shorter in longer else " and ".join(sorted((one, other)))
    return joined[:LONGEST_AUTHOR].strip() or None


def _notes(base: Plan | None, first: Plan, then: Plan) -> str | None:
    before = base.note if base else None
    changed = [plan.note for plan in (first, then) if plan.note and plan.note != before]
    if len(set(changed)) == 2:
        half = LONGEST_NOTE // 2 - len(NOTE_MARK)
        return NOTE_MARK + "; ".join(note.removeprefix(NOTE_MARK)[:half] for note in changed)
    return changed[0] if changed else before
