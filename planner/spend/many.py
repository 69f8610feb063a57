"""The response in many worlds at once: what `cells`, `valued` and `base_value` say in each draw.

A world built on its own takes some milliseconds, a hundred of them longer than a page may wait. So
the formulas of reference, calibrate and settle stand here for arrays: a row for each draw, a column
for each cell or region. Tests hold both equal in every draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from planner.facts.market import Market
from planner.facts.money import convert
from planner.facts.table import Fact, Facts
from planner.model.base import Range
from planner.model.plan import Plan
from planner.spend import many_creators
from planner.spend.curves import Curve, Form, Key, cell_of
from planner.spend.draws import Draws, Ints, Part
from planner.spend.fitted import times
from planner.spend.forms import Floats
from planner.spend.many_audiences import Audiences, Members, Of, audiences
from planner.spend.objective import worth_of
from planner.spend.prices import Weeks
from planner.spend.response import LEAST
from planner.spend.worlds import drawn_potentials, drawn_values

REACH: Form = "reach"
MANY = 200
"""Draws: from seed to seed the middle then varies by 2 %, the 10 % and 90 % points by 3 to 4 %, and
the mean by 1 % (3 % if they were independent), measured on a made campaign of 8 regions."""
HALVINGS = 100
"""Of the interval in which the scale of elasticities lies: more than floating point tells apart."""


@dataclass(frozen=True, eq=False)
class _Case:
    """What opens: audiences by cell, and by region potential, price level and people, by draw."""

    regions: tuple[str, ...]
    of_cell: Ints
    audiences: Audiences
    potential: Floats
    level: Floats
    heads: Floats
    facts: Facts
    of: Of

    def number(self, key: str) -> Floats:
        """Return a fact in each draw, as a column."""
        return self.of(self.facts.number(key))[:, None]


def draw_response(  # noqa: PLR0913 - all of a campaign meets here; four of these may be left out
    plan: Plan,
    days: Mapping[str, date | None],
    potentials: Mapping[str, Range],
    facts: Facts,
    seed: int,
    *,
    count: int = MANY,
    weeks: Mapping[Key, Weeks] | None = None,
    fitted: Mapping[Key, Curve] | None = None,
    creators: Mapping[str, float] | None = None,
) -> Draws:
    """Return the worlds that `draw` makes with `cells`, `valued` and `base_value` as its build.

    `weeks` and `fitted` are those of `cells`; `creators` are the people that creators reach, by
    region: what they bring stands with what comes without media. At least one region must have a
    day, and the cells of the plan must have been made with the same facts, which checks them.
    """
    values = drawn_values(facts, seed, count)
    people = drawn_potentials(potentials, facts, seed, count)

    def of(fact: Fact) -> Floats:
        return values[fact.id] if fact.id in values else np.full(count, fact.value)

    opening = {code: day for code in plan.goals.regions if (day := days.get(code)) is not None}
    members = {code: Members(Market.of(code, plan.goals, facts), of) for code in opening}
    met = audiences(plan, opening, members, weeks or {})
    case = _Case(
        regions=tuple(opening),
        of_cell=np.array([list(opening).index(code) for code, _ in met.keys], dtype=np.int64),
        audiences=met,
        potential=np.stack([np.maximum(people[code], LEAST) for code in opening], axis=1),
        level=np.stack([one.price_level for one in members.values()], axis=1),
        heads=np.array([max(one.heads.sum(), 1.0) for one in members.values()]),
        facts=facts,
        of=of,
    )
    media, usual = _admissions(plan, case, fitted or {})
    if not any((creators or {}).values()):
        return Draws(media, _valued(plan, case, media))
    core = many_creators.met(creators or {}, members, facts, of)
    brought = core * many_creators.each(media, met, usual, facts, of)
    admissions = replace(media, base=media.base + brought)
    return Draws(admissions, _valued(plan, case, admissions, core))


def _admissions(plan: Plan, case: _Case, fitted: Mapping[Key, Curve]) -> tuple[Part, Floats]:
    """Return what media brings, and the reference plan's money, by draw and cell."""
    met, at = case.audiences, case.of_cell
    part = _mix(case)
    each = convert(1.0, "EUR", plan.goals.budget.currency, case.facts)
    money = case.potential * (case.number("reference_media") * each) * case.level
    usual = money[:, at] * part * met.season
    answer = (_elasticities(case) * case.potential)[:, at] * part
    k, scale = _shapes(case, usual, answer)
    lift = _sums(case, scale * (usual / (k + usual)) ** met.often)
    over = np.where(lift > case.potential, case.potential / lift, 1.0)
    ours = Part(
        cells=tuple(cell_of(key) for key in met.keys),
        regions=case.regions,
        region_of=at,
        forms=(REACH,) * len(met.keys),
        scale=scale * over[:, at],
        k=k,
        s=met.often,
        base=np.maximum(case.potential - lift * over, 0.0),
    )
    return (_with_fitted(case, ours, usual, fitted) if fitted else ours), usual


def _mix(case: _Case) -> Floats:
    """Return each cell's part of the usual mix, over the channels that reach anybody."""
    shares = np.stack(
        [case.of(case.facts.number(f"channel_share.{name}")) for _, name in case.audiences.keys],
        axis=1,
    )
    reached = np.where(case.audiences.people > 0, shares, 0.0)
    whole = _sums(case, reached)[:, case.of_cell]
    return np.divide(reached, whole, out=np.zeros_like(reached), where=reached > 0)


def _sums(case: _Case, cells: Floats) -> Floats:
    """Return the sum over the cells of each region."""
    return np.stack(
        [cells[:, case.of_cell == at].sum(axis=1) for at in range(len(case.regions))], axis=1
    )


def _elasticities(case: _Case) -> Floats:
    """Return each region's elasticity; their mean by potential is the prior."""
    prior = case.number("elasticity.short")
    most, least = (
        prior * case.number("elasticity.region.most"),
        prior * np.minimum(case.number("elasticity.region.least"), 1.0),
    )
    weight = case.potential / case.potential.sum(axis=1, keepdims=True)
    ease = case.potential / case.heads / case.level
    ease = ease / (weight * ease).sum(axis=1, keepdims=True)
    low, high = np.zeros_like(prior), 2 * most / ease.min(axis=1, keepdims=True)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = (weight * np.clip(middle * ease, least, most)).sum(axis=1, keepdims=True) < prior
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    spread = len(case.regions) > 1
    return np.where(
        (least < prior) & (most > prior) & spread, np.clip(high * ease, least, most), prior
    )


def _shapes(case: _Case, usual: Floats, answer: Floats) -> tuple[Floats, Floats]:
    """Return k and scale of each cell; a cell without usual money is closed."""
    often = case.audiences.often
    bend = np.expm1(np.log(2) / often)
    ends = [case.number(f"saturation.half_point.{end}") * usual for end in ("least", "most")]
    half = np.clip(case.audiences.contact / bend, np.minimum(*ends), np.maximum(*ends))
    k = np.where(usual > 0, bend * half, 1.0)
    part = usual / (k + usual)
    rise = part**often * often * (1 - part)
    return k, np.divide(answer, rise, out=np.zeros_like(answer), where=usual > 0)


def _with_fitted(case: _Case, ours: Part, usual: Floats, fitted: Mapping[Key, Curve]) -> Part:
    """Return fitted curves in place of ours; what comes without media follows from them."""
    scale, k, s = ours.scale.copy(), ours.k.copy(), ours.s.copy()
    forms, others = list(ours.forms), {}
    lifts = ours.scale * (usual / (ours.k + usual)) ** ours.s
    for column, key in enumerate(case.audiences.keys):
        curve = fitted.get(key)
        if curve is None:
            continue
        forms[column] = curve.form
        scale[:, column], k[:, column], s[:, column] = curve.scale, curve.k, curve.s
        lifts[:, column] = np.where(usual[:, column] > 0, curve.value(usual[:, column]), 0.0)
        if curve.form == "table":
            others[column] = (curve,) * len(usual)
    base = np.maximum(case.potential - _sums(case, lifts), 0.0)
    return replace(ours, forms=tuple(forms), scale=scale, k=k, s=s, base=base, others=others)


def _valued(plan: Plan, case: _Case, admissions: Part, core: Floats | None = None) -> Part:
    """Return the worlds in the objective's unit; `core` are met by creators."""
    if plan.goals.objective == "admissions":
        return admissions
    if plan.goals.objective == "reach":
        met = case.audiences
        nobody = met.people <= 0
        return replace(
            admissions,
            forms=(REACH,) * len(met.keys),
            scale=np.where(nobody, 0.0, met.people),
            k=np.where(nobody, 1.0, met.contact),
            s=met.often,
            base=np.zeros_like(admissions.base) if core is None else core,
            others={},
        )
    worth = np.array([worth_of(plan, code, case.facts) for code in case.regions])
    by_cell = worth[case.of_cell]
    others = {
        at: tuple(times(curve, float(by_cell[at])) for curve in curves)
        for at, curves in admissions.others.items()
    }
    return replace(
        admissions,
        scale=admissions.scale * by_cell,
        base=admissions.base * worth,
        others=others,
    )
