"""The compliance checklist, and the language its rules are told in."""

from __future__ import annotations

from collections.abc import Iterable

from planner.creators.compliance import EVERYWHERE, NOTE, in_one_language, rules_of
from planner.facts.table import Facts, Rule
from planner.partners.choice import Chosen
from planner.partners.parts import Listing
from planner.partners.words import ENGLISH, base
from planner.partners.writer import Writer, foreign


def compliance(chosen: Chosen, write: Writer, facts: Facts, *, paid_posts: bool) -> Listing:
    """Return the rules of certificate, and say so where none is known.

    `paid_posts` adds how they are labelled, where no part of its own tells that.
    """
    found = _rules(chosen, facts, paid_posts=paid_posts)
    rules = in_one_language(found, order(write))
    items = [foreign(rule.text, rule.language) for rule in rules]
    if not any(rule.rule == "certificate" for rule in rules):
        unknown = write.say("We hold no certificate rule for here: please tell us what applies.")
        items.insert(0, write.text(unknown))
    notes = [_checklist(write, facts), *instead(write, rules)]
    return Listing(write.say("Compliance"), tuple(items), " · ".join(filter(None, notes)))


def _checklist(write: Writer, facts: Facts) -> str:
    """Return the words that this is no legal advice, in the language of the labels."""
    texts = {rule.language: rule.text for rule in facts.rules(EVERYWHERE, "checklist")}
    return texts.get(write.labels) or texts.get(ENGLISH, "")


def sources(chosen: Chosen, facts: Facts, *, paid_posts: bool) -> list[str]:
    """Return where the rules of the checklist come from."""
    return sorted({rule.source for rule in _rules(chosen, facts, paid_posts=paid_posts)})


def order(write: Writer) -> tuple[str, ...]:
    """Return the languages of rules from best to worst: the reader's, the labels', English."""
    return (write.wanted, base(write.wanted), write.labels, ENGLISH)


def instead(write: Writer, rules: Iterable[Rule]) -> list[str]:
    """Say which languages stand in for the reader's own in `rules`."""
    others = {rule.language for rule in rules} - {write.wanted, base(write.wanted)}
    return [write.instead(language) for language in sorted(others)]


def _rules(chosen: Chosen, facts: Facts, *, paid_posts: bool) -> list[Rule]:
    kinds = ("certificate", "certificate_note", *((NOTE,) if paid_posts else ()))
    return [rule for kind in kinds for rule in rules_of(chosen.members, kind, facts)]
