"""Checks of the shortlist: words agreed, permits, rules we don't know, limits, and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.creators.compliance import Compliance, compliance
from planner.creators.offers import Offer
from planner.facts.table import load
from planner.model import names, overrides
from planner.model.english import listed
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator
from planner.model.shortlist import ShortlistRules
from planner.review.check import Check
from planner.spend.served import base

Picks = dict[str, ChosenCreator]
WORDS = "Words on posts"


def checks(plan: Plan) -> Iterator[Check]:
    """Yield every check of the shortlist and its rules that the plan alone allows."""
    return _placed(_of_plan(plan))


def sheet_checks(plan: Plan, offers: Sequence[Offer]) -> Iterator[Check]:
    """Yield the checks of the shortlist that need the creator sheet: what its figures rest on."""
    return _placed(_of_sheet(plan, offers))


def _placed(found: Iterable[Check]) -> Iterator[Check]:
    """Yield the same checks with their page, and the shortlist where they name no other place."""
    return (replace(one, at=one.at or "creators.chosen", page="creators") for one in found)


def _of_plan(plan: Plan) -> Iterator[Check]:
    picks = plan.creators.chosen if plan.creators else {}
    codes = dict.fromkeys(item.region for item in picks.values())
    rules = {code: compliance(plan.goals, code, load()) for code in codes}
    yield from _words(picks, rules)
    for code, told in rules.items():
        here = {name: item for name, item in picks.items() if item.region == code}
        yield from _permits(here, told)
    yield from _unknown(rules.values())
    yield from _idle(plan)
    yield from _overspent(plan)
    if plan.goals.shortlist and picks:
        yield from _limits(picks, plan.goals.shortlist, plan.goals.budget.currency)
        yield from _languages(picks, plan.goals.shortlist)


def _of_sheet(plan: Plan, offers: Sequence[Offer]) -> Iterator[Check]:
    chosen = plan.creators.chosen if plan.creators else {}
    proven = {one.creator for one in offers if one.evidence not in ("", "estimate")}
    bare = [name for name in chosen if name not in proven]
    yield from _signed(offers, plan)
    if bare:
        text = f"No media kit and no screenshot stands behind the figures of {listed(bare)}."
        yield Check(
            "REVIEW",
            "Evidence on creators",
            text,
            "Ask for a media kit, and name it as evidence in the creator sheet.",
        )


def _signed(offers: Iterable[Offer], plan: Plan) -> Iterator[Check]:
    """Tell signed contracts whose money is not in the plan, which nobody left out."""
    if plan.creators is None:
        return
    decided = overrides.creators(plan.overrides)
    for one in offers:
        signed = one.state == "contracted" and decided.get(one.creator, True)
        if signed and one.creator not in plan.creators.chosen:
            lacks = " and ".join(one.missing)
            why = f"the sheet lacks {lacks}" if lacks else "they reach nobody where the film opens"
            text = f"{one.creator} is contracted, but not in the plan: {why}."
            step = (
                "Correct the creator sheet and suggest again, or leave them out on page Creators."
            )
            yield Check("FAIL", "Signed creators", text, step)


def _words(picks: Picks, rules: Mapping[str, Compliance]) -> Iterator[Check]:
    """Tell who has not agreed to the words; whom we have a contract with must have."""
    open_ = {name: item for name, item in picks.items() if not item.disclosure_agreed}
    bound = {name: item for name, item in open_.items() if item.state == "contracted"}
    others = {name: item for name, item in open_.items() if name not in bound}
    if bound:
        text = "A contract without an agreement to mark paid posts:"
        step = "Agree on the words. Then enter it in the creator sheet."
        yield Check("FAIL", WORDS, f"{text} {_by_region(bound, rules)}.", step)
    if others:
        text = f"Not agreed yet to mark paid posts: {_by_region(others, rules)}."
        yield Check("REVIEW", WORDS, text, "Ask for the words before anybody posts.")
    if picks and not open_:
        yield Check("PASS", WORDS, "Everybody agreed to mark paid posts.")


def _by_region(picks: Picks, rules: Mapping[str, Compliance]) -> str:
    """Return who posts in each region, with the words that they must agree to."""
    parts = []
    for code, told in rules.items():
        posting = listed(name for name, item in picks.items() if item.region == code)
        words = f" ({told.label()})" if told.words else ""
        if posting:
            parts.append(f"{posting} in {names.region(code)}{words}")
    return "; ".join(parts)


def _permits(here: Picks, told: Compliance) -> Iterator[Check]:
    for permit in told.permits:
        yield Check(
            "REVIEW",
            f"Permits in {names.region(told.region)}",
            f"{', '.join(here)}: {permit.text}",
            "Ask each for the number of their permit, and note it in the creator sheet.",
        )


def _unknown(rules: Iterable[Compliance]) -> Iterator[Check]:
    places = dict.fromkeys(place for told in rules for place in told.unknown)
    if places:
        unknown = listed(map(names.region, places))
        yield Check(
            "REVIEW",
            "Rules for paid posts",
            f"Creators post in places whose rule we don't know: {unknown}.",
            "Ask a local lawyer or your partner there before anybody posts.",
        )


def _idle(plan: Plan) -> Iterator[Check]:
    """Tell rules for regions that the campaign lacks: a mistyped code leaves a region unlimited."""
    rules = plan.goals.shortlist.regions if plan.goals.shortlist else {}
    idle = [code for code in rules if code not in plan.goals.regions]
    if idle:
        yield Check(
            "REVIEW",
            "Rules of the shortlist",
            f"goals.shortlist.regions limits what is no region here: {', '.join(idle)}.",
            f"Correct it in the plan's file: regions are {', '.join(plan.goals.regions)}.",
            at="goals.shortlist.regions",
        )


def _limits(picks: Picks, rules: ShortlistRules, currency: str) -> Iterator[Check]:
    """Tell regions with more creators, or dearer ones, than the goals allow."""
    spent: Counter[str] = Counter(item.region for item in picks.values())
    for code, count in spent.items():
        own, most = rules.regions.get(code), rules.most_in(code)
        cost = sum((item.price for item in picks.values() if item.region == code), Decimal(0))
        title = f"Shortlist in {names.region(code)}"
        if most is not None and count > most:
            text = f"{count} creators are chosen; the most is {most}."
            yield Check("FAIL", title, text, "Suggest again, or allow more on page Creators.")
        if own is not None and own.budget is not None and cost > own.budget:
            text = f"Creators cost {currency} {cost:,.2f}; the most is {own.budget:,.2f}."
            yield Check("FAIL", title, text, "Suggest again, or allow more on page Creators.")


def _languages(picks: Picks, rules: ShortlistRules) -> Iterator[Check]:
    spoken = {base(item.language) for item in picks.values()}
    missing = [names.language(code) for code in rules.languages if base(code) not in spoken]
    if missing:
        yield Check(
            "REVIEW",
            "Languages of the shortlist",
            f"Nobody on it speaks {listed(missing)}.",
            "Add a creator to the sheet, raise the money for creators, or drop the language.",
            at="goals.shortlist.languages",
        )


def _overspent(plan: Plan) -> Iterator[Check]:
    section, title = plan.creators, "Budget for creators"
    if section is None:
        return
    text = f"Creators cost {section.spent:,.2f}, their budget is {section.budget:,.2f}."
    if section.spent > section.budget:
        step = "Take one out, or raise their budget."
        yield Check("FAIL", title, text, step, "creators.spent")
    elif section.chosen:
        yield Check("PASS", title, text, at="creators.spent")
