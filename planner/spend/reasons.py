"""Why the money goes where it goes: the suggestion behind each figure of the spend step."""

from __future__ import annotations

from decimal import Decimal

from planner.facts.market import Market
from planner.model import overrides
from planner.model.base import significant
from planner.model.suggestion import Reason, Suggestion
from planner.spend.answers import Start, starts_to_pay
from planner.spend.case import Case
from planner.spend.creator_reasons import about_creators
from planner.spend.curves import Key
from planner.spend.pots import US, in_words
from planner.spend.response import channels

MORE = 100.0
"""Money, in the budget's currency, whose effect a cell tells."""


def reasons(case: Case) -> dict[str, Suggestion[float]]:
    """Return the suggestion behind each figure, by its address: spend.media, spend.FR.search."""
    found = {
        "spend.media": _about_all(case),
        "spend.creators": about_creators(case),
        **case.languages.reasons,
    }
    waiting = starts(case)
    for code in case.cells.base:
        found[f"spend.{code}"] = _about_region(case, code)
        for channel in channels(case.ask.facts):
            start = waiting.get(f"{code}.{channel}")
            found[f"spend.{code}.{channel}"] = _about_cell(case, (code, channel), start)
    return found


def starts(case: Case) -> dict[str, Start]:
    """Return from where each cell that gets nothing would pay; closed cells are left out."""
    return {
        cell: start
        for pot in case.pots
        for cell, start in starts_to_pay(
            pot.curves, case.found[pot.payer], pot.limits, pot.shares
        ).items()
    }


def _about_all(case: Case) -> Suggestion[float]:
    lines, plan = case.lines, case.ask.plan
    currency = plan.goals.budget.currency
    spent = float(lines.total - lines.left)
    driven = [
        Reason(
            f"{currency} {spent:,.0f} of the budget goes to fixed lines, language versions, "
            "creators and contingency; media and the agency's commission are what is left.",
            -spent,
            currency,
            ("fixed_share.publicity", "fixed_share.creative", "contingency_share"),
        )
    ]
    if lines.commission_rate:
        text = f"The agency keeps {lines.commission_rate:.0%} of gross media."
        taken = -float(lines.commission_on(lines.media))
        driven.append(Reason(text, taken, currency, ("agency_commission",)))
    driven += [*_left_over(case), *(Reason(note) for note in case.cells.notes)]
    return Suggestion(
        value=float(lines.media),
        low=None,
        high=None,
        reasons=tuple(driven),
        changes="The total, a fixed line, or the number of regions and languages.",
        sure=f"The split is proven to be within {max(case.gap, 0.0001):.2%} of the best one "
        "for these curves; the curves themselves are assumed.",
    )


def _left_over(case: Case) -> list[Reason]:
    """Return why media money of ours stays unspent, where a whole unit or more does."""
    found, currency = case.found.get(US), case.ask.plan.goals.budget.currency
    if found is None or found.unspent < 1:
        return []
    text = f"{currency} {found.unspent:,.0f} of it is not spent: {in_words(found.unspent_because)}."
    return [Reason(text, -found.unspent, currency)]


def _about_region(case: Case, code: str) -> Suggestion[float]:
    driven = [*_potential(case, code), *_opened(case, code)]
    if case.ask.plan.goals.regions[code].pays == "partner":
        text = "The partner pays here; only what it has committed (minimum_spend) is planned."
        driven.insert(0, Reason(text, facts=(f"goals.regions.{code}.pays",)))
    return Suggestion(
        value=float(sum(case.by_channel(code).values(), Decimal(0))),
        low=None,
        high=None,
        reasons=tuple(driven),
        changes="Its potential, prices, a minimum spend or cap, or an amount that you decide.",
        sure="The elasticity is a published mean over many goods, not measured for this film.",
    )


def _potential(case: Case, code: str) -> list[Reason]:
    """Return how much is possible in the region, and how strongly media moves it."""
    plan, potentials = case.ask.plan, case.ask.potentials
    everywhere = sum(potentials[other].base for other in case.cells.base)
    potential = potentials[code].base
    share = potential / everywhere if everywhere else 0.0
    prices = Market.of(code, plan.goals, case.ask.facts).fact_ids("price_level")
    return [
        Reason(
            f"{share:.0%} of the admissions that are possible in all regions are here.",
            potential,
            "admissions",
            ("audience",),
        ),
        Reason(
            f"Releases like the comparable titles have about {plan.goals.budget.currency} "
            f"{significant(case.cells.reference[code]):,.0f} of media behind as many admissions.",
            facts=("reference_media", *prices),
        ),
        Reason(
            f"10 % more media brings about {10 * case.cells.elasticity[code]:.1f} % more "
            "admissions here; reaching a person likely to come is cheaper where that is higher.",
            facts=("elasticity.short", *prices),
        ),
    ]


def _opened(case: Case, code: str) -> list[Reason]:
    """Return what the language versions do to the region, where that is not nothing."""
    factor = case.languages.factors.get(code, 1.0)
    if abs(factor - 1) < 0.005:
        return []
    more = "more" if factor > 1 else "fewer"
    text = (
        f"The language versions open it to {abs(factor - 1):.0%} {more} people than subtitles in "
        "its main language."
    )
    gained = (factor - 1) * case.ask.potentials[code].base
    return [Reason(text, gained, "admissions", ("dub_preference",))]


def _about_cell(case: Case, key: Key, start: Start | None) -> Suggestion[float]:
    plan, currency = case.ask.plan, case.ask.plan.goals.budget.currency
    amount = float(case.money.get(key, Decimal(0)))
    named = (*case.cells.price[key].facts, f"channel_use.{key[1]}")
    driven = [_next(case, key, amount, named)] if amount else []
    if key in overrides.cells(plan.overrides):
        driven.insert(0, Reason("You decided this amount.", facts=("overrides",)))
    elif start and not amount:
        driven.insert(0, Reason(_waits(start, currency), facts=(f"minimum_buy.{key[1]}", *named)))
    return Suggestion(
        value=amount,
        low=None,
        high=None,
        reasons=tuple(driven),
        changes="Its price, the people it reaches, or an amount that you decide.",
        sure="Prices differ 3 to 10 times between buyers; ask for a quote before you book.",
    )


def _next(case: Case, key: Key, amount: float, named: tuple[str, ...]) -> Reason:
    """Return what a little more money would bring in a cell that gets some."""
    curve, currency = case.cells.curves[key], case.ask.plan.goals.budget.currency
    more = float(curve.value(amount + MORE) - curve.value(amount))
    text = f"The next {currency} {MORE:.0f} here would bring about {more:.2g} admissions."
    return Reason(text, more, "admissions", named)


def _waits(start: Start, currency: str) -> str:
    """Say from where a cell that gets nothing would pay, and how much money that would take."""
    rounded = Start(
        start.cell,
        significant(start.above),
        None if start.more is None else significant(start.more),
    )
    return f"It {rounded.text(currency)}."
