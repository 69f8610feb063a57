"""Creators of the region, what they must disclose, and the compliance checklist."""

from __future__ import annotations

from decimal import Decimal

from planner.facts.table import Facts, Rule
from planner.model.names import upper_first
from planner.partners.choice import Chosen
from planner.partners.names import PLATFORMS
from planner.partners.parts import Listing, Row, Table
from planner.partners.words import ENGLISH, base
from planner.partners.writer import Writer, foreign

EVERYWHERE = "*"


def creators(chosen: Chosen, write: Writer) -> Table | None:
    """Return the shortlist of the region; None if nobody is on it."""
    here = {
        name: item
        for name, item in chosen.creators.chosen.items()
        if item.region == chosen.code or item.region in chosen.members
    }
    if not here:
        return None
    total = sum((item.price for item in here.values()), Decimal(0))
    cents = any(item.price % 1 for item in here.values())
    rows = [
        Row(
            (
                write.text(name, _web(item.link)),
                write.text(PLATFORMS.get(item.platform.lower(), upper_first(item.platform))),
                write.text(write.amount(item.price, cents=cents)),
                write.text(write.rough(item.added_reach)),
            )
        )
        for name, item in here.items()
    ]
    count = write.count("{number} creator", "{number} creators", len(here))
    cells = (count, "", write.amount(total, cents=cents), "")
    rows.append(Row(tuple(write.text(cell) for cell in cells), "total"))
    return Table(
        title=write.say("Creators"),
        head=(
            write.say("Creator"),
            write.say("Platform"),
            write.say("Price"),
            write.say("Added reach"),
        ),
        rows=tuple(rows),
        figures=2,
        notes=(
            write.say(
                "Prices in {currency}, paid by us, beside the budget above. Added reach: people "
                "whom no creator above reaches.",
                currency=write.currency(chosen.currency),
            ),
        ),
    )


def disclosure(chosen: Chosen, write: Writer, facts: Facts) -> Listing | None:
    """Return the words that paid posts must carry, as the law has them; None if unknown."""
    words = _of(chosen, facts, "disclosure")
    items = dict.fromkeys(foreign(rule.text, rule.language) for rule in words)
    heading = write.count(
        "Paid posts must carry this label", "Paid posts must carry one of these labels", len(items)
    )
    return Listing(heading, tuple(items)) if items else None


def compliance(chosen: Chosen, write: Writer, facts: Facts) -> Listing:
    """Return the rules of certificate and disclosure, and say so where none is known."""
    kinds = ("certificate", "certificate_note", "disclosure_note")
    rules = _readable(write, [rule for kind in kinds for rule in _of(chosen, facts, kind)])
    items = [foreign(rule.text, rule.language) for rule in rules]
    if not any(rule.rule == "certificate" for rule in rules):
        unknown = write.say("We hold no certificate rule for here: please tell us what applies.")
        items.insert(0, write.text(unknown))
    others = {rule.language for rule in rules} - {write.wanted, base(write.wanted)}
    notes = [_checklist(write, facts), *(write.instead(language) for language in sorted(others))]
    return Listing(write.say("Compliance"), tuple(items), " · ".join(filter(None, notes)))


def _checklist(write: Writer, facts: Facts) -> str:
    """Return the words that this is no legal advice, in the language of the labels."""
    texts = {rule.language: rule.text for rule in facts.rules(EVERYWHERE, "checklist")}
    return texts.get(write.labels) or texts.get(ENGLISH, "")


def sources(chosen: Chosen, facts: Facts) -> list[str]:
    """Return where the rules of this page come from."""
    kinds = ("disclosure", "disclosure_note", "certificate", "certificate_note")
    rules = [rule for kind in kinds for rule in _of(chosen, facts, kind)]
    return sorted({rule.source for rule in rules})


def _of(chosen: Chosen, facts: Facts, kind: str) -> list[Rule]:
    own = {member: facts.rules(member, kind) for member in chosen.members}
    country = {
        member[:2]: facts.rules(member[:2], kind) for member, found in own.items() if not found
    }
    return [rule for rules in (own | country).values() for rule in rules]


def _readable(write: Writer, rules: list[Rule]) -> list[Rule]:
    """Keep one language of each kind of rule: the reader's, else the labels', else English."""
    kept: list[Rule] = []
    for group in dict.fromkeys((rule.rule, rule.region) for rule in rules):
        same = [rule for rule in rules if (rule.rule, rule.region) == group]
        known = {rule.language for rule in same}
        order = (write.wanted, base(write.wanted), write.labels, ENGLISH, *sorted(known))
        language = next(code for code in order if code in known)
        kept += [rule for rule in same if rule.language == language]
    return kept


def _web(link: str | None) -> str:
    """Return a link that a reader may safely follow, else nothing."""
    return link if link is not None and link.startswith(("https://", "http://")) else ""
