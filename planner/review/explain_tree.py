"""What explains a value: a tree of sentences, each with the address that explains more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.plan.diff_values import clean

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Twig:
    """A sentence, what stands behind it, and the address that explains it, empty where none."""

    text: str
    at: str = ""
    below: tuple[Twig, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A value at an address, in words and as a figure, and the tree of what it rests on."""

    at: str
    text: str
    value: float | date | None = None
    low: float | date | None = None
    high: float | date | None = None
    unit: str = ""
    """admissions, people, a currency, or the unit of a fact; `day` for a date."""
    file: str = ""
    """Where the value stands in the plan's file: plan.yaml:512."""
    below: tuple[Twig, ...] = ()


def branch(text: str, twigs: Iterable[Twig]) -> tuple[Twig, ...]:
    """Return one twig that holds others; none where there is nothing to hold."""
    held = tuple(twigs)
    return (Twig(text, below=held),) if held else ()


def twigs(texts: Iterable[str]) -> tuple[Twig, ...]:
    """Return a twig for each sentence."""
    return tuple(Twig(text) for text in texts)


def addresses(below: Iterable[Twig]) -> Iterator[str]:
    """Yield every address that twigs point to."""
    for twig in below:
        yield from filter(None, [twig.at])
        yield from addresses(twig.below)


def lines(found: Explained) -> list[str]:
    """Return the tree as lines, each level indented; `[...]` names what to explain next."""
    where = f" ({found.file})" if found.file else ""
    return [f"{clean(found.text)} [{clean(found.at)}]{where}", *_indented(found.below, 1)]


def _indented(below: Iterable[Twig], level: int) -> Iterator[str]:
    for twig in below:
        more_of = f" [{clean(twig.at)}]" if twig.at else ""
        yield f"{INDENT * level}{clean(twig.text)}{more_of}"
        yield from _indented(twig.below, level + 1)
