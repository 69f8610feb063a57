"""The content of a partner's brief: all of it text, in the partner's language."""

from __future__ import annotations

from planner.facts.decided import facts_of
from planner.model.plan import Plan
from planner.partners import budget, creators, dates, duties, film, people
from planner.partners.choice import Chosen, choose, reader
from planner.partners.names import RELEASES
from planner.partners.parts import Brief, Listing, Pair, Text
from planner.partners.words import base
from planner.partners.writer import Writer, is_rtl, tag
from planner.plan.contacts import NOBODY, Contacts
from planner.spend.table import budget_table


def content(
    plan: Plan, region: str, *, language: str | None = None, contacts: Contacts = NOBODY
) -> Brief:
    """Return the brief of one region; figures are no more precise than the plan knows them.

    Its language is `language`, else the partner's, else the region's; where labels in
    it are missing, they are English and a notice says so. Of `contacts` it holds nobody but who has
    the role that the plan names for this region.

    Raises:
        InputError: The plan has no such region, or `language` is no language.
        PlanError: The plan has not been suggested yet.
    """
    chosen = choose(plan, region)
    write = Writer(reader(chosen, language), chosen.territory)
    facts = facts_of(plan)
    paid_posts = creators.rules(chosen, write, facts)
    return Brief(
        language=tag(write.labels),
        rtl=is_rtl(write.labels),
        as_of=plan.as_of.isoformat(),
        original_language=plan.film.original_language.replace("-", "_"),
        kicker=write.say(
            "Launch brief · {territory}", territory=write.territory(region, chosen.members)
        ),
        title=film.title(chosen, write),
        other_titles=film.other_titles(chosen, write),
        sample=_sample(plan, write),
        notices=_notices(write),
        release=Pair(write.say("Release date"), _release(chosen, write)),
        release_type=write.call(RELEASES, chosen.region.release),
        header=_header(chosen, write),
        dates=dates.table(chosen, write),
        film=film.facts(chosen, write),
        film_title=write.say("The film"),
        logline=film.logline(chosen, write),
        admissions=film.admissions(chosen, write),
        budget=budget.table(chosen, write, budget_table(plan, facts)),
        flight=budget.flight(chosen, write),
        messages=film.listing(chosen, write, write.say("What we say"), plan.film.messages),
        do_not_show=film.listing(
            chosen, write, write.say("Please do not show"), plan.film.do_not_show
        ),
        creators=creators.table(chosen, write, facts),
        disclosure=creators.disclosure(chosen, write, facts),
        paid_posts=paid_posts,
        compliance=duties.compliance(chosen, write, facts, paid_posts=paid_posts is None),
        contacts_title=write.say("Contacts"),
        contacts=people.contacts(chosen, write, contacts),
        sources=_sources(
            chosen, write, duties.sources(chosen, facts, paid_posts=paid_posts is None)
        ),
        footer=_footer(plan, write),
        author=plan.author or "Microhit",
    )


def _sample(plan: Plan, write: Writer) -> str:
    return (
        write.say("Sample data: the film and its figures are made up") if plan.film.sample else ""
    )


def _notices(write: Writer) -> tuple[str, ...]:
    if write.labels in (write.wanted, base(write.wanted)):
        return ()
    name = write.language(write.wanted)
    return (
        write.say(
            "This brief is in English: its labels do not exist in {language} yet.", language=name
        ),
    )


def _release(chosen: Chosen, write: Writer) -> Text:
    day = chosen.timing.date
    return write.text(write.long_day(day) if day else write.say("Date to be agreed"))


def _version(plan: Plan, write: Writer) -> str:
    return write.say(
        "{number}, as of {day}",
        number=write.number(plan.version),
        day=write.plain_day(plan.as_of),
    )


def _footer(plan: Plan, write: Writer) -> str:
    label = write.say("Plan version")
    return f"{plan.film.title} · {label} {_version(plan, write)}"


def _header(chosen: Chosen, write: Writer) -> tuple[Pair, ...]:
    partner = chosen.region.partner
    named = partner.name if partner else write.say("No partner yet")
    return (
        Pair(write.say("Partner"), write.text(named)),
        Pair(write.say("Versions here"), write.text(film.versions(chosen, write))),
        Pair(write.say("Plan version"), write.text(_version(chosen.plan, write))),
    )


def _sources(chosen: Chosen, write: Writer, rules: list[str]) -> Listing:
    """Say where each kind of number comes from."""
    estimated = write.say("Admissions and reach are estimates, rounded; money is as planned.")
    items = [estimated]
    comps = film.comp_sources(chosen)
    if comps:
        items.append(write.say("Comparable titles: {sources}.", sources="; ".join(comps)))
    if rules:
        items.append(write.say("Rules: {sources}.", sources="; ".join(rules)))
    return Listing(write.say("Where the figures come from"), tuple(map(write.text, items)))
