"""Finds the comments of a YAML text, which a save would drop."""

from __future__ import annotations

import yaml

from planner.plan.text import HEADER


def lost_comments(text: str) -> tuple[tuple[int, str], ...]:
    """Return (line from 1, text) of each comment but the header that Microhit writes itself."""
    covered = _scalars(text)
    found: list[tuple[int, str]] = []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        at = _comment_start(line, start, covered)
        if at is not None and line.strip() != HEADER.strip():
            found.append((number, line[at:].strip()))
        start += len(line)
    return tuple(found)


def _comment_start(line: str, start: int, covered: list[tuple[int, int]]) -> int | None:
    for at, character in enumerate(line):
        opens = character == "#" and (at == 0 or line[at - 1] in " \t")
        if opens and not any(first <= start + at < last for first, last in covered):
            return at
    return None


def _scalars(text: str) -> list[tuple[int, int]]:
    """Return where the scalars lie, for a `#` inside one opens no comment."""
    try:
        return [
            (_content_start(text, token), token.end_mark.index)
            for token in yaml.scan(text, Loader=yaml.SafeLoader)
            if isinstance(token, yaml.ScalarToken)
        ]
    except (yaml.YAMLError, ValueError, OverflowError):  # PyYAML lets the last two slip
        return []


def _content_start(text: str, token: yaml.ScalarToken) -> int:
    """Return where a scalar's text starts; on the line of a block's `|`, `#` opens a comment."""
    start: int = token.start_mark.index
    if token.style in ("|", ">"):
        end_of_line = text.find("\n", start)
        return end_of_line if end_of_line >= 0 else len(text)
    return start
