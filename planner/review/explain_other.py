"""What creators, language versions, facts, decisions and inputs say, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from planner.creators.signing import shortlist_sign_off
from planner.facts.places import places
from planner.facts.table import Event, Fact, Rule
from planner.facts.words import CONFIDENCE, cited
from planner.model import names
from planner.model.base import spoken
from planner.model.overrides import facts as decided
from planner.plan.diff_values import money
from planner.review.explain_ground import Ground
from planner.review.explain_known import entered
from planner.review.explain_tree import Explained, Twig
from planner.review.explain_words import decision, figure

LONG = 80
"""Characters: more of an input is told line by line."""


def shortlist_head(ground: Ground, at: str) -> Explained:
    """Return the shortlist in words."""
    section = ground.plan.creators
    if section is None or section.reach is None:
        return Explained(at, "No creator is on the shortlist.")
    reach, currency = section.reach, ground.plan.goals.budget.currency
    text = (
        f"The shortlist of {len(section.chosen)} creators for {money(section.spent, currency)} "
        f"reaches {figure(reach.base)} people ({figure(reach.low)} to {figure(reach.high)})."
    )
    file = ground.where("creators", "reach")
    return Explained(at, text, reach.base, reach.low, reach.high, "people", file)


def shortlist_rests(ground: Ground) -> Iterator[Twig]:
    """Yield each creator, and who signed the list off."""
    section = ground.plan.creators
    for name in section.chosen if section else ():
        yield Twig(creator_head(ground, name, "").text, f"creators.{name}")
    yield Twig(f"From your creator sheet: {ground.file(ground.plan.goals.creators)}.")
    signed = shortlist_sign_off(ground.plan, ground.beside.records)
    by = f" by {signed.record.by} on {spoken(signed.record.on.date())}" if signed.record else ""
    yield Twig(f"Sign-off of the shortlist: {signed.state}{by}.")


def creator_head(ground: Ground, name: str, at: str) -> Explained:
    """Return a creator in words."""
    section = ground.plan.creators
    one = section.chosen.get(name) if section else None
    if one is None:
        return Explained(at, f"{name} is not on the shortlist.")
    currency = ground.plan.goals.budget.currency
    text = (
        f"{name}: {money(one.price, currency)} in {names.region(one.region)}, adds "
        f"{one.added_reach:,} people."
    )
    file = ground.where("creators", "chosen", name)
    return Explained(at, text, float(one.added_reach), unit="people", file=file)


def creator_rests(ground: Ground, name: str) -> Iterator[Twig]:
    """Yield what the creator sheet says, and the opening that the posts are for."""
    offers = [one for one in ground.beside.offers or () if one.creator == name]
    for one in offers:
        price = (
            money(one.price, one.currency or ground.plan.goals.budget.currency)
            if (one.price is not None)
            else "no price"
        )
        proof = one.evidence or "no evidence named"
        yield Twig(f"In your sheet: {one.platform} {one.format}, {price} a post; {proof}.")
    yield Twig(f"Creator sheet: {ground.file(ground.plan.goals.creators)}.")
    section = ground.plan.creators
    chosen = section.chosen.get(name) if section else None
    if chosen:
        region = names.region(chosen.region)
        yield Twig(f"Posts are for the opening in {region}.", f"timing.{chosen.region}.date")
    yield Twig(shortlist_head(ground, "").text, "creators")


def language_head(ground: Ground, key: str, at: str) -> Explained:
    """Return a language version in words: the film's own, paid for, or not taken."""
    spend, name = ground.plan.spend, names.line(key)
    if spend is None or key not in spend.language_versions:
        return Explained(at, f"{name}: not in the plan.", 0.0)
    cost = spend.language_versions[key]
    told = (
        f"paid for with {money(cost, spend.currency)}" if cost else "in the plan at no further cost"
    )
    file = ground.where("spend", "language_versions", key)
    return Explained(at, f"{name}: {told}.", float(cost), unit=spend.currency, file=file)


def language_rests(ground: Ground, key: str) -> Iterator[Twig]:
    """Yield whether the film has the version already, and which regions' dates wait for it."""
    for number, one in enumerate(ground.plan.film.language_versions):
        if one.key != key:
            continue
        where = ground.mark("film", "language_versions", number)
        at = f"film.language_versions.{key}"
        yield Twig(f"You entered it among the film's own{where}.", at)
    timing = ground.plan.timing
    for code, region in (timing.regions if timing else {}).items():
        if key in region.gates:
            text = f"{names.region(code)} waits for it: ready on {spoken(region.gates[key])}."
            yield Twig(text, f"timing.{code}.date")


def fact_head(ground: Ground, key: str, at: str) -> Explained:
    """Return a fact, a rule or an event in words, with where it stands in Microhit's tables."""
    row = ground.facts.row(key)
    table, line = places().get(key, ("", 0))
    file = f"planner/facts/{table}:{line}" if table else ""
    if isinstance(row, Fact):
        return Explained(at, cited(row), row.value, row.low, row.high, row.unit, file)
    if isinstance(row, Event):
        days = f"{spoken(row.start)} to {spoken(row.end)}"
        return Explained(at, f"{row.name}: {days}. {_source(row)}", file=file)
    return Explained(at, f"{row.text} {_source(row)}" if row else f"No fact {key}.", file=file)


def fact_rests(ground: Ground, key: str) -> Iterator[Twig]:
    """Yield the note of a fact, and whether a person decided its value."""
    row = ground.facts.row(key)
    if row is None:
        return
    if row.note:
        yield Twig(row.note)
    if key in decided(ground.plan.overrides):
        yield Twig("The value is your decision.")


def decisions_head(ground: Ground, at: str) -> Explained:
    """Return how many decisions the plan holds."""
    count = len(ground.plan.overrides)
    text = f"{count} {'decision' if count == 1 else 'decisions'} of people in place of suggestions."
    return Explained(at, text, float(count), file=ground.where("overrides"))


def decisions_rests(ground: Ground) -> Iterator[Twig]:
    """Yield each decision with the address that it changes."""
    for number, item in enumerate(ground.plan.overrides):
        where = ground.mark("overrides", number)
        yield Twig(f"{decision(item, ground.plan)}{where}", item.at.removesuffix(".chosen"))


def input_head(ground: Ground, path: str, at: str) -> Explained:
    """Return something that a person entered in words."""
    value = entered(ground.plan, path)
    file = ground.where(*path.split("."))
    if isinstance(value, dict | list) and len(_told(value)) > LONG:
        text = f"You entered {path}: {len(value)} {'line' if len(value) == 1 else 'lines'}."
        return Explained(at, text, file=file)
    return Explained(at, f"You entered {path}: {_told(value)}.", file=file)


def input_rests(ground: Ground, path: str) -> Iterator[Twig]:
    """Yield the lines of something that a person entered."""
    value = entered(ground.plan, path)
    if isinstance(value, dict):
        yield from (Twig(f"{key}: {_told(item)}") for key, item in value.items())
    elif isinstance(value, list):
        yield from (Twig(_told(item)) for item in value)


def _told(item: object) -> str:
    if isinstance(item, dict):
        return ", ".join(f"{key}: {_told(value)}" for key, value in item.items())
    return ", ".join(map(_told, item)) if isinstance(item, list) else str(item)


def _source(row: Rule | Event) -> str:
    year = f", {row.year}" if row.year and str(row.year) not in row.source else ""
    checked = f"re-read on {spoken(row.checked)}" if row.checked else "not re-checked"
    return f"{row.source}{year}; {CONFIDENCE[row.confidence]}, {checked}."
