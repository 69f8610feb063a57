"""Decision rules for the money that is held back: what they say, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from math import inf

from planner.errors import InputError, Problem
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.english import listed
from planner.model.money import Decision
from planner.model.names import upper_first
from planner.model.plan import Plan
from planner.spend.held_back import KNOWN_AFTER, NOTHING, Held, Measure, held, weeks_to_spend

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
CONDITIONS = {
    "week_two_drop": "if the second week loses {side} than {share} of the first",
    "opening_to_plan": "if the opening brings {side} than {share} of what was planned",
}


def decisions(plan: Plan, facts: Facts) -> tuple[Decision, ...]:
    """Return the rules of the plan's goals, else the usual ones.

    Raises:
        InputError: rules that want different things after the same result, each pair of them.
    """
    own = tuple(plan.goals.decisions)
    clashes = [found for pair in combinations(range(len(own)), 2) for found in _clash(plan, *pair)]
    if clashes:
        raise InputError(clashes)
    return own or _usual(facts)


def in_words(rule: Decision, plan: Plan, facts: Facts, region: str | None = None) -> str:
    """Return a rule as a sentence, with the money that it is about: with a `region`, there alone.

    "If the second week loses less than 30 % of the first: spend the contingency (EUR 30,000) in the
    third and fourth week."
    """
    money = [
        one
        for one in held(plan, facts, rule.measure)
        if _covers(rule, one.region) and region in (None, one.region)
    ]
    contingency = sum((one.contingency for one in money), NOTHING)
    kept = f"the contingency ({_amount(plan, contingency)})"
    running = _amount(plan, sum((one.to_run for one in money), NOTHING))
    run, stop = "let the second wave run as planned", "stop what of the second wave has not run"
    if contingency:
        spending = f"spend {kept} {_spending(rule.measure, facts)}"
        then = {"release": spending, "hold": f"keep {kept} and {run}"}
    else:
        then = dict.fromkeys(("release", "hold"), f"{run}; no contingency is held back")
    then["cut"] = f"{stop} ({running}){' and keep the contingency' if contingency else ''}"
    where = f"in {listed([names.region(code) for code in rule.regions])}, " if rule.regions else ""
    return upper_first(f"{where}{_condition(rule)}: {then[rule.then]}.")


def all_in_words(plan: Plan, facts: Facts, region: str | None = None) -> list[str]:
    """Return the plan's rules as sentences, and what is done between them.

    With a `region`, the rules that cover it, and its money alone. Raises as `decisions` does.
    """
    rules = [rule for rule in decisions(plan, facts) if _covers(rule, region)]
    between = otherwise(rules, "week_two_drop")
    told = [in_words(rule, plan, facts, region) for rule in rules]
    return [*told, *([between] if between else [])]


def otherwise(rules: Sequence[Decision], measure: Measure) -> str | None:
    """Return what is done between the rules of a measure that are for every region.

    None where they leave nothing between them.
    """
    own = [rule for rule in rules if rule.measure == measure and not rule.regions]
    low = max((rule.below for rule in own if rule.below is not None), default=None)
    high = min((rule.above for rule in own if rule.above is not None), default=None)
    if low is None or high is None or low >= high:
        return None
    return (
        f"Between {_percent(low)} and {_percent(high)}: nothing changes; the second wave runs as "
        "planned."
    )


def held_in_words(one: Held, plan: Plan) -> str:
    """Return the day on which a region decides, and about what.

    "France decides on Monday 29 March 2027 about EUR 12,000 of contingency and EUR 900 of its
    second wave."
    """
    about = [
        f"{_amount(plan, one.contingency)} of contingency" if one.contingency else "",
        f"{_amount(plan, one.to_run)} of its second wave" if one.to_run else "",
    ]
    money = f" about {listed(list(filter(None, about)))}" if any(about) else "; it holds nothing"
    return f"{names.region(one.region)} decides on Monday {spoken(one.day)}{money}."


def _usual(facts: Facts) -> tuple[Decision, ...]:
    release = facts.number("decision.week_two_drop.release")
    cut = facts.number("decision.week_two_drop.cut")
    talk, weak = "Strong word of mouth", "Advertising does not make up for weak word of mouth"
    return (
        Decision(measure="week_two_drop", below=release.value, then="release", why=talk),
        Decision(measure="week_two_drop", above=cut.value, then="cut", why=weak),
    )


def _clash(plan: Plan, first: int, second: int) -> Iterator[Problem]:
    """Yield what is wrong with two rules that one result sets off and that want other things."""
    a, b = plan.goals.decisions[first], plan.goals.decisions[second]
    shared = [code for code in plan.goals.regions if _covers(a, code) and _covers(b, code)]
    if a.measure != b.measure or a.then == b.then or not shared or not _meet(a, b):
        return
    yield Problem(
        f"contradicts goals.decisions.{first} in {', '.join(shared)}: {_condition(a)} it says "
        f"{a.then}, {_condition(b)} it says {b.then}, and a result can be both",
        field=f"goals.decisions.{second}",
        hint="Move one of the two limits, or give the rules different regions.",
    )


def _meet(a: Decision, b: Decision) -> bool:
    """Return whether some result sets off both rules."""
    low = max(-inf if rule.above is None else rule.above for rule in (a, b))
    high = min(inf if rule.below is None else rule.below for rule in (a, b))
    return low < high


def _covers(rule: Decision, region: str | None) -> bool:
    return region is None or not rule.regions or region in rule.regions


def _condition(rule: Decision) -> str:
    side, share = ("less", rule.below) if rule.below is not None else ("more", rule.above)
    return CONDITIONS[rule.measure].format(side=side, share=_percent(share or 0.0))


def _spending(measure: Measure, facts: Facts) -> str:
    first = KNOWN_AFTER[measure]
    weeks = listed(ORDINALS[first : first + weeks_to_spend(facts)])
    return f"in the {weeks} week"


def _amount(plan: Plan, money: Decimal) -> str:
    return f"{plan.goals.budget.currency} {money:,.0f}"


def _percent(share: float) -> str:
    return f"{100 * share:g} %"
