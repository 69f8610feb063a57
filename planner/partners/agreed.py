"""What was agreed on a region's media: the least, the most, and what the plan leaves of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.partners.choice import Chosen
from planner.partners.writer import Writer
from planner.spend.table import BudgetTable
from planner.spend.terms import Stated, Terms


def agreed(chosen: Chosen, write: Writer, found: BudgetTable) -> tuple[str, ...]:
    """Return the least and the most agreed, as they were stated, and what the plan leaves.

    Where we pay alone, the most is our own affair and stays off the page.
    """
    terms = next((one for one in found.terms if one.region == chosen.code), None)
    if terms is None:
        return ()
    terms = _without_cap(terms) if terms.pays == "us" else terms
    if terms.minimum is None and terms.cap is None:
        return ()
    stated = terms.stated
    limits = (stated.minimum, stated.cap) if stated else (terms.minimum, terms.cap)
    text = _limits(write, *limits, stated.currency if stated else chosen.currency)
    rate = f" {_rate(write, stated, chosen.currency)}" if stated else ""
    return (text + rate + _room(write, terms, chosen.currency),)


def _without_cap(terms: Terms) -> Terms:
    stated = replace(terms.stated, cap=None) if terms.stated else None
    return replace(terms, cap=None, stated=stated)


def _limits(write: Writer, least: Decimal | None, most: Decimal | None, currency: str) -> str:
    low, high = (write.money(x, currency) if x is not None else "" for x in (least, most))
    if low and high:
        return write.say(
            "Agreed for media here, net: at least {least} and at most {most}.", least=low, most=high
        )
    if low:
        return write.say("Agreed for media here, net: at least {least}.", least=low)
    return write.say("Agreed for media here, net: at most {most}.", most=high)


def _rate(write: Writer, stated: Stated, currency: str) -> str:
    rate = write.money_rate(stated.currency, stated.rate, currency)
    if stated.day is None:
        return write.say("Counted at {rate}.", rate=rate)
    day = write.plain_day(stated.day)
    return write.say("Counted at {rate}, of {day}.", rate=rate, day=day)


def _room(write: Writer, terms: Terms, currency: str) -> str:
    """Return what is missing to the least, else what is left up to the most."""
    if terms.missing:
        missing = write.money(terms.missing, currency)
        return " " + write.say("Missing to the least: {amount}.", amount=missing)
    if terms.room is None:
        return ""
    return " " + write.say(
        "Left up to the most: {amount}.", amount=write.money(terms.room, currency)
    )
