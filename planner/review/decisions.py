"""Decisions of a person whose ground has changed: what lay under each, then and now.

The first frozen version that holds a decision shows the inputs that it was made on; without one,
the last version saved by the decision's day does. A decision on a fact is judged by the fact's own
value and date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from planner.facts.table import Fact, load
from planner.model import names
from planner.model.base import spoken
from planner.model.overrides import Override
from planner.model.plan import Plan
from planner.plan.fingerprint import CALLED, FACTS
from planner.plan.text import plain
from planner.review.beside import Beside

State = Literal["holds", "data changed", "not known"]
BESIDE_IT = ("partner", "certificate")
"""Fields of a region that no date and no money is decided by."""
LOOK = "Look at it again, or confirm it."


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and whether the data under it changed since it was made, in words."""

    override: Override
    state: State
    text: str


def states(plan: Plan, beside: Beside | None) -> list[Decided]:
    """Return each decision of the plan, in its order, with whether its data changed since."""
    return [_decided(item, plan, beside) for item in plan.overrides]


def confirmed(item: Override, today: date) -> Override:
    """Return the same decision made today: what changed under it before no longer counts."""
    fact = load().find(item.key) if item.target == FACTS else None
    changes: dict[str, object] = {"on": today}
    if fact and item.replaced is not None:
        changes["replaced"] = Decimal(str(fact.value))
    return item.model_copy(update=changes)


def _decided(item: Override, plan: Plan, beside: Beside | None) -> Decided:
    if item.target == FACTS:
        return _on_fact(item)
    then = _then(item, plan, beside)
    if then is None or beside is None:
        return Decided(item, "not known", "No saved version shows what it was made on.")
    changed = _changed(item, then, plan, beside)
    if changed:
        since = f"changed since: {', '.join(changed)}"
        text = f"{_made(item)} on the data of then; {since}. {LOOK}"
        return Decided(item, "data changed", text)
    return Decided(item, "holds", f"{_made(item)}; the data under it is the same.")


def _made(item: Override) -> str:
    return f"Made on {spoken(item.on)}" if item.on else "Made"


def _then(item: Override, plan: Plan, beside: Beside | None) -> Plan | None:
    """Return the version that shows what a decision was made on, None if there is none."""
    if beside is None:
        return None
    holding = next((one for one in _since(item, beside) if _holds(one, item)), None)
    if holding or item.on is None:
        return holding
    if item.on >= plan.as_of:
        return plan  # made today, on what is there
    earlier = (one for one in beside.history if one.saved and one.saved.date() <= item.on)
    return next(filter(None, (beside.version(one.number) for one in earlier)), None)


def _since(item: Override, beside: Beside) -> Iterator[Plan]:
    """Yield the versions in which a decision may stand, oldest first: none from before its day."""
    for one in reversed(beside.history):
        # A day apart: `on` is a person's day, `saved` is counted in UTC.
        if item.on is None or one.saved is None or one.saved.date() >= item.on - timedelta(days=1):
            version = beside.version(one.number)
            if version:
                yield version


def _holds(plan: Plan, item: Override) -> bool:
    return any(
        (one.at, one.value, one.on) == (item.at, item.value, item.on) for one in plan.overrides
    )


def _changed(item: Override, then: Plan, plan: Plan, beside: Beside) -> list[str]:
    """Return in words what lies under a decision and is not as it was."""
    before, now = _ground(item, then), _ground(item, plan)
    found = [name for name in now if before.get(name) != now[name]]
    if then is plan or then.provenance is None:
        return found
    there = _under(then.provenance.inputs, item, then)
    here = _under(beside.inputs, item, plan)
    files = sorted(there.keys() | here.keys())
    return [*found, *(name for name in files if there.get(name) != here.get(name))]


def _under(inputs: Mapping[str, str], item: Override, plan: Plan) -> dict[str, str]:
    """Return the fingerprints of the files that lie under a decision."""
    return {name: mark for name, mark in inputs.items() if _lies_under(name, item, plan)}


def _lies_under(name: str, item: Override, plan: Plan) -> bool:
    """Return whether a file that a suggestion reads lies under a decision."""
    beside = {plan.goals.creators, plan.goals.curves}
    if item.target == "creators":
        return name == plan.goals.creators
    return item.target == "timing" and name not in beside and name not in CALLED


def _ground(item: Override, plan: Plan) -> Mapping[str, object]:
    """Return the inputs under a decision as plain data, by what they are called."""
    grounds: Mapping[str, Callable[[Override, Plan], dict[str, object]]] = {
        "timing": _under_date,
        "spend": _under_money,
        "languages": _under_language,
    }
    made = grounds[item.target](item, plan) if item.target in grounds else {}
    return {name: _bare(plain(value)) for name, value in made.items()}


def _bare(value: object) -> object:
    """Return plain data without its notes: nothing is decided by them."""
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items() if key != "note"}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _region(code: str, plan: Plan) -> dict[str, object]:
    """Return what the goals say of a region but who is asked there, and its comparable titles."""
    places = {code, *plan.goals.members(code)}
    region = plan.goals.regions.get(code)
    judged = region.model_copy(update=dict.fromkeys(BESIDE_IT)) if region else None
    return {
        f"what the goals say of {names.region(code)}": [judged, sorted(places)],
        f"comparable titles in {names.region(code)}": [
            one for one in plan.film.comps if one.region in places
        ],
    }


def _under_date(item: Override, plan: Plan) -> dict[str, object]:
    places = {item.key, *plan.goals.members(item.key)}
    rivals = [one for one in plan.goals.competitors if one.region in places]
    return {
        **_region(item.key, plan),
        "the window": plan.goals.window,
        "language versions": plan.film.language_versions,
        "festivals": plan.film.festivals,
        "competing titles": rivals,
    }


def _under_money(item: Override, plan: Plan) -> dict[str, object]:
    budget = plan.goals.budget
    return {
        **_region(item.key, plan),
        "the budget": [budget.total, budget.currency],
        "limits on spending": plan.goals.limits,
    }


def _under_language(item: Override, plan: Plan) -> dict[str, object]:
    versions = [one for one in plan.film.language_versions if one.key == item.key]
    spoken_in = {code: region.languages for code, region in plan.goals.regions.items()}
    return {f"the film's {names.line(item.key)}": versions, "languages of the regions": spoken_in}


def _on_fact(item: Override) -> Decided:
    fact = load().find(item.key)
    if fact is None:
        return Decided(item, "not known", "Microhit has no figure of its own for it.")
    moved = _moved(item, fact)
    if moved:
        return Decided(item, "data changed", f"{_made(item)}; {moved} {LOOK}")
    if item.replaced is None and item.on is None:
        return Decided(item, "not known", "It doesn't say what it replaced, nor when it was made.")
    return Decided(item, "holds", f"{_made(item)}; Microhit's own figure is the same.")


def _moved(item: Override, fact: Fact) -> str:
    """Return in words how Microhit's own figure differs from the one that was replaced."""
    if isinstance(item.replaced, Decimal) and float(item.replaced) != fact.value:
        return f"Microhit's own figure was {item.replaced:g} and is {fact.value:g} now."
    seen: date | None = fact.checked or fact.as_of
    if item.replaced is None and item.on and seen and seen > item.on:
        return f"Microhit's own figure was stated anew on {spoken(seen)}."
    return ""
