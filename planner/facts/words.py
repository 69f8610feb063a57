"""Facts in words: what each is called, and where it comes from."""

from __future__ import annotations

from calendar import day_name, month_name
from typing import TYPE_CHECKING

from planner.model import names
from planner.model.base import spoken
from planner.model.goals import is_iso

if TYPE_CHECKING:
    from planner.facts.rows import Fact

TABLES = {
    "cpm": "Price of a thousand impressions",
    "price_level": "Price level of advertising",
    "price_season": "Price of the month beside the year",
    "channel_use": "Share of people whom the channel reaches",
    "channel_share": "Usual share of media money",
    "on_target": "Share of impressions that meet the core audience",
    "online_channel": "Reaches people online alone",
    "online_share": "Share of people online",
    "minimum_buy": "Smallest sensible booking",
    "frequency.effective": "Contacts after which an advertisement counts",
    "target_share": "Share of people who are the core audience",
    "reference_media": "Usual media behind each admission",
    "elasticity.short": "Admissions gained by media, percent for each percent",
    "saturation": "Money at which half of the effect is reached",
    "population": "People",
    "language_share": "Share of people who understand",
    "stays_away": "Share of those who stay away from",
    "fx": "Rate in euro of one",
    "ticket_price": "Ticket price",
    "ticket_tax": "Tax on tickets",
    "agency_commission": "Agency's commission",
    "contingency_share": "Usual contingency",
    "lead_time": "Lead time",
    "cost": "Usual cost",
    "flight_weight": "Usual share of the money, by week from the release",
    "flight_phase": "First week before the release of the",
    "second_wave": "Money after the opening week, times the usual",
    "second_wave_strong": "The same where comparable titles held up",
    "creators_share": "Usual share of the budget for creators",
    "creators.on_target": "Share of the people whom creators reach who are the core audience",
    "creators.worth": "What a person met by a creator counts, beside one met often by adverts",
    "creators.people_per_view": "People for each view of a creator's post",
    "fixed_share": "Usual share of the budget",
    "dub_preference": "Share of people who prefer a dub",
    "second_language_at_ease": "Of those who know a language, share at ease in it",
    "understood_at_least": "Share who understand what no source counts",
}
"""Tables of facts whose id does not read as their name."""
WEEKDAY, WEEKDAYS = "iso_weekday", dict(enumerate(day_name, 1))
MONTHS = {str(number): name for number, name in enumerate(month_name) if number}
TIMES = ("days", "weeks", "months", "years", "working days")
BY_CODE = frozenset({"fx"})
"""Tables of currencies, whose codes are no regions."""
CONFIDENCE = {
    "measured": "measured",
    "published": "published",
    "vendor": "a vendor's figure",
    "convention": "a convention of the trade",
    "assumed": "assumed",
}


def called(key: str) -> str:
    """Return what a fact is called: `channel_use.search` is its table's name, then Search."""
    words = key.split(".")
    size = 2 if ".".join(words[:2]) in TABLES else 1
    table, rest = ".".join(words[:size]), words[size:]
    name = TABLES.get(table, names.plain(table))
    parts = [_part(word, table) for word in rest]
    return ", ".join([name, *parts])


def _part(word: str, table: str) -> str:
    if table == "price_season" and word in MONTHS:
        return MONTHS[word]
    if table in BY_CODE:
        return word
    if is_iso(word):
        return names.region(word)
    return names.channel(word)


def cited(fact: Fact) -> str:
    """Return a fact as a sentence: name, value, range, source, year, how well it is known."""
    year = f", {fact.year}" if fact.year and str(fact.year) not in fact.source else ""
    source = fact.source.rstrip(".")
    told = f"{called(fact.id)}: {_amount(fact)}{_between(fact)}. {source}{year}"
    if fact.overridden:
        return f"{told}."
    checked = f"re-read on {spoken(fact.checked)}" if fact.checked else "not re-checked"
    return f"{told}; {CONFIDENCE[fact.confidence]}, {checked}."


def _amount(fact: Fact) -> str:
    """Return a value with its unit: `3 weeks`, `Thursday`."""
    if fact.unit == WEEKDAY and fact.value in WEEKDAYS:
        return WEEKDAYS[int(fact.value)]
    unit = fact.unit.removesuffix("s") if fact.value == 1 and fact.unit in TIMES else fact.unit
    return f"{fact.value:,.10g} {unit}"


def _between(fact: Fact) -> str:
    if fact.low is None or fact.high is None:
        return ""
    return f" ({fact.low:,.10g} to {fact.high:,.10g})"
