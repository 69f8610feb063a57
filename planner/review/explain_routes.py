"""Which functions explain which address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from planner.review import explain_money as money
from planner.review import explain_other as other
from planner.review import explain_plan as dates
from planner.review.explain_ground import Ground
from planner.review.explain_known import INPUTS, TOTALS
from planner.review.explain_tree import Explained, Twig

ROUTES: Mapping[str, tuple[Callable[..., Explained], Callable[..., Iterator[Twig]]]] = {
    "input": (other.input_head, other.input_rests),
    "overrides": (other.decisions_head, other.decisions_rests),
    "timing": (dates.schedule_head, dates.schedule_rests),
    "date": (dates.date_head, dates.date_rests),
    "potential": (dates.potential_head, dates.potential_rests),
    "signals": (dates.signals_head, dates.signals_rests),
    "line": (money.line_head, money.line_rests),
    "region": (money.region_head, money.region_rests),
    "cell": (money.cell_head, money.cell_rests),
    "shortlist": (other.shortlist_head, other.shortlist_rests),
    "creators": (other.creator_head, other.creator_rests),
    "languages": (other.language_head, other.language_rests),
    "facts": (other.fact_head, other.fact_rests),
}
"""For each kind of address, what puts it into words and what yields what it rests on."""


def head(base: Ground, at: str) -> Explained:
    """Return the value at an address that is known, in words and as a figure, bare."""
    kind, words = _kind(at)
    return ROUTES[kind][0](base, *words, at)


def rests(base: Ground, at: str) -> Iterator[Twig]:
    """Yield what the value at an address that is known rests on."""
    kind, words = _kind(at)
    return ROUTES[kind][1](base, *words)


def region_of(at: str) -> str:
    """Return the region that an address speaks of, empty where it is none or all."""
    first, _, rest = at.partition(".")
    code = rest.partition(".")[0]
    return code if first in ("timing", "audience", "spend") and code[:1].isupper() else ""


def _kind(at: str) -> tuple[str, list[str]]:
    """Return the kind of an address, and the words that its functions take."""
    first, _, rest = at.partition(".")
    if first in INPUTS:
        return "input", [at]
    if first == "spend":
        return _money_kind(rest)
    if not rest:
        return ("shortlist" if first == "creators" else first), []
    if first in ("timing", "audience"):
        code, _, last = rest.partition(".")
        return last, [code]
    return first, [rest]


def _money_kind(rest: str) -> tuple[str, list[str]]:
    code, _, channel = rest.partition(".")
    if code in (*TOTALS, "fixed"):
        return "line", [rest]
    return ("cell", [code, channel]) if channel else ("region", [code])
