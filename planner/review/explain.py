"""Walks from a number of a plan back to data, facts and decisions.

`explain` returns a tree: why the value is what it is, what would change it, how sure it is, what
it rests on (with the addresses that explain that), the facts behind it, who decided what and when,
who signed it off, and the fingerprints of what it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.review import explain_parts as parts
from planner.review.explain_ground import Ground, ground, regions_heard
from planner.review.explain_known import known, resolve
from planner.review.explain_routes import head, rests
from planner.review.explain_tree import Explained, Twig, branch, lines

__all__ = ["Explained", "Ground", "Twig", "explain", "ground", "known", "lines", "needs_reasons",
    "regions_heard"]  # fmt: skip

QUICK = ("facts", "overrides", "film", "goals", "as_of")
"""First words of addresses that need no reasons: they are explained without a suggestion."""


def needs_reasons(at: str) -> bool:
    """Return whether an address is explained by reasons, which suggest must work out first."""
    return at.strip().partition(".")[0] not in QUICK


def explain(base: Ground, at: str, *, deep: bool = False) -> Explained:
    """Return what stands behind the value at an address; `deep` follows every address below it.

    Raises:
        InputError: there is no such address; it says which come close.
    """
    address = resolve(at, known(base.plan, base.reasons, base.facts), base.plan)
    found = head(base, address)
    twigs = [*_differs(base, found), *_body(base, address), *_whole(base, address)]
    if deep:
        seen = {address}
        twigs = [_grown(base, twig, seen) for twig in twigs]
    return replace(found, below=tuple(twigs))


def _differs(base: Ground, saved: Explained) -> Iterator[Twig]:
    """Yield what suggest says now, where that is not what the plan holds."""
    if base.again is base.plan:
        yield Twig("No suggestion is saved yet: this is what Microhit suggests now.")
    now = head(replace(base, plan=base.again), saved.at) if base.again else saved
    if now.text != saved.text:
        yield Twig(f"Worked out again just now, this reads: {now.text} Suggest again to renew it.")


def _body(base: Ground, at: str) -> Iterator[Twig]:
    yield from parts.why(base, at)
    upstream = tuple(rests(base, at))
    yield from branch("It rests on:", upstream)
    yield from parts.cited_facts(base, at)
    yield from parts.decided(base, at, upstream)


def _whole(base: Ground, at: str) -> Iterator[Twig]:
    """Yield what is true of the plan as a whole, told once, at the root."""
    if needs_reasons(at):
        yield from parts.signed_off(base, at)
        yield from parts.made_from(base)
    if at.startswith("facts."):
        yield Twig(f"A person may decide another value: an override, at: {at}")


def _grown(base: Ground, twig: Twig, seen: set[str]) -> Twig:
    """Return a twig with what explains its address below it, each address once in a tree."""
    below = twig.below
    if twig.at and twig.at not in seen:
        seen.add(twig.at)
        below = (*below, *_body(base, twig.at))
    return replace(twig, below=tuple(_grown(base, one, seen) for one in below))
