"""What one cell of an audience file may say."""

from __future__ import annotations

import re
from math import isfinite, nan

from planner.audience import numerals, words
from planner.audience.numerals import Style
from planner.audience.regions import code_of, suggest_region

SIGNAL = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
LONGEST_SIGNAL = 60
LARGEST = 1e15
"""More than all money in the world in a week, and far from where arithmetic overflows."""
UNKNOWN_REGION = "is no known region"
RESERVED_SIGNAL = "borrowed"
"""The forecast names series so that it made up from other regions."""


class CellError(ValueError):
    """A cell cannot be used; `hint` says what to write instead."""

    def __init__(self, what: str, hint: str | None = None) -> None:
        self.hint = hint
        super().__init__(what)


def parse_value(cell: object, style: Style) -> float:
    """Return a number >= 0, or NaN where nothing was observed; raises `CellError`."""
    if isinstance(cell, float):
        return _usable(cell)
    text = str(cell).strip()
    if words.is_missing(text):
        return nan
    if text.lower().lstrip("+-") in {"inf", "infinity"}:
        raise CellError("must be finite")
    value = numerals.parse(text, style.decimal)
    if value is None:
        raise _no_number(text, style)
    return _usable(value)


def _usable(value: float) -> float:
    if not isfinite(value):
        raise CellError("must be finite")
    if value < 0:
        raise CellError("must not be negative", "Leave the cell empty if nothing was observed.")
    if value > LARGEST:
        raise CellError("is too large", f"At most {LARGEST:g}.")
    return abs(value)


def _no_number(text: str, style: Style) -> CellError:
    other = numerals.parse(text, "," if style.decimal == "." else ".")
    if other is not None:
        mark = "point" if style.decimal == "." else "comma"
        return CellError("is written unlike the others", f"They have a decimal {mark}.")
    return CellError("is no number", "Leave the cell empty if nothing was observed.")


def check_signal(name: str) -> str:
    """Return a usable signal name: `Google Trends` is google_trends; raises `CellError`."""
    snake = "_".join(re.findall(r"[a-z0-9]+", name.strip().lower()))
    if snake == RESERVED_SIGNAL:
        raise CellError("is a reserved signal name", "Choose another name.")
    plain = name.strip().isascii() and len(snake) <= LONGEST_SIGNAL
    if not plain or not SIGNAL.fullmatch(snake):
        raise CellError("is no signal name in snake_case", "Such as admissions.")
    return snake


def check_region(name: str, groups: tuple[str, ...], *, suggest: bool = True) -> str:
    """Return the region that `name` means: one of `groups` or an ISO code; raises `CellError`.

    To `suggest` what a misspelt name may mean takes a millisecond.
    """
    code = code_of(name, groups)
    if code:
        return code
    near = suggest_region(name.strip(), groups) if suggest else None
    hint = f"Did you mean {near}?" if near else "Use an ISO 3166 code such as FR or CA-QC."
    raise CellError(UNKNOWN_REGION, hint)
