"""What every explained value has: reasons, facts, inputs, decisions, sign-offs, fingerprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import starmap
from typing import Any

from planner.facts.words import cited
from planner.model.base import spoken
from planner.model.overrides import Override
from planner.model.suggestion import Suggestion
from planner.plan.fingerprint import CALLED, FACTS, changed_inputs
from planner.review.decisions import states
from planner.review.explain_ground import Ground
from planner.review.explain_known import INPUTS
from planner.review.explain_other import input_head
from planner.review.explain_plan import signed
from planner.review.explain_routes import region_of
from planner.review.explain_tree import Twig, addresses, branch, twigs
from planner.review.explain_words import decision, driver, figure
from planner.review.status_state import campaign_status, told


def suggestion_at(base: Ground, at: str) -> Suggestion[Any] | None:
    """Return the suggestion behind an address, None where nothing was suggested for it."""
    return base.reasons.get(at) or base.reasons.get(f"{at}.chosen")


def why(base: Ground, at: str) -> Iterator[Twig]:
    """Yield the drivers of a value, what would change it, how sure it is."""
    found = suggestion_at(base, at)
    if found is None:
        return
    yield from branch("Why:", twigs(map(driver, found.reasons)))
    yield from twigs(_range(found))
    yield Twig(f"What would change it: {found.changes}")
    yield Twig(f"How sure: {found.sure}")


def cited_facts(base: Ground, at: str) -> Iterator[Twig]:
    """Yield the facts that a value rests on, and what was entered that it rests on."""
    names = _cited(base, at)
    found = (base.facts.find(name) for name in names)
    rows = (Twig(cited(fact), f"facts.{fact.id}") for fact in found if fact)
    yield from branch("Facts it rests on:", rows)
    entered = [name for name in names if name.partition(".")[0] in INPUTS]
    inputs = (Twig(input_head(base, name, "").text, name) for name in entered)
    yield from branch("What you entered that it rests on:", inputs)


def decided(base: Ground, at: str, upstream: Iterable[Twig]) -> Iterator[Twig]:
    """Yield the decisions on a value, on what lies below it, and on the facts that it rests on."""
    below = f"{at}."
    names = {*_cited(base, at), *(one.removeprefix("facts.") for one in addresses(upstream))}
    on = [
        one
        for one in states(base.plan, base.beside)
        if at != "overrides"
        and (f"{one.override.at}.".startswith(below) or _about(one.override, names))
    ]
    told_of = (f"{decision(one.override, base.plan)} {one.text}".rstrip() for one in on)
    yield from branch("Decisions of people:", twigs(told_of))


def signed_off(base: Ground, at: str) -> Iterator[Twig]:
    """Yield who signed off what of the region that an address speaks of, and the status."""
    code = region_of(at)
    yield from branch("Sign-offs:", signed(base, code) if code else ())
    yield Twig(told(campaign_status(base.plan, base.beside.records)))


def made_from(base: Ground) -> Iterator[Twig]:
    """Yield the fingerprint of each input of the last suggestion, and whether it changed since."""
    source = base.plan.provenance
    if source is None:
        yield Twig("Nothing is saved of a suggestion yet: this is what suggest says now.")
        return
    changed = changed_inputs(base.plan, base.beside.inputs)
    listed = dict(source.inputs) | ({FACTS: source.facts} if source.facts else {})
    states = {True: "changed since the last suggestion", False: "unchanged"}
    files = (
        f"{CALLED.get(name, name)}: {digest}, {states[name in changed]}"
        for name, digest in listed.items()
    )
    new = (f"{CALLED.get(name, name)}: not there then" for name in changed if name not in listed)
    packages = ", ".join(starmap(_package, source.packages.items()))
    last = f"Random numbers from seed {source.seed}; computed with {packages}."
    yield from branch("Made from (fingerprints):", twigs([*files, *new, last]))


def _package(name: str, number: str) -> str:
    """Return a package with its version then, and the one now where that is another."""
    try:
        now = version(name)
    except PackageNotFoundError:
        now = "not installed"
    return f"{name} {number}" if now == number else f"{name} {number} (now {now})"


def _range(found: Suggestion[Any]) -> Iterator[str]:
    low, high = found.low, found.high
    if low is None or high is None or low == high:
        return
    if isinstance(low, date) and isinstance(high, date):
        yield f"Dates from {spoken(low)} to {spoken(high)} are nearly as good."
    else:
        yield f"It may be anything from {figure(low)} to {figure(high)}."


def _cited(base: Ground, at: str) -> dict[str, None]:
    found = suggestion_at(base, at)
    return dict.fromkeys(name for one in (found.reasons if found else ()) for name in one.facts)


def _about(item: Override, names: set[str]) -> bool:
    return item.target == "facts" and item.key in names
