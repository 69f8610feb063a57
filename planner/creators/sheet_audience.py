"""The shares of an audience as people write them: `MX 60%, US 20%` or `MX:0.6; US:0.2`."""

from __future__ import annotations

import math
import re

from planner.audience.regions import code_of, suggest_region

PARTS = re.compile(r"[;|\n]|(?<!\d),|,(?!\d)")
"""A comma between two digits stands before decimals."""
NUMBER = r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<percent>%?)"
NAME_FIRST = re.compile(rf"(?P<name>[^\d:=%][^:=%]*?)(?:\s*[:=]\s*|\s+){NUMBER}")
NUMBER_FIRST = re.compile(rf"{NUMBER}\s*[:=]?\s*(?P<name>[^\d:=%][^:=%]*)")
OTHERS = ("other", "others", "rest", "otros", "autres", "andere", "outros", "altri")
SLACK = 1.0005
"""Shares that a media kit rounds to 0.1% may add up to a little more than 1."""
MUCH = 100
"""Audiences over and above all that a sum is told of."""
HINT = "Write shares such as MX 60%, US 20%"


def read_audience(text: str, groups: tuple[str, ...]) -> tuple[dict[str, float], str, str | None]:
    """Return the share of each region (0 to 1, four decimals), what is wrong, and a hint.

    What is wrong is "" where nothing is. Numbers without % are percents if one is above 1.
    """
    parts = [part.strip() for part in PARTS.split(text.replace("(", " ").replace(")", " "))]
    parts = [part for part in parts if part and part.casefold() not in OTHERS]
    found = [NAME_FIRST.fullmatch(part) or NUMBER_FIRST.fullmatch(part) for part in parts]
    if not all(found):
        return {}, "is no list of shares", HINT
    entries = [(one["name"].strip(), _number(one), bool(one["percent"])) for one in found if one]
    whole = any(number > 1 for _, number, percent in entries if not percent)
    shares: dict[str, float] = {}
    for name, number, percent in entries:
        if name.casefold() in OTHERS:
            continue
        code = code_of(name, groups)
        if code is None:
            near = suggest_region(name, groups)
            hint = f"Did you mean {near}?" if near else "Write an ISO code such as MX"
            return {}, f"{name} is no region", hint
        if code in shares:
            return {}, f"{code} stands twice", "Keep one share for each region"
        shares[code] = round(number / 100 if percent or whole else number, 4)
    total = math.fsum(shares.values())
    if total > SLACK:
        much = f"{total:.0%}" if total < MUCH else "far more than all"
        return {}, f"adds up to {much}", "Shares of an audience add up to 100% at most"
    return shares, "", None


def _number(found: re.Match[str]) -> float:
    return float(found["number"].replace(",", "."))
