"""The addresses that explain knows, and what a person may have meant by another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from planner.errors import InputError, Problem
from planner.facts.table import Facts, load
from planner.model import names
from planner.model.plan import Plan
from planner.plan.text import plain

TOTALS = ("total", "media", "creators", "commission", "contingency", "unallocated", "partners",
    "admissions")  # fmt: skip
"""Lines of the budget table that every plan has."""
WITHIN = {"timing": "date", "audience": "potential"}
"""What a region's address means where it stops short: timing.MX is timing.MX.date."""
INPUTS = ("as_of", "film", "goals")
MANY = 3
"""Addresses that a person may have meant, at most."""


def known(plan: Plan, reasons: Mapping[str, object], facts: Facts | None = None) -> list[str]:
    """Return every address that can be explained, in the order of the plan's file.

    `reasons` add what was weighed and not taken: channels without money, language versions.
    """
    found = [*_inputs(reasons), "overrides", *_audience(plan), *_timing(plan), *_spend(plan)]
    found += [*_creators(plan), *_reasoned(reasons)]
    found += [f"facts.{fact.id}" for fact in (facts or load()).rows()]
    return list(dict.fromkeys(found))


def resolve(at: str, addresses: list[str], plan: Plan) -> str:
    """Return the address that a person means by `at`, such as timing.MX for timing.MX.date.

    Key paths of the plan's file stand for the same: timing.regions.MX.date, goals.budget.total.

    Raises:
        InputError: there is none; it names what comes close, by code or by name.
    """
    at = at.strip()
    asked = _shortened(at)
    whole = f"{asked}.{WITHIN.get(asked.partition('.')[0], '')}"
    for address in (at, asked, whole, asked.removesuffix(".chosen")):
        if address in addresses:
            return address
    if asked.partition(".")[0] in INPUTS and entered(plan, asked) is not None:
        return asked
    close = _close(asked, addresses)
    meant = f"Did you mean {' or '.join(close)}? " if close else ""
    regions = f" Regions: {', '.join(plan.goals.regions)}" if plan.goals.regions else ""
    hint = f"{meant}Addresses are such as timing.REGION, spend.total or overrides.{regions}"
    raise InputError(Problem("is no address of this plan", field="at", value=at, hint=hint))


def entered(plan: Plan, path: str) -> object | None:
    """Return what a person entered at a key path of film or goals, None where nothing stands.

    Things in lists are found by their name: `film.language_versions.fr subtitles`.
    """
    found: object = plain(plan)
    for key in path.split("."):
        if isinstance(found, dict):
            found = found.get(key)
        elif isinstance(found, list):
            found = next((one for one in found if _name(one) == key), None)
        else:
            return None
    return found


def _name(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "language" in item:
        return f"{item['language']} {item.get('kind', 'subtitles')}"
    return str(next(iter(item.values()), ""))


def _inputs(reasons: Mapping[str, object]) -> Iterator[str]:
    """Yield the inputs that reasons rest on: film.comps, goals.team."""
    yield "as_of"
    for one in reasons.values():
        for reason in getattr(one, "reasons", ()):
            yield from (name for name in reason.facts if name.partition(".")[0] in INPUTS)


def _audience(plan: Plan) -> Iterator[str]:
    for code in plan.audience.regions if plan.audience else ():
        yield from (f"audience.{code}.potential", f"audience.{code}.signals")


def _timing(plan: Plan) -> Iterator[str]:
    if plan.timing:
        yield from ("timing", *(f"timing.{code}.date" for code in plan.timing.regions))


def _spend(plan: Plan) -> Iterator[str]:
    if plan.spend is None:
        return
    yield from (f"spend.{name}" for name in TOTALS)
    yield from (f"spend.fixed.{name}" for name in plan.spend.fixed)
    yield from (f"languages.{key}" for key in plan.spend.language_versions)
    for code, region in plan.spend.regions.items():
        yield from (f"spend.{code}", *(f"spend.{code}.{name}" for name in region.media))


def _creators(plan: Plan) -> Iterator[str]:
    if plan.creators:
        yield from ("creators", *(f"creators.{name}" for name in plan.creators.chosen))


def _reasoned(reasons: Iterable[str]) -> Iterator[str]:
    yield from (key.removesuffix(".chosen") for key in reasons)


def _shortened(at: str) -> str:
    """Return an address without the words that only the file has."""
    first, _, rest = at.partition(".")
    if not rest:
        return at
    parts = [word for word in rest.split(".") if word not in ("regions", "language_versions")]
    if first == "spend" and "language_versions" in rest:
        return ".".join(["languages", *parts])
    if first == "creators":
        return at.replace("creators.chosen.", "creators.", 1)
    if first in ("audience", "timing", "spend"):
        return ".".join([first, *(word for word in parts if word != "media" or len(parts) == 1)])
    return at


def _close(asked: str, addresses: list[str]) -> list[str]:
    """Return the addresses that come near, by code or by what they are called."""
    called = {spoken.lower(): address for address in addresses for spoken in _spoken(address)}
    near = get_close_matches(asked.lower(), called, n=MANY, cutoff=0.75)
    return list(dict.fromkeys(called[word] for word in near))


def _spoken(address: str) -> Iterator[str]:
    """Yield an address as a person may write it: timing.mexico, spend.mexico.paid social."""
    yield address
    first, *rest = address.split(".")
    if first in ("audience", "timing", "spend") and rest:
        yield ".".join([first, names.region(rest[0]), *map(names.channel, rest[1:])])
        yield ".".join([first, names.region(rest[0])]) if first in WITHIN else address
    if first == "languages":
        yield f"{first}.{names.line('.'.join(rest))}"
