"""Lists of regions in one cell of a table: written as names, read as names or codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from planner.errors import InputError, Problem
from planner.model import names
from planner.model.base import territories
from planner.model.goals import Goals, is_iso

SEPARATOR = "; "
"""Between names: some hold a comma themselves (Canada, QC)."""


def written(codes: Sequence[str]) -> str:
    """Return regions as a person reads them: `France; Japan`; groups by their own name."""
    return SEPARATOR.join(map(names.region, codes))


def read(text: str, field: str, goals: Goals, used: Iterable[str] = ()) -> list[str]:
    """Return the codes of the regions that `text` names, once each, in its order.

    Names are in English, upper or lower case; codes stand for themselves; both have commas,
    semicolons or line ends between. `used` are codes that the plan names already.

    Raises:
        InputError: a problem for each word that names no region.
    """
    known = _known(goals, used)
    codes: dict[str, None] = {}
    problems = []
    for piece in re.split(r"[;\n]", text):
        for word in _words(piece, known):
            code = _code(word, known)
            if code:
                codes[code] = None
            else:
                problems.append(_unknown(word, field, goals))
    if problems:
        raise InputError(problems)
    return list(codes)


def _known(goals: Goals, used: Iterable[str]) -> dict[str, str]:
    """Return what each name and code, in lower case, stands for; the plan's own come first."""
    codes = [*territories(), *used, *goals.groups, *goals.regions]
    named = {names.region(code).casefold(): code for code in codes}
    return named | {code.casefold(): code for code in codes}


def _words(piece: str, known: Mapping[str, str]) -> list[str]:
    """Return the words between commas; where a known name holds a comma, it stays whole."""
    parts = [part.strip() for part in piece.split(",")]
    found: list[str] = []
    at = 0
    while at < len(parts):
        size = next(
            (
                size
                for size in range(len(parts) - at, 1, -1)
                if _code(", ".join(parts[at : at + size]), known)
            ),
            1,
        )
        found.append(", ".join(parts[at : at + size]))
        at += size
    return [word for word in found if word]


def _code(word: str, known: Mapping[str, str]) -> str | None:
    code = known.get(word.casefold())
    if code is None and is_iso(word.upper()):
        return word.upper()
    return code


def _unknown(word: str, field: str, goals: Goals) -> Problem:
    own = SEPARATOR.join(names.region(code) for code in goals.regions)
    return Problem(
        "names no region",
        field=field,
        value=word,
        hint=f"Write names or codes with commas between. This campaign has {own or 'none yet'}.",
    )
