"""Language versions in words: what each would do, why it is worth its money, or why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import significant
from planner.model.english import listed, some
from planner.model.plan import Plan
from planner.model.suggestion import Reason, Suggestion
from planner.spend.language_effects import Effect
from planner.spend.language_versions import Candidate, FixedBy
from planner.spend.objective import amount_of, unit_of
from planner.spend.served import base, language_of

NAMED = 2
"""Regions that a sentence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Option:
    """A language version that could be paid for, and what it would do."""

    key: str
    chosen: bool
    fixed_by: FixedBy
    """Who put it in or out; "" where it was weighed."""
    cost: Decimal
    opens: Mapping[str, float]
    """By region, what it adds to the region's factor (1 is subtitles in the main languages) beside
    the versions chosen; where that is worth most comes first."""
    adds: float | None
    """What the best split gains if it is put in, or loses if it is taken out; None where the money
    does not suffice."""
    media: float | None
    """What its cost brings in media: instead of it if it is in, or now if it is not."""
    ready: date
    """When it can be delivered, if work starts at as_of."""
    late: Mapping[str, int]
    """Weeks that a region would have to open later for it; regions that it can reach in time, or
    where it would open hardly anything, are left out."""
    why: str


def option(one: Candidate, effect: Effect, plan: Plan) -> Option:
    """Return a version with its effect and one sentence that says why it is in or out."""
    return Option(
        key=one.key,
        chosen=effect.chosen,
        fixed_by=one.fixed_by,
        cost=one.cost,
        opens=effect.opens,
        adds=effect.adds,
        media=effect.media,
        ready=one.ready,
        late=effect.late,
        why=_why(one, effect, plan),
    )


SAID: Mapping[str, str] = {
    "film": "The film's own: ",
    "override": "Your decision: ",
    "region": "Without it a region would have none: ",
}
"""How a version that was not weighed is told."""


def suggestion(item: Option, plan: Plan, facts: Facts) -> Suggestion[float]:
    """Return what a version adds, with its reasons by region and the facts that they rest on."""
    unit = unit_of(plan)
    reasons = [Reason(item.why, item.adds, unit, _facts_of_cost(item, plan))]
    for code, share in item.opens.items():
        text = f"{_opening(share)} of the possible audience in {names.region(code)}."
        reasons.append(Reason(text, share, "of the audience", _facts_of(item, code, plan, facts)))
    return Suggestion(
        value=item.adds or 0.0,
        low=None,
        high=None,
        reasons=tuple(reasons),
        changes="Its cost, the release dates, how many people prefer dubs, or your own decision.",
        sure="Who speaks a language is counted; how many stay away from a form that they like less "
        "is assumed.",
    )


def _why(one: Candidate, effect: Effect, plan: Plan) -> str:
    """Return one sentence."""
    said = SAID.get(one.fixed_by, "")
    text = _effect(one, effect, plan)
    return f"{said}{text[:1].lower()}{text[1:]}." if said else f"{text}."


def _effect(one: Candidate, effect: Effect, plan: Plan) -> str:
    if not effect.opens:
        return _nobody(effect)
    cost = f"{plan.goals.budget.currency} {one.cost:,.0f}"
    if effect.brings is None:
        return f"It costs {cost}, more than is left for it"
    verb = "Brings" if effect.chosen else "Would bring"
    brought = f"{verb} about {amount_of(max(effect.brings, 0.0), plan)} in {_places(effect.opens)}"
    if effect.adds is None:
        more = "for" if effect.chosen else "but costs more than is left for it:"
        return f"{brought}{_but_late(effect)}, {more} {cost}"
    if not one.cost:
        return f"{brought}{_but_late(effect)} and costs nothing more"
    return f"{brought}{_but_late(effect)} for {cost}: {_beside(effect)}"


def _beside(effect: Effect) -> str:
    """Return how a version compares with the same money in media."""
    media = f"the same money in media ({significant(effect.media or 0.0):,.0f})"
    gain = (effect.adds or 0.0) > 0
    if gain and not effect.chosen:
        return f"more than {media}, but too dear for so few"
    return f"more than {media}" if gain else f"less than {media}"


def _nobody(effect: Effect) -> str:
    if effect.late:
        return f"Can't be ready in time: {_delays(effect.late)}"
    return "Opens the film to nobody whom the other versions don't reach"


def _but_late(effect: Effect) -> str:
    return f" (too late elsewhere: {_delays(effect.late)})" if effect.late else ""


def _delays(late: Mapping[str, int]) -> str:
    """Return which regions would have to wait, the longest first."""
    order = sorted(late, key=lambda code: (-late[code], code))
    first = order[0]
    weeks = "1 week" if late[first] == 1 else f"{late[first]} weeks"
    more = f", {len(order) - 1} more would have to wait too" if len(order) > 1 else ""
    return f"{names.region(first)} would have to open {weeks} later{more}"


def _places(codes: Iterable[str]) -> str:
    """Return regions in words: Germany; Germany and Austria; Germany, Austria and 2 more."""
    return listed(some(map(names.region, codes), NAMED))


def _opening(share: float) -> str:
    return f"Opens {share:.0%}" if share >= 0.01 else "Opens less than 1%"


def _facts_of_cost(item: Option, plan: Plan) -> tuple[str, ...]:
    own = {version.key for version in plan.film.language_versions if version.cost is not None}
    kind = item.key.rpartition(" ")[2]
    cost = f"film.language_versions.{item.key}" if item.key in own else f"cost.{kind}"
    by = ("overrides",) if item.fixed_by == "override" else ()
    return (*by, cost, f"lead_time.{kind}")


def _facts_of(item: Option, code: str, plan: Plan, facts: Facts) -> tuple[str, ...]:
    """Return the facts behind what a version opens in a region."""
    market, language = Market.of(code, plan.goals, facts), base(language_of(item.key))
    shares = (
        facts.find(f"language_share.{member}.{language}", f"language_share.{member[:2]}.{language}")
        for member in market.members
    )
    spoken = (fact.id for fact in shares if fact)
    tables = ("dub_preference", "stays_away.subtitles", "stays_away.dub")
    rest = (name for table in tables for name in market.fact_ids(table))
    return tuple(dict.fromkeys((*spoken, *rest)))
