"""What one cell of an audience file may say."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from functools import cache, lru_cache
from math import isfinite, nan

from babel.core import get_global

from planner.model.base import territories
from planner.model.goals import is_iso
from planner.model.tables import NUMBER

SIGNAL = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
LONGEST_SIGNAL = 60
LARGEST = 1e15
"""More than all money in the world in a week, and far from where arithmetic overflows."""
RESERVED_SIGNAL = "borrowed"
"""The forecast names series so that it made up from other regions."""


class CellError(ValueError):
    """A cell cannot be used; `hint` says what to write instead."""

    def __init__(self, what: str, hint: str | None = None) -> None:
        self.hint = hint
        super().__init__(what)


def parse_value(text: str) -> float:
    """Return a number >= 0, or NaN for an empty cell; raises `CellError`."""
    text = text.strip()
    if not text:
        return nan
    if text.lower().lstrip("+-") in {"inf", "infinity"}:
        raise CellError("must be finite")
    if not NUMBER.fullmatch(text):
        raise _no_number(text)
    value = float(text)
    if not isfinite(value):
        raise CellError("must be finite")
    if value < 0:
        raise CellError("must not be negative", "Leave the cell empty if nothing was observed.")
    if value > LARGEST:
        raise CellError("is too large", f"At most {LARGEST:g}.")
    return abs(value)


def _no_number(text: str) -> CellError:
    if re.fullmatch(r"[+-]?[\d.,\s']*,[\d.,\s']*", text):
        return CellError(
            "has a comma in a number",
            "Write decimals with a point and no thousands separators, such as 1234.5.",
        )
    return CellError("is no number", "Leave the cell empty if nothing was observed.")


def check_signal(name: str) -> str:
    """Return `name` if it is a usable signal name; raises `CellError`."""
    name = name.strip()
    if name == RESERVED_SIGNAL:
        raise CellError("is a reserved signal name", "Choose another name.")
    if len(name) > LONGEST_SIGNAL or not SIGNAL.fullmatch(name):
        better = "_".join(re.findall(r"[a-z0-9]+", name.lower()))[:LONGEST_SIGNAL]
        hint = f"Did you mean {better}?" if SIGNAL.fullmatch(better) else "Such as admissions."
        raise CellError("is no signal name in snake_case", hint)
    return name


def check_region(code: str, groups: Collection[str]) -> str:
    """Return `code` if it is an ISO 3166 code or one of `groups`; raises `CellError`."""
    code = code.strip()
    if code in groups or is_iso(code):
        return code
    near = suggest_region(code, tuple(groups))
    hint = f"Did you mean {near}?" if near else "Use an ISO 3166 code such as FR or CA-QC."
    raise CellError("is no known region", hint)


@lru_cache(maxsize=256)
def suggest_region(code: str, groups: tuple[str, ...]) -> str | None:
    """Return the code that was probably meant: other case, a country's name, a former code.

    Kept, since a long file repeats its mistake on every row and a search takes a millisecond.
    """
    names = {name: name for name in groups} | _codes()
    by_fold = {name.casefold(): target for name, target in names.items()}
    near = get_close_matches(code.casefold(), by_fold, n=1, cutoff=0.75)
    return by_fold[near[0]] if near else None


@cache
def _codes() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    old = {code: new[0] for code, new in aliases.items() if len(code) == 2 and code.isalpha()}
    known = territories()
    return old | {name: code for code, name in known.items()} | {code: code for code in known}
