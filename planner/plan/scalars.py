"""What a word of YAML without quotes means, by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d\d0", re.ASCII)
"""12.500 is twelve thousand five hundred in half of Europe; nobody writes 12.5 so."""
NULLS = {"", "~", "null", "Null", "NULL"}
BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
MOST_DIGITS = 18


def of_plain(text: str) -> bool | int | Decimal | str | None:
    """Return what `text` means where it stands without quotes: `NO` and `12:30` stay text.

    Dates stay text too; the model reads them. So do numbers of more than 18 digits.
    """
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    return _number(text) if NUMBER.fullmatch(text) else text


def _number(text: str) -> int | Decimal | str:
    digits = text.lstrip("+-")
    if digits.isdigit():
        leading_zero = len(digits) > 1 and digits[0] == "0"
        return text if leading_zero or len(digits) > MOST_DIGITS else int(text)
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds
        return text
    return text if abs(number.adjusted()) > MOST_DIGITS else number


def doubtful(text: str) -> tuple[str, str | None] | None:
    """Return what is wrong with a word that looks like a number, and what to do."""
    if NO_NUMBER.fullmatch(text):
        return "must be a finite number", None
    if THOUSANDS.fullmatch(text):
        whole, fraction = text.split(".")
        hint = f"Write {whole}{fraction} or {whole}.{fraction.rstrip('0') or '0'}; text in quotes."
        return "could be meant in thousands", hint.replace(".0;", ";")
    return None
