"""What the things are called that stand in a plan's inputs by name: comps, regions, rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.facts.words import called
from planner.model import names
from planner.plan.diff_values import channel, clean, days, line, quoted, region, shown


@dataclass(frozen=True, slots=True)
class Things:
    """A table by names: what one thing in it is called, and all of them."""

    one: Callable[[str], str]
    """From its key."""
    all: str
    known_by: frozenset[str] = frozenset()
    """Fields that its key tells already."""
    unit: str = ""
    """Of its values, where these are no records."""


def _titled(kind: str) -> Callable[[str], str]:
    def told(key: str) -> str:
        title, _, code = key.rpartition(" in ")
        return f"{kind} {quoted(title)} in {region(code)}"

    return told


def _named(kind: str) -> Callable[[str], str]:
    return lambda key: f"{kind} {quoted(key)}"


def _in_language(what: str) -> Callable[[str], str]:
    return lambda key: f"{what} in {names.language(key)}"


def _during(what: str) -> Callable[[str], str]:
    def told(key: str) -> str:
        first, _, last = key.partition(" to ")
        return f"{what} from {days(date.fromisoformat(first), date.fromisoformat(last))}"

    return told


def _limit(key: str) -> str:
    kind, colon, name = key.partition(":")
    if colon:
        return f"Limit of {region(name) if kind == 'region' else channel(name)}"
    code, _, name = key.partition(".")
    return f"Limit of {channel(name)} in {region(code)}"


def _decision(key: str) -> str:
    measure, _, then = key.partition(" ")
    return f"Agreed on {shown(measure, 'measure')}: {shown(then, 'then')}"


def _order(key: str) -> str:
    then, _, first = key.partition(" after ")
    return f"{names.region(then)} after {region(first)}"


def _several(what: str) -> Callable[[str], str]:
    return lambda key: f"{' and '.join(map(names.region, key.split(' and ')))} {what}"


def override(at: str) -> str:
    """Return what a decision is about: `timing.MX.date` is `the date in Mexico`."""
    target, _, rest = at.partition(".")
    if target == "facts":
        return f"the figure “{clean(called(rest))}”"
    key, _, last = rest.rpartition(".")
    told = {
        "timing": f"the date in {region(key)}",
        "spend": f"{channel(last)} in {region(key)}",
        "creators": f"the creator {clean(key)}",
        "languages": f"the {line(key)}",
    }
    return told.get(target, clean(at))


def _things() -> dict[str, Things]:
    title, own = frozenset({"title", "region"}), frozenset({"regions"})
    when = frozenset({"from", "to"})
    return {
        "film.local_titles": Things(_in_language("Title"), "Titles by language"),
        "film.logline": Things(_in_language("Logline"), "Loglines", unit="long"),
        "film.messages": Things(_in_language("Messages"), "Messages", unit="long"),
        "film.do_not_show": Things(_in_language("Not to be shown,"), "Not to show", unit="long"),
        "film.language_versions": Things(
            names.line, "Language versions", frozenset({"language", "kind"})
        ),
        "film.trailers": Things(_named("Trailer"), "Trailers", frozenset({"name"})),
        "film.comps": Things(_titled("Comparable title"), "Comparable titles", title),
        "film.seen": Things(
            lambda key: f"Liked already in {region(key)}", "Liked already", frozenset({"region"})
        ),
        "film.festivals": Things(_named("Festival"), "Festivals", frozenset({"festival"})),
        "film.content": Things(lambda key: f"Content about {key}", "Content to judge", unit="long"),
        "goals.budget.fixed": Things(
            lambda key: f"Budget, {line(key)}", "Lines of the budget", unit="money"
        ),
        "goals.rates": Things(lambda key: f"Rate of {key}", "Rates"),
        "goals.limits": Things(_limit, "Limits of media", frozenset({"at"})),
        "goals.hiatus": Things(_during("No media"), "Media pauses", when),
        "goals.decisions": Things(
            _decision, "What is agreed for the money held back", frozenset({"measure", "then"})
        ),
        "goals.rules.order": Things(_order, "Orders of openings", frozenset({"first", "then"})),
        "goals.rules.apart": Things(_several("apart"), "Openings kept apart", own),
        "goals.rules.together": Things(_several("together"), "Openings together", own),
        "goals.rules.blackouts": Things(_during("No openings"), "Days without openings", when),
        "goals.competitors": Things(_titled("Competitor"), "Competitors", title),
        "goals.happenings": Things(_named("Event"), "Events", frozenset({"name"})),
        "goals.embargoes": Things(_named("Embargo on"), "Embargoes", frozenset({"what"})),
        "goals.groups": Things(
            lambda key: f"Group {names.region(key)}", "Groups of countries", unit="region"
        ),
        "goals.regions": Things(names.region, "Regions"),
        "goals.shortlist.regions": Things(
            lambda key: f"{names.region(key)}, creators", "Limits of creators by region"
        ),
        "overrides": Things(
            lambda key: f"Your decision on {override(key)}", "Your decisions", frozenset({"at"})
        ),
    }


THINGS = _things()
"""By where the table stands."""
