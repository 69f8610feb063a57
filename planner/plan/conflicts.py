"""Finds what a git merge leaves in a file where two people changed the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from planner.errors import Problem
from planner.plan.files import VERSION

MARK = re.compile(r"(?:\A|(?<=[\r\n]))(<{7}|\|{7}|={7}|>{7})(?: ([^\r\n]*))?(?=[\r\n]|\Z)")
"""A line that git writes; text that only looks like one is indented, as is all text in YAML."""
BREAK = re.compile(r"\r\n|\r|\n")
BLOCK = re.compile(r"<\|?=>")
"""The marks of a whole block, in a row; git may tell what both sides started from after `|`."""
HINT = (
    "Keep the lines that are right, and delete the others together with the lines of <<<<<<<, "
    "======= and >>>>>>>. Or let Microhit join both plans by meaning: page Plan, or the "
    "command `merge`."
)
TWO_VERSIONS = (
    "Two people saved a version of this number. Keep both: `versions renumber` gives each one "
    "of its own."
)
LEFT_OVER = "Delete this line, and look whether the lines around it stand twice."
Mark = tuple[str, int, str]
"""Its first character, its line from 1, and the name that git gives the side."""


def conflicts(text: str, name: str) -> list[Problem]:
    """Return a fault for each block of an unfinished git merge in `text`, and each mark left over.

    `name` is the file that messages speak of.
    """
    marks = list(_marks(text))
    row = "".join(character for character, _, _ in marks)
    found: list[Problem] = []
    at = 0
    while at < len(marks):
        block = BLOCK.match(row, at)
        end = block.end() if block else at + 1
        hint = TWO_VERSIONS if VERSION.fullmatch(re.split(r"[/\\]", name)[-1]) else HINT
        what, hint = (_told(marks[at:end]), hint) if block else (_stray(marks[at]), LEFT_OVER)
        found.append(Problem(what, name, marks[at][1], 1, hint=hint))
        at = end
    return found


def _marks(text: str) -> Iterator[Mark]:
    line, before = 1, 0
    for match in MARK.finditer(text):
        line += len(BREAK.findall(text, before, match.start()))
        before = match.start()
        yield match[1][0], line, (match[2] or "").strip()


def _told(marks: list[Mark]) -> str:
    """Return what each side of a block says: HEAD is what stood here, git's name what came in."""
    sides = [
        _side(first[0], first[1] + 1, second[1] - 1, marks[-1][2] if first[0] == "=" else first[2])
        for first, second in pairwise(marks)
    ]
    return f"holds an unfinished git merge: {', '.join(sides)}"


def _side(mark: str, first: int, last: int, name: str) -> str:
    said = {"<": "what stood here", "|": "what both started from", "=": "what came in"}[mark]
    known = f" ({name[:60]})" if name else ""
    if last < first:
        return f"{said}{known} is nothing"
    lines = f"line {first} is" if first == last else f"lines {first} to {last} are"
    return f"{lines} {said}{known}"


def _stray(mark: Mark) -> str:
    return f"holds a mark that a git merge left: {mark[0] * 7}"
