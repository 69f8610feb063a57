"""Finds secrets and people's contact data in text, in whatever file it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from planner.plan.decode import MOST_BYTES
from planner.plan.document import LOADER
from planner.review.screen_rules import RULES, Kind, Rule

KEPT = 4096
"""Files whose findings are kept in memory: frozen versions and records never change."""
ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
"""In double quotes YAML writes some characters so; they end a word like a blank does."""
WIDE = {0xFF00 + narrow: chr(0x20 + narrow) for narrow in range(0x01, 0x5F)}
"""Full-width forms, as East Asian keyboards type them, by the ASCII that they stand for."""
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
    plain = _plain(text)
    found = [_found(RULES[number], plain, *span) for *span, number in _all_spans(plain)]
    if "\\" in text:
        told = {(one.what, one.shown) for one in found}
        found += [one for one in _escaped(text) if (one.what, one.shown) not in told]
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


def masked(text: str) -> str:
    """Return `text` with no more of each secret and contact than `Found.shown`."""
    plain = _plain(text)
    for start, end, number in reversed(list(_all_spans(plain))):
        text = text[:start] + _shown(RULES[number], plain[start:end]) + text[end:]
    return text


def _plain(text: str) -> str:
    """Return a text of the same length, its digits ASCII and its escapes blanks."""
    if not text.isascii():
        odd = {ord(one): str(unicodedata.decimal(one)) for one in set(text) if one.isdecimal()}
        text = text.translate(WIDE | odd)
    return ESCAPE.sub(lambda match: " " * len(match[0]), text) if "\\" in text else text


def _escaped(text: str) -> Iterator[Found]:
    """Yield what YAML's escapes hide in double quotes, at the place where the quotes open."""
    try:
        for token in yaml.scan(text, Loader=LOADER):
            if isinstance(token, yaml.ScalarToken) and token.style == '"':
                mark = token.start_mark
                for one in screen(token.value.replace("\\", " ")):
                    yield replace(one, line=mark.line + 1, column=mark.column + 1)
    except yaml.YAMLError:
        return  # no YAML, or no more of it: what stands there as it is has been found


def _all_spans(text: str) -> Iterator[Span]:
    spans = [(*span, number) for number, rule in enumerate(RULES) for span in _spans(rule, text)]
    return _apart(spans)


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
    return Found(rule.kind, rule.what, line, column, _shown(rule, text[start:end]))


def _shown(rule: Rule, text: str) -> str:
    return "…" if "password" in rule.what else f"{text[:SHOWN]}…"
