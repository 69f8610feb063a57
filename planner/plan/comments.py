"""Finds the comments of a YAML text, which a save would drop."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import yaml

from planner.plan.conflicts import BREAK
from planner.plan.text import HEADER

OPENS = re.compile(r"(?:\A|(?<=[\s]))#[^\r\n]*")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Span = tuple[int, int]


def lost_comments(text: str) -> tuple[tuple[int, str], ...]:
    """Return (line from 1, text) of each comment but the header that Microhit writes itself."""
    text = text.removeprefix("\ufeff")
    line, before = 1, 0
    found: list[tuple[int, str]] = []
    for start, comment in _comments(text):
        line += len(BREAK.findall(text, before, start))
        before = start
        if comment != HEADER.strip():
            found.append((line, comment))
    return tuple(found)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    covered = _scalars(text) if "#" in text else []
    starts = [start for start, _ in covered]
    at = 0
    while match := OPENS.search(text, at):
        index = bisect_right(starts, match.start()) - 1
        end = covered[index][1] if index >= 0 else 0
        if match.start() < end:  # a `#` inside of a scalar opens no comment
            at = end
        else:
            yield match.start(), match[0].strip()
            at = match.end()


def _scalars(text: str) -> list[Span]:
    """Return where the scalars lie, in their order."""
    try:
        return [
            (_content_start(text, token), token.end_mark.index)
            for token in yaml.scan(text, Loader=LOADER)
            if isinstance(token, yaml.ScalarToken)
        ]
    except (yaml.YAMLError, ValueError, OverflowError):  # PyYAML lets the last two slip
        return []


def _content_start(text: str, token: yaml.ScalarToken) -> int:
    """Return where a scalar's text starts; on the line of a block's `|`, `#` opens a comment."""
    start: int = token.start_mark.index
    if text[start] in "|>":
        end_of_line = BREAK.search(text, start)
        return end_of_line.start() if end_of_line else len(text)
    return start
