"""What a region asks of paid posts: words, permits, contracts, who is liable; with its source.

A checklist from dated facts, not legal advice. Where we don't know a rule, that is what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.facts.table import Facts, Rule
from planner.model import names
from planner.model.base import spoken
from planner.model.goals import Goals
from planner.spend.served import base

EVERYWHERE, ENGLISH = "*", "en"
WORDS, PERMIT, CONTRACT, LIABLE, NOTE = KINDS = (
    "disclosure",
    "creator_permit",
    "creator_contract",
    "creator_liable",
    "disclosure_note",
)
"""What the rule column of the facts calls each kind."""
ADDING = (PERMIT, CONTRACT, LIABLE, NOTE)
UNKNOWN = (
    "We don't know the rule in {places}. Ask a local lawyer or your partner there before anybody "
    "posts, and write down what they said."
)
GAPS = "We know nothing here of: {kinds}. That doesn't mean that there is no rule."


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a paid post must carry, as they are written, in `language` (ISO 639)."""

    text: str
    language: str
    fact: Rule


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of a rule; where a region has several countries it names its own."""

    text: str
    fact: Rule

    @property
    def cited(self) -> str:
        """Return the sentence with its note, source and date."""
        note = f" {self.fact.note}." if self.fact.note else ""
        return f"{self.text}{note} ({source(self.fact)})"


@dataclass(frozen=True, slots=True)
class Compliance:
    """What we know of the rules for paid posts in one region."""

    region: str
    words: tuple[Words, ...]
    permits: tuple[Told, ...]
    contracts: tuple[Told, ...]
    liable: tuple[Told, ...]
    notes: tuple[Told, ...]
    unknown: tuple[str, ...]
    """The places (ISO 3166) of the region whose rule we don't know."""
    checklist: str

    @property
    def known(self) -> bool:
        """Return whether we know a rule in every place of the region."""
        return not self.unknown

    def for_language(self, language: str) -> tuple[Words, ...]:
        """Return the words, those in a creator's own language first."""
        own = base(language)
        return tuple(sorted(self.words, key=lambda word: base(word.language) != own))

    def label(self, language: str = "") -> str:
        """Return the words in one line: `Anzeige / Werbung`; only a creator's own, if there are."""
        found = self.for_language(language)
        own = [word for word in found if base(word.language) == base(language)] or found
        return " / ".join(dict.fromkeys(word.text for word in own))

    def lines(self) -> tuple[str, ...]:
        """Return all of it as plain sentences, with source and date of each."""
        return (
            *self._unknown_lines(),
            *_words_lines(self.words),
            *(f"Permit: {told.cited}" for told in self.permits),
            *(f"Contract: {told.cited}" for told in self.contracts),
            *(f"Liable: {told.cited}" for told in self.liable),
            *(told.cited for told in self.notes),
            *self._gaps(),
            f"{self.checklist}.",
        )

    def _gaps(self) -> Iterator[str]:
        """Yield what nothing is known of, so that silence is not read as leave."""
        kinds = {
            "permits": self.permits,
            "contracts": self.contracts,
            "who is liable": self.liable,
        }
        open_ = [name for name, told in kinds.items() if not told]
        if open_:
            yield GAPS.format(kinds=", ".join(open_))

    def _unknown_lines(self) -> Iterator[str]:
        if self.unknown:
            yield UNKNOWN.format(places=", ".join(map(names.region, self.unknown)))


def compliance(goals: Goals, code: str, facts: Facts) -> Compliance:
    """Return what the facts know of paid posts in region `code` of `goals`, told in English.

    A place is known where at least one of its words or rules has a source, and is not assumed.
    """
    members = goals.members(code)

    def told(kind: str) -> tuple[Told, ...]:
        rules = in_one_language(rules_of(members, kind, facts), (ENGLISH,))
        return tuple(_told(rule, members) for rule in rules)

    return Compliance(
        region=code,
        words=tuple(
            Words(rule.text, rule.language, rule) for rule in rules_of(members, WORDS, facts)
        ),
        permits=told(PERMIT),
        contracts=told(CONTRACT),
        liable=told(LIABLE),
        notes=(*told(NOTE), *(_told(rule, members) for rule in general(facts, (ENGLISH,)))),
        unknown=tuple(member for member in members or [code] if not _known(member, facts)),
        checklist=next(
            rule.text for rule in facts.rules(EVERYWHERE, "checklist") if rule.language == ENGLISH
        ),
    )


def rules_of(members: Iterable[str], kind: str, facts: Facts) -> list[Rule]:
    """Return the rules of one kind for the places of a region, each once, as the facts order them.

    What a part of a country (CA-QC) asks of posts adds to what its country asks; its words for
    adverts, and its other rules, replace those of its country.
    """
    found: dict[Rule, None] = {}
    for member in members:
        own = facts.rules(member, kind)
        country = facts.rules(member[:2], kind) if kind in ADDING or not own else ()
        found |= dict.fromkeys((*own, *country))
    return list(found)


def general(facts: Facts, languages: Iterable[str]) -> list[Rule]:
    """Return what is asked of paid posts everywhere, in the first of `languages` there is."""
    return in_one_language(facts.rules(EVERYWHERE, NOTE), languages)


def in_one_language(rules: Iterable[Rule], languages: Iterable[str]) -> list[Rule]:
    """Keep one language of each kind and place: the first of `languages`, else the first by code.

    Facts may tell the same rule in several languages, each in rows of its own.
    """
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        groups.setdefault((rule.rule, rule.region), []).append(rule)
    wanted = tuple(languages)
    return [rule for same in groups.values() for rule in _same_language(same, wanted)]


def _same_language(rules: list[Rule], languages: tuple[str, ...]) -> list[Rule]:
    known = {rule.language for rule in rules}
    language = next(code for code in (*languages, *sorted(known)) if code in known)
    return [rule for rule in rules if rule.language == language]


def source(rule: Rule) -> str:
    """Return where a rule comes from, how well it is known, and when it was stated and re-read."""
    parts = [
        rule.source,
        str(rule.year) if rule.year and str(rule.year) not in rule.source else "",
        rule.confidence,
        f"as of {spoken(rule.as_of)}" if rule.as_of else "",
        f"re-checked on {spoken(rule.checked)}" if rule.checked else "not re-checked",
    ]
    return "; ".join(filter(None, parts))


def _known(member: str, facts: Facts) -> bool:
    found = (rule for kind in KINDS for rule in rules_of([member], kind, facts))
    return any(rule.confidence != "assumed" for rule in found)


def _told(rule: Rule, members: list[str]) -> Told:
    named = len(members) > 1 and rule.region != EVERYWHERE
    return Told(f"{names.region(rule.region)}: {rule.text}" if named else rule.text, rule)


def _words_lines(words: tuple[Words, ...]) -> Iterator[str]:
    """Yield the words of each language, note and source in one sentence."""
    groups: dict[tuple[str, str, str], dict[str, None]] = {}
    for word in words:
        note = f". {word.fact.note}." if word.fact.note else ""
        key = (names.language(word.language), note, source(word.fact))
        groups.setdefault(key, {})[word.text] = None
    for (language, note, cited), texts in groups.items():
        yield f"Words on paid posts, {language}: {' / '.join(texts)}{note} ({cited})"
