"""The brief's part on creators: who posts what, with which words, and by which rules.

Prices stay out of it: creators are our money, and what one takes is no partner's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.creators.compliance import (
    CONTRACT,
    EVERYWHERE,
    LIABLE,
    NOTE,
    PERMIT,
    WORDS,
    compliance,
    general,
    in_one_language,
    rules_of,
)
from planner.creators.offers import web_link
from planner.facts.table import Facts, Rule
from planner.model.names import upper_first
from planner.model.sections import ChosenCreator
from planner.partners import duties
from planner.partners.choice import Chosen
from planner.partners.names import PLATFORMS
from planner.partners.parts import Duties, Duty, Listing, Row, Table, Text
from planner.partners.words import mark
from planner.partners.writer import Writer, foreign

LABELS = {
    PERMIT: mark("Permit"),
    CONTRACT: mark("Contract"),
    LIABLE: mark("Liable"),
    NOTE: mark("Labelling"),
}
"""What each kind of rule is called, in the order of the page."""
NO_WORDS = "–"


def here(chosen: Chosen) -> dict[str, ChosenCreator]:
    """Return the creators of the shortlist who post in the brief's region, by name."""
    places = {chosen.code, *chosen.members}
    picks = chosen.creators.chosen.items()
    return {name: item for name, item in picks if item.region in places}


def table(chosen: Chosen, write: Writer, facts: Facts) -> Table | None:
    """Return the region's creators, each with posts and words; None if nobody is on the list."""
    picks = here(chosen)
    if not picks:
        return None
    told = compliance(chosen.plan.goals, chosen.code, facts)
    rows = []
    for name, item in picks.items():
        words = told.for_language(item.language)
        label = foreign(told.label(item.language), words[0].language) if words else None
        cells = (write.text(name, web_link(item.link)), write.text(_posts(item, write)))
        reach = write.text(write.rough(item.added_reach))
        rows.append(Row((*cells, label or write.text(NO_WORDS), reach)))
    return Table(
        title=upper_first(write.count("{number} creator", "{number} creators", len(picks))),
        head=(
            write.say("Creator"),
            write.say("Posts"),
            write.say("Label on each post"),
            write.say("Added reach"),
        ),
        rows=tuple(rows),
        figures=1,
        notes=(
            write.say(
                "Paid by us, beside the budget above. Added reach: people whom no creator above "
                "reaches."
            ),
        ),
    )


def _posts(item: ChosenCreator, write: Writer) -> str:
    """Return the posts, `TikTok video × 2`, or the platforms where no posts are named."""
    named = [f"{_platform(name)} × {write.number(count)}" for name, count in item.posts.items()]
    return write.series(named or map(_platform, item.platform.split(", ")))


def _platform(name: str) -> str:
    """Return a platform, or what is posted on one, with the platform's name as it is written."""
    first, _, rest = name.partition(" ")
    proper = PLATFORMS.get(first.lower(), upper_first(first))
    return f"{proper} {rest}" if rest else proper


def disclosure(chosen: Chosen, write: Writer, facts: Facts) -> Listing | None:
    """Return the words that paid posts must carry, as the law has them; None if unknown.

    The note tells their source: by number where `rules` lists the sources, else in full.
    """
    words = rules_of(chosen.members, WORDS, facts)
    items = dict.fromkeys(foreign(rule.text, rule.language) for rule in words)
    heading = write.count(
        "Paid posts must carry this label", "Paid posts must carry one of these labels", len(items)
    )
    cited = dict.fromkeys(source(rule, write) for rule in words)
    note = write.say("Source: {source}", source="; ".join(cited))
    if here(chosen):  # they stand first among the sources of the rules
        note = ", ".join(write.number(place) for place, _ in enumerate(cited, 1))
    return Listing(heading, tuple(items), note) if items else None


def rules(chosen: Chosen, write: Writer, facts: Facts) -> Duties | None:
    """Return permits, contracts, who is liable and how posts are labelled, each with its source.

    None if no creator posts in the region.
    """
    if not here(chosen):
        return None
    order = duties.order(write)
    own = [rule for kind in LABELS for rule in rules_of(chosen.members, kind, facts)]
    told = [*in_one_language(own, order), *general(facts, order)]
    several = len(chosen.members) > 1
    law = compliance(chosen.plan.goals, chosen.code, facts)
    words = [word.fact for word in law.words]
    cited = list(dict.fromkeys(source(rule, write) for rule in (*words, *told)))
    return Duties(
        title=write.say("Rules for paid posts"),
        warning=_unknown(law.unknown, write),
        items=tuple(_duties(told, cited, write, named=several)),
        note=" · ".join(duties.instead(write, told)),
        sources=tuple(cited),
    )


def _unknown(places: Iterable[str], write: Writer) -> Text | None:
    names = [write.territory(place, (place,)) for place in places]
    if not names:
        return None
    return write.text(
        write.say(
            "We don't know the rule for paid posts in {places}: please tell us what applies, "
            "before anybody posts.",
            places=write.series(names),
        )
    )


def _duties(
    rules: Iterable[Rule], cited: Sequence[str], write: Writer, *, named: bool
) -> Iterator[Duty]:
    """Yield each rule with the number of its source; a kind is named where it begins."""
    kind = ""
    for rule in rules:
        label = "" if rule.rule == kind else write.call(LABELS, rule.rule)
        everywhere = rule.region == EVERYWHERE
        place = write.territory(rule.region, (rule.region,)) if named and not everywhere else ""
        number = write.number(1 + cited.index(source(rule, write)))
        yield Duty(label, place, foreign(rule.text, rule.language), number)
        kind = rule.rule


def source(rule: Rule, write: Writer) -> str:
    """Return where a rule comes from; its day, if it was re-read, or that it is assumed."""
    if rule.confidence == "assumed":
        stated = write.say("assumed, please confirm")
    else:
        stated = write.say("as of {day}", day=write.plain_day(rule.as_of)) if rule.as_of else ""
    if rule.checked:
        read = write.say("re-checked on {day}", day=write.plain_day(rule.checked))
    else:
        read = write.say("not re-checked")
    state = " · ".join(filter(None, (stated, read)))
    return write.say("{source} ({state})", source=rule.source, state=state)
