"""Why this shortlist, and why each creator on it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.creators.offers import Offer
from planner.creators.pool import PER_VIEW
from planner.creators.select import Chosen
from planner.creators.weigh import Weighed
from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import overrides
from planner.model.base import Range, significant
from planner.model.plan import Plan
from planner.model.suggestion import Reason, Suggestion

OVERLAP = (
    "How far audiences overlap is not known. Low: as far as they can. Middle: by chance, as if "
    "people followed creators independently. High: not at all."
)


def explained(
    plan: Plan, weighed: Weighed, at: int, reach: Range, facts: Facts
) -> dict[str, Suggestion[float]]:
    """Return the suggestion behind the list, `creators`, and each pick, `creators.NAME.chosen`.

    `reach` is the people whom the list reaches.
    """
    found = weighed.selections[at]
    picks = {
        f"creators.{one.creator}.chosen": _pick(plan, weighed, one, facts) for one in found.chosen
    }
    return {"creators": _list(plan, weighed, at, reach), **picks}


def _list(plan: Plan, weighed: Weighed, at: int, reach: Range) -> Suggestion[float]:
    found = weighed.selections[at]
    audiences = found.sum_of_audiences
    text = (
        f"Counted once for each creator the audiences add up to {significant(audiences):,.0f}; "
        "people who follow several of them count once in the reach."
    )
    proven = "the best there is" if found.proven else f"within {max(found.gap, 0):.2%} of the best"
    return Suggestion(
        value=reach.base,
        low=reach.low,
        high=reach.high,
        reasons=(
            Reason(text, float(significant(reach.base - audiences)), "people"),
            *_money(plan, weighed, at),
        ),
        changes=_next_in(plan, weighed, at),
        sure=f"For its money the list is proven to be {proven}, if the sheet is right. {OVERLAP}",
    )


def _money(plan: Plan, weighed: Weighed, at: int) -> Iterator[Reason]:
    currency, cost = plan.goals.budget.currency, weighed.cost(at)
    if plan.goals.budget.creators is not None:
        text = f"You set {currency} {weighed.most:,.2f} as the most for creators."
        yield Reason(text, facts=("goals.budget.creators",))
        return
    if at + 1 == len(weighed.selections):
        why = "no list that may be paid for brings more"
    else:
        why = "more of it would bring less than it does as media"
    text = f"{currency} {cost:,.2f} of at most {weighed.most:,.2f} goes to creators: {why}."
    yield Reason(text, facts=("creators_share", "creators.on_target", "creators.worth"))


def _next_in(plan: Plan, weighed: Weighed, at: int) -> str:
    """Return what more money for creators would bring, and what else changes the list."""
    usual = "A price or an audience in the sheet, or the rules of the shortlist."
    if at + 1 >= len(weighed.selections):
        return usual
    now = {one.creator for one in weighed.selections[at].chosen}
    more = weighed.selections[at + 1]
    joining = sorted({one.creator for one in more.chosen} - now)
    extra = weighed.cost(at + 1) - weighed.cost(at)
    people = more.reach - weighed.selections[at].reach
    who = f" ({', '.join(joining)} would come in)" if joining else ""
    return (
        f"With {plan.goals.budget.currency} {extra:,.2f} more, a list that reaches "
        f"{significant(people):,.0f} more people{who}. {usual}"
    )


def _pick(plan: Plan, weighed: Weighed, one: Chosen, facts: Facts) -> Suggestion[float]:
    candidate = weighed.pool.candidate(one.creator, one.package)
    price, currency = weighed.pool.price(candidate), plan.goals.budget.currency
    offers = weighed.pool.offers[one.creator]
    added, repeats = significant(one.added_reach), significant(one.repeats)
    market = Market.of(candidate.region, plan.goals, facts)
    told = (*market.fact_ids("population"), *market.fact_ids("online_share"))
    if any(offer.people_reached is None for offer in offers):
        told = (*told, PER_VIEW)
    reasons = [
        Reason(
            f"Adds {added:,.0f} people whom nobody before them reaches and repeats "
            f"{repeats:,.0f}, for {currency} {price:,.2f}.",
            float(added),
            "people",
            told,
        )
    ]
    return Suggestion(
        value=float(added),
        low=None,
        high=float(significant(one.added_reach + one.repeats)),
        reasons=(*_put_in(plan, one.creator, offers[0]), *reasons),
        changes="Their price or audience in the sheet, or a creator with the same audience.",
        sure=f"Rests on your sheet: {_evidence(offers)}. {OVERLAP}",
    )


def _put_in(plan: Plan, name: str, offer: Offer) -> Iterator[Reason]:
    if overrides.creators(plan.overrides).get(name):
        yield Reason("You put this creator in.", facts=("overrides",))
    elif offer.state == "contracted":
        yield Reason("The contract is signed, so this creator is always in.")


def _evidence(offers: tuple[Offer, ...]) -> str:
    kinds = dict.fromkeys(offer.evidence or "no evidence named" for offer in offers)
    return ", ".join(kinds)
