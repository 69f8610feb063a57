"""Finds secrets and people's contact data in text, in whatever file it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from planner.plan.decode import MOST_BYTES
from planner.review.screen_rules import RULES, Kind, Rule

KEPT = 4096
"""Files whose findings are kept in memory: frozen versions and records never change."""
ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
"""In double quotes YAML writes some characters so; they end a word like a blank does."""
SHOWN = 4
"""Characters of a finding that are shown: enough to find it, too few to use it."""
Span = tuple[int, int, int]
"""Where a finding starts and ends, and the number of its rule."""


@dataclass(frozen=True, slots=True)
class Found:
    """A secret or contact data, by what it is and where; never with its whole text."""

    kind: Kind
    what: str
    line: int
    """From 1, as `column`."""
    column: int
    shown: str
    """Its first characters; none of a password."""


def screen_file(path: Path) -> tuple[Found, ...]:
    """Return what `screen` does for a file, read again only when it changed.

    What is no text is read as far as it is one. Raises OSError where it can't be read.
    """
    state = path.stat()
    return _screened(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=KEPT)
def _screened(path: Path, changed: int, size: int) -> tuple[Found, ...]:  # noqa: ARG001  # what it is kept by
    with path.open("rb") as file:
        return screen(file.read(MOST_BYTES).decode("utf-8-sig", "replace"))


def screen(text: str) -> tuple[Found, ...]:
    """Return every secret and contact in `text`, each once, in the order of the text."""
    plain = ESCAPE.sub(lambda match: " " * len(match[0]), text) if "\\" in text else text
    spans = [(*span, number) for number, rule in enumerate(RULES) for span in _spans(rule, plain)]
    return tuple(_found(RULES[number], plain, start, end) for start, end, number in _apart(spans))


def _spans(rule: Rule, text: str) -> Iterator[tuple[int, int]]:
    for match in rule.pattern.finditer(text):
        if rule.holds(match[rule.group]):
            yield match.span(rule.group)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield what does not begin inside an earlier finding: a key in an address is told once."""
    reached = 0
    for start, end, number in sorted(spans, key=lambda one: (one[0], one[2])):
        if start >= reached:
            yield start, end, number
            reached = end


def _found(rule: Rule, text: str, start: int, end: int) -> Found:
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    shown = "…" if "password" in rule.what else f"{text[start : min(end, start + SHOWN)]}…"
    return Found(rule.kind, rule.what, line, column, shown)
