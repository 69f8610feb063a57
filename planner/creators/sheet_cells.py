"""One row of the creator sheet: from its cells to an offer, every fault told."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeVar

from babel.numbers import get_currency_precision

from planner.audience.regions import code_of, suggest_region
from planner.creators.offers import EVIDENCE, STATES, UNTOLD, Evidence, Offer, evidence_in
from planner.creators.sheet_audience import read_audience
from planner.creators.sheet_numbers import (
    Amount,
    currencies,
    guess,
    has_sign,
    read_amount,
    with_sign,
)
from planner.creators.sheet_texts import (
    LONGEST_ID,
    LONGEST_WORD,
    read_link,
    read_name,
    read_text,
)
from planner.model.base import CENT, is_language, languages
from planner.model.goals import Goals
from planner.model.tables import Row

LARGEST = 10**12
"""No price and no audience is larger; more is a slip of the keyboard."""
MOST_POSTS = 1000
YES = ("yes", "y", "true", "1", "x", "✓", "ja", "oui", "sí", "si", "sim", "sì")
NO = ("no", "n", "false", "0", "nein", "non", "não")
CENTS = 2
THOUSANDTHS = re.compile(r"^\D*\d{1,3}[.,]\d{3}\D*$", re.ASCII)
"""A price of which the mark could stand before thousands or thousandths."""
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows of a sheet of `goals`."""

    goals: Goals

    def offer(self, row: Row) -> Offer:
        """Return the offer of a row; what cannot be used is a fault of the row and left out."""
        price, currency = self._price(row)
        evidence, evidence_note = _evidence(row)
        return Offer(
            creator=read_name(row, "creator"),
            platform=read_name(row, "platform", LONGEST_WORD),
            channel_id=read_text(row, "channel_id", LONGEST_ID),
            link=read_link(row),
            region=self._region(row),
            language=_language(row),
            format=read_name(row, "format", LONGEST_WORD, UNTOLD.format),
            price=price,
            currency=currency,
            expected_views=_whole(row, "expected_views"),
            people_reached=_whole(row, "people_reached"),
            posts=_posts(row),
            audience=self._audience(row),
            followers=_whole(row, "followers"),
            evidence=evidence,
            evidence_note=evidence_note,
            state=_one_of(row, "state", STATES, "idea"),
            disclosure_agreed=_told(row, "disclosure_agreed"),
            note=read_text(row, "note"),
        )

    @property
    def _groups(self) -> tuple[str, ...]:
        return tuple(self.goals.groups)

    def _region(self, row: Row) -> str:
        text = row.text("region")
        code = code_of(text, self._groups) if text else ""
        if code is None:
            near = suggest_region(text, self._groups)
            hint = f"Did you mean {near}?" if near else "Write an ISO code such as MX"
            row.fault("region", "is no region", hint)
        return code or ""

    def _audience(self, row: Row) -> dict[str, float]:
        text = row.text("audience")
        shares, what, hint = read_audience(text, self._groups) if text else ({}, "", None)
        if what:
            row.fault("audience", what, hint)
        return shares

    def _price(self, row: Row) -> tuple[Decimal | None, str | None]:
        currency = _currency(row)
        amount = _amount(row, "price")
        if amount is None:
            return None, currency
        if amount.currency:
            named = self._named(amount.currency, currency)
            if named is None:
                row.fault("price", *self._unclear(amount.currency, currency))
                return None, currency
            currency = currency if named == self.goals.budget.currency else named
        if THOUSANDTHS.search(row.text("price")) and self._has_thousandths(currency):
            row.fault("price", "could have three decimals", "Write 1200 or 1200.50, without marks")
            return None, currency
        if abs(amount.value) != amount.value.quantize(CENT):
            row.fault("price", "must not be negative, and have at most two decimals")
            return None, currency
        return amount.value.quantize(CENT), currency

    def _has_thousandths(self, currency: str | None) -> bool:
        """Return whether a currency's smallest coin is a thousandth, as of the Kuwaiti dinar."""
        return get_currency_precision(currency or self.goals.budget.currency) > CENTS

    def _named(self, sign: str, currency: str | None) -> str | None:
        """Return the currency that a sign in a price means; None if unclear or told otherwise."""
        codes = with_sign(sign)
        wanted = currency or self.goals.budget.currency
        if wanted in codes:
            return wanted
        if currency is None:
            return next(iter(codes)) if len(codes) == 1 else None
        return currency if "$" in sign and not has_sign(currency) else None  # many pesos

    def _unclear(self, sign: str, currency: str | None) -> tuple[str, str]:
        usual = self.goals.budget.currency
        where = f"the column currency says {currency}" if currency else f"the budget is in {usual}"
        return f"{sign} stands in it, and {where}", "Write the code in currency"


def language_of(text: str) -> str | None:
    """Return the code of a language that is named by its code or its English name."""
    code = text.replace("_", "-")
    if is_language(code):
        return code
    return _by_name().get(text.casefold())


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): one for one, name in languages().items()}


def _language(row: Row) -> str:
    text = row.text("language")
    code = language_of(text) if text else ""
    if code is None:
        row.fault("language", "is no language code", "Write one such as fr or pt-BR")
    return code or ""


def _currency(row: Row) -> str | None:
    text = row.text("currency").upper()
    if text and text not in currencies():
        near = difflib.get_close_matches(text, sorted(currencies()), n=1, cutoff=0.6)
        hint = f"Did you mean {near[0]}?" if near else "Write one such as EUR"
        row.fault("currency", "is no currency code", hint)
        return None
    return text or None


def _amount(row: Row, column: str) -> Amount | None:
    text = row.text(column)
    if not text:
        return None
    amount = read_amount(text)
    if isinstance(amount, str):
        row.fault(column, *_unread(text, amount))
        return None
    if abs(amount.value) > LARGEST:
        row.fault(column, f"must lie between 0 and {LARGEST:,}")
        return None
    return amount


def _unread(text: str, what: str) -> tuple[str, str]:
    meant = guess(text)
    if meant is None:
        return what, "Write a number such as 1200.50, or leave it empty"
    currency = f" in price and {meant.currency} in currency" if meant.currency else ""
    plain = f"{meant.value:.2f}".removesuffix(".00")
    return f"{what}; {plain} was read in it", f"If that is right, write {plain}{currency}"


def _whole(row: Row, column: str) -> int | None:
    amount = _amount(row, column)
    if amount is None:
        return None
    if amount.value < 0 or amount.value != int(amount.value) or amount.currency:
        row.fault(column, "is no whole number of people or views", "Write one such as 12500")
        return None
    return int(amount.value)


def _posts(row: Row) -> int:
    number = _whole(row, "posts")
    if number is not None and not 1 <= number <= MOST_POSTS:
        row.fault("posts", f"must lie between 1 and {MOST_POSTS:,}")
        return 1
    return number or 1


def _evidence(row: Row) -> tuple[Evidence, str]:
    """Return evidence and its note; an older sheet has no column for the note and tells both."""
    if "evidence_note" in row.cells:
        return _one_of(row, "evidence", EVIDENCE, ""), read_text(row, "evidence_note")
    return evidence_in(read_text(row, "evidence"))


def _one_of(row: Row, column: str, words: tuple[Word, ...], usual: Word) -> Word:
    text = " ".join(row.text(column).casefold().replace("_", " ").split())
    if not text:
        return usual
    found = next((word for word in words if word == text), None)
    if found is None:
        row.fault(column, "is none of its words", _choice(column, text, words))
    return found or usual


def _choice(column: str, text: str, words: tuple[str, ...]) -> str:
    choices = [word for word in words if word]
    if column == "evidence" and (kind := next((w for w in choices if text.startswith(w)), None)):
        return f"Write {kind}, and the rest in evidence_note"
    near = difflib.get_close_matches(text, choices, n=1)
    return f"Did you mean {near[0]}?" if near else f"Write one of {', '.join(choices)}"


def _told(row: Row, column: str) -> bool | None:
    text = row.text(column).casefold()
    if text and text not in (*YES, *NO):
        row.fault(column, "is neither yes nor no", "Write yes or no, or leave it empty")
    return text in YES if text in (*YES, *NO) else None
