"""One check of a plan: how it stands, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["PASS", "REVIEW", "FAIL"]
"""PASS: as it should be. REVIEW: a person should look at it. FAIL: it must change."""
Page = Literal["", "film", "audience", "timing", "spend", "creators", "plan", "partners"]
WORST_FIRST: tuple[Status, ...] = ("FAIL", "REVIEW", "PASS")


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, how it stands, what to do next, and where."""

    status: Status
    title: str
    message: str
    next_step: str = ""
    at: str = ""
    """The key path of what it is about, such as `timing.regions.MX.date`; empty if no one place."""
    page: Page = ""
    """The page on which to look at it or change it."""
