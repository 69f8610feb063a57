"""Language versions, weighed beside the media money and the creators that are left with them."""

from __future__ import annotations

import math
from dataclasses import replace

from planner.errors import PlanError
from planner.facts.money import cents
from planner.spend.allocate import Allocation, Limit
from planner.spend.ask import Ask, Factors, Weeks, opened, weighing_of
from planner.spend.budget import budget_lines
from planner.spend.creator_choice import Choice, Weighing
from planner.spend.curves import key_of
from planner.spend.languages import Languages, Media, suggest_languages
from planner.spend.objective import base_value
from planner.spend.pots import QUICK, TRIED, US, Nothing, Pot, agreed_limit, ours, pots
from planner.spend.response import Cells


def best_languages(ask: Ask, plain: Cells, weeks: Weeks) -> Languages:
    """Return the language versions to pay for, beside creators chosen for those needed anyway.

    Creators are chosen anew once the versions are: no joint optimum. Where they would leave too
    little for versions, versions are weighed beside the cheapest creators.
    """
    plan, facts = ask.plan, ask.facts
    bare = budget_lines(plan, ask.days, ask.creators.costs[0], facts, versions={})
    weighing = weighing_of(ask, bare, plain, {}, weeks)
    try:
        needed = budget_lines(plan, ask.days, ask.creators.costs[0], facts)
        start = replace(weighing, lines=needed).best(QUICK)
        return suggest_languages(plan, ask.days, _media(ask, weighing, plain, weeks, start), facts)
    except PlanError:
        media = _media(ask, weighing, plain, weeks, Choice(0))
        return suggest_languages(plan, ask.days, media, facts)


def _media(ask: Ask, weighing: Weighing, plain: Cells, weeks: Weeks, choice: Choice) -> Media:
    """Return what media money brings beside creators, as the choice of language versions asks."""
    plan, facts = ask.plan, ask.facts
    bare, creators = weighing.lines_at(choice.at), weighing.chosen(choice)
    found = pots(plan, weighing.curves, bare.media, facts)
    base = base_value(plan, plain, facts)
    base = {code: value + creators.worth.get(code, 0.0) for code, value in base.items()}
    mine = ours(found)

    def best(factors: Factors, money: float) -> Allocation | Nothing:
        scaled = opened(plan, plain.scaled(factors), weeks, facts)
        pot = ours(pots(plan, scaled, cents(money), facts))
        return pot.solve(boxes=TRIED) if pot else Nothing()

    partners = {pot.payer: pot for pot in found if pot.payer != US}
    return Media(
        money=float(bare.left),
        solve=best,
        curves={key_of(curve.cell): curve for curve in (mine.curves if mine else ())},
        base={code: value for code, value in base.items() if code not in partners},
        shares={code: plan.goals.regions[code].share_of_ours for code in base},
        commission=bare.commission_rate,
        constant={code: base[code] + pot.solve().value for code, pot in partners.items()},
        limits=_in_money(ask, mine),
        potential={code: ask.potentials[code].base for code in base},
    )


def _in_money(ask: Ask, mine: Pot | None) -> tuple[Limit, ...]:
    """Return our limits that hold whatever is paid for versions: shares of media don't."""
    plan = ask.plan
    if mine is None or not any(limit.unit == "share" for limit in plan.goals.limits):
        return mine.limits if mine else ()
    codes = dict.fromkeys(curve.region for curve in mine.curves)
    agreed = (agreed_limit(plan, code, ask.facts) for code in codes)
    return tuple(limit for limit in agreed if limit.minimum or limit.maximum < math.inf)
