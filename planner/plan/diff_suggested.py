"""What the results were made from: seed, packages, facts and files, as one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.model.english import listed, some
from planner.model.plan import Plan
from planner.model.sections import Provenance
from planner.plan.diff_change import Change
from planner.plan.diff_values import clean
from planner.plan.fingerprint import PARTS

MOST_NAMES = 3
"""Files or packages that are named."""


def suggestion_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield with what the results were suggested anew, beside the plan's own inputs."""
    if old.provenance and new.provenance:
        steps = list(_steps(old.provenance, new.provenance))
        if steps:
            yield Change("result", "provenance", f"Suggested anew with {listed(steps)}")


def _steps(was: Provenance, now: Provenance) -> Iterator[str]:
    if was.seed != now.seed:
        yield f"seed {now.seed} (was {was.seed})"
    yield from _files(_data(was), _data(now))
    if was.facts and now.facts and was.facts != now.facts:
        yield "other facts about the world"
    yield from some(_packages(was.packages, now.packages), MOST_NAMES)


def _packages(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in {**before, **after}:
        was, now = before.get(name), after.get(name)
        if was != now:
            yield f"{clean(name)} {clean(now or 'gone')}{f' (was {clean(was)})' if was else ''}"


def _data(provenance: Provenance) -> dict[str, str]:
    """Return the fingerprints of the files; what changed inside the plan is told as inputs."""
    return {name: mark for name, mark in provenance.inputs.items() if name not in PARTS}


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    changed = [name for name, mark in after.items() if name in before and before[name] != mark]
    came = [name for name in after if name not in before]
    gone = [name for name in before if name not in after]
    for names, how in ((changed, "new data in"), (came, "data added:"), (gone, "data gone:")):
        if names:
            yield f"{how} {', '.join(some(map(clean, names), MOST_NAMES))}"
